#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/laboratory/activity.h"
#include "core/network/trace.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// Where a neuron works on the curve of its activation, in one training step.
struct OperatingPoint {
    ValueId neuron;  ///< U
    double u = 0.0, value = 0.0, slope = 0.0;
    bool isDead = false, isSaturated = false;  ///< over the examples that were measured
};

/// A point of the curves of an activation.
struct CurveSample {
    double u = 0.0, value = 0.0, slope = 0.0;
};

/// All that is drawn of one layer. Layers of softmax have neither curve nor points: it
/// is no function of one number.
struct LayerCurves {
    int layer = 0;
    Activation activation = Activation::Sigmoid;
    std::vector<CurveSample> curve;      ///< u from −reach to reach
    double reach = 4.0;                  ///< beyond every u that is drawn
    double least = 0.0, greatest = 1.0;  ///< of the curves of f and f'
    std::vector<OperatingPoint> points;  ///< of the step
    /// How many of the sampled u lie in each of equally wide parts of −reach … reach.
    std::vector<std::int64_t> histogram;
};

/// @param activity  of the same network
LayerCurves curvesOf(const Trace& trace, const Activity& activity, int layer);

/// "u₁ = 0.2000, σ(u₁) = 0.5498, σ′(u₁) = 0.2475", and whether it is dead or saturated.
std::string pointText(const OperatingPoint& point, const Network& network,
                      const Notation& notation);

}  // namespace stepgrad
