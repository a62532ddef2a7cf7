#pragma once

#include <QString>
#include <vector>

#include "ui/formula/formula_layout.h"

namespace stepgrad {

/// In which way a part of a formula is set.
struct MathStyle {
    int level = 0;         ///< 0 text, 1 scripts, 2 scripts of scripts
    bool display = false;  ///< roomy fractions, large Σ
    bool cramped = false;  ///< superscripts stay low (below fraction bars)
    bool bold = false;

    MathStyle script(bool below) const {
        return {level < 2 ? level + 1 : 2, false, cramped || below, bold};
    }
};

/// The rules of mathematical typesetting, over a font's MATH constants (The
/// OpenType specification's MATH chapter; The TeXbook, appendix G). Used by
/// formula_layout.
class Typesetter {
public:
    explicit Typesetter(const MathFont& font) : m_font(font) {}

    /// The formula with the lean of its last letter as part of its width.
    MathBox closed(const Formula& formula, MathStyle style) const;
    std::vector<MathAtom> atoms(const Formula& formula, MathStyle style, double widest) const;

private:
    /// A part that still knows how its end leans, so that scripts can follow it.
    struct Piece {
        MathBox box;
        MathClass left = MathClass::Ordinary;
        MathClass right = MathClass::Ordinary;
        double italic = 0.0;
        double accent = -1.0;   ///< where a hat belongs; < 0: over the middle
        bool isLetter = false;  ///< one glyph: scripts keep their usual height
    };

    Piece piece(const Formula& formula, MathStyle style) const;
    Piece kindOf(const Formula& formula, MathStyle style) const;
    Piece letters(const Formula& formula, MathStyle style) const;
    Piece number(const Formula& formula, MathStyle style) const;
    Piece operation(const Formula& formula, MathStyle style) const;
    Piece words(const Formula& formula, MathStyle style) const;
    Piece fraction(const Formula& formula, MathStyle style) const;
    Piece scripts(const Formula& formula, MathStyle style) const;
    Piece hat(const Formula& formula, MathStyle style) const;
    Piece fenced(const Formula& formula, MathStyle style) const;
    Piece root(const Formula& formula, MathStyle style) const;
    Piece sum(const Formula& formula, MathStyle style) const;
    Piece row(const Formula& formula, MathStyle style) const;

    Piece withScripts(const Piece& base, const MathBox& below, const MathBox& above,
                      MathStyle style) const;
    MathBox scriptBox(const Formula& formula, MathStyle style) const;
    enum class Side { Left, Right };
    MathBox bracket(const Formula& fenced, Side side, const MathBox& content,
                    MathStyle style) const;
    MathBox tall(quint32 glyph, double height, MathStyle style) const;
    MathBox assembled(const std::vector<MathTable::Part>& parts, double height,
                      MathStyle style) const;
    MathBox onAxis(const MathBox& box, MathStyle style) const;
    MathBox glyphBox(quint32 glyph, MathStyle style, bool heavy = false) const;
    enum class Shape { Italic, Upright };
    Piece text(const QString& characters, Shape shape, MathStyle style) const;
    Piece character(char32_t c, Shape shape, MathStyle style) const;

    void collect(const Formula& formula, MathStyle style, double widest, int depth,
                 std::vector<MathAtom>& all) const;
    void collectOpened(const Formula& formula, MathStyle style, double widest, int depth,
                       std::vector<MathAtom>& all) const;
    void space(std::vector<MathAtom>& atoms, MathStyle style) const;
    static Formula onOneLine(const Formula& fraction);
    static bool isBracketed(const Formula& formula);
    static bool isFunction(const Formula& formula);
    double c(MathConstant which, MathStyle style) const {
        return m_font.constant(which, style.level);
    }

    const MathFont& m_font;
};

}  // namespace stepgrad
