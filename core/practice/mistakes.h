#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/walkthrough/expression.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// A value that is asked for, with what mistakes are made of.
struct AskedValue {
    const Trace& trace;
    const Notation& notation;
    ValueId id;
    Expression right;  ///< what it is computed by, see `expressionOf`
};
/// Refers to trace and notation. Throws std::out_of_range for what the network has not.
AskedValue askedValue(const Trace& trace, const ValueId& id, const Notation& notation);

/// A typical mistake, made with one value.
struct Slip {
    Expression expression;  ///< what was computed instead; its leaves are values of the trace
    /// Names the mistake for this very value: "Here the slope σ′(u₁) is missing: δ₁
    /// needs δ₃ · w₅ · h₁(1 − h₁)."
    std::string sentence;
};

/// One row of the table of typical mistakes. A rule changes the expression of a
/// value; what that is worth is computed, for any network, loss and optimizer.
struct MistakeRule {
    const char* id;    ///< "slope_forgotten"
    const char* name;  ///< for people, short: "slope forgotten"
    /// The ways to make this mistake with this value, none where it cannot be made; at
    /// most kMostSlips, so that wide layers cost no more than others.
    std::vector<Slip> (*slips)(const AskedValue& asked);
};

constexpr std::size_t kMostSlips = 120;

/// All of them; where two fit a wrong answer equally well, the one that stands first is
/// named: mistakes with one factor or term before slips of the pen.
std::span<const MistakeRule> mistakeRules();

/// The groups of the table, in its order.
std::span<const MistakeRule> forwardMistakes();
std::span<const MistakeRule> deltaMistakes();
std::span<const MistakeRule> gradientMistakes();
std::span<const MistakeRule> updateMistakes();
std::span<const MistakeRule> slipsOfThePen();

}  // namespace stepgrad
