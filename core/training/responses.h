#pragma once

#include <vector>

#include "core/network/network.h"

namespace stepgrad {

/// The activations h of every layer for many inputs at once, in one forward pass: see
/// `responses`.
std::vector<Matrix> layerResponses(const Network& network, const Matrix& points);

/// The activations h of one layer for many inputs at once.
/// @param layer   which one; the last: the predictions
/// @param points  as the network sees them: points x inputs
/// @returns points x neurons of the layer; not finite where a point or a product is not.
/// Throws std::invalid_argument where the network has no such layer, or another
/// number of inputs.
Matrix responses(const Network& network, int layer, const Matrix& points);

}  // namespace stepgrad
