#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <stop_token>

#include "core/network/loss.h"

namespace stepgrad {

class TrainingPass;
struct Dataset;
struct Network;
struct Project;

/// One number for each of the first layers. Points of the curves are many and copied
/// often: there is no memory of its own to be taken for each, and copying takes only as
/// many numbers as there are.
class LayerNorms {
public:
    static constexpr int kMost = 30;

    LayerNorms() = default;
    /// @param norms  kMost at most
    LayerNorms(std::initializer_list<double> norms) {
        for (const double norm : norms)
            add(norm);
    }
    LayerNorms(const LayerNorms& other) { *this = other; }
    LayerNorms& operator=(const LayerNorms& other) {
        m_count = other.m_count;
        std::copy_n(other.m_norms.begin(), m_count, m_norms.begin());
        return *this;
    }

    int count() const { return m_count; }
    /// Of layer l, 0 … count() − 1.
    double operator[](int l) const { return m_norms[static_cast<std::size_t>(l)]; }
    /// Of the next layer; count() must be below kMost.
    void add(double norm) { m_norms[static_cast<std::size_t>(m_count++)] = norm; }
    bool operator==(const LayerNorms& other) const {
        return std::equal(m_norms.begin(), m_norms.begin() + m_count, other.m_norms.begin(),
                          other.m_norms.begin() + other.m_count);
    }

private:
    int m_count = 0;
    std::array<double, kMost> m_norms;
};

/// How well the network does after a number of updates: one point of the curves.
struct LossPoint {
    std::int64_t update = 0;
    double loss = 0.0;                 ///< J; its mean over the training examples
    std::optional<double> testLoss{};  ///< over the test examples, where there are any
    std::optional<double> accuracy{};  ///< share of right answers, where targets are classes
    std::optional<double> testAccuracy{};
    /// Of the first layers: the Euclidean norm of the mean gradient of weights and
    /// biases over the training examples, or over 64 of them at most,
    /// evenly chosen.
    LayerNorms gradients{};

    bool operator==(const LossPoint&) const = default;
};

/// The mean J over the examples with the parameters of the pass, whose examples are
/// changed; may be infinite. The sum is made in the order of the rows. Nothing once
/// stop is requested.
std::optional<double> meanLoss(TrainingPass& pass, Loss loss, const Dataset& examples,
                               const std::stop_token& stop);

/// Whether `measurePoint` is too long to be waited for in a window's thread: more than some
/// hundredths of a second.
bool takesLongToMeasure(const Project& project, const Network& network);

/// The point of these parameters. The loss may be infinite; what else is not finite
/// is left out. Nothing once stop is requested.
/// @param pass     has the parameters of `network`; its examples are changed
/// @param project  whose loss and examples are used
std::optional<LossPoint> measurePoint(TrainingPass& pass, const Network& network,
                                      const Project& project, std::int64_t update,
                                      const std::stop_token& stop);

/// The same by itself. Throws std::invalid_argument where network and examples do
/// not fit.
LossPoint measurePoint(const Project& project, const Network& network, std::int64_t update);
/// Nothing once stop is requested.
std::optional<LossPoint> measurePoint(const Project& project, const Network& network,
                                      std::int64_t update, const std::stop_token& stop);

}  // namespace stepgrad
