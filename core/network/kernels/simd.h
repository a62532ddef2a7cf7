#pragma once

// Vectors of doubles as the compiler has them, at most as wide as the processor
// that the including source is compiled for. Everything here and in the other
// headers that the kernels share has internal linkage and needs nothing of the
// standard library that is not a builtin: the same header is compiled several
// times for different processors, and the linker must never take one for another.

#include <immintrin.h>
#include <cstdint>
#include <cstring>

#define STEPGRAD_INLINE [[gnu::always_inline]] inline

namespace stepgrad {
namespace {

using V2 = double __attribute__((vector_size(16)));
#if defined(__AVX2__)
using V4 = double __attribute__((vector_size(32)));
#endif
#if defined(__AVX512F__)
using V8 = double __attribute__((vector_size(64)));
using VMost = V8;
#elif defined(__AVX2__)
using VMost = V4;
#else
using VMost = V2;
#endif

/// As many integers as V has numbers; the unsigned ones may run over.
template <typename V>
struct IntegersOf {
    typedef std::int64_t Type __attribute__((vector_size(sizeof(V))));
    typedef std::uint64_t Unsigned __attribute__((vector_size(sizeof(V))));
};
template <>
struct IntegersOf<double> {
    using Type = std::int64_t;
    using Unsigned = std::uint64_t;
};
template <typename V>
using Integers = typename IntegersOf<V>::Type;

template <typename V>
constexpr std::int64_t kLanes = sizeof(V) / sizeof(double);

/// V anywhere in an array of doubles. As doubles to the compiler, which so knows that
/// writing some changes no pointer and no count.
template <typename V>
struct Unaligned {
    typedef double Type __attribute__((vector_size(sizeof(V)), aligned(sizeof(double))));
};
template <>
struct Unaligned<double> {
    using Type = double;
};

template <typename V>
STEPGRAD_INLINE V load(const double* p) {
    return *reinterpret_cast<const typename Unaligned<V>::Type*>(p);
}
template <typename V>
STEPGRAD_INLINE void store(double* p, V v) {
    *reinterpret_cast<typename Unaligned<V>::Type*>(p) = v;
}
/// The same number in every lane.
template <typename V>
STEPGRAD_INLINE V all(double x) {
    if constexpr (kLanes<V> == 1)
        return x;
    else
        return x - V{};  // keeps the sign of a zero, as 0 + x would not
}
template <typename V>
STEPGRAD_INLINE Integers<V> bitsOf(V v) {
    Integers<V> i;
    std::memcpy(&i, &v, sizeof i);
    return i;
}
template <typename V>
STEPGRAD_INLINE V ofBits(Integers<V> i) {
    V v;
    std::memcpy(&v, &i, sizeof v);
    return v;
}
/// 2^k from 1.5 * 2^52 + k, whose low bits are k.
template <typename V>
STEPGRAD_INLINE V powerOfTwo(V shifted) {
    typename IntegersOf<V>::Unsigned bits;
    std::memcpy(&bits, &shifted, sizeof bits);
    bits = (bits << 52) + (std::uint64_t{1023} << 52);
    V power;
    std::memcpy(&power, &bits, sizeof power);
    return power;
}
template <typename V>
STEPGRAD_INLINE V magnitude(V v) {
    return ofBits<V>(bitsOf(v) & INT64_MAX);
}

/// a b + c, rounded once where the processor has such an instruction, else twice.
/// A source that defines STEPGRAD_FUSED has single numbers rounded once on every
/// processor: slow, but the reference for those that have the instruction.
STEPGRAD_INLINE double mulAdd(double a, double b, double c) {
#if defined(__FMA__) || defined(STEPGRAD_FUSED)
    return __builtin_fma(a, b, c);
#else
    return a * b + c;
#endif
}
STEPGRAD_INLINE V2 mulAdd(V2 a, V2 b, V2 c) {
#if defined(__FMA__)
    return _mm_fmadd_pd(a, b, c);
#else
    return a * b + c;
#endif
}
#if defined(__AVX2__)
STEPGRAD_INLINE V4 mulAdd(V4 a, V4 b, V4 c) {
    return _mm256_fmadd_pd(a, b, c);
}
#endif
#if defined(__AVX512F__)
STEPGRAD_INLINE V8 mulAdd(V8 a, V8 b, V8 c) {
    return _mm512_fmadd_pd(a, b, c);
}
#endif

/// The square root of each lane, correctly rounded.
STEPGRAD_INLINE double root(double v) {
    return __builtin_sqrt(v);
}
template <typename V>
STEPGRAD_INLINE V root(V v) {
#if defined(__AVX512F__)
    if constexpr (kLanes<V> == 8)
        return _mm512_sqrt_pd(v);
#endif
#if defined(__AVX2__)
    if constexpr (kLanes<V> == 4)
        return _mm256_sqrt_pd(v);
#endif
    if constexpr (kLanes<V> == 2) {
        V out;
        for (int i = 0; i < 2; ++i)
            out[i] = __builtin_sqrt(v[i]);
        return out;
    }
}

/// Which lanes a condition picked; combined by | and asked by any().
template <typename V>
using Mask = Integers<V>;
STEPGRAD_INLINE std::int64_t maskOf(bool b) {
    return -static_cast<std::int64_t>(b);
}
template <typename I>
STEPGRAD_INLINE I maskOf(I lanes) {
    return lanes;
}
/// b where the mask is set, else a.
template <typename V>
STEPGRAD_INLINE V choose(Mask<V> mask, V b, V a) {
    if constexpr (kLanes<V> == 1)
        return mask ? b : a;
    else
        return mask ? b : a;
}

/// What the fast paths take as an everyday number: below 1e60 in size. Products
/// of several such stay far from infinity.
constexpr double kEveryday = 1e60;
/// A bit for each lane that is not below `most` in size; NaN and infinity are not.
template <typename V>
STEPGRAD_INLINE unsigned lanesFrom(V v, double most) {
    const V size = magnitude(v);
    const V bound = all<V>(most);
#if defined(__AVX512F__)
    if constexpr (kLanes<V> == 8)
        return _mm512_cmp_pd_mask(size, bound, _CMP_NLT_UQ);
#endif
#if defined(__AVX2__)
    if constexpr (kLanes<V> == 4)
        return static_cast<unsigned>(_mm256_movemask_pd(_mm256_cmp_pd(size, bound, _CMP_NLT_UQ)));
#endif
    if constexpr (kLanes<V> == 2)
        return static_cast<unsigned>(_mm_movemask_pd(_mm_cmpnlt_pd(size, bound)));
    if constexpr (kLanes<V> == 1)
        return !(size < bound);
}

/// A bit for each lane that is not an everyday number.
template <typename V>
STEPGRAD_INLINE unsigned strange(V v) {
    return lanesFrom(v, kEveryday);
}

}  // namespace
}  // namespace stepgrad
