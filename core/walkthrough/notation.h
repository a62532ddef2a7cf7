#pragma once

#include <string>

#include "core/network/value_id.h"
#include "core/walkthrough/formula.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// How values are named, which sign delta has, and how numbers are written; a
/// user's choice. The tables of all choices are in conventions.h.
struct Notation {
    /// Consecutive numbers by source neuron (the article), by destination
    /// neuron, or w(l)_jk. Above 30 weights always the last.
    enum class Numbering { BySource, ByDestination, Indexed };
    /// Weighted input and activation: u and h, or z and a.
    enum class Neurons { UH, ZA };
    /// The prediction: ŷ, o, or numbered like the activations of all other neurons.
    enum class Output { YHat, O, AsActivations };
    enum class LossLetter { J, L, E, C };
    /// delta = dJ/du; or delta = −dJ/du, which has the sign of (y − ŷ).
    enum class DeltaSign { Slope, NegativeSlope };

    Numbering numbering = Numbering::BySource;
    Neurons neurons = Neurons::UH;
    Output output = Output::YHat;
    LossLetter loss = LossLetter::J;
    DeltaSign deltaSign = DeltaSign::Slope;
    NumberFormat numbers;

    /// Whether delta is the negative slope.
    bool turnsDelta() const { return deltaSign == DeltaSign::NegativeSlope; }
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

/// The letters alone: "J" of the loss, "u" of weighted inputs, "h" of activations.
std::string lossLetter(const Notation& notation);
std::string weightedInputLetter(const Notation& notation);
std::string activationLetter(const Notation& notation);

/// "∂J/∂w", "∂J/∂b": the gradient of a parameter whose own symbol stands beside it.
/// @param parameter  Weight or Bias
std::string gradientText(ValueKind parameter, const Notation& notation = {});

/// The name for assistive technology: "weight w1", "bias b1", "input i1",
/// "target y", "u1", "h1", "prediction y", "loss J", "delta 1", "gradient w1",
/// "new w1"; with several outputs "target y1", "prediction y1". With other
/// letters where the notation has others: "z1", "prediction o", "loss E".
std::string accessibleName(const ValueId& id, const Network& network,
                           const Notation& notation = {});

}  // namespace stepgrad
