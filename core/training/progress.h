#pragma once

#include <cstdint>

#include "core/network/optimizer.h"

namespace stepgrad {

/// Which training example comes next: the offset-th of its epoch's order.
struct ExampleCursor {
    std::int64_t epoch = 0;
    std::int64_t offset = 0;
    bool operator==(const ExampleCursor&) const = default;
};

/// Where a training stands, besides its parameters: with these it goes on bit for
/// bit as if it had not been interrupted.
struct Progress {
    std::int64_t update = 0;  ///< updates made so far
    ExampleCursor cursor;
    OptimizerState optimizer;
    bool operator==(const Progress&) const = default;
};

}  // namespace stepgrad
