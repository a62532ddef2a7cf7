#include "core/walkthrough/expression.h"

#include <utility>

namespace stepgrad::expression {
namespace {

// A sum is cut where it has more than kMostTerms terms: kHead of them are shown
// in front of the dots.
constexpr std::size_t kMostTerms = 8;
constexpr std::size_t kHead = 3;

Expression node(Expression::Kind kind, std::vector<Expression> parts) {
    Expression e;
    e.kind = kind;
    e.parts = std::move(parts);
    return e;
}

std::vector<Expression> two(Expression a, Expression b) {
    std::vector<Expression> parts;
    parts.reserve(2);
    parts.push_back(std::move(a));
    parts.push_back(std::move(b));
    return parts;
}

}  // namespace

Expression value(const ValueId& id) {
    Expression e = node(Expression::Kind::Value, {});
    e.value = id;
    return e;
}

Expression constant(double number) {
    Expression e = node(Expression::Kind::Constant, {});
    e.number = number;
    return e;
}

Expression named(Formula symbol, double number, bool inFull) {
    Expression e = node(Expression::Kind::Named, {});
    e.name = std::make_shared<const Formula>(std::move(symbol));
    e.number = number;
    e.inFull = inFull;
    return e;
}

Expression ellipsis() {
    return node(Expression::Kind::Ellipsis, {});
}

Expression sum(std::vector<Expression> terms) {
    if (terms.size() == 1)
        return std::move(terms.front());
    return node(Expression::Kind::Sum, std::move(terms));
}

Expression difference(Expression a, Expression b) {
    return sum(two(std::move(a), negative(std::move(b))));
}

Expression negative(Expression inner) {
    std::vector<Expression> parts;
    parts.push_back(std::move(inner));
    return node(Expression::Kind::Negative, std::move(parts));
}

Expression product(std::vector<Expression> factors) {
    if (factors.size() == 1)
        return std::move(factors.front());
    return node(Expression::Kind::Product, std::move(factors));
}

Expression tightProduct(std::vector<Expression> factors) {
    Expression e = product(std::move(factors));
    e.tight = true;
    return e;
}

Expression quotient(Expression above, Expression below) {
    return node(Expression::Kind::Quotient, two(std::move(above), std::move(below)));
}

Expression power(Expression base, Expression exponent) {
    return node(Expression::Kind::Power, two(std::move(base), std::move(exponent)));
}

Expression square(Expression base) {
    return power(std::move(base), constant(2.0));
}

Expression call(Expression::Function function, std::vector<Expression> arguments) {
    Expression e = node(Expression::Kind::Call, std::move(arguments));
    e.function = function;
    return e;
}

Expression activate(Activation activation, Expression u) {
    Expression e = call(Expression::Function::Activate, {std::move(u)});
    e.activation = activation;
    return e;
}

Expression slope(Activation activation, Expression u) {
    Expression e = call(Expression::Function::Slope, {std::move(u)});
    e.activation = activation;
    return e;
}

Expression group(Expression::Meaning meaning, Expression::Opening opening, Expression shown,
                 Expression exact, const std::optional<ValueId>& lights) {
    Expression e = node(Expression::Kind::Group, two(std::move(shown), std::move(exact)));
    e.meaning = meaning;
    e.opening = opening;
    e.value = lights;
    return e;
}

Expression longSum(std::size_t count, const std::function<Expression(std::size_t)>& term,
                   std::size_t tail, const std::function<Expression()>& exact,
                   std::optional<std::size_t> telling) {
    const auto terms = [&](std::size_t from, std::size_t to, std::vector<Expression> before = {}) {
        before.reserve(before.size() + to - from);
        for (std::size_t i = from; i < to; ++i)
            before.push_back(term(i));
        return before;
    };
    if (count <= kMostTerms)
        return sum(terms(0, count));
    std::vector<Expression> shown = terms(0, kHead);
    if (telling && *telling >= kHead && *telling < count - tail) {
        if (*telling > kHead)
            shown.push_back(ellipsis());
        shown.push_back(term(*telling));
        if (*telling + 1 < count - tail)
            shown.push_back(ellipsis());
    } else {
        shown.push_back(ellipsis());
    }
    shown = terms(count - tail, count, std::move(shown));
    return group(Expression::Meaning::CutSum, Expression::Opening::Open, sum(std::move(shown)),
                 exact ? exact() : sum(terms(0, count)));
}

}  // namespace stepgrad::expression
