#pragma once

#include "core/network/kernels/elementary.h"
#include "core/network/kernels/kernels.h"
#include "core/network/kernels/products.h"

// Forward and backward passes of one example and of batches.

namespace stepgrad {
namespace {

/// f(u), f'(u) and the complement. The formulas and their order are those of
/// the table of activations.
template <typename V>
STEPGRAD_INLINE Response<V> respondAt(Curve curve, V u) {
    const V one = all<V>(1.0);
    const Mask<V> above = maskOf(u > V{});
    switch (curve) {
        case Curve::Sigmoid:
            return sigmoidAt(u);
        case Curve::Tanh:
            return tanhAt(u);
        case Curve::Relu:
            return {choose<V>(above, u, V{}), choose<V>(above, one, V{}), V{}};
        case Curve::LeakyRelu:
            return {choose<V>(above, u, 0.01 * u), choose<V>(above, one, all<V>(0.01)), V{}};
        case Curve::Step:
            return {choose<V>(above, one, V{}), V{}, V{}};
        case Curve::Linear:
        case Curve::Softmax:
            break;
    }
    return {u, one, V{}};
}

/// Whether the way back asks for sigma(-u) of the layer.
STEPGRAD_INLINE bool needsComplement(const FlatNetwork& network, std::int64_t l) {
    return network.error == Error::BinaryCrossEntropy && l + 1 == network.count;
}

/// u is there; h and what the way back needs follow. @returns whether u is strange
template <typename V>
STEPGRAD_INLINE unsigned activateAt(const FlatLayer& layer, Curve curve, bool complement, V u,
                                    std::int64_t at) {
    const auto response = respondAt(curve, u);
    store(layer.h + at, response.value);
    store(layer.slope + at, response.slope);
    if (complement)
        store(layer.complement + at, response.complement);
    return strange(u);
}

/// h of the softmax layer for one row, shifted by its maximum.
inline void softmaxRow(const FlatLayer& layer, std::int64_t row) {
    const double* u = layer.u + row * layer.stride;
    double* h = layer.h + row * layer.stride;
    double top = u[0];
    for (std::int64_t k = 1; k < layer.neurons; ++k)
        top = u[k] > top ? u[k] : top;
    withWidth(layer.stride, [&](auto v) {
        using V = decltype(v);
        for (std::int64_t k = 0; k < layer.stride; k += kLanes<V>)
            store(h + k, expOfNegative(load<V>(u + k) - top));
    });
    double sum = h[0];
    for (std::int64_t k = 1; k < layer.neurons; ++k)
        sum += h[k];
    for (std::int64_t k = 0; k < layer.neurons; ++k)
        h[k] /= sum;
}

/// The first `count` lanes from p, the rest zeros. 0 < count < lanes.
template <typename V>
STEPGRAD_INLINE V loadPart(const double* p, std::int64_t count) {
    V v{};
    for (std::int64_t i = 0; i < kLanes<V>; ++i)
        if (i < count)
            v[i] = p[i];
    return v;
}

/// Writes delta = of(h, slope, complement, y) for one row of the output layer.
template <typename F>
STEPGRAD_INLINE unsigned writeOutputDelta(const FlatNetwork& network, std::int64_t row, F of) {
    const FlatLayer& layer = network.layers[network.count - 1];
    const double* targets = network.targets[row];
    unsigned bad = 0;
    withWidth(layer.stride, [&](auto v) {
        using V = decltype(v);
        for (std::int64_t k = 0; k < layer.neurons; k += kLanes<V>) {
            const std::int64_t at = row * layer.stride + k;
            const std::int64_t left = layer.neurons - k;
            const bool whole = left >= kLanes<V>;
            const V y = whole ? load<V>(targets + k) : loadPart<V>(targets + k, left);
            V delta = of(load<V>(layer.h + at), load<V>(layer.slope + at),
                         load<V>(layer.complement + at), y);
            if (!whole)  // what fills the row up must stay zero
                for (std::int64_t i = 1; i < kLanes<V>; ++i)
                    if (i >= left)
                        delta[i] = 0.0;
            store(layer.delta + at, delta);
            bad |= strange(delta) | strange(y);
        }
    });
    return bad;
}

/// Calls `use` with the formula of the output layer's delta, those of outputDelta():
/// of(h, slope, complement, y). @param y  the targets of the example
template <typename F>
STEPGRAD_INLINE auto withOutputDelta(const FlatNetwork& network, const double* y, F use) {
    const std::int64_t count = network.layers[network.count - 1].neurons;
    const auto outputs = static_cast<double>(count);
    switch (network.error) {
        case Error::HalfSquared:
            return use([](auto h, auto slope, auto, auto target) { return (h - target) * slope; });
        case Error::Squared:
            return use(
                [](auto h, auto slope, auto, auto target) { return 2.0 * (h - target) * slope; });
        case Error::MeanSquared:
            return use([outputs](auto h, auto slope, auto, auto target) {
                return 2.0 * (h - target) / outputs * slope;
            });
        case Error::BinaryCrossEntropy:
            return use([](auto h, auto, auto complement, auto target) {
                return (1.0 - target) * h - target * complement;
            });
        case Error::CrossEntropy:
            break;
    }
    double sum = y[0];
    for (std::int64_t k = 1; k < count; ++k)
        sum += y[k];
    return use([sum](auto h, auto, auto, auto target) { return h * sum - target; });
}

/// delta of the output layer for one row.
STEPGRAD_INLINE unsigned outputDeltaRow(const FlatNetwork& network, std::int64_t row) {
    return withOutputDelta(network, network.targets[row],
                           [&](auto of) { return writeOutputDelta(network, row, of); });
}

/// Forward pass of one example. @returns whether a u is strange
STEPGRAD_INLINE unsigned forwardOne(const FlatNetwork& network) {
    unsigned bad = 0;
    for (std::int64_t l = 0; l < network.count; ++l) {
        const FlatLayer& layer = network.layers[l];
        const bool complement = needsComplement(network, l);
        withWidth(layer.stride, [&](auto v) {
            using V = decltype(v);
            sumOfRows<V>(layer.sources[0], layer.weights, layer.inputs, layer.stride,
                         [&](V u, std::int64_t j) {
                             if (layer.hasBiases)
                                 u += load<V>(layer.biases + j);
                             store(layer.u + j, u);
                             bad |= activateAt(layer, layer.curve, complement, u, j);
                         });
        });
        if (layer.curve == Curve::Softmax)
            softmaxRow(layer, 0);
    }
    return bad;
}

/// Backward pass of one example after its forward pass, without the gradients.
STEPGRAD_INLINE unsigned backwardOne(const FlatNetwork& network) {
    unsigned bad = outputDeltaRow(network, 0);
    for (std::int64_t l = network.count - 1; l > 0; --l) {
        const FlatLayer& next = network.layers[l];
        const FlatLayer& layer = network.layers[l - 1];
        withWidth(layer.stride, [&](auto v) {
            using V = decltype(v);
            sumOfRows<V>(next.delta, next.back, next.neurons, layer.stride,
                         [&](V sum, std::int64_t k) {
                             const V delta = sum * load<V>(layer.slope + k);
                             store(layer.delta + k, delta);
                             bad |= strange(delta);
                         });
        });
    }
    return bad;
}

/// u of n examples is there; h and what the way back needs follow.
/// @param from  the first of them, a multiple of 8
STEPGRAD_INLINE unsigned activateRows(const FlatLayer& layer, bool complement, std::int64_t from,
                                      std::int64_t n) {
    // Rows are whole, so that all of them are one long vector; memory is there up
    // to a multiple of the widest. The usual curves have loops of their own, in
    // which their constants stay in registers.
    const auto rows = [&](Curve curve, bool withComplement) __attribute__((always_inline)) {
        unsigned bad = 0;
        for (std::int64_t at = from * layer.stride; at < (from + n) * layer.stride;
             at += kLanes<VMost>)
            bad |= activateAt(layer, curve, withComplement, load<VMost>(layer.u + at), at);
        return bad;
    };
    if (layer.curve == Curve::Tanh)
        return rows(Curve::Tanh, false);
    if (layer.curve == Curve::Sigmoid && !complement)
        return rows(Curve::Sigmoid, false);
    if (layer.curve == Curve::Relu)
        return rows(Curve::Relu, false);
    return rows(layer.curve, complement);
}

/// Forward pass of n examples. @param from  the first of them, a multiple of 8
inline unsigned forwardBatch(const FlatNetwork& network, std::int64_t from, std::int64_t n) {
    unsigned bad = 0;
    for (std::int64_t l = 0; l < network.count; ++l) {
        const FlatLayer& layer = network.layers[l];
        const bool complement = needsComplement(network, l);
        withWidth(layer.stride, [&](auto v) {
            using V = decltype(v);
            product<V>(layer.sources + from, n, layer.weights, layer.inputs, layer.stride,
                       layer.biases, [&](V u, std::int64_t b, std::int64_t j) {
                           store(layer.u + (from + b) * layer.stride + j, u);
                       });
        });
        bad |= activateRows(layer, complement, from, n);
        if (layer.curve == Curve::Softmax)
            for (std::int64_t b = 0; b < n; ++b)
                softmaxRow(layer, from + b);
    }
    return bad;
}

/// Backward pass of n examples, without the gradients. @param from  the first of them
inline unsigned backwardBatch(const FlatNetwork& network, std::int64_t from, std::int64_t n) {
    unsigned bad = 0;
    for (std::int64_t b = 0; b < n; ++b)
        bad |= outputDeltaRow(network, from + b);
    for (std::int64_t l = network.count - 1; l > 0; --l) {
        const FlatLayer& next = network.layers[l];
        const FlatLayer& layer = network.layers[l - 1];
        withWidth(layer.stride, [&](auto v) {
            using V = decltype(v);
            product<V>(next.deltaRows + from, n, next.back, next.neurons, layer.stride, nullptr,
                       [&](V sum, std::int64_t b, std::int64_t k) {
                           const std::int64_t at = (from + b) * layer.stride + k;
                           const V delta = sum * load<V>(layer.slope + at);
                           store(layer.delta + at, delta);
                           bad |= strange(delta);
                       });
        });
    }
    return bad;
}

}  // namespace
}  // namespace stepgrad
