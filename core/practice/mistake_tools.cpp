#include "core/practice/mistake_tools.h"

#include <algorithm>

#include "core/walkthrough/expression_formula.h"
#include "core/walkthrough/formula_text.h"

namespace stepgrad::mistake {

Expression changed(const Expression& e,
                   const std::function<std::optional<Expression>(const Expression&)>& change) {
    if (auto other = change(e))
        return *std::move(other);
    Expression same = e;
    for (auto& part : same.parts)
        part = changed(part, change);
    return same;
}

Expression exchanged(const Expression& e, const ValueId& from, const ValueId& to) {
    return changed(e, [&](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Value && part.value == from)
            return expression::value(to);
        return std::nullopt;
    });
}

Expression regrouped(const Expression& e, Expression::Meaning meaning, const Expression& other) {
    return changed(e, [&](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Group && part.meaning == meaning)
            return other;
        return std::nullopt;
    });
}

bool has(const Expression& e, Expression::Meaning meaning) {
    return (e.kind == Expression::Kind::Group && e.meaning == meaning) ||
           std::any_of(e.parts.begin(), e.parts.end(),
                       [meaning](const Expression& part) { return has(part, meaning); });
}

std::vector<Expression> termsOf(const Expression& e) {
    if (e.kind == Expression::Kind::Group && e.meaning == Expression::Meaning::CutSum)
        return termsOf(e.parts[1]);
    if (e.kind == Expression::Kind::Sum)
        return e.parts;
    return {e};
}

namespace {

void collectLeaves(const Expression& e, std::vector<ValueId>& leaves) {
    if (e.kind == Expression::Kind::Value &&
        std::find(leaves.begin(), leaves.end(), *e.value) == leaves.end())
        leaves.push_back(*e.value);
    for (const auto& part : e.parts)
        collectLeaves(part, leaves);
}

}  // namespace

std::vector<ValueId> leavesOf(const Expression& e) {
    std::vector<ValueId> leaves;
    collectLeaves(e, leaves);
    return leaves;
}

const Layer& layerOf(const AskedValue& asked, int layer) {
    return asked.trace.network.layers[static_cast<std::size_t>(layer)];
}

int neuronsIn(const AskedValue& asked, int layer) {
    return static_cast<int>(layerOf(asked, layer).neurons());
}

std::string nameOf(const AskedValue& asked, const ValueId& id) {
    return symbolText(id, asked.trace.network, asked.notation);
}

std::string nameOf(const AskedValue& asked) {
    return nameOf(asked, asked.id);
}

std::string textOf(const AskedValue& asked, const Expression& e) {
    return toText(inSymbols(e, asked.trace.network, asked.notation));
}

std::string needs(const AskedValue& asked) {
    return nameOf(asked) + " needs " + textOf(asked, asked.right) + ".";
}

bool isKind(const AskedValue& asked, std::initializer_list<ValueKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), asked.id.kind) != kinds.end();
}

bool isOutputDelta(const AskedValue& asked) {
    return asked.id.kind == ValueKind::Delta && asked.trace.network.isOutput(asked.id.layer);
}

bool isHiddenDelta(const AskedValue& asked) {
    return asked.id.kind == ValueKind::Delta && !asked.trace.network.isOutput(asked.id.layer);
}

}  // namespace stepgrad::mistake
