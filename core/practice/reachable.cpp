#include <algorithm>
#include <cmath>

#include "core/practice/tolerance.h"

namespace stepgrad {
namespace {

using Kind = Expression::Kind;
using Function = Expression::Function;
using Meaning = Expression::Meaning;

constexpr int kSignificant = 3;

class Reach {
public:
    Reach(const IntervalLookup& leaves, int decimals, Route route, bool significant = false)
        : m_leaves(leaves), m_decimals(decimals), m_route(route), m_significant(significant) {}

    Interval of(const Expression& e) const {
        switch (e.kind) {
            case Kind::Value:
                return rounded(m_leaves(*e.value));
            case Kind::Constant:
                return Interval::of(e.number);
            case Kind::Named:
                return e.inFull ? Interval::of(e.number) : rounded(Interval::of(e.number));
            case Kind::Ellipsis:
                return Interval::of(0.0);
            case Kind::Sum: {
                Interval sum = of(e.parts[0]);
                for (std::size_t i = 1; i < e.parts.size(); ++i)
                    sum = sum + of(e.parts[i]);
                return rounded(sum);
            }
            case Kind::Negative:
                return -of(e.parts[0]);
            case Kind::Product:
                return product(e);
            case Kind::Quotient:
                return rounded(of(e.parts[0]) / of(e.parts[1]));
            case Kind::Power:
                return rounded(power(of(e.parts[0]), of(e.parts[1])));
            case Kind::Call:
                return rounded(call(e));
            case Kind::Group:
                return group(e);
        }
        return {};
    }

private:
    Interval rounded(const Interval& x) const {
        const double size = std::max(std::abs(x.low), std::abs(x.high));
        if (!std::isfinite(size))
            return x;
        int decimals = m_decimals;
        if (m_significant && size > 0.0)
            decimals = std::max(decimals,
                                kSignificant - 1 - static_cast<int>(std::floor(std::log10(size))));
        return orShortened(x, decimals);
    }

    Interval product(const Expression& e) const {
        std::vector<Interval> factors;
        for (const auto& part : e.parts)
            factors.push_back(of(part));
        Interval fromFront = factors.front(), fromBehind = factors.back();
        for (std::size_t i = 1; i < factors.size(); ++i) {
            fromFront = rounded(fromFront * factors[i]);
            fromBehind = rounded(fromBehind * factors[factors.size() - 1 - i]);
        }
        return hull(fromFront, fromBehind);
    }

    static Interval power(const Interval& base, const Interval& exponent) {
        const double n = exponent.low;
        if (n == 2.0 && base.contains(0.0))
            return {0.0, std::max(base.low * base.low, base.high * base.high)};
        const double a = std::pow(base.low, n), b = std::pow(base.high, n);
        return {std::min(a, b), std::max(a, b)};
    }

    static bool isCut(const Expression& shown) {
        return shown.kind == Kind::Ellipsis ||
               std::any_of(shown.parts.begin(), shown.parts.end(), isCut);
    }

    Interval group(const Expression& e) const {
        const auto exact = [&] { return of(e.parts[1]); };
        if (e.meaning == Meaning::Memory)
            return Reach(m_leaves, m_decimals, m_route, true).of(e.parts[1]);
        if (m_route == Route::Exact || (e.meaning == Meaning::CutSum && isCut(e.parts[0])))
            return exact();
        const Interval shown = of(e.parts[0]);
        if (!shown.isFinite())
            return exact();
        return m_route == Route::Shown ? shown : hull(shown, exact());
    }

    Interval call(const Expression& e) const {
        const Interval x = of(e.parts[0]);
        switch (e.function) {
            case Function::Activate:
                return rising(x, info(e.activation).value);
            case Function::Slope:
                return slope(e.activation, x);
            case Function::Exp:
                return rising(x, [](double u) { return std::exp(u); });
            case Function::Ln:
                return rising(x, [](double h) { return std::log(h); });
            case Function::SquareRoot:
                return rising(x, [](double v) { return std::sqrt(std::max(v, 0.0)); });
            case Function::Maximum: {
                const Interval y = of(e.parts[1]);
                return {std::max(x.low, y.low), std::max(x.high, y.high)};
            }
            case Function::Softplus:
                return rising(x, [](double u) {
                    return std::max(u, 0.0) + std::log1p(std::exp(-std::abs(u)));
                });
            case Function::Softmax:
                return rising(logSoftmax(x, e, 1, e.parts.size()),
                              [](double u) { return std::exp(u); });
            case Function::LogSoftmax:
                return logSoftmax(x, e, 1, e.parts.size());
            case Function::CrossEntropy:
                return crossEntropy(e);
        }
        return {};
    }

    /// The slopes of sigmoid and tanh rise up to u = 0 and fall from there; the
    /// others nowhere fall.
    static Interval slope(Activation activation, const Interval& u) {
        const auto f = info(activation).derivative;
        Interval ends{std::min(f(u.low), f(u.high)), std::max(f(u.low), f(u.high))};
        if ((activation == Activation::Sigmoid || activation == Activation::Tanh) &&
            u.contains(0.0))
            ends.high = f(0.0);
        return ends;
    }

    /// u − ln Σ e^u over parts [from, to): falls with every other u.
    Interval logSoftmax(const Interval& u, const Expression& e, std::size_t from,
                        std::size_t to) const {
        // One of the parts is u itself; its own share is bounded by both ends.
        double least = 0.0, most = 0.0;
        for (std::size_t i = from; i < to; ++i) {
            const Interval other = of(e.parts[i]);
            least += std::exp(other.low - u.high);
            most += std::exp(other.high - u.low);
        }
        return {-std::log(most), std::min(0.0, -std::log(least))};
    }

    Interval crossEntropy(const Expression& e) const {
        const std::size_t outputs = e.parts.size() / 2;
        Interval sum;
        for (std::size_t k = 0; k < outputs; ++k)
            sum = sum + -(of(e.parts[outputs + k]) * logSoftmax(of(e.parts[k]), e, 0, outputs));
        return sum;
    }

    const IntervalLookup& m_leaves;
    int m_decimals;
    Route m_route;
    bool m_significant;
};

}  // namespace

Interval reachable(const Expression& expression, const IntervalLookup& leaves, int decimals,
                   Route route) {
    return Reach(leaves, decimals, route).of(expression);
}

}  // namespace stepgrad
