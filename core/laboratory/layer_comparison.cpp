#include "core/laboratory/layer_comparison.h"

#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

constexpr double kMostCost = 4e9;  ///< of one training, see epochCost
constexpr std::int64_t kUsualEpochs = 60;

std::uint64_t seedOf(const Project& project) {
    return project.initializer ? project.initializer->seed : project.training.seed;
}

/// As `begunWithSeed`, but the order of the examples stays the project's.
Project begun(const Project& project) {
    Project anew = begunWithSeed(project, seedOf(project));
    anew.training.seed = project.training.seed;
    return anew;
}

}  // namespace

Project withoutHiddenLayers(const Project& project) {
    Project flat = project;
    Layer output = project.network.layers.back();
    output.weights = Matrix::Zero(output.neurons(), project.network.inputCount());
    output.weightsTrainable = output.biasesTrainable = true;
    flat.network.layers = {std::move(output)};
    return begun(flat);
}

std::int64_t comparisonUpdates(const Project& project) {
    const std::int64_t asked = project.training.stop.epochs;
    const auto most = static_cast<std::int64_t>(std::floor(kMostCost / epochCost(project)));
    const std::int64_t epochs = std::min(asked > 0 ? asked : kUsualEpochs, most);
    return std::max<std::int64_t>(1, epochs) * updatesPerEpoch(project);
}

std::optional<std::vector<TrainingRun>> compareLayers(const Project& project,
                                                      const std::stop_token& stop,
                                                      const std::function<void(double)>& progress) {
    std::vector<Project> starts{begun(project)};
    if (project.network.layerCount() > 1)
        starts.push_back(withoutHiddenLayers(project));
    const std::int64_t updates = comparisonUpdates(project);
    std::vector<TrainingRun> runs;
    for (const Project& start : starts) {
        const auto tell = [&](std::int64_t made) {
            if (progress)
                progress((static_cast<double>(runs.size()) +
                          static_cast<double>(made) / static_cast<double>(updates)) /
                         static_cast<double>(starts.size()));
        };
        auto run = trainFor(start, updates, stop, tell);
        if (!run)
            return std::nullopt;
        runs.push_back(std::move(*run));
    }
    return runs;
}

}  // namespace stepgrad
