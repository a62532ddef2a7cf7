#pragma once

#include "core/walkthrough/expression.h"
#include "core/walkthrough/formula.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// The number for people as a formula. A number that is not finite is never
/// written as a number, but in words.
Formula numberFormula(double value, const Notation& notation);

/// The expression in symbols.
Formula inSymbols(const Expression& expression, const Network& network, const Notation& notation);

/// The expression with the numbers of the trace put in, as the notation shows them.
/// Every number stands for the value that it is the number of.
/// @param open  groups that open first show their inside, as far as the rounded
///              numbers of the inside still carry the result; else each is one number
Formula inNumbers(const Expression& expression, const Trace& trace, const Notation& notation,
                  bool open);

}  // namespace stepgrad
