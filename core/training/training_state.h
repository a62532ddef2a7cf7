#pragma once

#include <cstdint>
#include <vector>

#include "core/document/project.h"

namespace stepgrad {

/// All that a training step changes.
struct TrainingState {
    Network network;
    OptimizerState optimizer;
    std::int64_t update = 0;  ///< updates made so far
    ExampleCursor cursor;
    bool operator==(const TrainingState&) const = default;
};

/// The order in which an epoch visits the training examples: as they stand, or shuffled
/// (Fisher–Yates over std::mt19937_64 seeded from seed and epoch, so that the
/// order is the same everywhere and can be computed for any epoch by itself).
class ExampleOrder {
public:
    ExampleOrder(std::int64_t examples, const TrainingSettings& settings);

    std::int64_t size() const { return m_examples; }
    /// The row that the cursor points at. @param cursor  offset < size()
    std::int64_t row(const ExampleCursor& cursor) {
        if (!m_shuffle)
            return cursor.offset;
        prepare(cursor.epoch);
        return m_order[static_cast<std::size_t>(cursor.offset)];
    }
    /// The cursor in that epoch that points at the row.
    ExampleCursor find(std::int64_t epoch, std::int64_t row);

private:
    void prepare(std::int64_t epoch);

    std::int64_t m_examples;
    bool m_shuffle;
    std::uint64_t m_seed;
    std::int64_t m_epoch = -1;
    std::vector<std::int64_t> m_order;
};

}  // namespace stepgrad
