#pragma once

#include <vector>

#include "core/walkthrough/formula.h"
#include "ui/formula/math_box.h"
#include "ui/formula/math_characters.h"
#include "ui/formula/math_font.h"

namespace stepgrad {

/// One part of a row, for who breaks long rows into lines.
struct MathAtom {
    MathBox box;
    MathClass left = MathClass::Ordinary;   ///< what it is to the part before it
    MathClass right = MathClass::Ordinary;  ///< and to the part after it
    double space = 0.0;                     ///< pixels before it, where a part stands before it
    int depth = 0;                          ///< brackets that it lies in
    bool additive = false;                  ///< + or −: the best places to break before
    bool opens = false;                     ///< brackets or a fraction that can be taken apart
};

/// Lays out a formula with the font's MATH constants, in display style as on a
/// line of its own. Every sub-formula that stands for a value has a term in it.
/// @param bold  for results: bold letters and digits
MathBox layoutFormula(const Formula& formula, const MathFont& font, bool bold = false);

/// The same as parts of a row. Brackets in it that are wider than `widest` are
/// taken apart (each as tall as the whole content asks), so that the row can be
/// broken inside them.
std::vector<MathAtom> layoutAtoms(const Formula& formula, const MathFont& font, bool bold,
                                  double widest);

}  // namespace stepgrad
