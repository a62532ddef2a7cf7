#pragma once

#include "core/network/kernels/simd.h"

// Products of matrices in blocks that stay in registers.

namespace stepgrad {
namespace {

/// Calls f with a vector of the width that suits rows of this stride.
template <typename F>
STEPGRAD_INLINE auto withWidth([[maybe_unused]] std::int64_t stride, F f) {
#if defined(__AVX512F__)
    if (stride >= 8)
        return f(V8{});
#endif
#if defined(__AVX2__)
    if (stride >= 4)
        return f(V4{});
#endif
    return f(V2{});
}

/// A number that is known to the compiler.
template <int N>
struct Count {
    static constexpr int value = N;
};

/// Splits `count` into pieces of Most, Most/2, …, 1 and calls f(begin, Count<size>).
template <int Most, typename F>
STEPGRAD_INLINE void inPieces(std::int64_t count, std::int64_t begin, F f) {
    for (; begin + Most <= count; begin += Most)
        f(begin, Count<Most>{});
    if constexpr (Most > 1)
        inPieces<Most / 2>(count, begin, f);
}

/// out[j] = sum over i of x[i] rows[i][j], first product first, each product and
/// each sum rounded by itself. `finish(sum, j)` takes each vector of the result.
/// @param rows  count x stride
template <typename V, typename F>
STEPGRAD_INLINE void sumOfRows(const double* x, const double* rows, std::int64_t count,
                               std::int64_t stride, F finish) {
    inPieces<4>(stride / kLanes<V>, 0, [&](std::int64_t begin, auto size) {
        constexpr int kSize = decltype(size)::value;
        const double* row = rows + begin * kLanes<V>;
        V sum[kSize];
        for (int j = 0; j < kSize; ++j)
            sum[j] = x[0] * load<V>(row + j * kLanes<V>);
        for (std::int64_t i = 1; i < count; ++i) {
            row += stride;
            const V factor = all<V>(x[i]);
            for (int j = 0; j < kSize; ++j)
                sum[j] += factor * load<V>(row + j * kLanes<V>);
        }
        for (int j = 0; j < kSize; ++j)
            finish(sum[j], (begin + j) * kLanes<V>);
    });
}

/// How many rows and vectors of a product are summed at a time: as many as
/// registers hold.
#if defined(__AVX512F__)
constexpr int kBlockRows = 8;
constexpr int kBlockVectors = 2;
#else
constexpr int kBlockRows = 4;
constexpr int kBlockVectors = 2;
#endif

/// out[b][j] = start[j] + sum over i of a[b][i] rows[i][j] for all n rows b.
/// `finish(sum, b, j)` takes each vector of the result.
/// @param rows   count x stride
/// @param start  stride, or null for zeros
template <typename V, typename F>
STEPGRAD_INLINE void product(const double* const* a, std::int64_t n, const double* rows,
                             std::int64_t count, std::int64_t stride, const double* start,
                             F finish) {
    inPieces<kBlockVectors>(stride / kLanes<V>, 0, [&](std::int64_t vector, auto vectors) {
        constexpr int kVectors = decltype(vectors)::value;
        const std::int64_t at = vector * kLanes<V>;
        inPieces<kBlockRows>(n, 0, [&](std::int64_t b, auto size) {
            constexpr int kRows = decltype(size)::value;
            V sum[kRows][kVectors];
            const double* x[kRows];
            for (int r = 0; r < kRows; ++r) {
                x[r] = a[b + r];
                for (int j = 0; j < kVectors; ++j)
                    sum[r][j] = start ? load<V>(start + at + j * kLanes<V>) : V{};
            }
            const double* row = rows + at;
            for (std::int64_t i = 0; i < count; ++i, row += stride) {
                V w[kVectors];
                for (int j = 0; j < kVectors; ++j)
                    w[j] = load<V>(row + j * kLanes<V>);
                for (int r = 0; r < kRows; ++r) {
                    const V factor = all<V>(x[r][i]);
                    for (int j = 0; j < kVectors; ++j)
                        sum[r][j] = mulAdd(factor, w[j], sum[r][j]);
                }
            }
            for (int r = 0; r < kRows; ++r)
                for (int j = 0; j < kVectors; ++j)
                    finish(sum[r][j], b + r, at + j * kLanes<V>);
        });
    });
}

/// out[i][j] = sum over b of a[b][i] delta[b][j], begin <= i < end.
/// `finish(sum, i, j)` takes each vector of the result.
/// @param delta  n x stride
template <typename V, typename F>
STEPGRAD_INLINE void outerProducts(const double* const* a, std::int64_t n, const double* delta,
                                   std::int64_t begin, std::int64_t end, std::int64_t stride,
                                   F finish) {
    inPieces<kBlockRows>(end, begin, [&](std::int64_t i, auto size) {
        constexpr int kRows = decltype(size)::value;
        inPieces<kBlockVectors>(stride / kLanes<V>, 0, [&](std::int64_t vector, auto vectors) {
            constexpr int kVectors = decltype(vectors)::value;
            const std::int64_t at = vector * kLanes<V>;
            V sum[kRows][kVectors] = {};
            const double* row = delta + at;
            for (std::int64_t b = 0; b < n; ++b, row += stride) {
                const double* x = a[b] + i;
                V d[kVectors];
                for (int j = 0; j < kVectors; ++j)
                    d[j] = load<V>(row + j * kLanes<V>);
                for (int r = 0; r < kRows; ++r) {
                    const V factor = all<V>(x[r]);
                    for (int j = 0; j < kVectors; ++j)
                        sum[r][j] = mulAdd(factor, d[j], sum[r][j]);
                }
            }
            for (int r = 0; r < kRows; ++r)
                for (int j = 0; j < kVectors; ++j)
                    finish(sum[r][j], i + r, at + j * kLanes<V>);
        });
    });
}

}  // namespace
}  // namespace stepgrad
