#include "core/network/network.h"

namespace stepgrad {

bool Layer::operator==(const Layer& o) const {
    const auto sameMatrix = [](const auto& a, const auto& b) {
        return a.rows() == b.rows() && a.cols() == b.cols() && a == b;
    };
    return activation == o.activation && weightsTrainable == o.weightsTrainable &&
           biasesTrainable == o.biasesTrainable && sameMatrix(weights, o.weights) &&
           biases.has_value() == o.biases.has_value() &&
           (!biases || sameMatrix(*biases, *o.biases));
}

std::int64_t Network::weightCount() const {
    std::int64_t n = 0;
    for (const auto& layer : layers)
        n += layer.weights.size();
    return n;
}

std::int64_t Network::parameterCount() const {
    std::int64_t n = weightCount();
    for (const auto& layer : layers)
        n += layer.biases ? layer.biases->size() : 0;
    return n;
}

std::string Network::shapeText() const {
    std::string text = std::to_string(inputCount());
    for (const auto& layer : layers)
        text += "–" + std::to_string(layer.neurons());
    return text;
}

namespace {

std::string at(std::size_t layer) {
    return "network.layers[" + std::to_string(layer) + "]";
}

std::optional<std::string> problemOfLayer(const Layer& layer, std::size_t l, Eigen::Index inputs) {
    if (layer.neurons() < 1 || layer.inputs() < 1)
        return at(l) + ".weights: a layer needs at least one neuron and one input";
    if (layer.inputs() != inputs)
        return at(l) + ".weights: expected " + std::to_string(inputs) +
               " numbers a neuron, one for each input of the layer, found " +
               std::to_string(layer.inputs());
    if (layer.biases && layer.biases->size() != layer.neurons())
        return at(l) + ".biases: expected " + std::to_string(layer.neurons()) +
               " numbers, one a neuron, found " + std::to_string(layer.biases->size());
    if (!layer.weights.allFinite())
        return at(l) + ".weights: every weight must be finite";
    if (layer.biases && !layer.biases->allFinite())
        return at(l) + ".biases: every bias must be finite";
    return std::nullopt;
}

}  // namespace

std::optional<std::string> problemOf(const Network& network, Loss loss) {
    if (network.layers.empty())
        return "network.layers: expected at least one layer";
    Eigen::Index inputs = network.inputCount();
    if (static_cast<Eigen::Index>(network.inputNames.size()) != inputs)
        return "network.input_names: expected " + std::to_string(inputs) + " names, found " +
               std::to_string(network.inputNames.size());
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const auto& layer = network.layers[l];
        if (auto problem = problemOfLayer(layer, l, inputs))
            return problem;
        if (info(layer.activation).outputOnly && l + 1 != network.layers.size())
            return at(l) + ".activation: " + std::string(info(layer.activation).key) +
                   " may stand in the output layer only";
        inputs = layer.neurons();
    }
    const Activation output = network.layers.back().activation;
    if (!fits(loss, output)) {
        const auto needed = info(loss).output;
        return "loss: " + std::string(info(loss).key) +
               (needed ? " needs an output layer with " + std::string(info(*needed).key)
                       : " does not go with softmax, which needs cross_entropy") +
               ", found " + std::string(info(output).key);
    }
    return std::nullopt;
}

}  // namespace stepgrad
