#pragma once

#include "core/network/kernels/simd.h"

// Weights and gradients turned round: from rows of an input, to all neurons, into rows of
// a neuron, from all inputs.

namespace stepgrad {
namespace {

#if defined(__AVX2__)
using VTurn = V4;
/// The square of numbers at `from` (rows `stride` apart) with rows and columns exchanged.
STEPGRAD_INLINE void turnSquare(const double* from, std::int64_t stride, double* to,
                                std::int64_t toStride) {
    const V4 a = load<V4>(from), b = load<V4>(from + stride);
    const V4 c = load<V4>(from + 2 * stride), d = load<V4>(from + 3 * stride);
    const V4 low01 = _mm256_unpacklo_pd(a, b), high01 = _mm256_unpackhi_pd(a, b);
    const V4 low23 = _mm256_unpacklo_pd(c, d), high23 = _mm256_unpackhi_pd(c, d);
    store<V4>(to, _mm256_permute2f128_pd(low01, low23, 0x20));
    store<V4>(to + toStride, _mm256_permute2f128_pd(high01, high23, 0x20));
    store<V4>(to + 2 * toStride, _mm256_permute2f128_pd(low01, low23, 0x31));
    store<V4>(to + 3 * toStride, _mm256_permute2f128_pd(high01, high23, 0x31));
}
#else
using VTurn = V2;
STEPGRAD_INLINE void turnSquare(const double* from, std::int64_t stride, double* to,
                                std::int64_t toStride) {
    const V2 a = load<V2>(from), b = load<V2>(from + stride);
    store<V2>(to, _mm_unpacklo_pd(a, b));
    store<V2>(to + toStride, _mm_unpackhi_pd(a, b));
}
#endif

/// to[j toStride + k] = from[k stride + j] for j < neurons, k < inputs.
inline void turn(const double* from, std::int64_t stride, std::int64_t neurons, std::int64_t inputs,
                 double* to, std::int64_t toStride) {
    constexpr std::int64_t side = kLanes<VTurn>;
    const std::int64_t wholeNeurons = neurons / side * side, wholeInputs = inputs / side * side;
    // Down the neurons first: each of these rows is written through while its lines
    // are in the cache, and the source is read along its rows.
    for (std::int64_t j = 0; j < wholeNeurons; j += side) {
        for (std::int64_t k = 0; k < wholeInputs; k += side)
            turnSquare(from + k * stride + j, stride, to + j * toStride + k, toStride);
        for (std::int64_t k = wholeInputs; k < inputs; ++k)
            for (std::int64_t r = 0; r < side; ++r)
                to[(j + r) * toStride + k] = from[k * stride + j + r];
    }
    for (std::int64_t j = wholeNeurons; j < neurons; ++j)
        for (std::int64_t k = 0; k < inputs; ++k)
            to[j * toStride + k] = from[k * stride + j];
}

}  // namespace
}  // namespace stepgrad
