#pragma once

#include <vector>

#include "ui/formula/formula_layout.h"

namespace stepgrad {

struct BrokenLine {
    MathBox box;
    bool startsWithRelation = false;  ///< goes below the relation signs above
};

/// Breaks the parts of a row into lines no wider than `width`, before + and −
/// where that fills lines well, else before · and relations, outside brackets
/// rather than inside. A part that is wider by itself stands on its line alone.
std::vector<BrokenLine> brokenIntoLines(const std::vector<MathAtom>& atoms, double width);

}  // namespace stepgrad
