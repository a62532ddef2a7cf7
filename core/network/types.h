#pragma once

#include <Eigen/Core>

namespace stepgrad {

/// A column vector, one entry a neuron (or input, or output).
using Vector = Eigen::VectorXd;

/// A matrix with a row for each neuron and a column for each input of the layer.
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace stepgrad
