#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/practice/mistakes.h"

/// What the rules of the table of mistakes are made of.
namespace stepgrad::mistake {

/// The tree with every part changed for which `change` gives another; parts of a
/// changed part stay as they are given.
Expression changed(const Expression& e,
                   const std::function<std::optional<Expression>(const Expression&)>& change);
/// One leaf in place of another, everywhere.
Expression exchanged(const Expression& e, const ValueId& from, const ValueId& to);
/// Other parts in place of the groups of that meaning.
Expression regrouped(const Expression& e, Expression::Meaning meaning, const Expression& other);
/// Whether there is a group of that meaning.
bool has(const Expression& e, Expression::Meaning meaning);
/// All terms of a sum, of one that is cut too; one term where it is none.
std::vector<Expression> termsOf(const Expression& e);
/// All leaves that are values of the trace, each once, in the order of the formula;
/// those that are shown, or those that its worth is taken from.
std::vector<ValueId> leavesOf(const Expression& e);

const Layer& layerOf(const AskedValue& asked, int layer);
int neuronsIn(const AskedValue& asked, int layer);
/// "δ₁"
std::string nameOf(const AskedValue& asked, const ValueId& id);
std::string nameOf(const AskedValue& asked);
/// "δ₃ · w₅ · h₁(1 − h₁)"
std::string textOf(const AskedValue& asked, const Expression& e);
/// "δ₁ needs δ₃ · w₅ · h₁(1 − h₁)."
std::string needs(const AskedValue& asked);
bool isKind(const AskedValue& asked, std::initializer_list<ValueKind> kinds);
bool isOutputDelta(const AskedValue& asked);
bool isHiddenDelta(const AskedValue& asked);

/// Collects slips, no more than kMostSlips.
class Slips {
public:
    bool isFull() const { return m_slips.size() >= kMostSlips; }
    void add(Expression expression, std::string sentence) {
        if (!isFull())
            m_slips.push_back({std::move(expression), std::move(sentence)});
    }
    std::vector<Slip> take() { return std::move(m_slips); }

private:
    std::vector<Slip> m_slips;
};

}  // namespace stepgrad::mistake
