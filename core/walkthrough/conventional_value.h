#pragma once

#include "core/walkthrough/expression.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// What is shown for a value under the conventions of the notation. Throws
/// std::out_of_range for a value that the network does not have.
double conventionalValue(const Trace& trace, const ValueId& id, const Notation& notation);

/// The lookup for `evaluate` of expressions written in that notation. Refers to both.
ValueLookup conventionalValues(const Trace& trace, const Notation& notation);

}  // namespace stepgrad
