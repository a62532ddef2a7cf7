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
    if (layer.biases) {
        Vector sorted = u;
        const auto middle = sorted.begin() + sorted.size() / 2;
        std::nth_element(sorted.begin(), middle, sorted.end());
        double bias = -*middle;
        // Where all examples give the same, half of them is all or none.
        if ((u.array() + bias).maxCoeff() <= 0.0)
            bias += a;
        (*layer.biases)[j] = bias;
        u.array() += bias;
    } else if (u.maxCoeff() <= 0.0) {
        w = -w;
        u = -u;
    }
    layer.weights.row(j) = w.transpose();
    return u.maxCoeff() > 0.0;
}

}  // namespace

Revival revive(Network& network, const Dataset& examples, std::uint64_t seed) {
    Revival revival;
    std::mt19937_64 random(seed);
    Matrix sources = examples.inputs;
    for (int l = 0; l < network.layerCount(); ++l) {
        Layer& layer = network.layers[static_cast<std::size_t>(l)];
        if (layer.activation == Activation::Relu) {
            const Matrix h = responses(network, l, examples.inputs);
            for (Eigen::Index j = 0; j < layer.neurons(); ++j) {
                if (h.col(j).maxCoeff() > 0.0)
                    continue;
                const bool isWoken =
                    layer.weightsTrainable && reviveNeuron(layer, j, sources, random);
                ++(isWoken ? revival.revived : revival.left);
            }
        }
        sources = responses(network, l, examples.inputs);
    }
    return revival;
}

}  // namespace stepgrad
