#include "core/document/project.h"

#include <algorithm>
#include <cmath>

#include "core/training/metrics.h"

namespace stepgrad {
namespace {

std::optional<std::string> problemOfOptimizer(const OptimizerSettings& s) {
    const auto fraction = [](double x) { return x >= 0.0 && x < 1.0; };
    if (!(std::isfinite(s.learningRate) && s.learningRate > 0.0))
        return "optimizer.learning_rate: a number above 0 was expected";
    if (!fraction(s.momentum))
        return "optimizer.momentum: a number from 0 to below 1 was expected";
    if (!fraction(s.alpha))
        return "optimizer.alpha: a number from 0 to below 1 was expected";
    if (!fraction(s.beta1) || !fraction(s.beta2))
        return "optimizer.betas: two numbers from 0 to below 1 were expected";
    if (!(std::isfinite(s.epsilon) && s.epsilon > 0.0))
        return "optimizer.eps: a number above 0 was expected";
    if (!(std::isfinite(s.l1) && s.l1 >= 0.0))
        return "optimizer.l1: a number from 0 was expected";
    if (!(std::isfinite(s.l2) && s.l2 >= 0.0))
        return "optimizer.l2: a number from 0 was expected";
    if (!(std::isfinite(s.clipNorm) && s.clipNorm >= 0.0))
        return "optimizer.clip_norm: a number from 0 was expected";
    return std::nullopt;
}

std::optional<std::string> problemOfData(const Dataset& data, const Network& network) {
    const auto wrong = [](const char* what, Eigen::Index expected, Eigen::Index found) {
        return "data." + std::string(what) + ": expected " + std::to_string(expected) +
               " numbers an example, found " + std::to_string(found);
    };
    if (data.size() < 1)
        return "data.inputs: at least one example was expected";
    if (data.inputs.cols() != network.inputCount())
        return wrong("inputs", network.inputCount(), data.inputs.cols());
    if (data.targets.cols() != network.outputCount())
        return wrong("targets", network.outputCount(), data.targets.cols());
    if (data.targets.rows() != data.inputs.rows())
        return "data.targets: expected " + std::to_string(data.inputs.rows()) +
               " rows, as many as inputs, found " + std::to_string(data.targets.rows());
    if (!data.inputs.allFinite())
        return "data.inputs: every number must be finite";
    if (!data.targets.allFinite())
        return "data.targets: every number must be finite";
    return std::nullopt;
}

/// The problem of a part, at its place in the file.
std::optional<std::string> within(const char* place, std::optional<std::string> problem) {
    if (problem)
        problem->insert(0, place);
    return problem;
}

/// What concerns the data together with other parts of the project.
std::optional<std::string> problemOfUse(const Project& project) {
    if (project.split)
        if (auto problem = within("data.split.", problemOf(*project.split)))
            return problem;
    if (project.scaling)
        if (auto problem = within("data.", problemOf(*project.scaling, project.data->inputs)))
            return problem;
    if (const auto& own = project.ownExample;
        own && (own->input.size() != project.network.inputCount() ||
                own->target.size() != project.network.outputCount()))
        return "own example: it does not fit the network";
    const auto outputs = static_cast<std::size_t>(project.network.outputCount());
    const std::size_t names = outputs == 1 ? 2 : outputs;
    if (!project.classNames.empty() && project.classNames.size() != names)
        return "data.class_names: expected " + std::to_string(names) + " names, found " +
               std::to_string(project.classNames.size());
    if (project.training.stop.accuracyAbove && classCountOf(project.data->targets) == 0)
        return "training.accuracy_above: expected targets that are classes (0 and 1)";
    return std::nullopt;
}

std::optional<std::string> problemOfMemory(const OptimizerState& state, const Project& project) {
    const OptimizerState shapes = initialState(project.optimizer, project.network);
    if (state.updates < 0)
        return "updates: a whole number from 0 was expected";
    if (state.layers.size() != shapes.layers.size())
        return "layers: expected " + std::to_string(shapes.layers.size()) + " of them, found " +
               std::to_string(state.layers.size());
    for (std::size_t l = 0; l < shapes.layers.size(); ++l) {
        const auto wrong = [l](const char* what, const char* problem) {
            return "layers[" + std::to_string(l) + "]." + what + ": " + problem;
        };
        const auto problemOfSlot = [&](const char* what, const auto& found, const auto& shape,
                                       bool isSquare) -> std::optional<std::string> {
            if (found.rows() != shape.rows() || found.cols() != shape.cols())
                return wrong(what, shape.size() == 0
                                       ? "nothing to be remembered was expected"
                                       : "as many numbers as the parameters have were expected");
            if (!found.allFinite())
                return wrong(what, "every number must be finite");
            if (isSquare && found.size() > 0 && found.minCoeff() < 0.0)
                return wrong(what, "numbers from 0 were expected, since they are mean squares");
            return std::nullopt;
        };
        const auto& a = state.layers[l];
        const auto& b = shapes.layers[l];
        const bool firstIsSquare = project.optimizer.type == OptimizerType::RmsProp;
        for (const auto& problem :
             {problemOfSlot("first_weights", a.firstWeights, b.firstWeights, firstIsSquare),
              problemOfSlot("first_biases", a.firstBiases, b.firstBiases, firstIsSquare),
              problemOfSlot("second_weights", a.secondWeights, b.secondWeights, true),
              problemOfSlot("second_biases", a.secondBiases, b.secondBiases, true)})
            if (problem)
                return problem;
    }
    return std::nullopt;
}

std::optional<std::string> problemOfProgress(const Progress& progress, const Project& project) {
    if (progress.update < 1)
        return "update: a whole number from 1 was expected";
    if (progress.cursor.epoch < 0)
        return "epoch: a whole number from 0 was expected";
    const std::int64_t examples = project.examples()->training->size();
    if (progress.cursor.offset < 0 || progress.cursor.offset >= examples)
        return "offset: expected a whole number from 0 to " + std::to_string(examples - 1) +
               ", one for each training example, found " + std::to_string(progress.cursor.offset);
    return within("optimizer_state.", problemOfMemory(progress.optimizer, project));
}

/// Examples of a batch that fit into memory, with about five numbers for each neuron.
std::int64_t mostBatch(const Network& network) {
    constexpr std::int64_t kMostNumbers = 100'000'000;
    std::int64_t neurons = network.inputCount();
    for (const Layer& layer : network.layers)
        neurons += layer.neurons();
    return std::max<std::int64_t>(1, kMostNumbers / neurons);
}

}  // namespace

std::optional<std::string> problemOf(const Project& project) {
    if (auto problem = problemOf(project.network, project.loss))
        return problem;
    if (auto problem = problemOfOptimizer(project.optimizer))
        return problem;
    if (project.training.batchSize < 1)
        return "training.batch_size: a whole number from 1 was expected";
    if (auto problem = within("training.", problemOf(project.training.stop)))
        return problem;
    if (project.initializer)
        if (auto problem = within("initializer.", problemOf(*project.initializer)))
            return problem;
    if (!project.data)
        return "data: examples were expected";
    if (auto problem = problemOfData(*project.data, project.network))
        return problem;
    if (auto problem = problemOfUse(project))
        return problem;
    if (const std::int64_t most = mostBatch(project.network);
        std::min<std::int64_t>(project.training.batchSize, project.data->size()) > most)
        return "training.batch_size: expected at most " + std::to_string(most) +
               " examples, with so many neurons, for the memory that they need";
    if (project.progress)
        return within("progress.", problemOfProgress(*project.progress, project));
    return std::nullopt;
}

Project articleExample() {
    Project project;
    project.name = "One step by hand";
    project.network.inputNames = {"i1", "i2"};
    Layer hidden, output;
    hidden.weights = Matrix{{0.3, -0.2}, {0.8, 0.4}};
    output.weights = Matrix{{1.2, -0.7}};
    project.network.layers = {hidden, output};
    Dataset data;
    data.inputs = Matrix{{1.0, 0.5}};
    data.targets = Matrix{{1.0}};
    project.data = std::make_shared<const Dataset>(std::move(data));
    return project;
}

}  // namespace stepgrad
