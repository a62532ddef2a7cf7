#pragma once

#include <optional>

#include "core/walkthrough/expression.h"
#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// What is shown for a value under the conventions: the trace's own value, but
/// for delta where the notation turns its sign. The trace itself always holds
/// dJ/du. Throws std::out_of_range for a value that the network does not have.
double conventionalValue(const Trace& trace, const ValueId& id, const Notation& notation);

/// The same of a still; nothing for what is not computed yet or does not exist.
std::optional<double> conventionalValue(const Still& still, const ValueId& id,
                                        const Notation& notation);

/// The lookup for `evaluate` of expressions written in that notation. Refers to the trace.
ValueLookup conventionalValues(const Trace& trace, const Notation& notation);

}  // namespace stepgrad
