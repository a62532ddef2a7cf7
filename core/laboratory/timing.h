#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "core/laboratory/costs.h"

namespace stepgrad {

/// Seconds that things take on this machine, in the fastest of several series.
struct PhaseTimes {
    /// Of one update of a batch by the readable passes (backpropagation.h), which the
    /// walkthrough uses: all its forward passes, all its backward passes, the update.
    double forward = 0.0, backward = 0.0, update = 0.0;
    /// Of a whole update as training makes it (Trainer).
    double training = 0.0;
    /// All gradients of one example by difference quotients (readable forward passes):
    /// measured for at most 200 parameters, and reckoned up for all.
    double naive = 0.0;
    /// Of the same gradients by the readable forward and backward pass.
    double gradients = 0.0;
    std::int64_t batch = 1;  ///< examples of an update

    double naiveRatio() const { return naive / gradients; }
};

/// Measures for about six times `seconds`. Nothing once stop is requested.
/// @param seconds  for each of the figures, at least; more where one turn takes longer
std::optional<PhaseTimes> measurePhases(const Project& project, double seconds,
                                        const std::stop_token& stop);

/// What grows.
enum class Growth { Width, Depth, Batch };

/// One point of the curve of growth.
struct GrowthPoint {
    std::int64_t size = 0;    ///< neurons of each hidden layer, hidden layers, examples
    double operations = 0.0;  ///< of one update, counted
    double seconds = 0.0;     ///< of one update by the fast passes, measured
};

/// The sizes that are measured, in order: powers of two.
std::vector<std::int64_t> growthSizes(Growth growth);

/// The network grown to that size, with weights from a fixed seed: hidden layers of that
/// width, as many as there are (one where there is none); or that many hidden layers as
/// wide as the first of the network (8 where there is none). As it is for batches.
Network grown(const Network& network, Growth growth, std::int64_t size);

/// Measures the sizes one after the other and tells each point as it is known. False
/// once stop is requested.
/// @param seconds  for each point, at least
bool measureGrowth(const Project& project, Growth growth, double seconds,
                   const std::stop_token& stop,
                   const std::function<void(const GrowthPoint&)>& tell);

}  // namespace stepgrad
