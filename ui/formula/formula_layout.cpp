#include "ui/formula/formula_layout.h"

#include <algorithm>

#include "ui/formula/typesetter.h"

namespace stepgrad {

MathBox layoutFormula(const Formula& formula, const MathFont& font, bool bold) {
    return Typesetter(font).closed(formula, {0, true, false, bold});
}

std::vector<MathAtom> layoutAtoms(const Formula& formula, const MathFont& font, bool bold,
                                  double widest) {
    return Typesetter(font).atoms(formula, {0, true, false, bold}, widest);
}

}  // namespace stepgrad
