#include "core/practice/practice_curve.h"

#include <algorithm>

namespace stepgrad {

LossCurve withoutPresent(LossCurve curve, const Still& still) {
    if (curve.isMean)
        return curve;
    curve.ahead.clear();
    if (still.isComputed(ValueId::loss()))
        return curve;
    std::erase_if(curve.points,
                  [&](const LossPoint& point) { return point.update >= still.update; });
    curve.current.reset();
    return curve;
}

}  // namespace stepgrad
