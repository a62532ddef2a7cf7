#pragma once

#include <cstdint>

#include "core/document/project.h"

namespace stepgrad {

/// The same network in its build, with numbers that are pleasant to calculate with
/// by hand, drawn from the seed: the same seed gives the same numbers everywhere.
/// Weights and biases have one decimal, from ±0.1 to ±1.2, never 0; inside a layer
/// they differ from each other as long as there are enough such numbers. One
/// example stands in place of the data: inputs above 0 up to 1 in steps of 0.1, or
/// of 0.5 for one or two inputs now and then; the target is 0 or 1, with several
/// outputs 1 for one of them and 0 for the others. Where it can be avoided, the
/// gradients are not all 0 (ReLU neurons that are all off teach nothing).
/// Loss, optimizer, activations, names and what is frozen stay; split, scaling,
/// source of the data and progress do not.
/// @param project  a valid project
Project withPleasantNumbers(const Project& project, std::uint64_t seed);

}  // namespace stepgrad
