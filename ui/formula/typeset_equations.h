#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/walkthrough/derivation.h"
#include "ui/formula/formula_layout.h"

namespace stepgrad {

/// Equations typeset once, for who tries them at many sizes and widths: typesetting
/// is what takes the time, and all measures of it are proportional to the size.
/// Only for the thread of the windows.
class TypesetEquations {
public:
    /// @param pixelSize  the largest that is asked for
    TypesetEquations(std::vector<Equation> equations, double pixelSize);

    const std::vector<Equation>& equations() const { return m_equations; }
    double pixelSize() const { return m_pixelSize; }

    /// Left side of an equation, in bold. @param font  of any size
    MathBox left(std::size_t equation, const MathFont& font) const;
    double leftWidth(std::size_t equation, const MathFont& font) const;
    /// A right side; results in bold.
    MathBox side(std::size_t equation, std::size_t side, const MathFont& font) const;
    double sideWidth(std::size_t equation, std::size_t side, const MathFont& font) const;
    /// The same in parts; see layoutAtoms.
    std::vector<MathAtom> atoms(std::size_t equation, std::size_t side, const MathFont& font,
                                double widest) const;
    /// "=", in bold or not.
    MathBox sign(bool bold, const MathFont& font) const;

private:
    struct Side {
        MathBox box;
        mutable std::optional<std::vector<MathAtom>> atoms;  ///< brackets whole; once asked for
    };
    struct Typeset {
        MathBox left;
        std::vector<Side> right;
    };
    double factor(const MathFont& font) const { return font.em(0) / m_font->em(0); }

    std::vector<Equation> m_equations;
    double m_pixelSize;
    std::shared_ptr<const MathFont> m_font;
    std::vector<Typeset> m_typeset;
    MathBox m_sign, m_boldSign;
};

}  // namespace stepgrad
