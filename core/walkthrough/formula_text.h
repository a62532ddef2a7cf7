#pragma once

#include <string>

#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula.h"

namespace stepgrad {

/// On one line of Unicode text: "δ₁ = ∂J/∂u₁ = δ₃ · w₅ · h₁(1 − h₁)". Also read by
/// screen readers and used as accessible description.
std::string toText(const Formula& formula);
std::string toText(const Equation& equation);

}  // namespace stepgrad
