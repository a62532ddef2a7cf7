#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/document/project.h"

namespace stepgrad {

/// What a network makes of one feature while all others stay at their median over all
/// examples. For any network and any data; features are the inputs as entered, in their own units.

/// How strong an effect is called, by the change of the answer as a share of the range of the
/// targets: below 0.05 none, below 0.15 weak, below 0.4 moderate, else strong.
enum class Strength { None, Weak, Moderate, Strong };
Strength strengthOf(double change);
std::string_view strengthText(Strength strength);  ///< "almost none", "weak" …

/// From where to where a feature is moved: where it has but two values, from one to the
/// other; else from the 10 % to the 90 % quantile, or where these are equal from the
/// least to the greatest.
struct FeatureSpan {
    double from = 0.0, to = 0.0;
};

/// The answers over one feature.
struct FeatureEffect {
    int feature = 0;
    std::vector<double> values;  ///< as entered, rising: from the least to the greatest
    Matrix answers;              ///< values x outputs
    FeatureSpan span;
    Vector atFrom, atTo;  ///< answers at its ends
};

/// How two features act together, by the answers at the four corners of their spans.
struct Interaction {
    double lowLow = 0.0, lowHigh = 0.0, highLow = 0.0, highHigh = 0.0;  ///< answers at (x, y)
    /// u(high, high) − u(high, low) − u(low, high) + u(low, low) of the output neuron: 0 for
    /// every network without hidden layer, whose u is a sum of the features.
    double ofU = 0.0;
};

/// The answers over two features, all others at their median, and the data beside them: both over
/// the same rectangle, from the 1 % to the 99 % quantile of each feature, evenly divided as
/// the network sees them.
struct FeatureMap {
    int x = 0, y = 0;
    FeatureSpan spanX, spanY;  ///< as entered: the edges
    int side = 0;
    Vector answers;  ///< side x side, row by row, top left first
};

/// The mean target of the examples in each cell of that rectangle; what lies beyond an edge counts
/// in the cell at the edge.
struct TargetMap {
    int side = 0;
    std::vector<std::int64_t> counts;  ///< side x side, row by row, top left first
    std::vector<double> means;         ///< of meaning where there are examples
};

/// The features of a project's data: medians and spans, found once, and what networks of the
/// project's shape (or with as many inputs and outputs) make of them. Immutable.
class FeatureStudy {
public:
    explicit FeatureStudy(const Project& project);
    /// Whether it would be the same for that project.
    bool isOf(const Project& project) const;

    int count() const { return static_cast<int>(m_medians.size()); }
    double median(int feature) const { return m_medians[feature]; }
    const FeatureSpan& span(int feature) const { return at(feature).inner; }
    bool hasTwoValues(int feature) const { return at(feature).hasTwoValues; }
    /// Whether its axis is one of ln(1 + x).
    bool isLogarithmic(int feature) const { return scalingOf(feature).log1p; }
    const Dataset& data() const { return *m_data; }

    /// @param points  >= 2: as many values, evenly apart as the network sees them (ln(1 + x)
    ///                where the scaling takes it); of a feature with two values these alone
    FeatureEffect effectOf(const Network& network, int feature, int points) const;
    /// Of that output, atTo − atFrom as a share of the range of its target.
    double changeOf(const FeatureEffect& effect, int output) const;
    /// The features by the size of their effect on that output, the largest first; of more
    /// than 1000 those that move the first layer most.
    std::vector<int> byEffect(const Network& network, int output) const;
    Interaction interactionOf(const Network& network, int x, int y, int output) const;
    FeatureMap mapOf(const Network& network, int x, int y, int output, int side) const;
    TargetMap targetsOver(const FeatureMap& map, int output, int side) const;

    /// Where a value of a feature lies between the ends of a span, 0 … 1, as the network sees
    /// it; and the other way round.
    double shareOf(int feature, const FeatureSpan& span, double value) const;
    double valueAt(int feature, const FeatureSpan& span, double share) const;
    /// The least and the greatest value.
    const FeatureSpan& wholeSpan(int feature) const { return at(feature).whole; }

private:
    struct Feature {
        FeatureSpan inner, whole, map;
        bool hasTwoValues = false;
    };
    const Feature& at(int feature) const { return m_features[static_cast<std::size_t>(feature)]; }
    InputScaling scalingOf(int feature) const;
    std::vector<int> compared(const Network& network) const;
    /// Rows of medians, to be changed in some columns.
    Matrix atMedians(Eigen::Index rows) const;
    Matrix seen(const Matrix& entered) const;
    Matrix answersTo(const Network& network, const Matrix& entered) const;

    DatasetPtr m_data;
    std::optional<Scaling> m_scaling;
    Vector m_medians;
    std::vector<Feature> m_features;
};

}  // namespace stepgrad
