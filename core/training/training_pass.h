#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "core/network/kernels/kernels.h"
#include "core/network/trace.h"

namespace stepgrad {

/// A network laid out flat for training at full speed. Its updates are those of
/// the readable passes (backpropagation.h):
///   - an update from one example has the same bits, whatever the processor's
///     vectors are; so has a forward pass;
///   - an update from several examples differs from the mean of their gradients
///     in the last digits (sums are made in another way), but is always the same
///     on processors of the same kind.
/// Nothing is allocated after construction. Not thread-safe.
class TrainingPass {
public:
    /// @param most  the most examples of an update, >= 1
    /// @param fast  the kernels to use
    /// Network, loss and state must be such as `makeTrace` accepts.
    TrainingPass(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                 const OptimizerState& state, std::int64_t most, const Kernels& fast = kernels());
    TrainingPass(const TrainingPass&) = delete;
    TrainingPass& operator=(const TrainingPass&) = delete;

    /// Sets example i of the next pass. The numbers must stay where they are.
    void setExample(std::int64_t i, const double* inputs, const double* targets) {
        m_sources[static_cast<std::size_t>(i)] = inputs;
        m_targets[static_cast<std::size_t>(i)] = targets;
    }

    /// One update from examples 0 … n-1. Strange, with nothing changed, where a
    /// number on the way is so large (1e60) or so wrong that only the readable
    /// passes can say whether all stays finite.
    /// @param stop  asked every few milliseconds of an update that takes long; where it is
    ///              requested nothing is changed
    Outcome update(std::int64_t n, const std::stop_token& stop = {});
    /// Whether an update from n examples is one that takes long: tens of milliseconds.
    bool isLong(std::int64_t n) const;
    /// Whether parameters and settings are such that update() cannot lead to a
    /// number that is not finite.
    bool isEveryday() const;

    /// u and h of example 0, to be read with `outputs`.
    void forward() { m_kernels->forward(m_flat); }
    /// u and h of the output layer after a pass, for example i.
    void outputs(std::int64_t i, Vector& u, Vector& h) const;

    /// Asks for gradients of updates from several examples, for `describe`.
    void keepGradients(bool keep) { m_flat.keepGradients = keep; }
    /// Writes what the last update computed from n examples: inputs, targets, u, h
    /// and delta of the last of them, J, and gradients, new parameters and state of
    /// the update. `trace.network` and `trace.stateBefore` stay as they are.
    void describe(std::int64_t n, Trace& trace) const;

    /// Takes over parameters of the same shape.
    void read(const Network& network, const OptimizerState& state);
    /// Writes the present parameters, in the same shapes.
    void write(Network& network, OptimizerState& state) const;

    /// All that an update changes, as one row of numbers.
    std::span<const double> parameters() const { return {m_memory.get(), m_parameterCount}; }
    std::int64_t updates() const { return m_updates; }
    /// Back to parameters that were looked at before.
    void restore(std::span<const double> parameters, std::int64_t updates);

private:
    struct Free {
        void operator()(double* memory) const;
    };
    std::size_t place(double* base, std::int64_t most);
    void pointAtSources(std::int64_t most);
    void writeState(OptimizerState& state) const;
    /// Weights of the flat form into a matrix of neurons x inputs.
    void turn(const double* from, std::int64_t stride, Matrix& to) const;

    const Kernels* m_kernels;
    FlatNetwork m_flat{};
    std::vector<FlatLayer> m_layers;
    std::unique_ptr<double[], Free> m_memory;
    std::size_t m_parameterCount = 0;
    std::vector<const double*> m_sources, m_targets, m_rows;
    std::vector<double> m_before;  ///< the parameters before an update that may be stopped
    std::int64_t m_updates = 0;
    bool m_settingsEveryday = false;
};

}  // namespace stepgrad
