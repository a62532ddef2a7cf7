#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/network/trace.h"
#include "core/training/loss_point.h"
#include "core/training/training_pass.h"
#include "core/training/training_state.h"

namespace stepgrad {

/// What may be done about it, wherever numbers have grown too large.
constexpr const char* kAgainstDivergence =
    "a smaller learning rate may help, or clipping the gradient";

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
    /// Of `onlyRow`: it is the example in turn, and the step takes its turn.
    bool takesTurn = false;
    bool operator==(const RunRule&) const = default;
};

/// Who is told of every update, in three calls. The trace is the trainer's own and
/// changes after the call: copy what must last. Of a batch of several examples it
/// has inputs, u, h, J and delta of the last one and the mean gradients.
class TrainerListener {
public:
    virtual ~TrainerListener() = default;
    virtual void forwardFinished(const Trace&) {}   ///< u, h and J
    virtual void backwardFinished(const Trace&) {}  ///< deltas and gradients
    virtual void updateFinished(const Trace&) {}    ///< new values
};

/// Makes updates one after the other; the only code that trains. Deterministic:
/// the same project, rule and state give the same bits on one machine, with and
/// without a listener; an update from one example those of `trainingStep`
/// everywhere. Nothing is allocated per update. Not thread-safe; Qt-free.
///
/// Updates are made by TrainingPass; the few in which numbers grow so large that
/// it declines are made by the readable passes.
class Trainer {
public:
    /// @param project  a valid one (`problemOf`); its network is not used
    /// Throws std::invalid_argument where state and project do not fit.
    Trainer(std::shared_ptr<const Project> project, const TrainingState& state, RunRule rule = {});

    void setListener(TrainerListener* listener);

    /// One update: forward and backward for each example of the batch, the mean
    /// of their gradients, new parameters. Where any value would not be finite,
    /// nothing changes but what is returned; and if the loss with the present
    /// weights is not finite, the last update is taken back too.
    /// @param stop  where it is requested, an update that takes long is given up, with
    ///              nothing changed: `update()` is what it was
    std::optional<Divergence> step(const std::stop_token& stop = {});

    /// Runs the next example with the present weights; where that is not finite,
    /// takes the last update back and says so. For the end of a run, so that what
    /// it leaves can be shown.
    std::optional<Divergence> verify();

    /// The state between updates.
    TrainingState state() const;
    /// Valid until the next update.
    const Network& network() const;
    std::int64_t update() const { return m_update; }
    const ExampleCursor& cursor() const { return m_cursor; }
    const Project& project() const { return *m_project; }
    /// The mean loss over the training examples with the present weights; nothing
    /// once stop is requested.
    std::optional<double> meanLoss(const std::stop_token& stop);
    double meanLoss() { return *meanLoss(std::stop_token{}); }
    /// The point of the curves at the present weights; nothing once stop is requested.
    std::optional<LossPoint> point(const std::stop_token& stop);

private:
    /// The parameters some updates ago, to go back to.
    struct Checkpoint {
        std::vector<double> parameters;
        std::int64_t optimizerUpdates = 0;
        std::int64_t update = 0;
        ExampleCursor cursor;
    };

    const Dataset& examples() const { return *m_data; }
    bool isEveryday() const;
    std::int64_t rowAt(std::int64_t index);
    std::int64_t batchCount() const;
    std::optional<Divergence> make(TrainerListener* listener, const std::stop_token& stop);
    Outcome makeFast(std::int64_t count, TrainerListener* listener, const std::stop_token& stop);
    std::optional<Divergence> makeReadable(std::int64_t count, TrainerListener* listener,
                                           const std::stop_token& stop);
    std::optional<Divergence> runBatch(std::int64_t count, const std::stop_token& stop);
    void addGradients();
    void takeMeanGradients(std::int64_t count);
    void advance(std::int64_t count);
    bool isTimeToRemember(std::int64_t count) const;
    void remember(Checkpoint& checkpoint) const;
    void rollBack();
    void bringUpTrace() const;

    std::shared_ptr<const Project> m_project;
    RunRule m_rule;
    std::shared_ptr<const Examples> m_examples;
    DatasetPtr m_data;  ///< what is trained on, as the network sees it
    ExampleOrder m_order;
    ExampleCursor m_cursor;
    std::int64_t m_update = 0;
    mutable Trace m_trace;             ///< for the readable passes and the listener
    mutable bool m_traceIsNow = true;  ///< its network and state are the present ones
    std::vector<LayerTrace> m_sums;    ///< of a batch's gradients; empty until needed
    TrainingPass m_pass;               ///< has the present parameters
    bool m_isEveryday = false;         ///< whether m_pass may be asked
    Checkpoint m_checkpoint;           ///< older than the last update, so that it can be taken back
    Checkpoint m_next;                 ///< will be that, once an update more is made
    bool m_canRollBack = false;
    TrainerListener* m_listener = nullptr;
};

}  // namespace stepgrad
