#pragma once

#include "core/document/session.h"

namespace stepgrad {

/// The curve without what a learner is still to work out: without the J of the present
/// update until the walk has computed it, and without all that is known of later ones.
/// A mean over all examples gives nothing of this one away and stays.
LossCurve withoutPresent(LossCurve curve, const Still& still);

}  // namespace stepgrad
