#include <cmath>
#include <limits>
#include <utility>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/expression_formula.h"
#include "core/walkthrough/numerical_slope.h"

namespace stepgrad {
namespace {

using Opening = Expression::Opening;
namespace ex = expression;

/// One partial derivative on the way from J down, and what it is.
struct Factor {
    Formula partial;
    Expression what;
};
using Path = std::vector<Factor>;

/// What stands for dJ/d(id) among the values of a trace; an activation has none.
std::optional<ValueId> derivativeId(const ValueId& id) {
    switch (id.kind) {
        case ValueKind::Weight:
            return id.as(ValueKind::WeightGradient);
        case ValueKind::Bias:
            return id.as(ValueKind::BiasGradient);
        case ValueKind::U:
            return id.as(ValueKind::Delta);
        default:
            return std::nullopt;
    }
}

/// The same among the values as they are shown: none where delta has the other sign.
std::optional<ValueId> shownDerivativeId(const ValueId& id, const Notation& notation) {
    const auto derivative = derivativeId(id);
    const bool isTurned =
        derivative && derivative->kind == ValueKind::Delta && notation.turnsDelta();
    return isTurned ? std::nullopt : derivative;
}

class Chain {
public:
    Chain(const Trace& trace, const ValueId& id, const Notation& notation)
        : m_trace(trace), m_id(id), m_notation(notation) {}

    const Network& network() const { return m_trace.network; }

    int neuronsOf(int layer) const {
        return static_cast<int>(network().layers[static_cast<std::size_t>(layer)].neurons());
    }

    /// How many paths lead from a neuron of the layer to J; as many as fit at most.
    std::int64_t pathCount(int layer) const {
        std::int64_t count = 1;
        for (int l = layer + 1; l < network().layerCount(); ++l) {
            if (count > std::numeric_limits<std::int64_t>::max() / neuronsOf(l))
                return std::numeric_limits<std::int64_t>::max();
            count *= neuronsOf(l);
        }
        return count;
    }

    Formula symbolOf(const ValueId& id) const { return symbol(id, network(), m_notation); }

    Formula partialOf(const ValueId& above, const ValueId& below) const {
        return partial(symbolOf(above), symbolOf(below));
    }

    /// ∂J/∂id, standing for the value that it is.
    Formula lossPartial(const ValueId& id) const {
        Formula whole = partialOf(ValueId::loss(), id);
        const auto derivative = shownDerivativeId(id, m_notation);
        return derivative ? formula::standingFor(std::move(whole), *derivative) : whole;
    }

    /// All ways from J to u of a neuron.
    std::vector<Path> pathsToInput(int layer, int neuron) const {
        const ValueId u = ValueId::u(layer, neuron), h = ValueId::h(layer, neuron);
        if (network().isOutput(layer) && mergesOutput(m_trace.lossFunction))
            return {{{lossPartial(u), mergedErrorOf(m_trace, neuron, Opening::Closed)}}};
        auto paths = pathsToActivation(layer, neuron);
        for (auto& path : paths)
            path.push_back({partialOf(h, u), slopeOf(m_trace, layer, neuron, Opening::Closed)});
        return paths;
    }

    /// All ways from J to h of a neuron.
    std::vector<Path> pathsToActivation(int layer, int neuron) const {
        const ValueId h = ValueId::h(layer, neuron);
        if (network().isOutput(layer))
            return {
                {{partialOf(ValueId::loss(), h), lossSlopeOf(m_trace, neuron, Opening::Closed)}}};
        std::vector<Path> all;
        for (int m = 0; m < neuronsOf(layer + 1); ++m)
            for (auto& path : pathsToInput(layer + 1, m)) {
                path.push_back({partialOf(ValueId::u(layer + 1, m), h),
                                ex::value(ValueId::weight(layer + 1, m, neuron))});
                all.push_back(std::move(path));
            }
        return all;
    }

    /// From u to the parameter: what feeds a weight, 1 for a bias.
    Factor parameterFactor() const {
        const ValueId u = ValueId::u(m_id.layer, m_id.neuron);
        return {partialOf(u, m_id), m_id.kind == ValueKind::Weight
                                        ? ex::value(sourceOf(m_id.layer, m_id.input))
                                        : ex::constant(1.0)};
    }

    /// The derivative as a product of partials, and of what they are.
    std::pair<Expression, Expression> byPaths() const {
        auto paths = m_id.kind == ValueKind::H ? pathsToActivation(m_id.layer, m_id.neuron)
                                               : pathsToInput(m_id.layer, m_id.neuron);
        if (m_id.isParameter())
            for (auto& path : paths)
                path.push_back(parameterFactor());
        return {assembled(paths, [](const Factor& f) { return ex::named(f.partial, 0.0, false); }),
                assembled(paths, [](const Factor& f) { return f.what; })};
    }

    /// The same collected by the deltas of the next layer: Σ δ · w first.
    std::pair<Formula, Expression> byDeltas() const;

private:
    /// The sum over the paths; what all have in common stands in front and behind.
    template <typename Leaf>
    static Expression assembled(const std::vector<Path>& paths, Leaf leaf) {
        const std::size_t length = paths.front().size();
        const auto common = [&](std::size_t at) {
            for (const auto& path : paths)
                if (!(path[at].partial == paths.front()[at].partial))
                    return false;
            return true;
        };
        std::size_t head = 0, tail = length;
        while (head < length && common(head))
            ++head;
        while (tail > head && common(tail - 1))
            --tail;
        const auto part = [&](const Path& path, std::size_t from, std::size_t to,
                              std::vector<Expression> before = {}) {
            for (std::size_t i = from; i < to; ++i)
                before.push_back(leaf(path[i]));
            return before;
        };
        std::vector<Expression> factors = part(paths.front(), 0, head);
        if (head < tail) {
            std::vector<Expression> terms;
            for (const auto& path : paths)
                terms.push_back(ex::product(part(path, head, tail)));
            factors.push_back(ex::sum(std::move(terms)));
        }
        return ex::product(part(paths.front(), tail, length, std::move(factors)));
    }

    const Trace& m_trace;
    const ValueId m_id;
    const Notation& m_notation;
};

std::pair<Formula, Expression> Chain::byDeltas() const {
    const int next = m_id.layer + 1;
    const ValueId h = ValueId::h(m_id.layer, m_id.neuron);
    const auto indexed = [](std::string letter) {
        return formula::sub(formula::symbol(std::move(letter)), formula::symbol("m"));
    };
    Formula sum = formula::row({formula::sum(formula::symbol("m")), indexed("δ"), formula::op("·"),
                                partial(indexed(weightedInputLetter(m_notation)), symbolOf(h))});
    std::vector<Expression> factors{
        ex::longSum(static_cast<std::size_t>(neuronsOf(next)), [&](std::size_t m) {
            const int to = static_cast<int>(m);
            return ex::product({ex::value(ValueId::delta(next, to)),
                                ex::value(ValueId::weight(next, to, m_id.neuron))});
        })};
    const bool isTurned = m_notation.turnsDelta();
    const auto signedRow = [isTurned](std::vector<Formula> row) {
        if (isTurned)
            row.insert(row.begin(), formula::op("−"));
        return formula::row(std::move(row));
    };
    const auto signedProduct = [isTurned](std::vector<Expression> all) {
        Expression product = ex::product(std::move(all));
        return isTurned ? ex::negative(std::move(product)) : product;
    };
    if (m_id.kind == ValueKind::H)
        return {signedRow(std::move(sum.parts)), signedProduct(std::move(factors))};
    std::vector<Formula> row{formula::fenced(std::move(sum)), formula::op("·"),
                             partialOf(h, ValueId::u(m_id.layer, m_id.neuron))};
    factors.push_back(slopeOf(m_trace, m_id.layer, m_id.neuron, Opening::Closed));
    if (m_id.isParameter()) {
        Factor last = parameterFactor();
        row.push_back(formula::op("·"));
        row.push_back(std::move(last.partial));
        factors.push_back(std::move(last.what));
    }
    return {signedRow(std::move(row)), signedProduct(std::move(factors))};
}

/// Whether the walk has come as far as dJ/d(id).
bool isReached(const Still& still, const ValueId& id) {
    if (const auto derivative = derivativeId(id))
        return still.isComputed(*derivative);
    if (still.network().isOutput(id.layer))
        return still.isComputed(ValueId::delta(id.layer, id.neuron));
    const auto next = static_cast<std::size_t>(id.layer) + 1;
    const int last = static_cast<int>(still.network().layers[next].neurons()) - 1;
    return still.isComputed(ValueId::delta(id.layer + 1, last));
}

void check(ChainRule& rule, const Trace& trace, const Notation& notation) {
    rule.numerical = numericalSlope(trace, rule.parameter);
    if (!std::isfinite(rule.numerical)) {
        rule.numerical = 0.0;
        return;
    }
    rule.agrees = agree(rule.gradient, rule.numerical, trace.loss);
    rule.numericalText = "numerical check " + formatNumber(rule.numerical, notation.numbers);
    if (!rule.agrees)
        rule.numericalText += " differs";
}

}  // namespace

std::optional<ChainRule> chainRule(const Still& still, const ValueId& id, const Notation& notation,
                                   int mostPaths) {
    const bool asked = id.isParameter() || id.kind == ValueKind::U || id.kind == ValueKind::H;
    if (!asked || !exists(still.network(), id))
        return std::nullopt;
    const Trace& trace = *still.trace;
    const Chain chain(trace, id, notation);
    ChainRule rule;
    rule.parameter = id;
    rule.title = "Chain rule for " + symbolText(id, trace.network, notation);
    rule.paths = chain.pathCount(id.layer);

    Formula partials;
    Expression whole;
    if (rule.paths <= mostPaths || trace.network.isOutput(id.layer)) {
        auto [symbols, factors] = chain.byPaths();
        partials = inSymbols(symbols, trace.network, notation);
        whole = std::move(factors);
    } else {
        std::tie(partials, whole) = chain.byDeltas();
    }
    const auto slope = derivativeId(id);
    const double gradient =
        slope ? *trace.value(*slope) : evaluate(whole, conventionalValues(trace, notation));
    const bool withNumbers = isReached(still, id) && std::isfinite(gradient);

    const auto derivative = shownDerivativeId(id, notation);
    rule.equation.value = derivative;
    rule.equation.left = chain.lossPartial(id);
    // A derivative that is a single partial is the left side itself.
    if (partials.kind == Formula::Kind::Row)
        rule.equation.right.push_back({Equation::Role::Symbols, std::move(partials)});
    rule.equation.right.push_back(
        {Equation::Role::Symbols, inSymbols(whole, trace.network, notation)});
    if (!withNumbers)
        return rule;
    Formula numbers = inNumbers(whole, trace, notation, false);
    if (numbers.kind != Formula::Kind::Number && numbers.kind != Formula::Kind::Text)
        rule.equation.right.push_back({Equation::Role::Numbers, std::move(numbers)});
    Formula result = numberFormula(gradient, notation);
    if (derivative)
        result = formula::standingFor(std::move(result), *derivative);
    rule.equation.right.push_back({Equation::Role::Result, std::move(result)});
    rule.gradient = gradient;
    check(rule, trace, notation);
    return rule;
}

}  // namespace stepgrad
