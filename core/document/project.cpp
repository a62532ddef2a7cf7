#include "core/document/project.h"

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
    const auto outputs = static_cast<std::size_t>(project.network.outputCount());
    const std::size_t names = outputs == 1 ? 2 : outputs;
    if (!project.classNames.empty() && project.classNames.size() != names)
        return "data.class_names: expected " + std::to_string(names) + " names, found " +
               std::to_string(project.classNames.size());
    if (project.training.stop.accuracyAbove && classCountOf(project.data->targets) == 0)
        return "training.accuracy_above: expected targets that are classes (0 and 1)";
    return std::nullopt;
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
    return problemOfUse(project);
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
