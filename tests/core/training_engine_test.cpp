#include "core/training/training_engine.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QThread>
#include <chrono>
#include <functional>
#include <random>

#include "core/data/generators.h"

namespace stepgrad {
namespace {

using namespace std::chrono_literals;

TrainingState startOf(const Project& p) {
    return {p.network, initialState(p.optimizer, p.network), 0, {}};
}

/// Runs the event loop until the condition holds; false after half a minute.
bool waitFor(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    return true;
}

struct Log {
    explicit Log(TrainingEngine& engine) {
        QObject::connect(&engine, &TrainingEngine::finished, [this](const RunResult& r) {
            ++finished;
            result = r;
        });
        QObject::connect(&engine, &TrainingEngine::snapshotReady, [this](const SnapshotPtr& s) {
            ++snapshots;
            inThread = QThread::currentThread();
            last = s;
        });
    }
    int finished = 0;
    int snapshots = 0;
    QThread* inThread = nullptr;
    RunResult result;
    SnapshotPtr last;
};

TEST(TrainingEngine, SteppingEmitsForwardBackwardAndUpdateInThisOrder) {
    TrainingEngine engine;
    const Project p = articleExample();
    QStringList order;
    double loss = 0, delta = 0, w5 = 0;
    QObject::connect(&engine, &TrainingEngine::forwardFinished, [&](const Trace& t) {
        order << "forward";
        loss = t.loss;
    });
    QObject::connect(&engine, &TrainingEngine::backwardFinished, [&](const Trace& t) {
        order << "backward";
        delta = t.layers[0].delta[0];
    });
    QObject::connect(&engine, &TrainingEngine::updateFinished, [&](const Trace& t) {
        order << "update";
        w5 = t.layers[1].newWeights(0, 0);
    });
    const TracePtr trace = engine.step(p, startOf(p), 0);
    EXPECT_EQ(order, (QStringList{"forward", "backward", "update"}));
    EXPECT_NEAR(loss, 0.10720881970570427, 1e-12);
    EXPECT_NEAR(delta, -0.0341961997356377, 1e-12);
    EXPECT_NEAR(w5, 1.2063302943676117, 1e-12);
    EXPECT_LT(trace->lossAfter, trace->loss);
}

TEST(TrainingEngine, ARunEndsInExactlyOneOutcomeAndIsTheSameAsStepping) {
    TrainingEngine engine;
    Log log(engine);
    const auto p = std::make_shared<const Project>(articleExample());
    engine.start(p, startOf(*p), {0.0, 5000});
    ASSERT_TRUE(waitFor([&] { return log.finished > 0; }));
    EXPECT_EQ(log.result.outcome, RunOutcome::Finished);
    EXPECT_EQ(log.result.record->count(), 5000);
    EXPECT_FALSE(engine.isRunning());
    Trainer trainer(p, startOf(*p));
    for (int i = 0; i < 5000; ++i)
        ASSERT_FALSE(trainer.step());
    EXPECT_EQ(log.result.record->stateAt(5000), trainer.state());
    QCoreApplication::processEvents();
    EXPECT_EQ(log.finished, 1);
}

TEST(TrainingEngine, PauseEndsTheRunBeforeItReturns) {
    TrainingEngine engine;
    Log log(engine);
    const auto p = std::make_shared<const Project>(articleExample());
    for (int run = 1; run <= 20; ++run) {
        engine.start(p, startOf(*p), {});
        if (run % 2 == 0) {
            ASSERT_TRUE(waitFor([&, before = log.snapshots] { return log.snapshots > before; }));
        }
        engine.pause();
        EXPECT_EQ(log.finished, run);
        EXPECT_EQ(log.result.outcome, RunOutcome::Paused);
        EXPECT_FALSE(engine.isRunning());
    }
    QCoreApplication::processEvents();
    EXPECT_EQ(log.finished, 20);
    EXPECT_EQ(log.inThread, QThread::currentThread());
}

TEST(TrainingEngine, SnapshotsAreStatesOfTheRun) {
    TrainingEngine engine;
    Log log(engine);
    const auto p = std::make_shared<const Project>(articleExample());
    engine.start(p, startOf(*p), {});
    ASSERT_TRUE(waitFor([&] { return log.snapshots >= 3; }));
    engine.pause();
    const std::int64_t update = log.last->state->update;
    ASSERT_LE(update, log.result.record->count());
    EXPECT_EQ(*log.last->state, log.result.record->stateAt(update));
}

TEST(TrainingEngine, ARunEmitsTheSignalsOfEveryStepFromItsWorker) {
    TrainingEngine engine;
    Log log(engine);
    const auto p = std::make_shared<const Project>(articleExample());
    std::atomic<int> forward{0}, backward{0}, update{0};
    const auto count = [&](auto signal, std::atomic<int>& counter) {
        QObject::connect(
            &engine, signal, &engine, [&counter](const Trace&) { ++counter; },
            Qt::DirectConnection);
    };
    count(&TrainingEngine::forwardFinished, forward);
    count(&TrainingEngine::backwardFinished, backward);
    count(&TrainingEngine::updateFinished, update);
    engine.start(p, startOf(*p), {0.0, 100});
    ASSERT_TRUE(waitFor([&] { return log.finished > 0; }));
    EXPECT_EQ(forward, 100);
    EXPECT_EQ(backward, 100);
    EXPECT_EQ(update, 100);
}

TEST(TrainingEngine, DivergenceEndsTheRunAndKeepsTheFiniteStates) {
    Project project = articleExample();
    project.network.layers = {project.network.layers[1]};
    project.network.layers[0].activation = Activation::Linear;
    project.optimizer.learningRate = 1e6;
    const auto p = std::make_shared<const Project>(project);
    TrainingEngine engine;
    Log log(engine);
    engine.start(p, startOf(project), {});
    ASSERT_TRUE(waitFor([&] { return log.finished > 0; }));
    EXPECT_EQ(log.result.outcome, RunOutcome::Diverged);
    ASSERT_TRUE(log.result.divergence);
    const auto& record = *log.result.record;
    EXPECT_EQ(log.result.divergence->update, record.count() + 1);
    EXPECT_TRUE(record.stateAt(record.count()).network.layers[0].weights.allFinite());
}

TEST(TrainingEngine, APacedRunIsInterruptedAtOnce) {
    TrainingEngine engine;
    Log log(engine);
    const auto p = std::make_shared<const Project>(articleExample());
    engine.start(p, startOf(*p), {0.001, 0});  // the second update would be due in 1,000 s
    ASSERT_TRUE(waitFor([&] { return log.snapshots > 0; }));
    engine.setSpeed(0.0);
    ASSERT_TRUE(waitFor([&] { return log.last->state->update > 10; }));
    engine.setSpeed(0.001);
    engine.pause();
    EXPECT_EQ(log.finished, 1);
}

TEST(TrainingEngine, DestructionDuringARunIsQuiet) {
    const auto p = std::make_shared<const Project>(articleExample());
    int finished = 0;
    {
        TrainingEngine engine;
        QObject::connect(&engine, &TrainingEngine::finished, [&] { ++finished; });
        engine.start(p, startOf(*p), {});
    }
    QCoreApplication::processEvents();
    EXPECT_EQ(finished, 0);
}

TEST(TrainingEngine, PausesAtRandomMomentsLeaveNoTrace) {
    Project p = articleExample();
    p.data = std::make_shared<const Dataset>(generate(Generator::Circle, {37, 0.1, 4}).data);
    p.optimizer.type = OptimizerType::Adam;
    p.optimizer.learningRate = 0.01;
    p.training.batchSize = 5;
    p.training.shuffle = true;
    const auto project = std::make_shared<const Project>(p);
    constexpr std::int64_t kUpdates = 200000;
    const auto finalState = [](const RunResult& r) { return r.record->stateAt(r.record->count()); };

    TrainingEngine engine;
    Log log(engine);
    engine.start(project, startOf(p), {0.0, kUpdates});
    ASSERT_TRUE(waitFor([&] { return log.finished == 1; }));
    const TrainingState expected = finalState(log.result);
    ASSERT_EQ(expected.update, kUpdates);

    std::mt19937 random(7);
    TrainingState state = startOf(p);
    int runs = 0;
    while (state.update < kUpdates) {
        log.finished = 0;
        engine.start(project, state, {0.0, kUpdates - state.update});
        QThread::usleep(random() % 4000);
        engine.pause();
        ASSERT_TRUE(waitFor([&] { return log.finished == 1; }));
        state = finalState(log.result);
        ++runs;
    }
    EXPECT_GT(runs, 1);
    EXPECT_EQ(state, expected);
}

}  // namespace
}  // namespace stepgrad
