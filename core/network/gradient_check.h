#pragma once

#include <cstdint>
#include <optional>

#include "core/data/dataset.h"
#include "core/network/trace.h"

namespace stepgrad {

/// The weight or bias of that name. Throws std::invalid_argument for anything else.
double& parameterOf(Network& network, const ValueId& id);
double parameterOf(const Network& network, const ValueId& id);

/// The central difference (J(p+h) - J(p-h)) / 2h of one example's loss, with
/// h = 6e-6 max(1, |p|).
/// @param parameter  a weight or bias of the network; throws
///                   std::invalid_argument for anything else
double centralDifference(const Network& network, Loss loss, const Eigen::Ref<const Vector>& inputs,
                         const Eigen::Ref<const Vector>& targets, const ValueId& parameter);

/// Backpropagation held against central differences.
struct GradientCheck {
    std::int64_t parameters = 0;
    double maxDifference = 0.0;          ///< of |a - n|; infinite where one is not finite
    double maxRelativeDifference = 0.0;  ///< of |a - n| / max(|a|, |n|)
    bool passed = true;                  ///< |a - n| <= 1e-7 max(|a|,|n|) + 1e-9 max(1,|J|) for all
    std::optional<ValueId> worst;        ///< the parameter with the largest excess
};

/// Checks the gradient of the mean loss over all examples for every parameter.
/// Throws std::invalid_argument on shapes that do not fit.
GradientCheck checkGradients(const Network& network, Loss loss, const Dataset& examples);

}  // namespace stepgrad
