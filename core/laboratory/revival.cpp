#include "core/laboratory/revival.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/laboratory/activity.h"
#include "core/training/responses.h"

namespace stepgrad {
namespace {

/// Even in [−a, a), the same everywhere.
double drawn(std::mt19937_64& random, double a) {
    return a * (2.0 * static_cast<double>(random() >> 11) * 0x1p-53 - 1.0);
}

/// New weights for one neuron. @param sources  examples x inputs of the layer
/// @returns whether it answers some example then
bool reviveNeuron(Layer& layer, Eigen::Index j, const Matrix& sources, std::mt19937_64& random) {
    const double a = 0.5 * std::sqrt(6.0 / static_cast<double>(layer.inputs()));
    Vector w(layer.inputs());
    for (double& value : w)
        value = drawn(random, a);
    Vector u = sources * w;
    double bias = layer.biases ? (*layer.biases)[j] : 0.0;
    if (layer.biases && layer.biasesTrainable) {
        Vector sorted = u;
        const auto middle = sorted.begin() + sorted.size() / 2;
        std::nth_element(sorted.begin(), middle, sorted.end());
        bias = -*middle;
        // Where all examples give the same, half of them is all or none.
        if ((u.array() + bias).maxCoeff() <= 0.0)
            bias += a;
    } else if ((u.array() + bias).maxCoeff() <= 0.0) {
        w = -w;
        u = -u;
    }
    if ((u.array() + bias).maxCoeff() <= 0.0)
        return false;
    layer.weights.row(j) = w.transpose();
    if (layer.biases)
        (*layer.biases)[j] = bias;
    return true;
}

/// What the layer answers. @param sources  examples x inputs of the layer
Matrix answersOf(const Layer& layer, const Matrix& sources) {
    Network alone;
    alone.layers = {layer};
    alone.inputNames.resize(static_cast<std::size_t>(layer.inputs()));
    return responses(alone, 0, sources);
}

}  // namespace

Revival revive(Network& network, const Dataset& examples, std::uint64_t seed) {
    Revival revival;
    std::mt19937_64 random(seed);
    Matrix sources = examples.inputs;
    for (Layer& layer : network.layers) {
        Matrix answers = answersOf(layer, sources);
        bool isChanged = false;
        for (Eigen::Index j = 0; layer.activation == Activation::Relu && j < layer.neurons(); ++j) {
            if (answers.col(j).maxCoeff() > 0.0)
                continue;
            const bool isWoken = layer.weightsTrainable && reviveNeuron(layer, j, sources, random);
            ++(isWoken ? revival.revived : layer.weightsTrainable ? revival.left : revival.frozen);
            isChanged = isChanged || isWoken;
        }
        sources = isChanged ? answersOf(layer, sources) : std::move(answers);
    }
    return revival;
}

}  // namespace stepgrad
