#pragma once

#include <QString>

#include "core/walkthrough/step.h"

namespace stepgrad {

/// "u₁ = 0.2000", in the notation chosen; of a value that is not computed yet
/// (or that the network has not) the symbol alone.
QString valueText(const Still& still, const ValueId& id);

/// For tooltips: the same with all digits, or "u₁: not yet computed".
QString exactValueText(const Still& still, const ValueId& id);

/// A number as chosen in Appearance; "not a finite number" where it is none.
QString numberText(double value);

}  // namespace stepgrad
