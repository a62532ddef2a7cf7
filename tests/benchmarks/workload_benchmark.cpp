#include <benchmark/benchmark.h>

#include <QCoreApplication>

#include "core/training/training_engine.h"
#include "tests/benchmarks/workloads.h"

namespace stepgrad::bench {
namespace {

constexpr const char* kNames[] = {"W1", "W2", "W2b1", "W3", "W4"};

/// Updates at full speed by the trainer alone; items are examples.
void workloadOf(benchmark::State& state) {
    const auto found = workload(kNames[state.range(0)]);
    state.SetLabel(found->name + " " + found->project->network.shapeText());
    Trainer trainer(found->project, found->start());
    const std::int64_t examples = found->project->data->size();
    for (auto _ : state)
        benchmark::DoNotOptimize(trainer.step());
    state.SetItemsProcessed(trainer.cursor().epoch * examples + trainer.cursor().offset);
}
BENCHMARK(workloadOf)->Name("Workload")->DenseRange(0, 4);

/// A run of this many updates by the engine, with worker, record and snapshots;
/// with a slot on each of the three signals where the second argument is 1.
void engineRunOf(benchmark::State& state) {
    const auto found = workload(kNames[state.range(0)]);
    const bool withSlots = state.range(1) == 1;
    const std::int64_t updates = state.range(0) == 4   ? 2'000
                                 : state.range(0) == 0 ? 5'000'000
                                                       : 50'000;
    state.SetLabel(found->name + (withSlots ? " with signals" : ""));
    double sum = 0.0;
    TrainingEngine engine;
    if (withSlots)
        listenTo(engine, sum);
    QObject::connect(&engine, &TrainingEngine::finished, [] { QCoreApplication::quit(); });
    for (auto _ : state) {
        engine.start(found->project, found->start(), {0.0, updates});
        QCoreApplication::exec();
    }
    benchmark::DoNotOptimize(sum);
    const auto size = found->project->data->size();
    const std::int64_t batches = (size - 1) / found->project->training.batchSize + 1;
    state.SetItemsProcessed(state.iterations() * updates * size / batches);
}
BENCHMARK(engineRunOf)
    ->Name("EngineRun")
    ->ArgsProduct({{0, 1, 2, 3, 4}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace stepgrad::bench
