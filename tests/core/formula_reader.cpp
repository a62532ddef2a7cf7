#include "tests/core/formula_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace stepgrad::test {
namespace {

using Kind = Formula::Kind;

/// Of all four corners: for operations that rise or fall in each argument.
template <typename Operation>
Interval corners(const Interval& a, const Interval& b, Operation operation) {
    const double all[] = {operation(a.low, b.low), operation(a.low, b.high),
                          operation(a.high, b.low), operation(a.high, b.high)};
    return {*std::min_element(std::begin(all), std::end(all)),
            *std::max_element(std::begin(all), std::end(all))};
}

Interval plus(const Interval& a, const Interval& b) {
    return {a.low + b.low, a.high + b.high};
}
Interval negated(const Interval& a) {
    return {-a.high, -a.low};
}
Interval times(const Interval& a, const Interval& b) {
    return corners(a, b, [](double x, double y) { return x * y; });
}
Interval over(const Interval& a, const Interval& b) {
    if (b.low <= 0.0 && b.high >= 0.0)
        return {-HUGE_VAL, HUGE_VAL};
    return corners(a, b, [](double x, double y) { return x / y; });
}
Interval raised(const Interval& a, double exponent) {
    const double low = std::pow(a.low, exponent), high = std::pow(a.high, exponent);
    const bool through0 = a.low < 0.0 && a.high > 0.0;
    return {through0 ? 0.0 : std::min(low, high), std::max(low, high)};
}
template <typename F>
Interval rising(const Interval& a, F f) {
    return {f(a.low), f(a.high)};
}

/// What a function of that printed name makes of an argument.
std::optional<Interval> applied(const std::string& name, const Interval& x) {
    const auto positive = [](double v) { return std::max(v, 0.0); };
    const auto step = [](double v) { return v > 0.0 ? 1.0 : 0.0; };
    if (name == "tanh")
        return rising(x, [](double v) { return std::tanh(v); });
    if (name == "ln")
        return rising(x, [&](double v) { return std::log(positive(v)); });
    if (name == "√")
        return rising(x, [&](double v) { return std::sqrt(positive(v)); });
    if (name == "σ")
        return rising(x, [](double v) { return 1.0 / (1.0 + std::exp(-v)); });
    if (name == "step")
        return rising(x, step);
    if (name == "ReLU′")
        return rising(x, step);
    if (name == "LReLU′")
        return rising(x, [](double v) { return v > 0.0 ? 1.0 : 0.01; });
    if (name == "step′")
        return Interval{0.0, 0.0};
    return std::nullopt;
}

std::string printedName(const Formula& f) {
    if (f.kind == Kind::Symbol)
        return f.text;
    if (f.kind == Kind::Scripts && f.parts[1].isEmpty())
        return printedName(f.parts[0]) + printedName(f.parts[2]);
    return {};
}

bool isFunction(const Formula& f) {
    return applied(printedName(f), {1.0, 1.0}).has_value() || printedName(f) == "max";
}

}  // namespace

/// Reads a row from left to right: sums of products.
class FormulaReader::Row {
public:
    Row(const FormulaReader& reader, std::vector<Formula> parts)
        : m_reader(reader), m_parts(std::move(parts)) {}

    std::optional<Interval> all() {
        const auto value = sum();
        return m_at == m_parts.size() ? value : std::nullopt;
    }

    /// Two arguments with a comma between: of max.
    std::optional<Interval> larger() {
        const auto a = sum();
        if (!take(","))
            return std::nullopt;
        const auto b = sum();
        if (!a || !b || m_at != m_parts.size())
            return std::nullopt;
        return Interval{std::max(a->low, b->low), std::max(a->high, b->high)};
    }

private:
    bool isOperator(const char* text) const {
        return m_at < m_parts.size() && m_parts[m_at].kind == Kind::Operator &&
               m_parts[m_at].text == text;
    }
    bool take(const char* text) {
        const bool there = isOperator(text);
        m_at += there ? 1 : 0;
        return there;
    }

    std::optional<Interval> sum() {
        const bool minus = take("−");
        auto total = product();
        if (total && minus)
            total = negated(*total);
        while (total && (isOperator("+") || isOperator("−"))) {
            const bool less = m_parts[m_at++].text == "−";
            const auto term = product();
            if (!term)
                return std::nullopt;
            total = plus(*total, less ? negated(*term) : *term);
        }
        return total;
    }

    std::optional<Interval> product() {
        auto total = factor();
        while (total && m_at < m_parts.size() &&
               (isOperator("·") || m_parts[m_at].kind != Kind::Operator)) {
            take("·");
            const auto next = factor();
            if (!next)
                return std::nullopt;
            total = times(*total, *next);
        }
        return total;
    }

    std::optional<Interval> factor() {
        if (m_at >= m_parts.size() || m_parts[m_at].kind == Kind::Operator)
            return std::nullopt;
        const Formula& f = m_parts[m_at++];
        if (!isFunction(f) || m_at >= m_parts.size() || m_parts[m_at].kind != Kind::Fenced)
            return m_reader.node(f);
        const Formula& inner = m_parts[m_at++].parts[0];
        if (printedName(f) == "max")
            return Row(m_reader, inner.parts).larger();
        const auto x = m_reader.read(inner);
        return x ? applied(printedName(f), *x) : std::nullopt;
    }

    const FormulaReader& m_reader;
    const std::vector<Formula> m_parts;
    std::size_t m_at = 0;
};

std::optional<Interval> FormulaReader::read(const Formula& formula) const {
    if (formula.kind != Kind::Row)
        return node(formula);
    auto begin = formula.parts.begin();
    for (auto it = begin; it != formula.parts.end(); ++it)
        if (it->kind == Kind::Operator && it->text == "=")
            begin = it + 1;
    return Row(*this, {begin, formula.parts.end()}).all();
}

std::optional<Interval> FormulaReader::node(const Formula& f) const {
    if (auto value = m_leaf(f))
        return value;
    switch (f.kind) {
        case Kind::Fenced:
            if (f.text == "√") {
                const auto x = read(f.parts[0]);
                return x ? applied("√", *x) : std::nullopt;
            }
            return read(f.parts[0]);
        case Kind::Row:
            return read(f);
        case Kind::Fraction: {
            const auto above = read(f.parts[0]), below = read(f.parts[1]);
            return above && below ? std::optional(over(*above, *below)) : std::nullopt;
        }
        case Kind::Scripts: {
            const auto exponent = read(f.parts[2]);
            if (!exponent)
                return std::nullopt;
            if (printedName(f.parts[0]) == "e")
                return rising(*exponent, [](double v) { return std::exp(v); });
            const auto base = read(f.parts[0]);
            return base ? std::optional(raised(*base, exponent->middle())) : std::nullopt;
        }
        default:
            return std::nullopt;
    }
}

Interval printedInterval(const std::string& text, bool exact) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 3, "−") == 0) {
            plain += '-';
            i += 2;
        } else {
            plain += text[i] == ',' ? '.' : text[i];
        }
    }
    const double value = std::strtod(plain.c_str(), nullptr);
    if (exact)
        return {value, value};
    const auto e = plain.find('e');
    const std::string mantissa = plain.substr(0, e);
    const auto point = mantissa.find('.');
    const int decimals =
        point == std::string::npos ? 0 : static_cast<int>(mantissa.size() - point) - 1;
    const int exponent = e == std::string::npos ? 0 : std::stoi(plain.substr(e + 1));
    // A little more than half: the number may lie on the border.
    const double half = 0.5000001 * std::pow(10.0, exponent - decimals);
    return {value - half, value + half};
}

}  // namespace stepgrad::test
