#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/network/trace.h"
#include "core/training/training_state.h"

namespace stepgrad {

/// Training stopped before a value that would not have been finite.
struct Divergence {
    std::int64_t update = 0;  ///< the update that was not made (the first is 1)
    ValueId value;            ///< the first value that would not have been finite
    /// "update 12: u₃ would not be finite (too large); the weights before it are kept"
    std::string text(const Network& network) const;
};

/// Which examples a run goes through.
struct RunRule {
    /// Stay on this row of the data as entered (stepping by hand), even if it is
    /// kept back for testing; else all training examples in turn, in batches.
    std::optional<std::int64_t> onlyRow;
    bool operator==(const RunRule&) const = default;
};

/// Who is told of every pass. The trace is the trainer's own and changes after
/// the call: copy what must last.
class TrainerListener {
public:
    virtual ~TrainerListener() = default;
    virtual void forwardFinished(const Trace&) {}   ///< u, h and J of one example
    virtual void backwardFinished(const Trace&) {}  ///< deltas and gradients of one example
    virtual void updateFinished(const Trace&) {}    ///< gradients (mean of the batch), new values
};

/// Makes updates one after the other; the only code that trains. Deterministic:
/// the same project, rule and state give the same bits. Nothing is allocated per
/// update. Not thread-safe; Qt-free.
class Trainer {
public:
    /// @param project  a valid one (`problemOf`); its network is not used
    /// Throws std::invalid_argument where state and project do not fit.
    Trainer(std::shared_ptr<const Project> project, const TrainingState& state, RunRule rule = {});

    void setListener(TrainerListener* listener) { m_listener = listener; }

    /// One update: forward and backward for each example of the batch, the mean
    /// of their gradients, new parameters. Where any value would not be finite,
    /// nothing changes but what is returned; and if the loss with the present
    /// weights is not finite, the last update is taken back too.
    std::optional<Divergence> step();

    /// Runs the next example with the present weights; where that is not finite,
    /// takes the last update back and says so. For the end of a run, so that what
    /// it leaves can be shown.
    std::optional<Divergence> verify();

    /// The state between updates.
    TrainingState state() const;
    const Network& network() const { return m_trace.network; }
    std::int64_t update() const { return m_update; }
    const ExampleCursor& cursor() const { return m_cursor; }
    const Project& project() const { return *m_project; }
    /// The mean loss over the training examples with the present weights.
    double meanLoss();

private:
    std::optional<Divergence> runBatch(std::int64_t& count);
    void addGradients();
    void takeMeanGradients(std::int64_t count);
    void rollBack();
    std::int64_t rowAt(std::int64_t index);

    std::shared_ptr<const Project> m_project;
    RunRule m_rule;
    std::shared_ptr<const Examples> m_examples;
    DatasetPtr m_data;  ///< what is trained on, as the network sees it
    Trace m_trace;      ///< its network is the live one
    Trace m_scratch;    ///< sums of a batch's gradients; empty for batches of one
    ExampleOrder m_order;
    ExampleCursor m_cursor, m_previousCursor;
    std::int64_t m_update = 0;
    bool m_canRollBack = false;
    TrainerListener* m_listener = nullptr;
};

}  // namespace stepgrad
