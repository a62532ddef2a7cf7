#pragma once

#include <string>
#include <vector>

#include "core/walkthrough/explanation_words.h"

/// Sentences that read results: their sign, their size, and why. Each takes
/// values of its own kind only; where there is nothing worth saying the
/// sentence is empty.
namespace stepgrad::reading {

/// As many results are read one by one; more are counted.
constexpr std::size_t kOneByOne = 3;

// Forward: U; H of a hidden layer; one output; outputs together; J.
std::string weightedInput(const Words& words, const ValueId& u);
std::string activation(const Words& words, const ValueId& h);
std::string target(const Words& words, int output);
std::string predictions(const Words& words, const std::vector<ValueId>& outputs);
std::string loss(const Words& words);
/// Prediction minus target.
double missOf(const Words& words, int output);

// Backward: deltas, gradients, new parameters; one, or several together.
std::string delta(const Words& words, const ValueId& id);
std::string deltas(const Words& words, const std::vector<ValueId>& ids);
std::string gradient(const Words& words, const ValueId& id);
std::string gradients(const Words& words, const std::vector<ValueId>& ids);
std::string update(const Words& words, const ValueId& id);
std::string updates(const Words& words, const std::vector<ValueId>& ids);
/// "With the new weights J falls from 0.1072 to 0.1016."
std::string lossChange(const Words& words);

}  // namespace stepgrad::reading
