#include "ui/formula/typeset_equations.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace stepgrad {
namespace {

bool isBold(const Equation::Side& side) {
    return side.role == Equation::Role::Result;
}

}  // namespace

TypesetEquations::TypesetEquations(std::vector<Equation> equations, double pixelSize)
    : m_equations(std::move(equations)),
      m_pixelSize(pixelSize),
      m_font(MathFont::ofSize(pixelSize)),
      m_sign(layoutFormula(formula::op("="), *m_font, false)),
      m_boldSign(layoutFormula(formula::op("="), *m_font, true)) {
    for (const auto& equation : m_equations) {
        Typeset made{layoutFormula(equation.left, *m_font, true), {}};
        for (const auto& side : equation.right)
            made.right.push_back({layoutFormula(side.formula, *m_font, isBold(side)), {}});
        m_typeset.push_back(std::move(made));
    }
}

MathBox TypesetEquations::left(std::size_t equation, const MathFont& font) const {
    return m_typeset[equation].left.scaled(factor(font));
}

double TypesetEquations::leftWidth(std::size_t equation, const MathFont& font) const {
    return m_typeset[equation].left.width * factor(font);
}

MathBox TypesetEquations::side(std::size_t equation, std::size_t side, const MathFont& font) const {
    return m_typeset[equation].right[side].box.scaled(factor(font));
}

double TypesetEquations::sideWidth(std::size_t equation, std::size_t side,
                                   const MathFont& font) const {
    return m_typeset[equation].right[side].box.width * factor(font);
}

std::vector<MathAtom> TypesetEquations::atoms(std::size_t equation, std::size_t side,
                                              const MathFont& font, double widest) const {
    const Equation::Side& asked = m_equations[equation].right[side];
    auto& known = m_typeset[equation].right[side].atoms;
    if (!known)
        known = layoutAtoms(asked.formula, *m_font, isBold(asked),
                            std::numeric_limits<double>::infinity());
    const double by = factor(font);
    if (std::any_of(known->begin(), known->end(), [&](const MathAtom& atom) {
            return atom.opens && atom.box.width * by > widest;
        }))
        return layoutAtoms(asked.formula, font, isBold(asked), widest);
    std::vector<MathAtom> all = *known;
    for (auto& atom : all) {
        atom.box = atom.box.scaled(by);
        atom.space *= by;
    }
    return all;
}

MathBox TypesetEquations::sign(bool bold, const MathFont& font) const {
    return (bold ? m_boldSign : m_sign).scaled(factor(font));
}

}  // namespace stepgrad
