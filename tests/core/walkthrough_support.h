#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/network/backpropagation.h"
#include "core/walkthrough/derivation.h"
#include "tests/core/formula_reader.h"

namespace stepgrad::test {

/// A small network with a computed training step, drawn from the seed: over
/// all activations, losses, optimizers, with and without biases and frozen
/// parts. The optimizers have a few updates behind them.
struct RandomStep {
    std::string description;
    TracePtr trace;
    std::shared_ptr<const Walk> walk;
};
RandomStep randomStep(unsigned seed);

/// The article's example, its training step.
TracePtr articleTrace();

/// The still after `steps` whole steps.
Still afterSteps(const TracePtr& trace, int steps);
/// The still at the end of the walk.
Still atEnd(const TracePtr& trace);

/// Every value that the walk computes.
std::vector<ValueId> computedValues(const Network& network);
/// Inputs, targets, weights and biases.
std::vector<ValueId> givenValues(const Network& network);

/// All formulas of an equation: its left and its right sides.
std::vector<Formula> formulasOf(const Equation& equation);
/// All values that a formula stands for, at any depth.
std::vector<ValueId> valuesIn(const Formula& formula);

/// Reads numbers as printed, each with its rounding. What is written in full has no
/// value behind it.
FormulaReader numberReader(const Trace& trace);

}  // namespace stepgrad::test
