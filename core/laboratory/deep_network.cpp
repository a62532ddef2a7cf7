#include "core/laboratory/deep_network.h"

#include <stdexcept>

namespace stepgrad {
namespace {

Network built(const Network& from, const DepthPlan& plan) {
    Network network;
    network.inputNames = from.inputNames;
    const bool hasBiases = from.layers.front().biases.has_value();
    Eigen::Index inputs = from.inputCount();
    for (int l = 0; l + 1 < plan.layers; ++l) {
        Layer layer;
        layer.activation = plan.hidden;
        layer.weights = Matrix::Zero(plan.width, inputs);
        if (hasBiases)
            layer.biases = Vector::Zero(plan.width);
        inputs = plan.width;
        network.layers.push_back(std::move(layer));
    }
    Layer output = from.layers.back();
    output.weights = Matrix::Zero(from.outputCount(), inputs);
    network.layers.push_back(std::move(output));
    return network;
}

}  // namespace

DepthPlan planOf(const Project& project) {
    const Network& network = project.network;
    DepthPlan plan;
    plan.layers = network.layerCount();
    if (plan.layers > 1) {
        plan.width = static_cast<int>(network.layers.front().neurons());
        plan.hidden = network.layers.front().activation;
    }
    if (project.initializer)
        plan.start = *project.initializer;
    return plan;
}

std::optional<std::string> reasonAgainst(const Project& project, const DepthPlan& plan) {
    if (plan.layers < 1 || plan.layers > DepthPlan::kMostLayers)
        return "this view builds 1 to " + std::to_string(DepthPlan::kMostLayers) + " layers";
    if (plan.width < 1 || plan.width > DepthPlan::kMostNeurons)
        return "this view builds layers of 1 to " + std::to_string(DepthPlan::kMostNeurons) +
               " neurons";
    if (info(plan.hidden).outputOnly)
        return std::string(info(plan.hidden).name) + " may stand in the output layer only";
    if (auto problem = problemOf(plan.start))
        return problem;
    return problemOf(built(project.network, plan), project.loss);
}

Project withPlan(const Project& project, const DepthPlan& plan) {
    if (const auto reason = reasonAgainst(project, plan))
        throw std::invalid_argument(*reason);
    Project changed = project;
    changed.network = built(project.network, plan);
    initialize(changed.network, plan.start);
    changed.initializer = plan.start;
    changed.progress.reset();
    return changed;
}

}  // namespace stepgrad
