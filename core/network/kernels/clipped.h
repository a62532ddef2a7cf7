#pragma once

#include "core/network/kernels/updates.h"

// Updates whose gradient is clipped (see clipping.h): nothing can change before the whole
// gradient is known, so that it is written first. The operations and their order are
// those of the readable passes.

namespace stepgrad {
namespace {

/// The gradients of n examples, of all layers. @returns whether it was stopped
inline bool writeGradients(const FlatNetwork& network, std::int64_t n) {
    const double part = 1.0 / static_cast<double>(n);
    for (std::int64_t l = 0; l < network.count; ++l) {
        const FlatLayer& layer = network.layers[l];
        bool stopped = false;
        withWidth(layer.stride, [&](auto v) {
            using V = decltype(v);
            if (n > 1) {
                stopped =
                    inLooks(network, layer.inputs, n * layer.stride,
                            [&](std::int64_t begin, std::int64_t end) {
                                outerProducts<V>(
                                    layer.sources, n, layer.delta, begin, end, layer.stride,
                                    [&](V sum, std::int64_t k, std::int64_t j) {
                                        store(layer.gradients + k * layer.stride + j, sum * part);
                                    });
                            });
            } else {
                for (std::int64_t k = 0; k < layer.inputs; ++k)
                    for (std::int64_t j = 0; j < layer.stride; j += kLanes<V>)
                        store(layer.gradients + k * layer.stride + j,
                              load<V>(layer.delta + j) * layer.sources[0][k]);
            }
            for (std::int64_t j = 0; j < layer.stride; j += kLanes<V>) {
                V sum = load<V>(layer.delta + j);
                for (std::int64_t b = 1; b < n; ++b)
                    sum += load<V>(layer.delta + b * layer.stride + j);
                store(layer.biasGradients + j, sum * part);
            }
        });
        if (stopped)
            return true;
    }
    return false;
}

/// Writes norm and factor.
inline void measureGradient(FlatNetwork& network) {
    double sum = 0.0;
    for (std::int64_t l = 0; l < network.count; ++l) {
        const FlatLayer& layer = network.layers[l];
        withWidth(layer.stride, [&](auto v) {
            using V = decltype(v);
            for (std::int64_t j = 0; j < layer.stride; j += kLanes<V>) {
                V squares{};
                if (layer.trainWeights)
                    for (std::int64_t k = 0; k < layer.inputs; ++k) {
                        const V g = load<V>(layer.gradients + k * layer.stride + j);
                        squares += g * g;
                    }
                if (layer.hasBiases && layer.trainBiases) {
                    const V g = load<V>(layer.biasGradients + j);
                    squares += g * g;
                }
                for (std::int64_t i = 0; i < kLanes<V>; ++i)
                    if (j + i < layer.neurons)
                        sum += squares[i];
            }
        });
    }
    network.norm = root(sum);
    network.factor = network.clip / (network.norm > network.clip ? network.norm : network.clip);
}

template <Rule kRule>
inline void updateAllClipped(const FlatNetwork& network) {
    for (std::int64_t l = 0; l < network.count; ++l) {
        const FlatLayer& layer = network.layers[l];
        const auto change = [&](double* parameters, const double* gradients, Memory memory,
                                std::int64_t count) {
            withWidth(layer.stride, [&](auto v) {
                using V = decltype(v);
                for (std::int64_t at = 0; at < count; at += kLanes<V>)
                    store(parameters + at,
                          updatedFrom<kRule>(network, load<V>(parameters + at),
                                             network.factor * load<V>(gradients + at), memory, at));
            });
        };
        if (layer.trainWeights)
            change(layer.weights, layer.gradients, {layer.first, layer.second},
                   layer.inputs * layer.stride);
        if (layer.hasBiases && layer.trainBiases)
            change(layer.biases, layer.biasGradients, {layer.firstBiases, layer.secondBiases},
                   layer.stride);
        if (l > 0 && layer.trainWeights)
            refreshBack(layer, network.layers[l - 1].stride);
    }
}

}  // namespace
}  // namespace stepgrad
