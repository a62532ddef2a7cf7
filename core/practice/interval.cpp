#include "core/practice/interval.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stepgrad {
namespace {

// Of the size of the bounds: what the errors of double can make of them.
constexpr double kSlack = 1e-12;
constexpr double kLeast = 1e-6;

}  // namespace

bool Interval::isFinite() const {
    return std::isfinite(low) && std::isfinite(high);
}

bool Interval::contains(double number) const {
    const double slack = kSlack * std::max({std::abs(low), std::abs(high), kLeast});
    return low - slack <= number && number <= high + slack;
}

Interval operator+(const Interval& a, const Interval& b) {
    return {a.low + b.low, a.high + b.high};
}

Interval operator-(const Interval& a) {
    return {-a.high, -a.low};
}

Interval operator*(const Interval& a, const Interval& b) {
    const auto [low, high] =
        std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
    return {low, high};
}

Interval operator/(const Interval& a, const Interval& b) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (b.contains(0.0))
        return {-kInfinity, kInfinity};
    return a * Interval{1.0 / b.high, 1.0 / b.low};
}

Interval hull(const Interval& a, const Interval& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Interval orShortened(const Interval& x, int decimals) {
    constexpr double kNear = 1e-6;  // of one unit of the last digit
    const double units = std::pow(10.0, decimals);
    // Beyond this every double is a whole number of units.
    if (std::max(std::abs(x.low), std::abs(x.high)) * units > 1e15)
        return x;
    // The largest that is left of a number: rounded, or cut off where it is negative.
    const auto highest = [units](double number) {
        const double n = number * units;
        return std::max(number,
                        (n < 0.0 ? std::ceil(n - kNear) : std::floor(n + 0.5 + kNear)) / units);
    };
    return {-highest(-x.low), highest(x.high)};
}

}  // namespace stepgrad
