#pragma once

namespace stepgrad {

/// All numbers from `low` to `high`.
struct Interval {
    double low = 0.0;
    double high = 0.0;

    static Interval of(double number) { return {number, number}; }
    bool isFinite() const;
    /// Within the errors of double.
    bool contains(double number) const;
    double width() const { return high - low; }
};

Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a);
Interval operator*(const Interval& a, const Interval& b);
/// Not finite where b holds 0.
Interval operator/(const Interval& a, const Interval& b);
/// The smallest interval that holds both.
Interval hull(const Interval& a, const Interval& b);
/// The image of a function that nowhere falls.
template <typename F>
Interval rising(const Interval& x, const F& f) {
    return {f(x.low), f(x.high)};
}

/// The numbers of the interval, and what is left of each of them that is rounded to
/// `decimals` decimals: by the rule, or cut off, as many learners do (and
/// the article). A number that has no more decimals stays as it is, to within the
/// errors of double.
Interval orShortened(const Interval& x, int decimals);

}  // namespace stepgrad
