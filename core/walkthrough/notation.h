#pragma once

#include <string>

#include "core/network/value_id.h"
#include "core/walkthrough/formula.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// How values are named and numbers written; a user's choice.
struct Notation {
    /// Consecutive numbers by source neuron (the article), by destination
    /// neuron, or w(l)_jk. Above 30 weights always the last.
    enum class Numbering { BySource, ByDestination, Indexed };
    Numbering numbering = Numbering::BySource;
    NumberFormat numbers;
    bool operator==(const Notation&) const = default;
};

/// Neurons are numbered through the whole network: u_k, delta_k, b_k from 1.
int neuronNumber(const Network& network, int layer, int neuron);

/// The symbol as a formula: i₁, u₁, ŷ, w₅, w⁽²⁾₁₃, δ₃, ∂J/∂w₅ (a fraction),
/// w₅ with superscript "new". Carries the value's id.
Formula symbol(const ValueId& id, const Network& network, const Notation& notation = {});

/// The same on one line: "i₁", "ŷ", "w₅", "w⁽²⁾₁₃" (w⁽²⁾₁,₁₃ in wide layers), "δ₃", "∂J/∂w₅", "w₅
/// new".
std::string symbolText(const ValueId& id, const Network& network, const Notation& notation = {});

/// "∂J/∂w", "∂J/∂b": the gradient of a parameter whose own symbol stands beside it.
/// @param parameter  Weight or Bias
std::string gradientText(ValueKind parameter);

/// The name for assistive technology: "weight w1", "bias b1", "input i1",
/// "target y", "u1", "h1", "prediction y", "loss J", "delta 1", "gradient w1",
/// "new w1"; with several outputs "target y1", "prediction y1".
std::string accessibleName(const ValueId& id, const Network& network,
                           const Notation& notation = {});

}  // namespace stepgrad
