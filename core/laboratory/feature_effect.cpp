#include "core/laboratory/feature_effect.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>

#include "core/training/responses.h"

namespace stepgrad {
namespace {

constexpr int kMostCompared = 1000;
constexpr int kAtOnce = 64;  ///< features in one matrix
constexpr double kLowQuantile = 0.1, kHighQuantile = 0.9, kMapLow = 0.01, kMapHigh = 0.99;

/// The value at the nearest rank. @param values  rising
double quantile(const std::vector<double>& values, double share) {
    const double at = share * static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::llround(at))];
}

/// @param values  rising
double middleOf(const std::vector<double>& values) {
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

/// The weighted inputs of an output neuron. @param seen  points x inputs
Vector weightedInputs(const Network& network, const Matrix& seen, int output) {
    const int last = network.layerCount() - 1;
    const Matrix before = last == 0 ? seen : responses(network, last - 1, seen);
    const Layer& layer = network.layers.back();
    const double bias = layer.biases ? (*layer.biases)[output] : 0.0;
    return (before * layer.weights.row(output).transpose()).array() + bias;
}

}  // namespace

Strength strengthOf(double change) {
    const double size = std::abs(change);
    return size < 0.05   ? Strength::None
           : size < 0.15 ? Strength::Weak
           : size < 0.4  ? Strength::Moderate
                         : Strength::Strong;
}

std::string_view strengthText(Strength strength) {
    switch (strength) {
        case Strength::None:
            return "almost none";
        case Strength::Weak:
            return "weak";
        case Strength::Moderate:
            return "moderate";
        case Strength::Strong:
            break;
    }
    return "strong";
}

FeatureStudy::FeatureStudy(const Project& project)
    : m_data(project.data), m_scaling(project.scaling), m_medians(project.data->inputs.cols()) {
    for (Eigen::Index k = 0; k < m_medians.size(); ++k) {
        const auto column = m_data->inputs.col(k);
        std::vector<double> values(column.begin(), column.end());
        std::sort(values.begin(), values.end());
        m_medians[k] = middleOf(values);
        Feature feature;
        feature.whole = {values.front(), values.back()};
        feature.hasTwoValues = values.front() != values.back() &&
                               std::all_of(values.begin(), values.end(), [&](double x) {
                                   return x == values.front() || x == values.back();
                               });
        feature.inner = {quantile(values, kLowQuantile), quantile(values, kHighQuantile)};
        if (feature.hasTwoValues || feature.inner.from == feature.inner.to)
            feature.inner = feature.whole;
        feature.map = {quantile(values, kMapLow), quantile(values, kMapHigh)};
        if (feature.map.from == feature.map.to)
            feature.map = feature.whole;
        m_features.push_back(feature);
    }
}

bool FeatureStudy::isOf(const Project& project) const {
    return m_data == project.data && m_scaling == project.scaling;
}

InputScaling FeatureStudy::scalingOf(int feature) const {
    return m_scaling ? m_scaling->inputs[static_cast<std::size_t>(feature)] : InputScaling{};
}

Matrix FeatureStudy::atMedians(Eigen::Index rows) const {
    return m_medians.transpose().replicate(rows, 1);
}

Matrix FeatureStudy::seen(const Matrix& entered) const {
    return m_scaling ? m_scaling->apply(entered) : entered;
}

Matrix FeatureStudy::answersTo(const Network& network, const Matrix& entered) const {
    return responses(network, network.layerCount() - 1, seen(entered));
}

double FeatureStudy::shareOf(int feature, const FeatureSpan& span, double value) const {
    const InputScaling scaling = scalingOf(feature);
    const double from = scaling.apply(span.from), to = scaling.apply(span.to);
    return from == to ? 0.5 : (scaling.apply(value) - from) / (to - from);
}

double FeatureStudy::valueAt(int feature, const FeatureSpan& span, double share) const {
    if (share <= 0.0 || share >= 1.0)  // without the rounding of there and back
        return share <= 0.0 ? span.from : span.to;
    const InputScaling scaling = scalingOf(feature);
    const double from = scaling.apply(span.from), to = scaling.apply(span.to);
    return scaling.invert(from + share * (to - from));
}

FeatureEffect FeatureStudy::effectOf(const Network& network, int feature, int points) const {
    FeatureEffect effect;
    effect.feature = feature;
    effect.span = span(feature);
    const FeatureSpan& whole = wholeSpan(feature);
    if (hasTwoValues(feature))
        effect.values = {whole.from, whole.to};
    else
        for (int i = 0; i < points; ++i)
            effect.values.push_back(valueAt(feature, whole, double(i) / (points - 1)));
    const auto count = static_cast<Eigen::Index>(effect.values.size());
    Matrix entered = atMedians(count + 2);
    for (Eigen::Index i = 0; i < count; ++i)
        entered(i, feature) = effect.values[static_cast<std::size_t>(i)];
    entered(count, feature) = effect.span.from;
    entered(count + 1, feature) = effect.span.to;
    const Matrix answers = answersTo(network, entered);
    effect.answers = answers.topRows(count);
    effect.atFrom = answers.row(count).transpose();
    effect.atTo = answers.row(count + 1).transpose();
    return effect;
}

double FeatureStudy::changeOf(const FeatureEffect& effect, int output) const {
    const auto targets = m_data->targets.col(output);
    const double range = targets.maxCoeff() - targets.minCoeff();
    return (effect.atTo[output] - effect.atFrom[output]) / (range > 0.0 ? range : 1.0);
}

/// All, or of very many those whose way through the span moves the first layer's u most.
std::vector<int> FeatureStudy::compared(const Network& network) const {
    std::vector<int> features(static_cast<std::size_t>(count()));
    std::iota(features.begin(), features.end(), 0);
    if (count() <= kMostCompared)
        return features;
    const Matrix& weights = network.layers.front().weights;
    std::vector<double> reach;
    for (int k = 0; k < count(); ++k) {
        const InputScaling scaling = scalingOf(k);
        reach.push_back(weights.col(k).norm() *
                        std::abs(scaling.apply(span(k).to) - scaling.apply(span(k).from)));
    }
    std::ranges::stable_sort(features, std::greater(),
                             [&](int k) { return reach[static_cast<std::size_t>(k)]; });
    features.resize(kMostCompared);
    std::ranges::sort(features);
    return features;
}

std::vector<int> FeatureStudy::byEffect(const Network& network, int output) const {
    std::vector<int> features = compared(network);
    std::vector<double> sizes(static_cast<std::size_t>(count()));
    for (std::size_t first = 0; first < features.size(); first += kAtOnce) {
        const auto here = std::span(features).subspan(
            first, std::min<std::size_t>(kAtOnce, features.size() - first));
        Matrix entered = atMedians(2 * std::ssize(here));
        for (Eigen::Index i = 0; i < std::ssize(here); ++i) {
            const int k = here[static_cast<std::size_t>(i)];
            entered(2 * i, k) = span(k).from;
            entered(2 * i + 1, k) = span(k).to;
        }
        const Vector answers = answersTo(network, entered).col(output);
        for (Eigen::Index i = 0; i < std::ssize(here); ++i)
            sizes[static_cast<std::size_t>(here[static_cast<std::size_t>(i)])] =
                std::abs(answers[2 * i + 1] - answers[2 * i]);
    }
    std::ranges::stable_sort(features, std::greater(),
                             [&](int k) { return sizes[static_cast<std::size_t>(k)]; });
    return features;
}

Interaction FeatureStudy::interactionOf(const Network& network, int x, int y, int output) const {
    Matrix entered = atMedians(4);
    for (int corner = 0; corner < 4; ++corner) {
        entered(corner, x) = corner < 2 ? span(x).from : span(x).to;
        entered(corner, y) = corner % 2 == 0 ? span(y).from : span(y).to;
    }
    const Vector answers = answersTo(network, entered).col(output);
    const Vector u = weightedInputs(network, seen(entered), output);
    return {answers[0], answers[1], answers[2], answers[3], (u[3] - u[2]) - (u[1] - u[0])};
}

FeatureMap FeatureStudy::mapOf(const Network& network, int x, int y, int output, int side) const {
    FeatureMap map{x, y, at(x).map, at(y).map, side, {}};
    Matrix entered = atMedians(static_cast<Eigen::Index>(side) * side);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const int i = row * side + column;
            entered(i, x) = valueAt(x, map.spanX, (column + 0.5) / side);
            entered(i, y) = valueAt(y, map.spanY, 1.0 - (row + 0.5) / side);
        }
    map.answers = answersTo(network, entered).col(output);
    return map;
}

TargetMap FeatureStudy::targetsOver(const FeatureMap& map, int output, int side) const {
    const auto cells = static_cast<std::size_t>(side * side);
    TargetMap targets{side, std::vector<std::int64_t>(cells), std::vector<double>(cells)};
    const auto cellOf = [&](double share) {
        return std::clamp(static_cast<int>(std::floor(share * side)), 0, side - 1);
    };
    for (Eigen::Index row = 0; row < m_data->size(); ++row) {
        const int column = cellOf(shareOf(map.x, map.spanX, m_data->inputs(row, map.x)));
        const int up = cellOf(shareOf(map.y, map.spanY, m_data->inputs(row, map.y)));
        const auto cell = static_cast<std::size_t>((side - 1 - up) * side + column);
        ++targets.counts[cell];
        targets.means[cell] += m_data->targets(row, output);
    }
    for (std::size_t cell = 0; cell < cells; ++cell)
        if (targets.counts[cell] > 0)
            targets.means[cell] /= static_cast<double>(targets.counts[cell]);
    return targets;
}

}  // namespace stepgrad
