#pragma once

#include "core/network/kernels/passes.h"
#include "core/network/kernels/updates.h"

// One update from one example of the smallest networks: one hidden layer and the output
// layer, each of one or two neurons, as the networks that are calculated by hand. What
// one pass hands to the next stays in registers; it is written for who looks, but not
// read again. The operations and their order are those of the passes for all networks.

namespace stepgrad {
namespace {

inline bool isSmallest(const FlatNetwork& network) {
    return network.count == 2 && network.layers[0].stride == 2 && network.layers[1].stride == 2 &&
           network.layers[0].curve != Curve::Softmax && network.layers[1].curve != Curve::Softmax &&
           network.clip == 0.0;
}

/// u, and what follows from it.
struct SmallestLayer {
    V2 u;
    Response<V2> response;
};

/// @param source  number k of what feeds the layer
template <typename F>
STEPGRAD_INLINE SmallestLayer forwardSmallest(const FlatLayer& layer, F source) {
    V2 u = source(0) * load<V2>(layer.weights);
    for (std::int64_t k = 1; k < layer.inputs; ++k)
        u += source(k) * load<V2>(layer.weights + 2 * k);
    if (layer.hasBiases)
        u += load<V2>(layer.biases);
    return {u, respondAt(layer.curve, u)};
}

STEPGRAD_INLINE void writeSmallest(const FlatLayer& layer, const SmallestLayer& now, V2 delta) {
    store(layer.u, now.u);
    store(layer.h, now.response.value);
    store(layer.slope, now.response.slope);
    store(layer.complement, now.response.complement);
    store(layer.delta, delta);
}

template <Rule kRule, typename F>
STEPGRAD_INLINE void updateSmallest(const FlatNetwork& network, const FlatLayer& layer, V2 delta,
                                    F source) {
    if (layer.trainWeights)
        for (std::int64_t k = 0; k < layer.inputs; ++k)
            store(layer.weights + 2 * k,
                  updatedFrom<kRule>(network, load<V2>(layer.weights + 2 * k), delta * source(k),
                                     {layer.first, layer.second}, 2 * k));
    if (layer.hasBiases && layer.trainBiases)
        store(layer.biases, updatedFrom<kRule>(network, load<V2>(layer.biases), delta,
                                               {layer.firstBiases, layer.secondBiases}, 0));
}

/// @returns false, with nothing changed, where a number on the way is strange
template <Rule kRule>
STEPGRAD_INLINE bool updateSmallestBy(const FlatNetwork& network) {
    const FlatLayer &hidden = network.layers[0], &output = network.layers[1];
    const double* x = hidden.sources[0];
    const double* targets = network.targets[0];
    const auto input = [x](std::int64_t k) { return x[k]; };
    const SmallestLayer first = forwardSmallest(hidden, input);
    const V2 h = first.response.value;
    const auto feed = [h](std::int64_t k) { return k == 0 ? h[0] : h[1]; };
    const SmallestLayer last = forwardSmallest(output, feed);

    const bool isPair = output.neurons == 2;
    const V2 y = {targets[0], isPair ? targets[1] : 0.0};
    V2 outputDelta = withOutputDelta(network, targets, [&](auto of) {
        return of(last.response.value, last.response.slope, last.response.complement, y);
    });
    if (!isPair)  // what fills the row up must stay zero
        outputDelta = V2{outputDelta[0], 0.0};
    V2 sum = outputDelta[0] * load<V2>(output.back);
    if (isPair)
        sum += outputDelta[1] * load<V2>(output.back + 2);
    const V2 delta = sum * first.response.slope;
    if (strange(first.u) | strange(last.u) | strange(outputDelta) | strange(delta) | strange(y))
        return false;

    writeSmallest(hidden, first, delta);
    writeSmallest(output, last, outputDelta);
    updateSmallest<kRule>(network, output, outputDelta, feed);
    updateSmallest<kRule>(network, hidden, delta, input);
    if (!output.trainWeights)
        return true;
    if constexpr (kRule == Rule::Sgd)
        // The same operations once more are quicker than to carry them over.
        for (std::int64_t j = 0; j < output.neurons; ++j)
            store(output.back + 2 * j,
                  updatedFrom<kRule>(network, load<V2>(output.back + 2 * j),
                                     (j == 0 ? outputDelta[0] : outputDelta[1]) * h, {}, 0));
    else
        refreshBack(output, 2);
    return true;
}

}  // namespace
}  // namespace stepgrad
