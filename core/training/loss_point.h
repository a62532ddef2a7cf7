#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>

#include "core/network/loss.h"

namespace stepgrad {

class TrainingPass;
struct Dataset;
struct Network;
struct Project;

/// How well the network does after a number of updates: one point of the curves.
struct LossPoint {
    static constexpr int kMostLayers = 8;

    std::int64_t update = 0;
    double loss = 0.0;                 ///< J; its mean over the training examples
    std::optional<double> testLoss{};  ///< over the test examples, where there are any
    std::optional<double> accuracy{};  ///< share of right answers, where targets are classes
    std::optional<double> testAccuracy{};
    /// Of the first layers: the Euclidean norm of the mean gradient of weights and
    /// biases over the training examples, or over 64 of them at most,
    /// evenly chosen.
    std::array<double, kMostLayers> gradients{};
    int gradientCount = 0;  ///< how many of these are known

    bool operator==(const LossPoint&) const = default;
};

/// The mean J over the examples with the parameters of the pass, whose examples are
/// changed; may be infinite. The sum is made in the order of the rows. Nothing once
/// stop is requested.
std::optional<double> meanLoss(TrainingPass& pass, Loss loss, const Dataset& examples,
                               const std::stop_token& stop);

/// The point of these parameters. The loss may be infinite; what else is not finite
/// is left out. Nothing once stop is requested.
/// @param pass     has the parameters of `network`; its examples are changed
/// @param project  whose loss and examples are used
std::optional<LossPoint> measurePoint(TrainingPass& pass, const Network& network,
                                      const Project& project, std::int64_t update,
                                      const std::stop_token& stop);

/// The same by itself. Throws std::invalid_argument where network and examples do
/// not fit.
LossPoint measurePoint(const Project& project, const Network& network, std::int64_t update);

}  // namespace stepgrad
