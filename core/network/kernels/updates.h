#pragma once

#include "core/network/kernels/kernels.h"
#include "core/network/kernels/products.h"
#include "core/network/kernels/stopping.h"
#include "core/network/kernels/turning.h"

// New parameters from deltas: gradients are made and used in registers.

namespace stepgrad {
namespace {

/// What a rule remembers of some parameters; null where it does not.
struct Memory {
    double *first, *second;
};

/// The new value of parameters from their gradients; the formulas and the order
/// of their operations are those of updated() in optimizer.h.
template <Rule kRule, typename V>
STEPGRAD_INLINE V updatedFrom(const FlatNetwork& n, V p, V g, Memory memory, std::int64_t at) {
    if constexpr (kRule == Rule::Sgd)
        return p - n.eta * g;
    if constexpr (kRule == Rule::Momentum) {
        const V m = n.momentum * load<V>(memory.first + at) + g;
        store(memory.first + at, m);
        return p - n.eta * m;
    }
    if constexpr (kRule == Rule::RmsProp) {
        const V m = n.alpha * load<V>(memory.first + at) + (1.0 - n.alpha) * g * g;
        store(memory.first + at, m);
        return p - n.eta * g / (root(m) + n.epsilon);
    }
    if constexpr (kRule == Rule::Adam) {
        const V m = n.beta1 * load<V>(memory.first + at) + (1.0 - n.beta1) * g;
        const V v = n.beta2 * load<V>(memory.second + at) + (1.0 - n.beta2) * g * g;
        store(memory.first + at, m);
        store(memory.second + at, v);
        const V mean = m / n.correction1;
        const V square = v / n.correction2;
        return p - n.eta * mean / (root(square) + n.epsilon);
    }
}

/// Brings `back` up to the weights.
inline void refreshBack(const FlatLayer& layer, std::int64_t backStride) {
    turn(layer.weights, layer.stride, layer.neurons, layer.inputs, layer.back, backStride);
}

template <Rule kRule>
STEPGRAD_INLINE void updateLayerOne(const FlatNetwork& network, std::int64_t l) {
    const FlatLayer& layer = network.layers[l];
    const double* x = layer.sources[0];
    withWidth(layer.stride, [&](auto v) {
        using V = decltype(v);
        for (std::int64_t j = 0; j < layer.stride; j += kLanes<V>) {
            const V delta = load<V>(layer.delta + j);
            if (layer.trainWeights)
                for (std::int64_t k = 0; k < layer.inputs; ++k) {
                    const std::int64_t at = k * layer.stride + j;
                    store(layer.weights + at,
                          updatedFrom<kRule>(network, load<V>(layer.weights + at), delta * x[k],
                                             {layer.first, layer.second}, at));
                }
            if (layer.hasBiases && layer.trainBiases)
                store(layer.biases + j,
                      updatedFrom<kRule>(network, load<V>(layer.biases + j), delta,
                                         {layer.firstBiases, layer.secondBiases}, j));
        }
    });
    if (l == 0 || !layer.trainWeights)
        return;
    const std::int64_t backStride = network.layers[l - 1].stride;
    if constexpr (kRule == Rule::Sgd)
        // The same operations once more are quicker than to carry them over.
        withWidth(backStride, [&](auto v) {
            using V = decltype(v);
            for (std::int64_t k = 0; k < backStride; k += kLanes<V>) {
                const V source = load<V>(x + k);
                for (std::int64_t j = 0; j < layer.neurons; ++j) {
                    double* p = layer.back + j * backStride + k;
                    store(p,
                          updatedFrom<kRule>(network, load<V>(p), layer.delta[j] * source, {}, 0));
                }
            }
        });
    else
        refreshBack(layer, backStride);
}

/// @returns whether it was stopped
template <Rule kRule>
inline bool updateLayerBatch(const FlatNetwork& network, std::int64_t l, std::int64_t n) {
    const FlatLayer& layer = network.layers[l];
    const double part = 1.0 / static_cast<double>(n);
    bool stopped = false;
    withWidth(layer.stride, [&](auto v) {
        using V = decltype(v);
        const auto change = [&](V sum, std::int64_t at, double* parameters, double* gradients,
                                Memory memory, bool train) {
            const V g = sum * part;
            if (network.keepGradients)
                store(gradients + at, g);
            if (train)
                store(parameters + at,
                      updatedFrom<kRule>(network, load<V>(parameters + at), g, memory, at));
        };
        const auto finish = [&](V sum, std::int64_t k, std::int64_t j) {
            change(sum, k * layer.stride + j, layer.weights, layer.gradients,
                   {layer.first, layer.second}, layer.trainWeights);
        };
        // By itself where nobody asks: so it is as quick as it can be.
        if (layer.trainWeights || network.keepGradients) {
            if (!network.isStopped)
                outerProducts<V>(layer.sources, n, layer.delta, 0, layer.inputs, layer.stride,
                                 finish);
            else
                stopped = inLooks(network, layer.inputs, n * layer.stride,
                                  [&](std::int64_t begin, std::int64_t end) {
                                      outerProducts<V>(layer.sources, n, layer.delta, begin, end,
                                                       layer.stride, finish);
                                  });
        }
        if (!layer.hasBiases || stopped)
            return;
        for (std::int64_t j = 0; j < layer.stride; j += kLanes<V>) {
            V sum{};
            for (std::int64_t b = 0; b < n; ++b)
                sum += load<V>(layer.delta + b * layer.stride + j);
            change(sum, j, layer.biases, layer.biasGradients,
                   {layer.firstBiases, layer.secondBiases}, layer.trainBiases);
        }
    });
    if (l > 0 && layer.trainWeights)
        refreshBack(layer, network.layers[l - 1].stride);
    return stopped;
}

/// @returns whether it was stopped
template <Rule kRule>
STEPGRAD_INLINE bool updateAll(const FlatNetwork& network, std::int64_t n) {
    for (std::int64_t l = 0; l < network.count; ++l)
        if (n == 1)
            updateLayerOne<kRule>(network, l);
        else if (updateLayerBatch<kRule>(network, l, n))
            return true;
    return false;
}

}  // namespace
}  // namespace stepgrad
