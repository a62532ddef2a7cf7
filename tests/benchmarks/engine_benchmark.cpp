#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/document/atomic_file.h"
#include "core/document/project.h"
#include "core/document/project_json.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "core/training/trainer.h"
#include "core/walkthrough/derivation.h"

namespace stepgrad {
namespace {

/// A sigmoid network of these sizes with biases and four examples. Its numbers
/// are of usual size and none is special.
Project projectOf(const std::vector<int>& sizes) {
    std::uint32_t state = 1;
    const auto number = [&state] {
        state = state * 1664525u + 1013904223u;
        return static_cast<double>(state) / 4294967296.0 - 0.5;
    };
    Project project;
    project.name = "benchmark";
    for (int k = 0; k < sizes.front(); ++k)
        project.network.inputNames.push_back("i" + std::to_string(k + 1));
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        Layer layer;
        const double scale = 2.0 / std::sqrt(sizes[l - 1]);
        layer.weights =
            Matrix::NullaryExpr(sizes[l], sizes[l - 1], [&] { return scale * number(); });
        layer.biases = Vector::NullaryExpr(sizes[l], number);
        project.network.layers.push_back(std::move(layer));
    }
    Dataset data;
    data.inputs = Matrix::NullaryExpr(4, sizes.front(), number);
    data.targets = Matrix::NullaryExpr(4, sizes.back(), [&] { return number() + 0.5; });
    project.data = std::make_shared<const Dataset>(std::move(data));
    return project;
}

/// The networks of the benchmarks, by their argument.
Project projectNumber(std::int64_t n) {
    switch (n) {
        case 0:
            return articleExample();
        case 1:
            return projectOf({4, 6, 6, 3});
        case 2:
            return projectOf({16, 16, 16, 4});
        case 3:
            return projectOf({64, 64, 64, 10});
        default:
            return projectOf({784, 128, 10});
    }
}

void label(benchmark::State& state, const Project& project) {
    state.SetLabel(project.network.shapeText());
}

/// One update of training at full speed.
void trainingStepOf(benchmark::State& state) {
    const auto project = std::make_shared<const Project>(projectNumber(state.range(0)));
    label(state, *project);
    const TrainingState start{
        project->network, initialState(project->optimizer, project->network), 0, {}};
    Trainer trainer(project, start);
    for (auto _ : state)
        benchmark::DoNotOptimize(trainer.step());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(trainingStepOf)->Name("Update")->DenseRange(0, 4);

/// One press of Next, with all that is said about it: the engine's part of what
/// a user waits for.
void nextWithExplanation(benchmark::State& state) {
    Session session;
    session.open(projectNumber(state.range(0)));
    label(state, session.project());
    for (auto _ : state) {
        session.next();
        benchmark::DoNotOptimize(explainStep(session.still()));
    }
}
BENCHMARK(nextWithExplanation)->Name("Next")->DenseRange(0, 2)->Unit(benchmark::kMicrosecond);

/// The chain rule of the first weight, with its numerical check.
void chainRuleOfFirstWeight(benchmark::State& state) {
    Session session;
    session.open(projectNumber(state.range(0)));
    label(state, session.project());
    while (!session.still().isEnd())
        session.next();
    for (auto _ : state)
        benchmark::DoNotOptimize(chainRule(session.still(), ValueId::weight(0, 0, 0)));
}
BENCHMARK(chainRuleOfFirstWeight)
    ->Name("ChainRule")
    ->DenseRange(0, 2)
    ->Unit(benchmark::kMicrosecond);

/// A file in a folder of its own that goes when the benchmark ends.
class ScratchFile {
public:
    ScratchFile()
        : m_folder(
              std::filesystem::temp_directory_path() /
              ("stepgrad-benchmark-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
        std::filesystem::create_directories(m_folder);
    }
    ~ScratchFile() { std::filesystem::remove_all(m_folder); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    std::string path() const { return (m_folder / "project.stepgrad").string(); }

private:
    std::filesystem::path m_folder;
};

void saveProject(benchmark::State& state) {
    const Project project = projectNumber(state.range(0));
    label(state, project);
    const ScratchFile file;
    for (auto _ : state)
        writeFileAtomically(file.path(), writeProject(project));
}
BENCHMARK(saveProject)->Name("Save")->DenseRange(0, 4)->Unit(benchmark::kMillisecond);

void openProject(benchmark::State& state) {
    const Project project = projectNumber(state.range(0));
    label(state, project);
    const ScratchFile file;
    writeFileAtomically(file.path(), writeProject(project));
    for (auto _ : state)
        benchmark::DoNotOptimize(loadProject(file.path()));
}
BENCHMARK(openProject)->Name("Open")->DenseRange(0, 4)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace stepgrad

int main(int argc, char** argv) {
    // Session has timers: they want an application.
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
