#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/network/activation.h"
#include "core/network/loss.h"
#include "core/network/types.h"

namespace stepgrad {

/// One fully connected layer: h = f(W x + b).
struct Layer {
    Activation activation = Activation::Sigmoid;
    Matrix weights;                ///< neurons x inputs; weights(j, k) to neuron j, from input k
    std::optional<Vector> biases;  ///< one a neuron, or none
    bool weightsTrainable = true;  ///< false: every update leaves the weights as they are
    bool biasesTrainable = true;

    Eigen::Index neurons() const { return weights.rows(); }
    Eigen::Index inputs() const { return weights.cols(); }
    /// Whether no update changes anything of it.
    bool isFrozen() const { return !weightsTrainable && !(biases && biasesTrainable); }
    bool operator==(const Layer& other) const;
};

/// A feed-forward network of one or more layers; a value.
struct Network {
    std::vector<std::string> inputNames;  ///< one an input
    std::vector<Layer> layers;            ///< the last one is the output layer

    Eigen::Index inputCount() const { return layers.front().inputs(); }
    Eigen::Index outputCount() const { return layers.back().neurons(); }
    int layerCount() const { return static_cast<int>(layers.size()); }
    bool isOutput(int layer) const { return layer + 1 == layerCount(); }
    /// Weights and biases together.
    std::int64_t parameterCount() const;
    std::int64_t weightCount() const;
    /// "2–2–1": inputs and the neurons of each layer, joined by en dashes.
    std::string shapeText() const;
    bool operator==(const Network&) const = default;
};

/// What is accepted, checked before memory is taken.
namespace limits {
constexpr int kLayers = 256;
constexpr int kNeurons = 16384;  ///< a layer, and inputs
constexpr std::int64_t kParameters = 16'000'000;
constexpr std::int64_t kDataValues = 64'000'000;  ///< numbers in a data set
}  // namespace limits

/// The first thing that is wrong with the network (empty, sizes that do not
/// chain, a number that is not finite, softmax inside, a loss that does not go
/// with the output), or nothing. The text names the place as a project file
/// does: "network.layers[1].weights[0]: …".
std::optional<std::string> problemOf(const Network& network, Loss loss);

}  // namespace stepgrad
