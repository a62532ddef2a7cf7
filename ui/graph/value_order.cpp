#include "ui/graph/value_order.h"

namespace stepgrad {
namespace {

class Collector {
public:
    Collector(const Network& network, const ValueOrder& order)
        : m_network(network), m_order(order) {}

    void parameters(int l, ValueKind weight, ValueKind bias) {
        const auto& layer = m_network.layers[static_cast<std::size_t>(l)];
        for (int k = 0; k < layer.inputs(); ++k)
            for (int j = 0; j < layer.neurons(); ++j)
                if (takesWeight(l, j, k))
                    m_values.push_back(ValueId::weight(l, j, k).as(weight));
        if (layer.biases)
            for (int j = 0; j < layer.neurons(); ++j)
                m_values.push_back(ValueId::bias(l, j).as(bias));
    }

    void neurons(int l, ValueKind kind) {
        const auto& layer = m_network.layers[static_cast<std::size_t>(l)];
        for (int j = 0; j < layer.neurons(); ++j)
            m_values.push_back(ValueId::u(l, j).as(kind));
    }

    void add(const ValueId& id) { m_values.push_back(id); }
    std::vector<ValueId> take() { return std::move(m_values); }

private:
    bool takesWeight(int l, int j, int k) const {
        if (m_order.allWeights)
            return true;
        if (!m_order.weightsOf)
            return false;
        const ValueId& neuron = *m_order.weightsOf;
        return (neuron.layer == l && neuron.neuron == j) ||
               (neuron.layer == l - 1 && neuron.neuron == k);
    }

    const Network& m_network;
    const ValueOrder& m_order;
    std::vector<ValueId> m_values;
};

}  // namespace

std::vector<ValueId> orderedValues(const Network& network, const ValueOrder& order) {
    Collector values(network, order);
    const int layers = network.layerCount();
    for (int k = 0; k < network.inputCount(); ++k)
        values.add(ValueId::inputOf(k));
    for (int l = 0; l < layers; ++l) {
        values.parameters(l, ValueKind::Weight, ValueKind::Bias);
        values.neurons(l, ValueKind::U);
        values.neurons(l, ValueKind::H);
    }
    for (int k = 0; k < network.outputCount(); ++k)
        values.add(ValueId::target(k));
    values.add(ValueId::loss());
    for (int l = layers - 1; l >= 0; --l) {
        values.neurons(l, ValueKind::Delta);
        values.parameters(l, ValueKind::WeightGradient, ValueKind::BiasGradient);
    }
    for (int l = 0; l < layers; ++l)
        values.parameters(l, ValueKind::NewWeight, ValueKind::NewBias);
    return values.take();
}

}  // namespace stepgrad
