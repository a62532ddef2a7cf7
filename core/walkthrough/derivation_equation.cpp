#include <utility>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/expression_formula.h"

namespace stepgrad {
namespace {

bool isLoneNumber(const Formula& f) {
    return f.kind == Formula::Kind::Number || f.kind == Formula::Kind::Text;
}

Formula withLead(std::vector<Formula> lead, Formula rest) {
    if (lead.empty())
        return rest;
    lead.push_back(formula::op("="));
    if (rest.kind == Formula::Kind::Row && !rest.value) {
        for (auto& part : rest.parts)
            lead.push_back(std::move(part));
    } else {
        lead.push_back(std::move(rest));
    }
    return formula::row(std::move(lead));
}

/// What stands in front of the formula on its first line.
std::vector<Formula> leadOf(const Trace& trace, const ValueId& id, const Notation& notation) {
    const auto symbolOf = [&](const ValueId& of) { return symbol(of, trace.network, notation); };
    if (id.kind == ValueKind::Delta) {
        Formula slope =
            partial(symbolOf(ValueId::loss()), symbolOf(ValueId::u(id.layer, id.neuron)));
        if (notation.turnsDelta())
            return {formula::standingFor(formula::row({formula::op("−"), std::move(slope)}), id)};
        return {formula::standingFor(std::move(slope), id)};
    }
    if (id.kind == ValueKind::NewWeight || id.kind == ValueKind::NewBias) {
        const auto rule = deltaRuleOf(trace, id, notation);
        return rule ? std::vector{inSymbols(*rule, trace.network, notation)}
                    : std::vector<Formula>{};
    }
    if (id.kind != ValueKind::H)
        return {};
    const Activation activation =
        trace.network.layers[static_cast<std::size_t>(id.layer)].activation;
    if (activation == Activation::Tanh || activation == Activation::Step ||
        activation == Activation::Linear || activation == Activation::Softmax)
        return {};
    const Expression f =
        expression::activate(activation, expression::value(ValueId::u(id.layer, id.neuron)));
    return {inSymbols(f, trace.network, notation)};
}

}  // namespace

Formula partial(Formula above, Formula below) {
    return formula::fraction(formula::row({formula::symbol("∂"), std::move(above)}),
                             formula::row({formula::symbol("∂"), std::move(below)}));
}

Equation equationOf(Formula left, std::vector<Formula> lead, const Expression& expression,
                    const Trace& trace, const Notation& notation, bool withNumbers) {
    Equation equation;
    equation.left = std::move(left);
    equation.right.push_back(
        {Equation::Role::Symbols,
         withLead(std::move(lead), inSymbols(expression, trace.network, notation))});
    if (!withNumbers)
        return equation;
    Formula open = inNumbers(expression, trace, notation, true);
    Formula closed = inNumbers(expression, trace, notation, false);
    const bool opens = !(open == closed);
    if (opens && !isLoneNumber(open))
        equation.right.push_back({Equation::Role::Numbers, std::move(open)});
    if (!isLoneNumber(closed))
        equation.right.push_back({Equation::Role::Numbers, std::move(closed)});
    equation.right.push_back(
        {Equation::Role::Result,
         numberFormula(evaluate(expression, conventionalValues(trace, notation)), notation)});
    return equation;
}

Equation derive(const Trace& trace, const ValueId& id, const Notation& notation, bool withNumbers) {
    Formula left = symbol(id, trace.network, notation);
    const double value = exists(trace.network, id) ? conventionalValue(trace, id, notation) : 0.0;
    Formula result = formula::standingFor(numberFormula(value, notation), id);
    Equation equation;
    if (id.isEditable()) {
        equation.left = std::move(left);
        equation.right = {{Equation::Role::Result, std::move(result)}};
    } else {
        equation = equationOf(std::move(left), leadOf(trace, id, notation),
                              expressionOf(trace, id, notation), trace, notation, withNumbers);
        if (withNumbers)
            equation.right.back().formula = std::move(result);
    }
    equation.value = id;
    return equation;
}

Equation question(const Trace& trace, const ValueId& id, const Notation& notation) {
    Equation equation = derive(trace, id, notation);
    equation.right.back().formula = formula::standingFor(formula::words("?"), id);
    return equation;
}

std::vector<Equation> deriveMemory(const Trace& trace, const ValueId& id, const Notation& notation,
                                   bool withNumbers) {
    std::vector<Equation> equations;
    if (id.kind != ValueKind::NewWeight && id.kind != ValueKind::NewBias)
        return equations;
    for (auto& part : memoryOf(trace, id, notation))
        equations.push_back(
            equationOf(part.symbol, {}, part.expression, trace, notation, withNumbers));
    return equations;
}

}  // namespace stepgrad
