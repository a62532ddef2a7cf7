#include "core/document/network_reader.h"

namespace stepgrad::json {

TrainableReader::TrainableReader(Layer& layer)
    : m_weights(layer.weightsTrainable), m_biases(layer.biasesTrainable) {
    add("weights", m_weights, Need::Optional);
    add("biases", m_biases, Need::Optional);
}

LayerReader::LayerReader(std::vector<Layer>& layers, Budget& budget)
    : m_layers(layers),
      m_activation(entryReader(m_layer.activation, activations(), &activationFromKey)),
      m_weights(kMostNeurons, kMostNeurons, budget),
      m_biases(kMostNeurons, budget, NumbersReader::Null::Allowed) {
    add("activation", m_activation);
    add("weights", m_weights);
    add("biases", m_biases);
    add("trainable", m_trainable, Need::Optional);
}

void LayerReader::begin() {
    m_layer = Layer{};
}

void LayerReader::complete() {
    m_layer.weights = m_weights.take();
    const auto& biases = m_biases.values();
    if (!m_biases.isNull())
        m_layer.biases =
            Eigen::Map<const Vector>(biases.data(), static_cast<Eigen::Index>(biases.size()));
    m_layers.push_back(std::move(m_layer));
}

NetworkReader::NetworkReader(Network& network)
    : m_network(network),
      m_names(network.inputNames, kMostNeurons),
      m_layer(network.layers, m_budget) {
    add("input_names", m_names, Need::Optional);
    add("layers", m_layers);
}

void NetworkReader::complete() {
    if (given("input_names"))
        return;
    for (Eigen::Index k = 1; k <= m_network.inputCount(); ++k)
        m_network.inputNames.push_back("i" + std::to_string(k));
}

}  // namespace stepgrad::json
