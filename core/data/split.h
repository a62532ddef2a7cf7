#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stepgrad {

/// Which share of the examples is kept back for testing.
struct Split {
    double testShare = 0.2;  ///< 0 < share < 1
    std::uint64_t seed = 1;
    bool operator==(const Split&) const = default;
};

/// Rows of the data as entered, in that order.
struct SplitRows {
    std::vector<std::int64_t> training, test;
};

/// What is wrong with it ("test_share: …"), or nothing.
std::optional<std::string> problemOf(const Split& split);

/// The parts: a seeded shuffle of all rows, of which the first
/// round(examples · testShare) are for testing, but at least one and never all.
/// A single example is for training. Each row is in exactly one part.
SplitRows splitRows(std::int64_t examples, const Split& split);

}  // namespace stepgrad
