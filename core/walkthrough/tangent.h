#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// J over one weight or bias, all others as they are, and its tangent.
struct TangentCurve {
    struct Point {
        double value;  ///< of the parameter
        double loss;   ///< J
    };
    ValueId parameter;
    Point present;       ///< before the update
    double slope = 0.0;  ///< of the tangent: the gradient by backpropagation
    double low = 0.0, high = 0.0;
    std::vector<Point> points;  ///< over [low, high], evenly; only where J is finite
    Point after;            ///< the new value, and J there: as if this parameter alone were updated
    double promised = 0.0;  ///< J at the new value by the tangent

    double tangentAt(double value) const { return present.loss + slope * (value - present.value); }
};

/// The curve around the present value: at least 2 to both sides, and as far as the
/// value itself and the step are, within reason.
/// @param range    low and high end instead
/// @param samples  at least 2
/// Throws std::invalid_argument for what is no weight or bias of the trace's network.
TangentCurve tangentCurve(const Trace& trace, const ValueId& parameter,
                          std::optional<std::pair<double, double>> range = std::nullopt,
                          int samples = 161);

/// Says what tangent and step come to, by these numbers.
/// @param withStep  whether the new value may be told
std::string tangentText(const TangentCurve& curve, const Trace& trace, const Notation& notation,
                        bool withStep);

}  // namespace stepgrad
