#pragma once

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

using DatasetPtr = std::shared_ptr<const Dataset>;

}  // namespace stepgrad
