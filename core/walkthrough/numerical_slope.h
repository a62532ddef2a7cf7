#pragma once

#include "core/network/trace.h"

namespace stepgrad {

/// dJ/d(value) of the trace's example by central difference, for a weight, bias,
/// U or H: the value alone is moved, and everything behind it follows.
/// Throws std::invalid_argument for other kinds. Not finite for an output of a
/// cross-entropy whose prediction is 0 or 1.
double numericalSlope(const Trace& trace, const ValueId& id);

/// The tolerance of the gradient check: |a − n| ≤ 1e-7 max(|a|,|n|) + 1e-9 max(1,|J|).
bool agree(double analytic, double numerical, double loss);

}  // namespace stepgrad
