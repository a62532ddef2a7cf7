#include "core/network/trace.h"

namespace stepgrad {

std::optional<double> Trace::value(const ValueId& id) const {
    if (!exists(network, id))
        return std::nullopt;
    if (id.kind == ValueKind::Loss)
        return loss;
    if (id.kind == ValueKind::Input)
        return inputs[id.neuron];
    if (id.kind == ValueKind::Target)
        return targets[id.neuron];
    const auto& parameters = network.layers[static_cast<std::size_t>(id.layer)];
    const auto& layer = layers[static_cast<std::size_t>(id.layer)];
    const int j = id.neuron;
    switch (id.kind) {
        case ValueKind::Weight:
            return parameters.weights(j, id.input);
        case ValueKind::Bias:
            return (*parameters.biases)[j];
        case ValueKind::U:
            return layer.u[j];
        case ValueKind::H:
            return layer.h[j];
        case ValueKind::Delta:
            return layer.delta[j];
        case ValueKind::WeightGradient:
            return layer.weightGradients(j, id.input);
        case ValueKind::BiasGradient:
            return (*layer.biasGradients)[j];
        case ValueKind::NewWeight:
            return layer.newWeights(j, id.input);
        case ValueKind::NewBias:
            return (*layer.newBiases)[j];
        case ValueKind::Input:
        case ValueKind::Target:
        case ValueKind::Loss:
            break;
    }
    return std::nullopt;
}

Network Trace::networkAfter() const {
    Network after = network;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        after.layers[l].weights = layers[l].newWeights;
        after.layers[l].biases = layers[l].newBiases;
    }
    return after;
}

}  // namespace stepgrad
