#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/oracle/scalar_network.h"

namespace oracle {

/// A number that counts how often it is multiplied and added.
struct Counted {
    long double value = 0.0L;
    static inline std::int64_t multiplications = 0;
    static inline std::int64_t additions = 0;
};
inline Counted operator*(Counted a, Counted b) {
    ++Counted::multiplications;
    return {a.value * b.value};
}
inline Counted operator+(Counted a, Counted b) {
    ++Counted::additions;
    return {a.value + b.value};
}

/// All that the gradients of one example are multiplied from, as counted numbers.
struct CountedStep {
    std::vector<std::vector<std::vector<Counted>>> weights;  ///< [layer][to][from]
    std::vector<bool> biases;                                ///< a layer
    std::vector<std::vector<Counted>> sources;  ///< [layer][from]: what feeds the layer
    std::vector<std::vector<Counted>> slopes;   ///< [layer][neuron]: f'(u)
    std::vector<Counted> lossSlopes;            ///< dJ/dŷ; dJ/du where merged
    bool isMerged = false;

    std::size_t layers() const { return weights.size(); }
};

/// The gradients, layer by layer: of each neuron its weights, then its bias.
struct CountedGradients {
    std::vector<long double> values;
    std::int64_t multiplications = 0;
};

namespace detail {

/// Follows every path up from u of a neuron with the product so far (null: nothing
/// yet), and adds up the products that arrive at J.
inline void followPaths(const CountedStep& step, std::size_t layer, std::size_t neuron,
                        const std::vector<Counted>& factors, Counted& sum) {
    std::vector<Counted> all = factors;
    const bool isLast = layer + 1 == step.layers();
    if (!(isLast && step.isMerged))
        all.push_back(step.slopes[layer][neuron]);
    if (isLast) {
        all.push_back(step.lossSlopes[neuron]);
        Counted product = all.front();
        for (std::size_t i = 1; i < all.size(); ++i)
            product = product * all[i];
        sum = sum + product;
        return;
    }
    for (std::size_t m = 0; m < step.weights[layer + 1].size(); ++m) {
        std::vector<Counted> further = all;
        further.push_back(step.weights[layer + 1][m][neuron]);
        followPaths(step, layer + 1, m, further, sum);
    }
}

}  // namespace detail

/// Every path of every parameter by itself.
inline CountedGradients gradientsByPaths(const CountedStep& step) {
    Counted::multiplications = 0;
    CountedGradients result;
    for (std::size_t l = 0; l < step.layers(); ++l)
        for (std::size_t j = 0; j < step.weights[l].size(); ++j) {
            for (const Counted source : step.sources[l]) {
                Counted sum;
                detail::followPaths(step, l, j, {source}, sum);
                result.values.push_back(sum.value);
            }
            if (step.biases[l]) {
                Counted sum;
                detail::followPaths(step, l, j, {}, sum);
                result.values.push_back(sum.value);
            }
        }
    result.multiplications = Counted::multiplications;
    return result;
}

/// Backpropagation as every textbook has it.
inline CountedGradients gradientsByDeltas(const CountedStep& step) {
    Counted::multiplications = 0;
    std::vector<std::vector<Counted>> delta(step.layers());
    for (std::size_t l = step.layers(); l-- > 0;)
        for (std::size_t j = 0; j < step.weights[l].size(); ++j) {
            if (l + 1 == step.layers()) {
                delta[l].push_back(step.isMerged ? step.lossSlopes[j]
                                                 : step.lossSlopes[j] * step.slopes[l][j]);
                continue;
            }
            Counted sum;
            for (std::size_t m = 0; m < step.weights[l + 1].size(); ++m)
                sum = sum + delta[l + 1][m] * step.weights[l + 1][m][j];
            delta[l].push_back(sum * step.slopes[l][j]);
        }
    CountedGradients result;
    for (std::size_t l = 0; l < step.layers(); ++l)
        for (std::size_t j = 0; j < step.weights[l].size(); ++j) {
            for (const Counted source : step.sources[l])
                result.values.push_back((delta[l][j] * source).value);
            if (step.biases[l])
                result.values.push_back(delta[l][j].value);
        }
    result.multiplications = Counted::multiplications;
    return result;
}

/// The step of a network: its numbers by dual numbers, one activation at a time.
inline CountedStep countedStep(const Network& network, const Numbers& inputs,
                               const Numbers& targets) {
    const Answer answer = solve(network, inputs, targets);
    CountedStep step;
    step.isMerged = network.loss == "cross_entropy" || network.loss == "binary_cross_entropy";
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const Layer& layer = network.layers[l];
        auto& weights = step.weights.emplace_back();
        for (const Numbers& row : layer.weights) {
            auto& to = weights.emplace_back();
            for (const long double w : row)
                to.push_back({w});
        }
        step.biases.push_back(!layer.biases.empty());
        auto& sources = step.sources.emplace_back();
        for (const long double x : l == 0 ? inputs : answer.h[l - 1])
            sources.push_back({x});
        auto& slopes = step.slopes.emplace_back();
        for (const long double u : answer.u[l])
            slopes.push_back({layer.activation == "softmax"
                                  ? 0.0L
                                  : activated(layer.activation, Dual(u, 1.0L)).slope});
    }
    for (std::size_t k = 0; k < targets.size(); ++k) {
        if (step.isMerged) {
            step.lossSlopes.push_back({answer.delta.back()[k]});
            continue;
        }
        std::vector<Dual> h;
        for (std::size_t m = 0; m < targets.size(); ++m)
            h.push_back(Dual(answer.h.back()[m], m == k ? 1.0L : 0.0L));
        step.lossSlopes.push_back({lossOf(network.loss, h, targets).slope});
    }
    return step;
}

}  // namespace oracle
