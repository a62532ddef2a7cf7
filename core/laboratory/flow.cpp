#include "core/laboratory/flow.h"

#include <algorithm>
#include <cmath>

#include "core/network/activation.h"

namespace stepgrad {
namespace {

/// Without overflow or underflow where the norm itself has none.
double normOf(const Eigen::Ref<const Vector>& v, const Eigen::Ref<const Matrix>& m) {
    double most = v.size() > 0 ? v.cwiseAbs().maxCoeff() : 0.0;
    if (m.size() > 0)
        most = std::max(most, m.cwiseAbs().maxCoeff());
    if (most == 0.0 || !std::isfinite(most))
        return most;
    return most * std::sqrt((v / most).squaredNorm() + (m / most).squaredNorm());
}

FlowStep stepTo(const Trace& trace, const FlowStep& from) {
    const int l = from.neuron.layer - 1;
    const auto i = static_cast<std::size_t>(l);
    const auto slopeOf = info(trace.network.layers[i].activation).derivative;
    const Matrix& weights = trace.network.layers[i + 1].weights;
    FlowStep best;
    double most = -1.0;
    for (int k = 0; k < static_cast<int>(weights.cols()); ++k) {
        const double slope = slopeOf(trace.layers[i].u[k]);
        const double factor = weights(from.neuron.neuron, k) * slope;
        if (!(std::abs(factor) > most))
            continue;
        most = std::abs(factor);
        best = {ValueId::delta(l, k), ValueId::weight(l + 1, from.neuron.neuron, k), slope, factor,
                from.product * factor};
    }
    return best;
}

}  // namespace

std::vector<LayerFlow> flowOf(const Trace& trace) {
    std::vector<LayerFlow> flow;
    for (const LayerTrace& layer : trace.layers)
        flow.push_back({normOf(layer.delta, Matrix()),
                        normOf(layer.biasGradients.value_or(Vector()), layer.weightGradients)});
    return flow;
}

std::vector<FlowStep> strongestPath(const Trace& trace) {
    const int last = trace.network.layerCount() - 1;
    const Vector& delta = trace.layers.back().delta;
    Eigen::Index output = 0;
    delta.cwiseAbs().maxCoeff(&output);
    const auto slopeOf = info(trace.network.layers.back().activation).derivative;
    const double slope = slopeOf ? slopeOf(trace.layers.back().u[output]) : 1.0;
    std::vector<FlowStep> path{{ValueId::delta(last, static_cast<int>(output)), std::nullopt, slope,
                                delta[output], delta[output]}};
    while (path.back().neuron.layer > 0)
        path.push_back(stepTo(trace, path.back()));
    return path;
}

}  // namespace stepgrad
