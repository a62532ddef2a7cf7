#pragma once

#include <QObject>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "core/training/run_record.h"
#include "core/training/trainer.h"

namespace stepgrad {

enum class RunOutcome { Paused, Finished, Diverged };

/// How a run goes.
struct RunOptions {
    double updatesPerSecond = 0.0;  ///< 0: as fast as it can
    std::int64_t mostUpdates = 0;   ///< 0: until paused
};

/// A moment of a run in progress; immutable.
struct Snapshot {
    std::shared_ptr<const TrainingState> state;
    std::vector<LossPoint> losses;  ///< of this run so far
    double updatesPerSecond = 0.0;  ///< measured
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// How a run ended: everything needed to go back into it.
struct RunResult {
    RunOutcome outcome = RunOutcome::Paused;
    std::shared_ptr<const RunRecord> record;  ///< all updates of the run
    std::optional<Divergence> divergence;     ///< where outcome is Diverged
    std::optional<StopReason> stopReason;     ///< where a rule of the project ended it
};

/// The training engine: makes training steps and says so. Stepping happens in
/// the caller's thread; a run has a worker thread of its own, and only that
/// worker touches the live network.
class TrainingEngine : public QObject {
    Q_OBJECT
public:
    explicit TrainingEngine(QObject* parent = nullptr);
    ~TrainingEngine() override;  ///< ends a run without a signal

    /// One training step of one example, emitting forwardFinished,
    /// backwardFinished and updateFinished in this order. The state is not
    /// changed. Throws std::invalid_argument where shapes do not fit.
    TracePtr step(const Project& project, const TrainingState& state, std::int64_t row);

    /// Starts a run from the state; it ends by itself where one of the project's
    /// stop rules holds. Does nothing while one is running.
    void start(std::shared_ptr<const Project> project, TrainingState state, RunOptions options);
    /// Changes the speed of the run in progress.
    void setSpeed(double updatesPerSecond);
    /// Ends the run after the update in progress and emits finished(Paused)
    /// before it returns, unless the run has ended by itself already, whose
    /// finished is then emitted instead. Does nothing when none is running.
    void pause();
    bool isRunning() const { return m_running; }

signals:
    /// u, h and J are computed. In a run these three are emitted by the worker,
    /// with its own buffers: connect directly and copy, or not at all.
    void forwardFinished(const stepgrad::Trace& trace);
    void backwardFinished(const stepgrad::Trace& trace);
    void updateFinished(const stepgrad::Trace& trace);
    /// At most 60 a second during a run, the latest state; in the engine's thread.
    void snapshotReady(stepgrad::SnapshotPtr snapshot);
    /// Exactly once for each start(), in the engine's thread.
    void finished(stepgrad::RunResult result);

private:
    class Emitter;
    void work(std::stop_token stop, std::shared_ptr<const Project> project,
              const TrainingState& state, std::int64_t mostUpdates);
    /// Waits until the next update is due; false once the run is to end.
    bool waitForTurn(std::stop_token stop, std::chrono::steady_clock::time_point last);
    void publish(SnapshotPtr snapshot);
    void requestDelivery();  ///< under m_mutex
    void handOver(RunResult result);
    Q_INVOKABLE void deliver();
    void finish();

    std::jthread m_worker;
    std::atomic<double> m_speed{0.0};
    bool m_running = false;
    // Shared with the worker, under m_mutex.
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    SnapshotPtr m_latest;
    bool m_pending = false;  ///< a deliver() is on its way
    bool m_ended = false;
    RunResult m_result;
};

}  // namespace stepgrad
