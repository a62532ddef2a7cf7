#pragma once

#include "core/network/kernels/simd.h"

// exp, sigmoid and tanh on numbers and on vectors of numbers. A lane's result
// depends on that lane alone and is the same to the last bit for every width.
// Relative error below 1e-15 wherever the result is a normal number.

namespace stepgrad {
namespace {

/// e^x = 2^k e^r with k = round(x / ln 2) and |r| <= ln(2)/2: the two factors,
/// the second one less 1. For |x| <= 708.
template <typename V>
struct ExpParts {
    V power;   ///< 2^k
    V excess;  ///< e^r - 1, with a small relative error also where r is small
};

template <typename V>
STEPGRAD_INLINE ExpParts<V> expParts(V x) {
    // Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits.
    const V shift = all<V>(0x1.8p52);
    const V shifted = mulAdd(x, all<V>(0x1.71547652b82fep0), shift);
    const V k = shifted - shift;
    // ln 2 in two parts, the first with so few digits that k times it is exact
    // (Cody and Waite).
    V r = mulAdd(k, all<V>(-0x1.62e42fefa3800p-1), x);
    r = mulAdd(k, all<V>(-0x1.ef35793c76730p-45), r);
    // Taylor's polynomial to r^13 / 13! (its remainder is below 2e-17 r), summed
    // in a tree (Estrin): the shortest way through.
    const V r2 = r * r;
    const V r4 = r2 * r2;
    const V r8 = r4 * r4;
    const auto pair = [r](double a, double b) { return mulAdd(all<V>(b), r, all<V>(a)); };
    const V q0 = mulAdd(pair(1.0 / 24, 1.0 / 120), r2, pair(1.0 / 2, 1.0 / 6));
    const V q1 = mulAdd(pair(1.0 / 40320, 1.0 / 362880), r2, pair(1.0 / 720, 1.0 / 5040));
    const V q2 =
        mulAdd(pair(1.0 / 479001600, 1.0 / 6227020800.0), r2, pair(1.0 / 3628800, 1.0 / 39916800));
    const V q = mulAdd(q2, r8, mulAdd(q1, r4, q0));
    return {powerOfTwo(shifted), mulAdd(q, r2, r)};
}

/// Below this in size e^x is a normal number and the quick formulas hold. Farther
/// lanes are rare: a branch for them costs the others nothing.
constexpr double kNear = 708.0;

/// e^(-size / 2), to be multiplied by itself where e^-size is no normal number.
/// NaN for NaN.
template <typename V>
STEPGRAD_INLINE V rootOfFarExp(V size) {
    const V most = all<V>(1400.0);
    const auto parts = expParts(choose<V>(maskOf(size > most), most, size) * -0.5);
    return mulAdd(parts.power, parts.excess, parts.power);
}

/// e^x for x <= 0, softmax's case. NaN for NaN.
template <typename V>
STEPGRAD_INLINE V expOfNegative(V x) {
    const auto parts = expParts(x);
    V e = mulAdd(parts.power, parts.excess, parts.power);
    if (lanesFrom(x, kNear)) [[unlikely]] {
        const V half = rootOfFarExp(magnitude(x));
        e = choose<V>(maskOf(magnitude(x) < all<V>(kNear)), e, half * half);
    }
    return e;
}

/// What forward and backward pass need of an activation at u, from one
/// exponential and one division.
template <typename V>
struct Response {
    V value;       ///< f(u)
    V slope;       ///< f'(u)
    V complement;  ///< sigmoid: sigma(-u), else unused
};

/// sigma(u) = 1 / (1 + e^-u); sigma(-u) = e^-u sigma(u); sigma' = sigma(u) sigma(-u),
/// which keeps its digits where sigma rounds to 1. NaN for NaN.
template <typename V>
STEPGRAD_INLINE Response<V> sigmoidAt(V u) {
    const V one = all<V>(1.0);
    const auto parts = expParts(-u);
    const V e = mulAdd(parts.power, parts.excess, parts.power);
    const V value = one / (one + e);
    const V complement = e * value;
    Response<V> response{value, value * complement, complement};
    if (lanesFrom(u, kNear)) [[unlikely]] {
        const Mask<V> near = maskOf(magnitude(u) < all<V>(kNear));
        const V half = rootOfFarExp(magnitude(u));
        const V small = half * half;
        const V farValue = choose<V>(maskOf(u > V{}), one, small);
        const V farComplement = choose<V>(maskOf(u < V{}), one, small);
        response = {choose<V>(near, response.value, farValue),
                    choose<V>(near, response.slope, small),
                    choose<V>(near, response.complement, farComplement)};
    }
    return response;
}

/// tanh(u) from e^-2|u| - 1, which keeps its digits near 0; tanh' = 4 e / (1 + e)^2,
/// which keeps them where tanh rounds to 1. NaN for NaN.
template <typename V>
STEPGRAD_INLINE Response<V> tanhAt(V u) {
    const V one = all<V>(1.0);
    const V twice = magnitude(u) * 2.0;
    const auto parts = expParts(-twice);
    const V less = mulAdd(parts.power, parts.excess, parts.power - one);  // e - 1
    const V e = mulAdd(parts.power, parts.excess, parts.power);
    const V inverse = one / (one + e);
    const Integers<V> sign = bitsOf(u) & INT64_MIN;
    Response<V> response{ofBits<V>(bitsOf(magnitude(less * inverse)) | sign),
                         4.0 * (e * inverse) * inverse, V{}};
    if (lanesFrom(twice, kNear)) [[unlikely]] {
        const Mask<V> near = maskOf(twice < all<V>(kNear));
        const V half = rootOfFarExp(twice);
        const V end = choose<V>(maskOf(twice >= all<V>(kNear)), one, half);  // NaN for NaN
        response.value = choose<V>(near, response.value, ofBits<V>(bitsOf(end) | sign));
        response.slope = choose<V>(near, response.slope, 2.0 * half * (2.0 * half));
    }
    return response;
}

}  // namespace
}  // namespace stepgrad
