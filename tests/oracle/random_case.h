#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "core/network/trace.h"
#include "tests/oracle/scalar_network.h"

namespace stepgrad {

/// A random network with one example, the same for the same seed everywhere.
struct RandomCase {
    Network network;
    Loss loss = Loss::HalfSquaredError;
    Vector inputs, targets;
};

/// Random numbers that do not depend on the standard library's distributions.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    /// In [low, high).
    double real(double low, double high) {
        return low + (high - low) * (static_cast<double>(m_engine() >> 11) * 0x1p-53);
    }
    /// low … high, both possible.
    int whole(int low, int high) {
        return low + static_cast<int>(m_engine() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool coin() { return whole(0, 1) == 1; }
    std::uint64_t bits() { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

inline oracle::Network toOracle(const Network& network, Loss loss) {
    oracle::Network out;
    out.loss = info(loss).key;
    for (const Layer& layer : network.layers) {
        oracle::Layer l;
        l.activation = info(layer.activation).key;
        for (int j = 0; j < layer.neurons(); ++j) {
            l.weights.emplace_back();
            for (int k = 0; k < layer.inputs(); ++k)
                l.weights.back().push_back(layer.weights(j, k));
        }
        if (layer.biases)
            l.biases.assign(layer.biases->begin(), layer.biases->end());
        out.layers.push_back(l);
    }
    return out;
}

inline oracle::Answer askOracle(const RandomCase& c) {
    return oracle::solve(toOracle(c.network, c.loss), {c.inputs.begin(), c.inputs.end()},
                         {c.targets.begin(), c.targets.end()});
}

namespace detail {

inline RandomCase anyCase(Dice& dice, Activation hidden, Activation output, Loss loss) {
    RandomCase c;
    c.loss = loss;
    const int layers = dice.whole(1, 4);
    int inputs = dice.whole(1, 6);
    for (int k = 0; k < inputs; ++k) {
        c.network.inputNames.push_back("i" + std::to_string(k + 1));
    }
    c.inputs = Vector::NullaryExpr(inputs, [&] { return dice.real(-2.0, 2.0); });
    for (int l = 0; l < layers; ++l) {
        const bool last = l + 1 == layers;
        Layer layer;
        layer.activation = last ? output : hidden;
        const int neurons = dice.whole(1, 6);
        layer.weights = Matrix::NullaryExpr(neurons, inputs, [&] { return dice.real(-1.5, 1.5); });
        if (dice.coin())
            layer.biases = Vector::NullaryExpr(neurons, [&] { return dice.real(-1.0, 1.0); });
        inputs = neurons;
        c.network.layers.push_back(layer);
    }
    // Cross-entropies want targets in [0, 1]; softmax's need not sum to 1.
    const bool fraction = info(loss).output.has_value();
    c.targets = Vector::NullaryExpr(
        inputs, [&] { return fraction ? dice.real(0.0, 1.0) : dice.real(-2.0, 2.0); });
    return c;
}

/// Whether a weighted input lies so near a corner of its activation that a
/// difference quotient would straddle it.
inline bool isNearKink(const RandomCase& c) {
    const oracle::Answer answer = askOracle(c);
    for (std::size_t l = 0; l < c.network.layers.size(); ++l) {
        const Activation f = c.network.layers[l].activation;
        if (f != Activation::Relu && f != Activation::LeakyRelu && f != Activation::Step)
            continue;
        for (const long double u : answer.u[l])
            if (std::abs(u) < 2e-3L)
                return true;
    }
    return false;
}

}  // namespace detail

/// 1 to 4 layers of 1 to 6 neurons, each layer with or without biases; `hidden`
/// in all layers but the last. No weighted input near a corner.
inline RandomCase randomCase(std::uint64_t seed, Activation hidden, Activation output, Loss loss) {
    Dice dice(seed);
    RandomCase c = detail::anyCase(dice, hidden, output, loss);
    while (detail::isNearKink(c))
        c = detail::anyCase(dice, hidden, output, loss);
    return c;
}

/// The activations that may stand in a hidden layer.
inline std::vector<Activation> hiddenActivations() {
    std::vector<Activation> out;
    for (const auto& row : activations())
        if (!row.outputOnly)
            out.push_back(row.id);
    return out;
}

/// A case of any kind, for tests of shapes.
inline RandomCase randomCase(std::uint64_t seed) {
    Dice dice(seed);
    const auto hidden = hiddenActivations();
    const auto f = hidden[static_cast<std::size_t>(dice.whole(0, 5))];
    if (dice.whole(0, 3) == 0)
        return randomCase(dice.bits(), f, Activation::Softmax, Loss::CrossEntropy);
    return randomCase(dice.bits(), f, Activation::Sigmoid, Loss::MeanSquaredError);
}

/// Calls `visit` with the id of every value that a training step has, the ones
/// that are given included.
template <typename Visit>
void forEveryValue(const Network& network, const Visit& visit) {
    for (int k = 0; k < network.inputCount(); ++k)
        visit(ValueId::inputOf(k));
    for (int k = 0; k < network.outputCount(); ++k)
        visit(ValueId::target(k));
    visit(ValueId::loss());
    for (int l = 0; l < network.layerCount(); ++l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        for (int j = 0; j < layer.neurons(); ++j) {
            for (int k = 0; k < layer.inputs(); ++k)
                for (const auto kind :
                     {ValueKind::Weight, ValueKind::WeightGradient, ValueKind::NewWeight})
                    visit(ValueId::weight(l, j, k).as(kind));
            for (const auto kind : {ValueKind::U, ValueKind::H, ValueKind::Delta})
                visit(ValueId::u(l, j).as(kind));
            if (layer.biases)
                for (const auto kind :
                     {ValueKind::Bias, ValueKind::BiasGradient, ValueKind::NewBias})
                    visit(ValueId::bias(l, j).as(kind));
        }
    }
}

}  // namespace stepgrad
