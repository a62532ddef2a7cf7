#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/document/project.h"

namespace stepgrad {

/// What a network makes of one feature while all others stay at their median. All of it for
/// any network and any data; features are the inputs as entered, in their own units.

/// How strong an effect is called, by the change of the answer as a share of the range of the
/// targets: below 0.05 none, below 0.15 weak, below 0.4 moderate, else strong.
enum class Strength { None, Weak, Moderate, Strong };
Strength strengthOf(double change);
std::string_view strengthText(Strength strength);  ///< "almost none", "weak" …

/// The median of every input over all examples. @returns one number an input
Vector mediansOf(const Dataset& data);

/// From where to where a feature is moved: where it has but two values, from one to the
/// other; else from the 10 % to the 90 % quantile, or where these are equal from the
/// least to the greatest.
struct FeatureSpan {
    double from = 0.0, to = 0.0;
};
FeatureSpan spanOf(const Dataset& data, int feature);

/// The answers over one feature.
struct FeatureEffect {
    int feature = 0;
    std::vector<double> values;  ///< as entered, rising: from the least to the greatest
    Matrix answers;              ///< values x outputs
    FeatureSpan span;
    Vector atFrom, atTo;  ///< answers at its ends

    /// Of that output, atTo − atFrom as a share of the range of its target.
    double changeOf(const Dataset& data, int output) const;
};

/// @param network  of the project's shape
/// @param points   >= 2: as many values, evenly apart as the network sees them (ln(1 + x) where
///                 the scaling takes it); of a feature with two values these alone
FeatureEffect effectOf(const Project& project, const Network& network, int feature, int points);

/// The features by the size of their effect on that output, the largest first.
std::vector<int> featuresByEffect(const Project& project, const Network& network, int output);

/// How two features act together, by the answers at the four corners of their spans.
struct Interaction {
    double lowLow = 0.0, lowHigh = 0.0, highLow = 0.0, highHigh = 0.0;  ///< answers at (x, y)
    /// u(high, high) − u(high, low) − u(low, high) + u(low, low) of the output neuron: 0 for
    /// every network without hidden layer, whose u is a sum of the features.
    double ofU = 0.0;
};
Interaction interactionOf(const Project& project, const Network& network, int x, int y,
                          int output);

/// The answers over two features, all others at their median, and the data beside them: both over
/// the same rectangle, from the least to the 99 % quantile of each feature, evenly divided as
/// the network sees them.
struct FeatureMap {
    int x = 0, y = 0;
    FeatureSpan spanX, spanY;  ///< as entered: the edges
    int side = 0;
    Vector answers;  ///< side x side, row by row, top left first
};
FeatureMap mapOf(const Project& project, const Network& network, int x, int y, int output,
                 int side);

/// The mean target of the examples in each cell of that rectangle; what lies beyond an edge counts
/// in the cell at the edge.
struct TargetMap {
    int side = 0;
    std::vector<std::int64_t> counts;  ///< side x side, row by row, top left first
    std::vector<double> means;         ///< of meaning where there are examples
};
TargetMap targetsOver(const Project& project, const FeatureMap& map, int output, int side);

/// Where a value of a feature lies between the ends of a span, 0 … 1, as the network sees it.
double shareOf(const Project& project, int feature, const FeatureSpan& span, double value);
double valueAt(const Project& project, int feature, const FeatureSpan& span, double share);

}  // namespace stepgrad
