#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "core/document/project.h"

namespace stepgrad {

/// The neurons of the one hidden layer that data are begun with: as many as inputs and
/// outputs together, but 4 at least and 32 at most.
Eigen::Index suggestedHidden(Eigen::Index inputs, Eigen::Index outputs);

/// A network for data of that shape, with that hidden layer of tanh, biases, and
/// outputs that stand for numbers; its weights are 0.
Network suggestedNetwork(Eigen::Index inputs, Eigen::Index outputs);

/// Gradient descent that learns data of that size in seconds: small batches in a
/// seeded order, and fewer epochs the more examples there are.
/// @param examples  all that there are, >= 1
/// @param areClasses  with numbers as targets steps are smaller
OptimizerSettings suggestedOptimizer(bool areClasses);
TrainingSettings suggestedTraining(std::int64_t examples);

}  // namespace stepgrad
