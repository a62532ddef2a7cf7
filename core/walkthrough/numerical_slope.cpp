#include "core/walkthrough/numerical_slope.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "core/network/backpropagation.h"
#include "core/network/gradient_check.h"

namespace stepgrad {
namespace {

double centralDifference(double x, double h, const std::function<double(double)>& loss) {
    const double high = x + h, low = x - h;
    return (loss(high) - loss(low)) / (high - low);
}

/// J where the layer's activations are `h`. @param layer  not the output layer
double lossBehind(const Trace& trace, int layer, const Vector& h) {
    Network rest;
    rest.layers.assign(trace.network.layers.begin() + layer + 1, trace.network.layers.end());
    return lossOf(rest, trace.lossFunction, h, trace.targets);
}

double lossWithInput(const Trace& trace, const ValueId& id, double moved) {
    const Activation activation =
        trace.network.layers[static_cast<std::size_t>(id.layer)].activation;
    Vector u = trace.layers[static_cast<std::size_t>(id.layer)].u;
    u[id.neuron] = moved;
    Vector h = Vector::Zero(u.size());
    activate(activation, u, h);
    return trace.network.isOutput(id.layer) ? lossValue(trace.lossFunction, u, h, trace.targets)
                                            : lossBehind(trace, id.layer, h);
}

/// The cross-entropies know the prediction only through u: here the formula in
/// ŷ itself, with a step that fits between 0 and 1.
double crossEntropySlope(const Trace& trace, const ValueId& id) {
    const auto& layer = trace.layers[static_cast<std::size_t>(id.layer)];
    const double prediction = layer.h[id.neuron], y = trace.targets[id.neuron];
    const bool binary = trace.lossFunction == Loss::BinaryCrossEntropy;
    const double rest = binary ? sigmoid(-layer.u[id.neuron]) : 1.0;
    const double step = 1e-5 * std::min(prediction, rest);
    const auto loss = [&](double move) {
        const double other = binary ? (1.0 - y) * std::log(rest - move) : 0.0;
        return -(y * std::log(prediction + move) + other);
    };
    return (loss(step) - loss(-step)) / (2.0 * step);
}

double activationSlope(const Trace& trace, const ValueId& id, double step) {
    const bool output = trace.network.isOutput(id.layer);
    if (output && info(trace.lossFunction).output)
        return crossEntropySlope(trace, id);
    const auto& layer = trace.layers[static_cast<std::size_t>(id.layer)];
    return centralDifference(layer.h[id.neuron], step, [&](double moved) {
        Vector h = layer.h;
        h[id.neuron] = moved;
        return output ? lossValue(trace.lossFunction, layer.u, h, trace.targets)
                      : lossBehind(trace, id.layer, h);
    });
}

}  // namespace

double numericalSlope(const Trace& trace, const ValueId& id) {
    if (id.isParameter())
        return centralDifference(trace.network, trace.lossFunction, trace.inputs, trace.targets,
                                 id);
    const auto value = trace.value(id);
    if (!value || (id.kind != ValueKind::U && id.kind != ValueKind::H))
        throw std::invalid_argument("a weight, a bias or a neuron was expected");
    const double step = 6e-6 * std::max(1.0, std::abs(*value));
    if (id.kind == ValueKind::H)
        return activationSlope(trace, id, step);
    return centralDifference(*value, step,
                             [&](double moved) { return lossWithInput(trace, id, moved); });
}

bool agree(double analytic, double numerical, double loss) {
    return std::abs(analytic - numerical) <=
           1e-7 * std::max(std::abs(analytic), std::abs(numerical)) +
               1e-9 * std::max(1.0, std::abs(loss));
}

}  // namespace stepgrad
