#pragma once

#include <string>

#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula.h"

namespace stepgrad {

/// Presentation MathML, well-formed: one element, without the `math` around it.
std::string toMathMl(const Formula& formula);
/// A `math` element in display style: a row a side, equal signs below each other.
std::string toMathMl(const Equation& equation);

}  // namespace stepgrad
