#include "core/network/value_id.h"

namespace stepgrad {

std::optional<ValueId> ValueId::parameter() const {
    switch (kind) {
        case ValueKind::Weight:
        case ValueKind::WeightGradient:
        case ValueKind::NewWeight:
            return as(ValueKind::Weight);
        case ValueKind::Bias:
        case ValueKind::BiasGradient:
        case ValueKind::NewBias:
            return as(ValueKind::Bias);
        default:
            return std::nullopt;
    }
}

bool exists(const Network& network, const ValueId& id) {
    if (id.kind == ValueKind::Loss)
        return true;
    if (id.kind == ValueKind::Input)
        return id.neuron >= 0 && id.neuron < network.inputCount();
    if (id.kind == ValueKind::Target)
        return id.neuron >= 0 && id.neuron < network.outputCount();
    if (id.layer < 0 || id.layer >= network.layerCount())
        return false;
    const Layer& layer = network.layers[static_cast<std::size_t>(id.layer)];
    if (id.neuron < 0 || id.neuron >= layer.neurons())
        return false;
    const auto parameter = id.parameter();
    if (!parameter)
        return true;
    if (parameter->kind == ValueKind::Bias)
        return layer.biases.has_value();
    return id.input >= 0 && id.input < layer.inputs();
}

ValueId sourceOf(int layer, int k) {
    return layer == 0 ? ValueId::inputOf(k) : ValueId::h(layer - 1, k);
}

}  // namespace stepgrad
