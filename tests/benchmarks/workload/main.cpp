// stepgrad-workload WORKLOAD SECONDS [trainer|engine|signals]
// Trains for that long and prints one line:
//   NAME WORKLOAD METRIC RATE best=… cpu=… loss=before->after
// RATE over the whole time after half a second of warming up, `best` over the
// fastest 50 ms of it, `cpu` the share of one core that the process had.

#include <QCoreApplication>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "core/training/training_engine.h"
#include "tests/benchmarks/workloads.h"

namespace stepgrad::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr double kWindow = 0.05;
constexpr double kWarmUp = 0.5;

double processSeconds() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Rates from the number of updates made so far. Starts once it is warm.
class Meter {
public:
    explicit Meter(double seconds) : m_seconds(seconds) {}

    /// @returns whether the time is up
    bool at(std::int64_t updates) {
        const auto now = Clock::now();
        const double time = Seconds(now - m_begin).count();
        if (!m_warm && time < kWarmUp)
            return false;
        if (!m_warm) {
            m_warm = true;
            m_begin = m_windowBegin = now;
            m_cpuBegin = processSeconds();
            m_first = m_windowFirst = updates;
            return false;
        }
        if (const double window = Seconds(now - m_windowBegin).count(); window >= kWindow) {
            m_best = std::max(m_best, static_cast<double>(updates - m_windowFirst) / window);
            m_windowBegin = now;
            m_windowFirst = updates;
        }
        m_rate = static_cast<double>(updates - m_first) / time;
        m_cpu = (processSeconds() - m_cpuBegin) / time;
        return time >= m_seconds;
    }
    double rate() const { return m_rate; }
    double best() const { return std::max(m_best, m_rate); }
    double cpu() const { return m_cpu; }

private:
    double m_seconds;
    bool m_warm = false;
    Clock::time_point m_begin = Clock::now(), m_windowBegin;
    double m_cpuBegin = 0.0, m_rate = 0.0, m_best = 0.0, m_cpu = 0.0;
    std::int64_t m_first = 0, m_windowFirst = 0;
};

/// The trainer by itself. @returns the network at the end
Network runTrainer(const Workload& workload, Meter& meter) {
    Trainer trainer(workload.project, workload.start());
    // About a millisecond between looks at the clock.
    const std::int64_t piece = workload.name == "W4" ? 5 : workload.name == "W1" ? 20000 : 100;
    do {
        for (std::int64_t i = 0; i < piece; ++i)
            if (trainer.step())
                return trainer.network();
    } while (!meter.at(trainer.update()));
    return trainer.network();
}

/// The engine as the window uses it, with its worker, its record and its
/// snapshots; `withSlots` connects the three signals of every pass.
Network runEngine(const Workload& workload, Meter& meter, bool withSlots) {
    double sum = 0.0;
    TrainingEngine engine;
    if (withSlots)
        listenTo(engine, sum);
    QObject::connect(&engine, &TrainingEngine::snapshotReady, &engine,
                     [&](const SnapshotPtr& snapshot) {
                         if (meter.at(snapshot->state->update))
                             engine.pause();
                     });
    Network last;
    QObject::connect(&engine, &TrainingEngine::finished, [&last](const RunResult& result) {
        last = result.record->stateAt(result.record->count()).network;
        QCoreApplication::quit();
    });
    engine.start(workload.project, workload.start(), {});
    QCoreApplication::exec();
    return last;
}

int run(const std::string& name, double seconds, const std::string& mode) {
    const auto found = workload(name);
    const bool isEngine = mode == "engine" || mode == "signals";
    if (!found || seconds <= 0.0 || (!isEngine && mode != "trainer")) {
        std::fputs("usage: stepgrad-workload W1|W2|W2b1|W3|W4 SECONDS [trainer|engine|signals]\n",
                   stderr);
        return 2;
    }
    const Project& project = *found->project;
    const double before = measurePoint(project, project.network, 0).loss;
    Meter meter(seconds);
    const Network trained =
        isEngine ? runEngine(*found, meter, mode == "signals") : runTrainer(*found, meter);
    const double after = measurePoint(project, trained, 0).loss;
    const double examples = static_cast<double>(project.data->size()) /
                            std::ceil(static_cast<double>(project.data->size()) /
                                      static_cast<double>(project.training.batchSize));
    std::printf("%s %s %s %.6g best=%.6g cpu=%.2f loss=%.4g->%.4g%s\n",
                ("stepgrad" + (isEngine ? "-" + mode : std::string())).c_str(), name.c_str(),
                found->metric.c_str(), meter.rate() * examples, meter.best() * examples,
                meter.cpu(), before, after, after < before ? "" : " NOT-TRAINING");
    return after < before ? 0 : 1;
}

}  // namespace
}  // namespace stepgrad::bench

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return stepgrad::bench::run(argc > 1 ? argv[1] : "", argc > 2 ? std::atof(argv[2]) : 2.0,
                                argc > 3 ? argv[3] : "trainer");
}
