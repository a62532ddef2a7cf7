#pragma once

#include <string>

#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula.h"

namespace stepgrad {

/// LaTeX for math mode, needs amsmath: "\frac{\partial J}{\partial w_{5}}".
std::string toLatex(const Formula& formula);
/// An align* body row by row: "\delta_{1} &= … \\ &= …".
std::string toLatex(const Equation& equation);
/// All of an explanation as one \begin{align*} … \end{align*}.
std::string toLatex(const std::vector<Equation>& equations);

}  // namespace stepgrad
