#pragma once

#include <cmath>

namespace oracle {

/// A dual number: a value and its derivative with respect to one chosen
/// variable. Differentiates whatever is computed with it by the rules of
/// school, one operation at a time (forward-mode automatic differentiation).
struct Dual {
    long double value = 0.0L;
    long double slope = 0.0L;

    Dual() = default;
    Dual(long double v, long double s = 0.0L) : value(v), slope(s) {}
};

inline Dual operator+(Dual a, Dual b) {
    return {a.value + b.value, a.slope + b.slope};
}
inline Dual operator-(Dual a, Dual b) {
    return {a.value - b.value, a.slope - b.slope};
}
inline Dual operator-(Dual a) {
    return {-a.value, -a.slope};
}
inline Dual operator*(Dual a, Dual b) {
    return {a.value * b.value, a.slope * b.value + a.value * b.slope};
}
inline Dual operator/(Dual a, Dual b) {
    return {a.value / b.value, (a.slope * b.value - a.value * b.slope) / (b.value * b.value)};
}
inline Dual exp(Dual a) {
    const long double e = std::exp(a.value);
    return {e, e * a.slope};
}
inline Dual log(Dual a) {
    return {std::log(a.value), a.slope / a.value};
}

}  // namespace oracle
