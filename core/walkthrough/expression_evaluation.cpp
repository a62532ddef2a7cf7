#include <cmath>
#include <stdexcept>

#include "core/walkthrough/expression.h"

namespace stepgrad {
namespace {

using Rounding = std::function<double(double)>;

// The inside of a group is worth showing as long as rounding it to the shown
// digits changes its result by no more than this part.
constexpr double kCarries = 0.01;

double worthIn(const Trace& trace, const ValueId& id) {
    const auto value = trace.value(id);
    if (!value)
        throw std::out_of_range("the network has no such value");
    return *value;
}

/// Walks a tree. Exactly: groups are worth their exact part. Rounded: every
/// number that is shown is rounded, and groups are worth what they show.
class Evaluation {
public:
    /// @param lastLine  groups that open in the first line only are closed
    explicit Evaluation(const ValueLookup& worth, const Rounding* round = nullptr,
                        bool lastLine = false)
        : m_worth(worth), m_round(round), m_lastLine(lastLine) {}

    /// Whether what the group shows is close to what it is worth.
    bool carries(const Expression& group) const {
        const double exact = Evaluation(m_worth).of(group.parts[1]);
        const double shown = of(group.parts[0]);
        return std::isfinite(shown) && std::abs(shown - exact) <= kCarries * std::abs(exact);
    }

    double of(const Expression& e) const {
        switch (e.kind) {
            case Expression::Kind::Value:
                return rounded(m_worth(*e.value));
            case Expression::Kind::Constant:
                return e.number;
            case Expression::Kind::Named:
                return e.inFull ? e.number : rounded(e.number);
            case Expression::Kind::Ellipsis:
                return 0.0;
            case Expression::Kind::Sum: {
                double sum = 0.0;
                for (const auto& part : e.parts)
                    sum += of(part);
                return sum;
            }
            case Expression::Kind::Negative:
                return -of(e.parts[0]);
            case Expression::Kind::Product: {
                double product = of(e.parts[0]);
                for (std::size_t i = 1; i < e.parts.size(); ++i)
                    product *= of(e.parts[i]);
                return product;
            }
            case Expression::Kind::Quotient:
                return of(e.parts[0]) / of(e.parts[1]);
            case Expression::Kind::Power:
                return std::pow(of(e.parts[0]), of(e.parts[1]));
            case Expression::Kind::Call:
                return call(e);
            case Expression::Kind::Group:
                return group(e);
        }
        return 0.0;
    }

private:
    double rounded(double number) const { return m_round ? (*m_round)(number) : number; }

    double group(const Expression& e) const {
        if (!m_round)
            return of(e.parts[1]);
        if (e.meaning == Expression::Meaning::CutSum)
            return cutSum(e);
        const bool opens = m_lastLine ? e.opening == Expression::Opening::Open
                                      : e.opening != Expression::Opening::Closed;
        if (opens && carries(e))
            return of(e.parts[0]);
        return rounded(Evaluation(m_worth).of(e.parts[1]));
    }

    /// The terms that are shown count as they are shown, the others with all digits.
    double cutSum(const Expression& e) const {
        const Evaluation exact(m_worth);
        return of(e.parts[0]) + (exact.of(e.parts[1]) - exact.of(e.parts[0]));
    }

    double call(const Expression& e) const {
        switch (e.function) {
            case Expression::Function::Activate:
                return info(e.activation).value(of(e.parts[0]));
            case Expression::Function::Slope:
                return info(e.activation).derivative(of(e.parts[0]));
            case Expression::Function::Exp:
                return std::exp(of(e.parts[0]));
            case Expression::Function::Ln:
                return std::log(of(e.parts[0]));
            case Expression::Function::SquareRoot:
                return std::sqrt(of(e.parts[0]));
            case Expression::Function::Maximum:
                return std::max(of(e.parts[0]), of(e.parts[1]));
            case Expression::Function::Softplus: {
                const double x = of(e.parts[0]);
                return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
            }
            case Expression::Function::Softmax:
                return std::exp(logSoftmax(e));
            case Expression::Function::LogSoftmax:
                return logSoftmax(e);
            case Expression::Function::CrossEntropy:
                return crossEntropy(e);
        }
        return 0.0;
    }

    double logSoftmax(const Expression& e) const {
        const double u = of(e.parts[0]);
        double top = of(e.parts[1]);
        for (std::size_t i = 2; i < e.parts.size(); ++i)
            top = std::max(top, of(e.parts[i]));
        double sum = 0.0;
        for (std::size_t i = 1; i < e.parts.size(); ++i)
            sum += std::exp(of(e.parts[i]) - top);
        return (u - top) - std::log(sum);
    }

    double crossEntropy(const Expression& e) const {
        const auto outputs = static_cast<Eigen::Index>(e.parts.size() / 2);
        Vector u(outputs), y(outputs);
        for (Eigen::Index k = 0; k < outputs; ++k) {
            u[k] = of(e.parts[static_cast<std::size_t>(k)]);
            y[k] = of(e.parts[static_cast<std::size_t>(k + outputs)]);
        }
        return lossValue(Loss::CrossEntropy, u, u, y);
    }

    const ValueLookup& m_worth;
    const Rounding* m_round;
    bool m_lastLine;
};

}  // namespace

double evaluate(const Expression& expression, const ValueLookup& worth) {
    return Evaluation(worth).of(expression);
}

double evaluate(const Expression& expression, const Trace& trace) {
    return evaluate(expression, [&trace](const ValueId& id) { return worthIn(trace, id); });
}

double evaluateAsShown(const Expression& expression, const ValueLookup& worth,
                       const Rounding& round) {
    return Evaluation(worth, &round, true).of(expression);
}

double evaluateAsShown(const Expression& expression, const Trace& trace, const Rounding& round) {
    return evaluateAsShown(
        expression, [&trace](const ValueId& id) { return worthIn(trace, id); }, round);
}

bool insideCarries(const Expression& group, const ValueLookup& worth, const Rounding& round) {
    return Evaluation(worth, &round).carries(group);
}

}  // namespace stepgrad
