#include "core/document/new_data.h"

#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/document/suggestion.h"
#include "core/training/metrics.h"

namespace stepgrad {
namespace {

std::vector<std::int64_t> trainingRows(std::int64_t size, const std::optional<Split>& split) {
    if (split)
        return splitRows(size, *split).training;
    std::vector<std::int64_t> all(static_cast<std::size_t>(size));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

bool isSquashing(Activation activation) {
    return activation == Activation::Sigmoid || activation == Activation::Softmax ||
           activation == Activation::Tanh || activation == Activation::Step;
}

/// A loss and an output that can learn these targets; the present ones where they can.
void adaptOutput(Project& project, const Matrix& targets) {
    Activation& output = project.network.layers.back().activation;
    const int classes = classCountOf(targets);
    if (classes > 0 && targets.cols() >= 2) {
        project.loss = Loss::CrossEntropy;
        output = Activation::Softmax;
        return;
    }
    const bool isFrom0To1 = targets.minCoeff() >= 0.0 && targets.maxCoeff() <= 1.0;
    if (classes > 0 && output == Activation::Sigmoid && project.loss != Loss::CrossEntropy)
        return;
    if (classes > 0) {
        project.loss = Loss::BinaryCrossEntropy;
        output = Activation::Sigmoid;
        return;
    }
    if (info(project.loss).output)
        project.loss = Loss::HalfSquaredError;
    if (output == Activation::Softmax || (isSquashing(output) && !isFrom0To1))
        output = Activation::Linear;
}

}  // namespace

Project prepared(Project project, const Preparation& preparation) {
    if (preparation.split)
        if (const auto problem = problemOf(*preparation.split))
            throw std::invalid_argument(*problem);
    project.split = preparation.split;
    if (preparation.scaling == ScalingKind::None) {
        project.scaling.reset();
    } else if (preparation.scaling) {
        const auto rows = trainingRows(project.data->size(), project.split);
        project.scaling =
            fitScaling(std::span(&*preparation.scaling, 1), project.data->inputs, rows);
    }
    if (project.scaling)
        if (const auto problem = problemOf(*project.scaling, project.data->inputs))
            throw std::invalid_argument(*problem);
    return project;
}

std::optional<ScalingKind> kindOfScaling(const Project& project) {
    if (!project.scaling)
        return ScalingKind::None;
    const auto rows = trainingRows(project.data->size(), project.split);
    for (const ScalingInfo& row : scalingKinds()) {
        if (row.id == ScalingKind::None)
            continue;
        try {
            if (fitScaling(std::span(&row.id, 1), project.data->inputs, rows) == *project.scaling)
                return row.id;
        } catch (const std::invalid_argument&) {
            // not a scaling of these values
        }
    }
    return std::nullopt;
}

Project withData(Project project, NamedData data, const Preparation& preparation) {
    Network& network = project.network;
    const Eigen::Index inputs = data.data.inputs.cols(), outputs = data.data.targets.cols();
    const bool hasSameShape = !preparation.newNetwork && inputs == network.inputCount() &&
                              outputs == network.outputCount();
    if (preparation.newNetwork) {
        network = suggestedNetwork(inputs, outputs);
        project.loss = Loss::HalfSquaredError;
        project.initializer = InitializerSettings{};
    }
    network.inputNames = std::move(data.inputNames);
    project.classNames = std::move(data.classNames);
    project.data = std::make_shared<const Dataset>(std::move(data.data));
    project.source.reset();
    if (project.scaling && project.scaling->inputs.size() != static_cast<std::size_t>(inputs))
        project.scaling.reset();
    project = prepared(std::move(project), preparation);
    adaptOutput(project, project.data->targets);
    if (preparation.newTraining) {
        project.optimizer = suggestedOptimizer(classCountOf(project.data->targets) > 0);
        project.training = suggestedTraining(project.data->size());
    }
    if (!hasSameShape) {
        if (std::max(inputs, outputs) > limits::kNeurons)
            throw std::invalid_argument("a layer has " + std::to_string(limits::kNeurons) +
                                        " neurons at most");
        Layer& last = network.layers.back();
        const Eigen::Index sources = network.layerCount() > 1 ? last.inputs() : inputs;
        const Eigen::Index first = network.layers.front().neurons();
        if (std::max(first * inputs, sources * outputs) > limits::kParameters)
            throw std::invalid_argument("the network would have more than " +
                                        std::to_string(limits::kParameters) +
                                        " weights: make the first hidden layer smaller");
        last.weights = Matrix::Zero(outputs, sources);
        if (last.biases)
            last.biases = Vector::Zero(last.neurons());
        Layer& begin = network.layers.front();
        begin.weights = Matrix::Zero(begin.neurons(), inputs);
        if (!project.initializer)
            project.initializer = InitializerSettings{};
        initialize(network, *project.initializer);
    }
    return project;
}

}  // namespace stepgrad
