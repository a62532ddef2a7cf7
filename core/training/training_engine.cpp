#include "core/training/training_engine.h"

#include <QMetaMethod>
#include <QMetaObject>
#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "core/network/backpropagation.h"
#include "core/training/metrics.h"

namespace stepgrad {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr auto kFrame = std::chrono::milliseconds(16);
/// Between looks at the clock: short enough for a frame, long enough to be free.
constexpr double kChunkSeconds = 0.001;
constexpr std::int64_t kLongestChunk = 4096;
constexpr std::int64_t kFewParameters = 10'000;

/// Measures the rate of updates over about the last second.
class RateMeter {
public:
    /// @param speed  asked for; after another one is chosen the measuring begins anew
    double rate(std::int64_t updates, double speed, Clock::time_point now) {
        if (speed != m_speed) {
            m_speed = speed;
            m_since = now;
            m_from = updates;
            m_rate = 0.0;
        }
        const double elapsed = Seconds(now - m_since).count();
        if (elapsed > 0.0 && updates > m_from)
            m_rate = static_cast<double>(updates - m_from) / elapsed;
        if (elapsed >= 1.0) {
            m_since = now;
            m_from = updates;
        }
        return m_rate;
    }

private:
    Clock::time_point m_since = Clock::now();
    std::int64_t m_from = 0;
    double m_rate = 0.0;
    double m_speed = 0.0;
};

/// Asks the project's stop rules at the end of an epoch.
std::optional<StopReason> stopAfter(StopWatch& rules, const Trainer& trainer,
                                    const std::stop_token& stop) {
    const Project& project = trainer.project();
    const StopRules& wanted = project.training.stop;
    if (trainer.cursor().offset != 0)
        return std::nullopt;
    if (!wanted.needsLoss() && !wanted.accuracyAbove)
        return rules.afterEpoch(0.0, std::nullopt);
    const auto metrics =
        measure(trainer.network(), project.loss, *project.examples()->training, stop);
    return metrics ? rules.afterEpoch(metrics->loss, metrics->accuracy()) : std::nullopt;
}

}  // namespace

/// Passes the trainer's events on as signals.
class TrainingEngine::Emitter : public TrainerListener {
public:
    explicit Emitter(TrainingEngine& engine) : m_engine(engine) {}
    void forwardFinished(const Trace& trace) override { emit m_engine.forwardFinished(trace); }
    void backwardFinished(const Trace& trace) override { emit m_engine.backwardFinished(trace); }
    void updateFinished(const Trace& trace) override { emit m_engine.updateFinished(trace); }

private:
    TrainingEngine& m_engine;
};

TrainingEngine::TrainingEngine(QObject* parent) : QObject(parent) {
    qRegisterMetaType<stepgrad::Trace>();
    qRegisterMetaType<stepgrad::SnapshotPtr>();
    qRegisterMetaType<stepgrad::RunResult>();
}

TrainingEngine::~TrainingEngine() {
    m_worker.request_stop();
    if (m_worker.joinable())
        m_worker.join();
}

TracePtr TrainingEngine::step(const Project& project, const TrainingState& state,
                              std::int64_t row) {
    auto trace = std::make_shared<Trace>(
        makeTrace(state.network, project.loss, project.optimizer, state.optimizer));
    const auto examples = project.examples();
    const Vector inputs = examples->walkable->input(row);
    const Vector targets = examples->walkable->target(row);
    computeForward(*trace, inputs, targets);
    emit forwardFinished(*trace);
    computeBackward(*trace);
    emit backwardFinished(*trace);
    computeUpdate(*trace);
    trace->lossAfter = lossOf(trace->networkAfter(), project.loss, inputs, targets);
    emit updateFinished(*trace);
    return trace;
}

void TrainingEngine::start(std::shared_ptr<const Project> project, TrainingState state,
                           RunOptions options) {
    if (m_running)
        return;
    m_running = true;
    m_speed = options.updatesPerSecond;
    m_latest.reset();
    m_pending = false;
    m_ended = false;
    m_result = {};
    m_worker = std::jthread([this, project = std::move(project), state = std::move(state),
                             mostUpdates = options.mostUpdates](std::stop_token stop) mutable {
        try {
            work(stop, project, state, mostUpdates);
        } catch (const std::exception& error) {  // out of memory
            qWarning("stepgrad: training was given up: %s", error.what());
            std::stop_source unmeasured;
            unmeasured.request_stop();
            RunResult nothing;
            nothing.record = std::make_shared<const RunRecord>(project, state, RunRule{},
                                                               unmeasured.get_token());
            handOver(std::move(nothing));
        }
    });
}

void TrainingEngine::setSpeed(double updatesPerSecond) {
    {
        const std::scoped_lock lock(m_mutex);
        m_speed = updatesPerSecond;
    }
    m_wake.notify_all();
}

void TrainingEngine::pause() {
    if (!m_running)
        return;
    m_worker.request_stop();
    finish();
}

bool TrainingEngine::waitForTurn(std::stop_token stop, std::chrono::steady_clock::time_point last) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const double speed = m_speed;
        if (speed <= 0.0)
            return true;
        const auto due = last + std::chrono::duration_cast<Clock::duration>(Seconds(1.0 / speed));
        if (Clock::now() >= due)
            return true;
        m_wake.wait_until(lock, stop, due, [&] { return m_speed != speed; });
    }
    return false;
}

void TrainingEngine::publish(SnapshotPtr snapshot) {
    const std::scoped_lock lock(m_mutex);
    m_latest = std::move(snapshot);
    requestDelivery();
}

void TrainingEngine::requestDelivery() {
    if (!std::exchange(m_pending, true))
        QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
}

void TrainingEngine::handOver(RunResult result) {
    const std::scoped_lock lock(m_mutex);
    m_result = std::move(result);
    m_ended = true;
    requestDelivery();
}

void TrainingEngine::work(std::stop_token stop, std::shared_ptr<const Project> project,
                          const TrainingState& state, std::int64_t mostUpdates) {
    auto record = std::make_shared<RunRecord>(project, state, RunRule{}, stop);
    Trainer trainer(project, state);
    Emitter emitter(*this);
    const auto connected = [this](const auto signal) {
        return isSignalConnected(QMetaMethod::fromSignal(signal));
    };
    if (connected(&TrainingEngine::forwardFinished) ||
        connected(&TrainingEngine::backwardFinished) || connected(&TrainingEngine::updateFinished))
        trainer.setListener(&emitter);

    RunResult result;
    StopWatch stopRules(project->training.stop);
    const bool hasRules = project->training.stop.any();
    RateMeter meter;
    auto lastFrame = Clock::now() - kFrame;
    auto lastTurn = Clock::now() - std::chrono::hours(1);
    std::int64_t chunk = 1;
    // Copies of small networks are nothing beside a chunk of updates.
    const bool isSmall = state.network.parameterCount() <= kFewParameters;
    const auto diverged = [&](const Divergence& divergence) {
        record->truncate(trainer.update() - record->start().update);
        result.outcome = RunOutcome::Diverged;
        result.divergence = divergence;
    };
    bool going = true;
    while (going && waitForTurn(stop, lastTurn)) {
        const auto begin = Clock::now();
        // Paced runs keep to their beat; full speed looks at the clock now and then.
        lastTurn = begin;
        const std::int64_t updates = m_speed > 0.0 ? 1 : chunk;
        for (std::int64_t i = 0; i < updates && going && !stop.stop_requested(); ++i) {
            const std::int64_t before = trainer.update();
            if (const auto divergence = trainer.step(stop)) {
                diverged(*divergence);
                going = false;
                break;
            }
            if (trainer.update() == before)  // stopped in the midst of it
                break;
            record->afterUpdate(trainer, stop);
            if (hasRules)
                result.stopReason = stopAfter(stopRules, trainer, stop);
            if (result.stopReason || (mostUpdates > 0 && record->count() >= mostUpdates)) {
                result.outcome = RunOutcome::Finished;
                going = false;
            }
        }
        const auto now = Clock::now();
        const double took = Seconds(now - begin).count();
        chunk = took < kChunkSeconds ? std::min(chunk * 2, kLongestChunk)
                                     : std::max<std::int64_t>(chunk / 2, 1);
        const bool isFrame = now - lastFrame >= kFrame;
        if (going && (isSmall || isFrame))
            record->keepLatest(trainer);
        if (going && isFrame) {
            lastFrame = now;
            auto snapshot = std::make_shared<Snapshot>();
            snapshot->state = std::make_shared<const TrainingState>(trainer.state());
            snapshot->losses = record->losses();
            snapshot->updatesPerSecond = meter.rate(record->count(), m_speed, now);
            publish(std::move(snapshot));
        }
    }
    if (result.outcome != RunOutcome::Diverged)
        if (const auto divergence = trainer.verify())
            diverged(*divergence);
    result.record = std::move(record);
    handOver(std::move(result));
}

void TrainingEngine::deliver() {
    // A request of a run that is over finds nothing, or what a new run has
    // left since, which is as good.
    if (!m_running)
        return;
    SnapshotPtr latest;
    {
        const std::scoped_lock lock(m_mutex);
        latest = std::exchange(m_latest, nullptr);
        m_pending = false;
    }
    if (latest)
        emit snapshotReady(latest);
    // A slot may have paused the run, or even have started another.
    if (!m_running)
        return;
    bool ended = false;
    {
        const std::scoped_lock lock(m_mutex);
        ended = m_ended;
    }
    if (ended)
        finish();
}

void TrainingEngine::finish() {
    m_worker.join();
    m_running = false;
    const RunResult result = std::exchange(m_result, {});
    emit finished(result);
}

}  // namespace stepgrad
