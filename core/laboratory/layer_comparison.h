#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/laboratory/training_run.h"

namespace stepgrad {

/// The project without hidden layers: the output neurons read the inputs themselves. Its weights
/// begin by the project's initializer and seed. All else stays.
Project withoutHiddenLayers(const Project& project);

/// How long the networks that are compared are trained: the epochs of the project's rule, else 60,
/// but no more than a fixed number of operations allow.
std::int64_t comparisonUpdates(const Project& project);

/// The network as it is built, begun anew, and the same without hidden layers, trained with the
/// same data, split, settings, seed and number of updates. One alone where there is no hidden
/// layer.
/// @param progress  told of the share done, 0 … 1; may be empty
/// Nothing once stop is requested.
std::optional<std::vector<TrainingRun>> compareLayers(
    const Project& project, const std::stop_token& stop,
    const std::function<void(double)>& progress = {});

}  // namespace stepgrad
