#include <cmath>
#include <utility>

#include "core/walkthrough/chain.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation.h"
#include "core/walkthrough/expression_formula.h"
#include "core/walkthrough/numerical_slope.h"

namespace stepgrad {
namespace {

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
    if (!hasChain(still.network(), id))
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
    const bool withNumbers = isDerivativeReached(still, id) && std::isfinite(gradient);

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
