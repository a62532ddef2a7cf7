#include "core/laboratory/operating_points.h"

#include <algorithm>
#include <cmath>

#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

constexpr int kSamples = 240;  ///< even: 0, where ReLU and step have their corner, is one
constexpr std::size_t kBins = 48;
constexpr double kLeastReach = 4.0;
constexpr double kMargin = 1.08;

std::vector<CurveSample> sampled(Activation activation, double reach) {
    const ActivationInfo& f = info(activation);
    std::vector<CurveSample> curve;
    const auto add = [&](double u) { curve.push_back({u, f.value(u), f.derivative(u)}); };
    for (int i = 0; i <= kSamples; ++i) {
        const double u = reach * (2.0 * i / kSamples - 1.0);
        add(u);
        if (2 * i == kSamples)  // the other side of a jump
            add(std::nextafter(0.0, 1.0));
    }
    return curve;
}

std::vector<std::int64_t> histogramOf(const Matrix& sample, double reach) {
    std::vector<std::int64_t> counts(kBins, 0);
    for (const double u : sample.reshaped()) {
        const double share = (u + reach) / (2.0 * reach) * static_cast<double>(kBins);
        ++counts[std::min(kBins - 1, static_cast<std::size_t>(std::max(0.0, share)))];
    }
    return counts;
}

bool has(const std::vector<int>& neurons, int j) {
    return std::binary_search(neurons.begin(), neurons.end(), j);
}

}  // namespace

LayerCurves curvesOf(const Trace& trace, const Activity& activity, int layer) {
    const auto l = static_cast<std::size_t>(layer);
    LayerCurves curves;
    curves.layer = layer;
    curves.activation = trace.network.layers[l].activation;
    const ActivationInfo& f = info(curves.activation);
    if (!f.value)
        return curves;
    const LayerActivity& of = activity.layers[l];
    const Vector& u = trace.layers[l].u;
    double most = u.cwiseAbs().maxCoeff();
    if (of.sample.size() > 0)
        most = std::max(most, of.sample.cwiseAbs().maxCoeff());
    curves.reach = std::max(kLeastReach, kMargin * most);
    curves.curve = sampled(curves.activation, curves.reach);
    curves.least = curves.greatest = 0.0;
    for (const CurveSample& at : curves.curve) {
        curves.least = std::min({curves.least, at.value, at.slope});
        curves.greatest = std::max({curves.greatest, at.value, at.slope});
    }
    for (int j = 0; j < static_cast<int>(u.size()); ++j)
        curves.points.push_back({ValueId::u(layer, j), u[j], f.value(u[j]), f.derivative(u[j]),
                                 has(of.dead, j), has(of.saturated, j)});
    curves.histogram = histogramOf(of.sample, curves.reach);
    return curves;
}

std::string pointText(const OperatingPoint& point, const Network& network,
                      const Notation& notation) {
    const std::string u = symbolText(point.neuron, network, notation);
    const Activation activation =
        network.layers[static_cast<std::size_t>(point.neuron.layer)].activation;
    const std::string f = activation == Activation::Sigmoid ? "σ" : "f";
    const auto number = [&](double value) { return formatNumber(value, notation.numbers); };
    std::string text = symbolText(point.neuron.as(ValueKind::H), network, notation) + ": " + u +
                       " = " + number(point.u) + ", " + f + "(" + u + ") = " + number(point.value) +
                       ", " + f + "′(" + u + ") = " + number(point.slope);
    if (point.isDead)
        text += " · dead: u ≤ 0 on every example";
    if (point.isSaturated)
        text += " · saturated on every example";
    return text;
}

}  // namespace stepgrad
