#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>

#include "core/data/dataset.h"
#include "core/network/network.h"

namespace stepgrad {

/// How many classes the targets (examples x outputs) tell apart: 2 where a single
/// column holds only 0 and 1, K where each row of K columns holds one 1 and else
/// 0; otherwise 0, for regression.
int classCountOf(const Matrix& targets);

/// The class that outputs stand for: of one output, 1 from 0.5 on, else 0; of
/// several, the largest one, the first of equal ones. Targets likewise.
int classOf(const Eigen::Ref<const Vector>& outputs);

/// How well a network does on a data set.
struct Metrics {
    using Counts = Eigen::Matrix<std::int64_t, Eigen::Dynamic, Eigen::Dynamic>;

    std::int64_t examples = 0;
    double loss = 0.0;  ///< mean J; may be infinite
    Counts confusion;   ///< classes x classes: true class by row, predicted by column;
                        ///< empty for regression

    bool hasClasses() const { return confusion.size() > 0; }
    /// The share of right answers, 0 … 1; nothing for regression.
    std::optional<double> accuracy() const;
};

/// Throws std::invalid_argument where network and examples do not fit.
Metrics measure(const Network& network, Loss loss, const Dataset& data);
/// Nothing once stop is requested.
std::optional<Metrics> measure(const Network& network, Loss loss, const Dataset& data,
                               const std::stop_token& stop);

}  // namespace stepgrad
