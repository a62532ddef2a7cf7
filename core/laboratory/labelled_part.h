#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/document/project.h"

namespace stepgrad {

/// Projects that are trained on a part of the labels, or on wrong ones. The examples kept
/// back for testing stay as they are, each of them; the scaling keeps its numbers. What comes
/// out can be saved as a project file: its data lie in it, and its split finds the same parts.

/// The project with these rows of its data only, in two parts. The rows are so arranged that a
/// split with the same seed keeps back exactly those of `test`; within each part they
/// stay in the order given.
/// @param training  at least one row; @param test  may be empty: no split then
/// Tells no progress, and of no file that the data came from.
Project withRows(const Project& project, std::span<const std::int64_t> training,
                 std::span<const std::int64_t> test);

/// The rows of the training part as chosen by the seed: shuffled, the first `count` taken and
/// put in the order of the data. So fewer labels are a part of more with the same seed, and
/// all of them are the whole training part.
/// @param count  1 … training examples
std::vector<std::int64_t> labelledRows(const Project& project, std::int64_t count,
                                       std::uint64_t seed);

/// The project with that many training examples, chosen by the seed.
Project withLabels(const Project& project, std::int64_t count, std::uint64_t seed);

/// How many of the training examples are a share of them: rounded to the nearest.
std::int64_t wrongCount(const Project& project, double share);

/// The project with `wrongCount` of its training examples labelled wrongly, chosen by the seed:
/// of classes, another one, any with the same chance; of numbers, one evenly drawn
/// between the least and the greatest target of the training part. A smaller share with the
/// same seed is a part of a larger one.
/// @param share  0 … 1
Project withWrongLabels(const Project& project, double share, std::uint64_t seed);

}  // namespace stepgrad
