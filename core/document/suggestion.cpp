#include "core/document/suggestion.h"

#include <algorithm>

namespace stepgrad {
namespace {

/// Up to so many examples: the size of a batch, and epochs.
struct Plan {
    std::int64_t examples, batch, epochs;
};
constexpr Plan kPlans[] = {{20, 1, 1000}, {2000, 8, 200}, {20000, 32, 50}};
constexpr Plan kLarge = {0, 32, 10};

}  // namespace

Eigen::Index suggestedHidden(Eigen::Index inputs, Eigen::Index outputs) {
    return std::clamp<Eigen::Index>(inputs + outputs, 4, 32);
}

Network suggestedNetwork(Eigen::Index inputs, Eigen::Index outputs) {
    const Eigen::Index hidden = suggestedHidden(inputs, outputs);
    Network network;
    Layer first, last;
    first.weights = Matrix::Zero(hidden, inputs);
    first.biases = Vector::Zero(hidden);
    first.activation = Activation::Tanh;
    last.weights = Matrix::Zero(outputs, hidden);
    last.biases = Vector::Zero(outputs);
    last.activation = Activation::Linear;
    network.layers = {std::move(first), std::move(last)};
    return network;
}

OptimizerSettings suggestedOptimizer(bool areClasses) {
    OptimizerSettings settings;
    settings.learningRate = areClasses ? 0.1 : 0.01;
    return settings;
}

TrainingSettings suggestedTraining(std::int64_t examples) {
    const auto* found = std::find_if(std::begin(kPlans), std::end(kPlans),
                                     [&](const Plan& p) { return examples <= p.examples; });
    const Plan& plan = found == std::end(kPlans) ? kLarge : *found;
    TrainingSettings settings;
    settings.batchSize = plan.batch;
    settings.shuffle = true;
    settings.stop.epochs = plan.epochs;
    return settings;
}

}  // namespace stepgrad
