#pragma once

#include <cstdint>
#include <memory>

#include "core/network/types.h"

namespace stepgrad {

/// Labelled examples; a value, shared as immutable `DatasetPtr`.
struct Dataset {
    Matrix inputs;   ///< examples x network inputs
    Matrix targets;  ///< examples x network outputs

    Eigen::Index size() const { return inputs.rows(); }
    Vector input(Eigen::Index row) const { return inputs.row(row).transpose(); }
    Vector target(Eigen::Index row) const { return targets.row(row).transpose(); }
    bool operator==(const Dataset& o) const {
        return inputs.rows() == o.inputs.rows() && inputs.cols() == o.inputs.cols() &&
               targets.rows() == o.targets.rows() && targets.cols() == o.targets.cols() &&
               inputs == o.inputs && targets == o.targets;
    }
};

/// An example of the user's own (the counts of a mail, say) that stands beside the
/// data: it can be walked through, but is neither trained on by Train nor tested.
struct OwnExample {
    Vector input;  ///< as entered
    Vector target;
    std::int64_t number = 0;  ///< which of the user's; edits of one belong together
    bool operator==(const OwnExample& o) const {
        return number == o.number && input.size() == o.input.size() &&
               target.size() == o.target.size() && input == o.input && target == o.target;
    }
};

using DatasetPtr = std::shared_ptr<const Dataset>;

}  // namespace stepgrad
