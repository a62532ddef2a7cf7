#include "core/laboratory/training_run.h"

#include <algorithm>
#include <utility>

#include "core/document/history.h"

namespace stepgrad {
namespace {

constexpr std::int64_t kBetweenLooks = 64;  ///< updates after which stop is looked at
constexpr double kPerExample = 200.0;       ///< its cost besides the parameters, in parameters

}  // namespace

Project TrainingRun::opened() const {
    return withState(*project, *state);
}

Metrics measureTraining(const Project& project, const Network& network) {
    return measure(network, project.loss, *project.examples()->training);
}

std::optional<Metrics> measureTest(const Project& project, const Network& network) {
    const auto examples = project.examples();
    if (!examples->test)
        return std::nullopt;
    return measure(network, project.loss, *examples->test);
}

std::optional<TrainingRun> trainFor(const Project& project, std::int64_t updates,
                                    const std::stop_token& stop,
                                    const std::function<void(std::int64_t)>& progress) {
    TrainingRun run;
    run.project = std::make_shared<const Project>(project);
    Trainer trainer(run.project, initialStateOf(project));
    for (std::int64_t made = 0; made < updates && !run.divergence; ++made) {
        if (made % kBetweenLooks == 0) {
            if (stop.stop_requested())
                return std::nullopt;
            if (progress)
                progress(made);
        }
        run.divergence = trainer.step();
    }
    if (!run.divergence)
        run.divergence = trainer.verify();
    run.state = std::make_shared<const TrainingState>(trainer.state());
    run.training = measureTraining(project, run.state->network);
    run.test = measureTest(project, run.state->network);
    return run;
}

std::int64_t updatesPerEpoch(const Project& project) {
    const std::int64_t examples = project.examples()->training->size();
    const std::int64_t batch = std::min(project.training.batchSize, examples);
    return (examples + batch - 1) / batch;
}

Project begunWithSeed(Project project, std::uint64_t seed) {
    InitializerSettings settings = project.initializer.value_or(InitializerSettings{});
    settings.seed = seed;
    Network begun = project.network;
    initialize(begun, settings);
    for (std::size_t l = 0; l < begun.layers.size(); ++l) {
        const Layer& before = project.network.layers[l];
        if (!before.weightsTrainable)
            begun.layers[l].weights = before.weights;
        if (before.biases && !before.biasesTrainable)
            begun.layers[l].biases = before.biases;
    }
    project.network = std::move(begun);
    project.initializer = settings;
    project.training.seed = seed;
    project.progress.reset();
    return project;
}

double epochCost(const Project& project) {
    return static_cast<double>(project.examples()->training->size()) *
           (static_cast<double>(project.network.parameterCount()) + kPerExample);
}

}  // namespace stepgrad
