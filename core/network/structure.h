#pragma once

#include "core/network/initializer.h"
#include "core/network/network.h"
#include "core/network/optimizer.h"

namespace stepgrad {

/// A network and what its optimizer remembers of it, which change their shapes
/// together. `optimizer.layers` is empty or has one entry a layer.
///
/// What is kept by the functions below is kept bit for bit: every weight and bias
/// between neurons that stay, with all that the optimizer remembers of it. New
/// weights are those that the initializer makes for their place, new biases are 0, and
/// nothing is remembered of either yet. All throw std::invalid_argument where
/// layer or neuron is out of range, or where the last one would go.
struct Structure {
    Network& network;
    OptimizerState& optimizer;
};

/// Layer number that stands for the inputs.
constexpr int kInputColumn = -1;

/// Inputs or neurons. @param layer  0 …, or kInputColumn
Eigen::Index neuronsOf(const Network& network, int layer);

/// Adds neurons to a layer (or inputs) behind those that are there.
/// Inputs are named i1, i2 …, each by its place or else the next free number.
/// A new neuron never has the incoming weights of another of its layer, where
/// the initializer is a random one.
void addNeurons(Structure structure, int layer, int count, const InitializerSettings& settings);

/// Takes a neuron (or input) out, with the weights that enter and leave it.
void removeNeuron(Structure structure, int layer, int neuron);

/// Puts a new layer before the layer `at`, 0 … last. The weights of layer `at` are
/// kept as far as there are sources for them: from the k-th neuron of the new
/// layer instead of the k-th before; further ones come from the initializer.
/// What was remembered of them belonged to other sources and is forgotten.
/// @param layer  its activation, flags, and whether it has biases; the sizes of
/// its matrices do not matter
void insertLayer(Structure structure, int at, int neurons, const Layer& layer,
                 const InitializerSettings& settings);

/// Takes out a layer that is not the last. The weights of the layer behind are
/// kept as far as there are sources for them, as with `insertLayer`.
void removeLayer(Structure structure, int layer, const InitializerSettings& settings);

/// Gives the layer biases of 0, or takes them away.
void setBiases(Structure structure, int layer, bool hasBiases);

/// Weights of one layer as the initializer makes them for this network; its
/// biases become 0, what was remembered of them is forgotten.
void initializeLayer(Structure structure, int layer, const InitializerSettings& settings);

}  // namespace stepgrad
