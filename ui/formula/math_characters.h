#pragma once

namespace stepgrad {

/// What a part of a formula is to its neighbours; the space between two
/// depends on it.
enum class MathClass {
    Ordinary,
    Function,  ///< ln, max, Σ
    Binary,
    Relation,
    Open,
    Close,
    Punctuation,
    Inner,  ///< fractions and bracketed parts
    Text    ///< words, which bring their own spaces
};

/// The class of an operator such as '+', '=', '→', ','.
MathClass classOf(char32_t character);

/// The same letter in mathematical italic (w becomes 𝑤); others as they are.
char32_t mathItalic(char32_t character);
/// Letters in bold italic, digits in bold; others as they are.
char32_t mathBoldItalic(char32_t character);
/// Letters and digits in upright bold; others as they are.
char32_t mathBold(char32_t character);

/// The space between two neighbours in em.
/// @param script  in scripts most spaces fall away
double spaceBetween(MathClass left, MathClass right, bool script);

}  // namespace stepgrad
