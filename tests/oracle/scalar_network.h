#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/oracle/dual.h"

/// A second opinion on everything that a training step computes: textbook
/// formulas on plain vectors of long double, one number at a time, and every
/// derivative by dual numbers through the whole network. It shares neither code
/// nor method (no deltas, no matrices) with what it checks.
namespace oracle {

using Numbers = std::vector<long double>;

struct Layer {
    std::string activation;        ///< key as in project files
    std::vector<Numbers> weights;  ///< [to neuron][from input]
    Numbers biases;                ///< empty: none
};

struct Network {
    std::vector<Layer> layers;
    std::string loss;
};

struct Answer {
    std::vector<Numbers> u, h, delta;               ///< [layer][neuron]
    std::vector<std::vector<Numbers>> weightSlope;  ///< [layer][to][from]
    std::vector<Numbers> biasSlope;                 ///< [layer][neuron]; empty: no biases
    long double loss = 0.0L;
};

/// The variable that is differentiated by: the weight to `neuron` from `input`
/// where input >= 0, else an amount added to the weighted input of `neuron`
/// (which is what a bias is, and makes the slope dJ/du).
struct Variable {
    int layer = -1, neuron = -1, input = -1;
};

inline Dual activated(const std::string& f, Dual u) {
    const Dual one(1.0L);
    if (f == "sigmoid")
        return one / (one + exp(-u));
    if (f == "tanh")
        return (exp(u) - exp(-u)) / (exp(u) + exp(-u));
    if (f == "relu")
        return u.value > 0.0L ? u : Dual(0.0L);
    if (f == "leaky_relu")
        return u.value > 0.0L ? u : Dual(0.01L) * u;
    if (f == "linear")
        return u;
    if (f == "step")
        return Dual(u.value > 0.0L ? 1.0L : 0.0L);
    throw std::invalid_argument(f);
}

inline std::vector<Dual> activatedLayer(const std::string& f, const std::vector<Dual>& u) {
    std::vector<Dual> h;
    if (f == "softmax") {
        Dual sum;
        for (const Dual& x : u)
            sum = sum + exp(x);
        for (const Dual& x : u)
            h.push_back(exp(x) / sum);
        return h;
    }
    for (const Dual& x : u)
        h.push_back(activated(f, x));
    return h;
}

inline Dual lossOf(const std::string& loss, const std::vector<Dual>& h, const Numbers& y) {
    Dual j;
    for (std::size_t k = 0; k < h.size(); ++k) {
        const Dual target(y[k]), error = h[k] - target, one(1.0L);
        if (loss == "half_squared_error")
            j = j + Dual(0.5L) * error * error;
        else if (loss == "squared_error")
            j = j + error * error;
        else if (loss == "mean_squared_error")
            j = j + error * error / Dual(static_cast<long double>(h.size()));
        else if (loss == "binary_cross_entropy")
            j = j - target * log(h[k]) - (one - target) * log(one - h[k]);
        else if (loss == "cross_entropy")
            j = j - target * log(h[k]);
        else
            throw std::invalid_argument(loss);
    }
    return j;
}

/// The forward pass, differentiated by one variable. @param answer  where to
/// leave u, h and the loss; may be null.
inline Dual run(const Network& network, const Numbers& inputs, const Numbers& targets,
                const Variable& variable, Answer* answer = nullptr) {
    std::vector<Dual> x(inputs.begin(), inputs.end());
    for (int l = 0; l < static_cast<int>(network.layers.size()); ++l) {
        const Layer& layer = network.layers[l];
        std::vector<Dual> u;
        for (int j = 0; j < static_cast<int>(layer.weights.size()); ++j) {
            const bool here = variable.layer == l && variable.neuron == j;
            Dual sum(layer.biases.empty() ? 0.0L : layer.biases[j],
                     here && variable.input < 0 ? 1.0L : 0.0L);
            for (int k = 0; k < static_cast<int>(x.size()); ++k)
                sum = sum +
                      Dual(layer.weights[j][k], here && variable.input == k ? 1.0L : 0.0L) * x[k];
            u.push_back(sum);
        }
        x = activatedLayer(layer.activation, u);
        if (!answer)
            continue;
        answer->u.emplace_back();
        answer->h.emplace_back();
        for (std::size_t j = 0; j < u.size(); ++j) {
            answer->u.back().push_back(u[j].value);
            answer->h.back().push_back(x[j].value);
        }
    }
    const Dual j = lossOf(network.loss, x, targets);
    if (answer)
        answer->loss = j.value;
    return j;
}

inline Answer solve(const Network& network, const Numbers& inputs, const Numbers& targets) {
    Answer answer;
    run(network, inputs, targets, {}, &answer);
    for (int l = 0; l < static_cast<int>(network.layers.size()); ++l) {
        const Layer& layer = network.layers[l];
        answer.delta.emplace_back();
        answer.weightSlope.emplace_back();
        for (int j = 0; j < static_cast<int>(layer.weights.size()); ++j) {
            answer.delta.back().push_back(run(network, inputs, targets, {l, j, -1}).slope);
            Numbers slopes;
            for (int k = 0; k < static_cast<int>(layer.weights[j].size()); ++k)
                slopes.push_back(run(network, inputs, targets, {l, j, k}).slope);
            answer.weightSlope.back().push_back(slopes);
        }
        answer.biasSlope.push_back(layer.biases.empty() ? Numbers{} : answer.delta.back());
    }
    return answer;
}

}  // namespace oracle
