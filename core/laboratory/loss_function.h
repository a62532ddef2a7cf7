#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/document/project.h"
#include "core/network/trace.h"

namespace stepgrad {

/// The weights and biases that training changes, layer by layer: the weights of each
/// neuron in turn, then its layer's biases. Frozen ones are left out.
std::vector<ValueId> trainableParameters(const Network& network);

/// The network with all weights and biases 0: how it is built, for comparisons.
Network withoutNumbers(Network network);

/// The examples that a measurement goes through.
struct MeasuredExamples {
    DatasetPtr examples;   ///< as the network sees them
    std::int64_t all = 0;  ///< of how many they were taken
    bool isPart() const { return examples->size() < all; }
};

/// The training examples; or so many of them, chosen by a fixed seed and at least 64,
/// that evaluating J for all takes no more than `most` multiplications.
/// @param evaluations  how often J is to be evaluated
MeasuredExamples examplesWithin(const Project& project, double evaluations, double most);

/// The one example of that row of the data as entered; after the last one the user's own.
MeasuredExamples oneExample(const Project& project, std::int64_t row);

/// The mean J over examples as a function of some weights and biases, all others as
/// they are; with exact gradients, by backpropagation (backpropagation.h).
class LossFunction {
public:
    /// @param variables  weights and biases of the network
    /// Throws std::invalid_argument where network and examples do not fit, or for a
    /// variable that is no parameter of the network.
    LossFunction(const Network& network, Loss loss, DatasetPtr examples,
                 const std::vector<ValueId>& variables);
    /// Refers to parts of itself.
    LossFunction(const LossFunction&) = delete;
    LossFunction& operator=(const LossFunction&) = delete;

    Eigen::Index size() const { return std::ssize(m_values); }
    Vector point() const;
    void moveTo(const Vector& point);
    const Network& network() const { return m_trace.network; }

    /// J at the point; may be infinite or not a number.
    double value();
    /// (variables)
    Vector gradient();
    /// (variables x variables), symmetric: column i is the central difference
    /// (g(p + h e_i) - g(p - h e_i)) / 2h of the exact gradient g, with
    /// h = 6e-6 max(1, |p_i|), whose error is about 1e-10 of the third derivative; then
    /// the mean with its transpose. The point stays. Nothing once stop is requested.
    std::optional<Eigen::MatrixXd> hessian(const std::stop_token& stop = {});

private:
    Trace m_trace;
    DatasetPtr m_examples;
    std::vector<double*> m_values;        ///< in m_trace.network
    std::vector<const double*> m_slopes;  ///< in m_trace.layers
};

}  // namespace stepgrad
