#include "ui/formula/math_characters.h"

#include <array>
#include <string_view>

namespace stepgrad {
namespace {

constexpr char32_t kPartial = U'∂';

bool isBetween(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

/// Where an alphabet of the block "Mathematical Alphanumeric Symbols" begins.
struct Alphabet {
    char32_t capital, small, alpha, partial, digit;
};

char32_t shifted(char32_t c, const Alphabet& alphabet) {
    if (isBetween(c, U'A', U'Z') && alphabet.capital)
        return alphabet.capital + (c - U'A');
    if (isBetween(c, U'a', U'z') && alphabet.small)
        return alphabet.small + (c - U'a');
    if (isBetween(c, U'α', U'ω') && alphabet.alpha)
        return alphabet.alpha + (c - U'α');
    if (c == kPartial && alphabet.partial)
        return alphabet.partial;
    if (isBetween(c, U'0', U'9') && alphabet.digit)
        return alphabet.digit + (c - U'0');
    return c;
}

}  // namespace

MathClass classOf(char32_t character) {
    constexpr std::u32string_view kRelations = U"=≈←→<>≤≥≠≔∈";
    constexpr std::u32string_view kBinaries = U"+−-±·×⋅∘";
    if (kRelations.find(character) != std::u32string_view::npos)
        return MathClass::Relation;
    if (kBinaries.find(character) != std::u32string_view::npos)
        return MathClass::Binary;
    switch (character) {
        case U'(':
        case U'[':
        case U'{':
            return MathClass::Open;
        case U')':
        case U']':
        case U'}':
            return MathClass::Close;
        case U',':
        case U';':
            return MathClass::Punctuation;
        case U'…':
        case U'⋯':
            return MathClass::Inner;
        default:
            return MathClass::Ordinary;
    }
}

char32_t mathItalic(char32_t character) {
    // The place of italic h in its block is empty: it had been Planck's
    // constant before.
    if (character == U'h')
        return U'ℎ';
    return shifted(character, {0x1D434, 0x1D44E, 0x1D6FC, 0x1D715, 0});
}

char32_t mathBoldItalic(char32_t character) {
    return shifted(character, {0x1D468, 0x1D482, 0x1D736, 0x1D74F, 0x1D7CE});
}

char32_t mathBold(char32_t character) {
    return shifted(character, {0x1D400, 0x1D41A, 0x1D6C2, 0x1D6DB, 0x1D7CE});
}

double spaceBetween(MathClass left, MathClass right, bool script) {
    // Rows: left; columns: right; in the order of the enumeration. 1 thin,
    // 2 medium, 3 thick; negative: not in scripts. (TeX, The TeXbook chapter 18,
    // with functions as its operators, Text as an ordinary, and no space before
    // commas.)
    static constexpr std::array<std::array<int, 9>, 9> kSpaces = {{
        {0, 1, -2, -3, 0, 0, 0, -1, 0},   // Ordinary
        {1, 1, 0, -3, 0, 0, 0, -1, 0},    // Function
        {-2, -2, 0, 0, -2, 0, 0, -2, 0},  // Binary
        {-3, -3, 0, 0, -3, 0, 0, -3, 0},  // Relation
        {0, 0, 0, 0, 0, 0, 0, 0, 0},      // Open
        {0, 1, -2, -3, 0, 0, 0, -1, 0},   // Close
        {-1, -1, 0, -1, -1, -1, -1, -1, 0},
        {-1, 1, -2, -3, -1, 0, 0, -1, 0},  // Inner
        {0, 0, 0, -3, 0, 0, 0, 0, 0},      // Text
    }};
    const int code = kSpaces[static_cast<std::size_t>(left)][static_cast<std::size_t>(right)];
    if (code == 0 || (code < 0 && script))
        return 0.0;
    static constexpr std::array<double, 4> kEm = {0.0, 3.0 / 18.0, 4.0 / 18.0, 5.0 / 18.0};
    return kEm[static_cast<std::size_t>(code < 0 ? -code : code)];
}

}  // namespace stepgrad
