#include "core/network/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "core/network/backpropagation.h"

namespace stepgrad {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double difference(double& p, const std::function<double()>& loss) {
    const double p0 = p;
    const double h = 6e-6 * std::max(1.0, std::abs(p0));
    p = p0 + h;
    const double high = p, above = loss();
    p = p0 - h;
    const double low = p, below = loss();
    p = p0;
    return (above - below) / (high - low);
}

double meanLoss(const Network& network, Loss loss, const Dataset& examples) {
    double sum = 0.0;
    for (Eigen::Index row = 0; row < examples.size(); ++row)
        sum += lossOf(network, loss, examples.input(row), examples.target(row));
    return sum / static_cast<double>(examples.size());
}

/// Gradients of the mean loss, left in the gradients of the returned trace.
Trace meanGradients(const Network& network, Loss loss, const Dataset& examples) {
    Trace sum = makeTrace(network, loss, {}, {});
    Trace trace = sum;
    for (Eigen::Index row = 0; row < examples.size(); ++row) {
        computeForward(trace, examples.input(row), examples.target(row));
        computeBackward(trace);
        for (std::size_t l = 0; l < sum.layers.size(); ++l) {
            sum.layers[l].weightGradients += trace.layers[l].weightGradients;
            if (sum.layers[l].biasGradients)
                *sum.layers[l].biasGradients += *trace.layers[l].biasGradients;
        }
    }
    const double n = static_cast<double>(examples.size());
    for (auto& layer : sum.layers) {
        layer.weightGradients /= n;
        if (layer.biasGradients)
            *layer.biasGradients /= n;
    }
    return sum;
}

}  // namespace

double& parameterOf(Network& network, const ValueId& id) {
    if (!id.isParameter() || !exists(network, id))
        throw std::invalid_argument("a weight or bias of the network was expected");
    auto& layer = network.layers[static_cast<std::size_t>(id.layer)];
    return id.kind == ValueKind::Weight ? layer.weights(id.neuron, id.input)
                                        : (*layer.biases)[id.neuron];
}

double parameterOf(const Network& network, const ValueId& id) {
    return parameterOf(const_cast<Network&>(network), id);  // which is only read
}

double centralDifference(const Network& network, Loss loss, const Eigen::Ref<const Vector>& inputs,
                         const Eigen::Ref<const Vector>& targets, const ValueId& parameter) {
    Network moved = network;
    return difference(parameterOf(moved, parameter),
                      [&] { return lossOf(moved, loss, inputs, targets); });
}

GradientCheck checkGradients(const Network& network, Loss loss, const Dataset& examples) {
    if (examples.size() == 0)
        throw std::invalid_argument("data: at least one example is needed");
    const Trace analytic = meanGradients(network, loss, examples);
    const double meanJ = meanLoss(network, loss, examples);
    Network moved = network;
    GradientCheck check;
    double worstExcess = 0.0;
    const auto compare = [&](const ValueId& id) {
        const double a = *analytic.value(id.as(
            id.kind == ValueKind::Weight ? ValueKind::WeightGradient : ValueKind::BiasGradient));
        const double n =
            difference(parameterOf(moved, id), [&] { return meanLoss(moved, loss, examples); });
        const double size = std::max(std::abs(a), std::abs(n));
        // Losses that are not finite have no difference: that fails, and is the worst.
        const bool comparable = std::isfinite(a) && std::isfinite(n) && std::isfinite(meanJ);
        const double error = comparable ? std::abs(a - n) : kInfinity;
        const double allowed = 1e-7 * size + 1e-9 * std::max(1.0, std::abs(meanJ));
        ++check.parameters;
        check.maxDifference = std::max(check.maxDifference, error);
        if (size > 0.0 && comparable)
            check.maxRelativeDifference = std::max(check.maxRelativeDifference, error / size);
        if (!comparable || !(error <= allowed))
            check.passed = false;
        const double excess = comparable ? error / allowed : kInfinity;
        if (!check.worst || excess > worstExcess) {
            worstExcess = excess;
            check.worst = id;
        }
    };
    for (int l = 0; l < network.layerCount(); ++l) {
        const auto& layer = network.layers[static_cast<std::size_t>(l)];
        for (int j = 0; j < layer.neurons(); ++j)
            for (int k = 0; k < layer.inputs(); ++k)
                compare(ValueId::weight(l, j, k));
        for (int j = 0; layer.biases && j < layer.neurons(); ++j)
            compare(ValueId::bias(l, j));
    }
    return check;
}

}  // namespace stepgrad
