#include "core/laboratory/feature_effect.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/training/responses.h"

namespace stepgrad {
namespace {

constexpr double kLowQuantile = 0.1, kHighQuantile = 0.9, kMapQuantile = 0.99;

std::vector<double> sorted(const Dataset& data, int feature) {
    const auto column = data.inputs.col(feature);
    std::vector<double> values(column.begin(), column.end());
    std::sort(values.begin(), values.end());
    return values;
}

/// The value at the nearest rank.
double quantile(const std::vector<double>& values, double share) {
    const double at = share * static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::llround(at))];
}

bool hasTwoValues(const std::vector<double>& values) {
    return values.front() != values.back() &&
           std::all_of(values.begin(), values.end(), [&](double value) {
               return value == values.front() || value == values.back();
           });
}

InputScaling scalingOf(const Project& project, int feature) {
    return project.scaling ? project.scaling->inputs[static_cast<std::size_t>(feature)]
                           : InputScaling{};
}

/// Rows of medians, to be changed in some columns.
Matrix atMedians(const Project& project, Eigen::Index rows) {
    return mediansOf(*project.data).transpose().replicate(rows, 1);
}

Matrix answersTo(const Project& project, const Network& network, const Matrix& entered) {
    const Matrix seen = project.scaling ? project.scaling->apply(entered) : entered;
    return responses(network, network.layerCount() - 1, seen);
}

/// The weighted inputs of that output neuron. @param entered  points x inputs
Vector weightedInputs(const Project& project, const Network& network, const Matrix& entered,
                      int output) {
    const Matrix seen = project.scaling ? project.scaling->apply(entered) : entered;
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

Vector mediansOf(const Dataset& data) {
    Vector medians(data.inputs.cols());
    for (int k = 0; k < medians.size(); ++k) {
        const std::vector<double> values = sorted(data, k);
        const std::size_t middle = values.size() / 2;
        medians[k] = values.size() % 2 == 1 ? values[middle]
                                            : 0.5 * (values[middle - 1] + values[middle]);
    }
    return medians;
}

FeatureSpan spanOf(const Dataset& data, int feature) {
    const std::vector<double> values = sorted(data, feature);
    const FeatureSpan inner{quantile(values, kLowQuantile), quantile(values, kHighQuantile)};
    if (hasTwoValues(values) || inner.from == inner.to)
        return {values.front(), values.back()};
    return inner;
}

double shareOf(const Project& project, int feature, const FeatureSpan& span, double value) {
    const InputScaling scaling = scalingOf(project, feature);
    const double from = scaling.apply(span.from), to = scaling.apply(span.to);
    return from == to ? 0.5 : (scaling.apply(value) - from) / (to - from);
}

double valueAt(const Project& project, int feature, const FeatureSpan& span, double share) {
    if (share <= 0.0 || share >= 1.0)  // without the rounding of there and back
        return share <= 0.0 ? span.from : span.to;
    const InputScaling scaling = scalingOf(project, feature);
    const double from = scaling.apply(span.from), to = scaling.apply(span.to);
    return scaling.invert(from + share * (to - from));
}

double FeatureEffect::changeOf(const Dataset& data, int output) const {
    const auto targets = data.targets.col(output);
    const double range = targets.maxCoeff() - targets.minCoeff();
    return (atTo[output] - atFrom[output]) / (range > 0.0 ? range : 1.0);
}

FeatureEffect effectOf(const Project& project, const Network& network, int feature, int points) {
    FeatureEffect effect;
    effect.feature = feature;
    effect.span = spanOf(*project.data, feature);
    const std::vector<double> data = sorted(*project.data, feature);
    const FeatureSpan all{data.front(), data.back()};
    if (hasTwoValues(data))
        effect.values = {all.from, all.to};
    else
        for (int i = 0; i < points; ++i)
            effect.values.push_back(valueAt(project, feature, all, double(i) / (points - 1)));
    const auto count = static_cast<Eigen::Index>(effect.values.size());
    Matrix entered = atMedians(project, count + 2);
    for (Eigen::Index i = 0; i < count; ++i)
        entered(i, feature) = effect.values[static_cast<std::size_t>(i)];
    entered(count, feature) = effect.span.from;
    entered(count + 1, feature) = effect.span.to;
    const Matrix answers = answersTo(project, network, entered);
    effect.answers = answers.topRows(count);
    effect.atFrom = answers.row(count).transpose();
    effect.atTo = answers.row(count + 1).transpose();
    return effect;
}

std::vector<int> featuresByEffect(const Project& project, const Network& network, int output) {
    const auto inputs = static_cast<int>(network.inputCount());
    Matrix entered = atMedians(project, 2 * inputs);
    for (int k = 0; k < inputs; ++k) {
        const FeatureSpan span = spanOf(*project.data, k);
        entered(2 * k, k) = span.from;
        entered(2 * k + 1, k) = span.to;
    }
    const Vector answers = answersTo(project, network, entered).col(output);
    std::vector<int> features(static_cast<std::size_t>(inputs));
    std::iota(features.begin(), features.end(), 0);
    const auto sizeOf = [&](int k) { return std::abs(answers[2 * k + 1] - answers[2 * k]); };
    std::stable_sort(features.begin(), features.end(),
                     [&](int a, int b) { return sizeOf(a) > sizeOf(b); });
    return features;
}

Interaction interactionOf(const Project& project, const Network& network, int x, int y,
                          int output) {
    const FeatureSpan spanX = spanOf(*project.data, x), spanY = spanOf(*project.data, y);
    Matrix entered = atMedians(project, 4);
    for (int corner = 0; corner < 4; ++corner) {
        entered(corner, x) = corner < 2 ? spanX.from : spanX.to;
        entered(corner, y) = corner % 2 == 0 ? spanY.from : spanY.to;
    }
    const Vector answers = answersTo(project, network, entered).col(output);
    const Vector u = weightedInputs(project, network, entered, output);
    return {answers[0], answers[1], answers[2], answers[3], (u[3] - u[2]) - (u[1] - u[0])};
}

FeatureMap mapOf(const Project& project, const Network& network, int x, int y, int output,
                 int side) {
    FeatureMap map{x, y, {}, {}, side, {}};
    const auto edges = [&](int feature) {
        const std::vector<double> values = sorted(*project.data, feature);
        const double high = quantile(values, kMapQuantile);
        return FeatureSpan{values.front(), high > values.front() ? high : values.back()};
    };
    map.spanX = edges(x);
    map.spanY = edges(y);
    Matrix entered = atMedians(project, static_cast<Eigen::Index>(side) * side);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const int i = row * side + column;
            entered(i, x) = valueAt(project, x, map.spanX, (column + 0.5) / side);
            entered(i, y) = valueAt(project, y, map.spanY, 1.0 - (row + 0.5) / side);
        }
    map.answers = answersTo(project, network, entered).col(output);
    return map;
}

TargetMap targetsOver(const Project& project, const FeatureMap& map, int output, int side) {
    const auto cells = static_cast<std::size_t>(side * side);
    TargetMap targets{side, std::vector<std::int64_t>(cells), std::vector<double>(cells)};
    const auto cellOf = [&](double share) {
        return std::clamp(static_cast<int>(std::floor(share * side)), 0, side - 1);
    };
    const Dataset& data = *project.data;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        const int column = cellOf(shareOf(project, map.x, map.spanX, data.inputs(row, map.x)));
        const int up = cellOf(shareOf(project, map.y, map.spanY, data.inputs(row, map.y)));
        const auto cell = static_cast<std::size_t>((side - 1 - up) * side + column);
        ++targets.counts[cell];
        targets.means[cell] += data.targets(row, output);
    }
    for (std::size_t cell = 0; cell < cells; ++cell)
        if (targets.counts[cell] > 0)
            targets.means[cell] /= static_cast<double>(targets.counts[cell]);
    return targets;
}

}  // namespace stepgrad
