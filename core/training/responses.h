#pragma once

#include "core/network/network.h"

namespace stepgrad {

/// The activation h of one neuron for many inputs at once.
/// @param layer, neuron  which one; of the last layer: a prediction
/// @param points         as the network sees them: points x inputs
/// @returns one number a point; not finite where a point or a product is not.
/// Throws std::invalid_argument where the network has no such neuron, or another
/// number of inputs.
Vector responses(const Network& network, int layer, int neuron, const Matrix& points);

}  // namespace stepgrad
