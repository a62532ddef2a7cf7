// Effects of features against forward passes one by one.

#include "core/laboratory/feature_effect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/laboratory/layer_comparison.h"
#include "core/network/backpropagation.h"
#include "tests/core/laboratory_support.h"

namespace stepgrad {
namespace {

using test::example;

/// The median by counting: as many below as above.
double medianByCounting(const Dataset& data, int feature) {
    std::vector<double> values;
    for (Eigen::Index row = 0; row < data.size(); ++row)
        values.push_back(data.inputs(row, feature));
    std::nth_element(values.begin(), values.begin() + std::ssize(values) / 2, values.end());
    const double upper = values[values.size() / 2];
    if (values.size() % 2 == 1)
        return upper;
    return 0.5 *
           (*std::max_element(values.begin(), values.begin() + std::ssize(values) / 2) + upper);
}

Vector answer(const Project& project, const std::vector<std::pair<int, double>>& changes) {
    Vector entered(project.network.inputCount());
    for (int k = 0; k < entered.size(); ++k)
        entered[k] = medianByCounting(*project.data, k);
    for (const auto& [feature, value] : changes)
        entered[feature] = value;
    return predict(project.network, project.seen(entered));
}

TEST(FeatureEffect, IsTheForwardPassWithTheOthersAtTheirMedian) {
    for (const char* name : {"spam", "iris", "digits"}) {
        const Project project = example(name);
        const FeatureStudy study(project);
        for (const int feature : {0, 1, 3}) {
            const FeatureEffect effect = study.effectOf(project.network, feature, 9);
            for (std::size_t i = 0; i < effect.values.size(); ++i)
                for (int k = 0; k < project.network.outputCount(); ++k)
                    EXPECT_NEAR(effect.answers(Eigen::Index(i), k),
                                answer(project, {{feature, effect.values[i]}})[k], 1e-12);
            EXPECT_NEAR(effect.atTo[0], answer(project, {{feature, effect.span.to}})[0], 1e-12);
            EXPECT_NEAR(effect.atFrom[0], answer(project, {{feature, effect.span.from}})[0], 1e-12);
        }
    }
}

TEST(FeatureEffect, OrdersTheFeaturesAsTheirEffectsOneByOne) {
    const Project project = example("digits");  // more than are compared at once
    const FeatureStudy study(project);
    const std::vector<int> features = study.byEffect(project.network, 3);
    ASSERT_EQ(std::ssize(features), project.network.inputCount());
    double before = HUGE_VAL;
    for (const int feature : features) {
        const FeatureEffect effect = study.effectOf(project.network, feature, 2);
        const double size = std::abs(effect.atTo[3] - effect.atFrom[3]);
        EXPECT_LE(size, before + 1e-12);
        before = size;
    }
}

TEST(FeatureEffect, GoesOverAllValuesOfTheDataAndOverTwoOfAFlag) {
    const Project project = example("spam");
    const FeatureStudy study(project);
    EXPECT_EQ(study.effectOf(project.network, 0, 50).values, (std::vector<double>{0.0, 1.0}));
    const auto links = study.effectOf(project.network, 1, 50).values;
    EXPECT_EQ(links.front(), 0.0);
    EXPECT_EQ(links.back(), 3129.0);
    EXPECT_TRUE(std::is_sorted(links.begin(), links.end()));
    EXPECT_TRUE(study.isLogarithmic(1));
    EXPECT_FALSE(study.isLogarithmic(2));
}

TEST(FeatureEffect, SpansFromTheTenthToTheNinetiethPercent) {
    const Project project = example("spam");
    const FeatureStudy study(project);
    const FeatureSpan span = study.span(3);
    const auto column = project.data->inputs.col(3).array();
    const double size = double(column.size());
    EXPECT_NEAR(double((column < span.from).count()) / size, 0.1, 0.002);
    EXPECT_NEAR(double((column <= span.to).count()) / size, 0.9, 0.002);
}

TEST(FeatureEffect, IsOrderedByItsSize) {
    Project project = example("iris");
    project.network.layers[0].weights.setZero();
    project.network.layers[0].weights.col(2).setOnes();
    const FeatureStudy study(project);
    EXPECT_EQ(study.byEffect(project.network, 0).front(), 2);
}

TEST(FeatureStrength, HasTheStatedThresholds) {
    EXPECT_EQ(strengthOf(0.0499), Strength::None);
    EXPECT_EQ(strengthOf(-0.05), Strength::Weak);
    EXPECT_EQ(strengthOf(0.15), Strength::Moderate);
    EXPECT_EQ(strengthOf(-0.4), Strength::Strong);
}

double logit(double p) {
    return std::log(p / (1.0 - p));
}

TEST(Interaction, IsZeroWithoutHiddenLayerAndTheDifferenceOfDifferencesWithOne) {
    const Project project = example("spam");
    const FeatureStudy study(project);
    const Interaction hidden = study.interactionOf(project.network, 1, 3, 0);
    const auto at = [&](double links, double length) {
        return answer(project, {{1, links}, {3, length}})[0];
    };
    const FeatureSpan x = study.span(1), y = study.span(3);
    EXPECT_NEAR(hidden.highLow, at(x.to, y.from), 1e-12);
    EXPECT_NEAR(hidden.lowHigh, at(x.from, y.to), 1e-12);
    EXPECT_NEAR(hidden.ofU,
                logit(at(x.to, y.to)) - logit(at(x.to, y.from)) - logit(at(x.from, y.to)) +
                    logit(at(x.from, y.from)),
                1e-9);
    EXPECT_GT(std::abs(hidden.ofU), 1e-4);
    const Project flat = withoutHiddenLayers(project);
    EXPECT_NEAR(study.interactionOf(flat.network, 1, 3, 0).ofU, 0.0, 1e-12);
}

TEST(FeatureMap, HasTheForwardPassInEveryCellAndTheDataBesideIt) {
    const Project project = example("spam");
    const FeatureStudy study(project);
    const FeatureMap map = study.mapOf(project.network, 1, 3, 0, 5);
    const auto between = [](const FeatureSpan& span, double share) {
        return std::expm1((1.0 - share) * std::log1p(span.from) + share * std::log1p(span.to));
    };
    // The middle cell, and the one at the top left: few links, long.
    EXPECT_NEAR(map.answers[12],
                answer(project, {{1, between(map.spanX, 0.5)}, {3, between(map.spanY, 0.5)}})[0],
                1e-9);
    EXPECT_NEAR(map.answers[0],
                answer(project, {{1, between(map.spanX, 0.1)}, {3, between(map.spanY, 0.9)}})[0],
                1e-9);

    const TargetMap shares = study.targetsOver(map, 0, 4);
    std::int64_t all = 0;
    double spam = 0.0;
    for (std::size_t cell = 0; cell < shares.counts.size(); ++cell) {
        all += shares.counts[cell];
        spam += shares.means[cell] * double(shares.counts[cell]);
    }
    EXPECT_EQ(all, 6046);
    EXPECT_NEAR(spam, 1896.0, 1e-6);
    // The cell at the bottom left by counting: few links, short.
    const double linksEdge = between(map.spanX, 0.25), lengthEdge = between(map.spanY, 0.25);
    std::int64_t counted = 0;
    for (Eigen::Index row = 0; row < project.data->size(); ++row)
        counted +=
            project.data->inputs(row, 1) < linksEdge && project.data->inputs(row, 3) < lengthEdge
                ? 1
                : 0;
    EXPECT_EQ(shares.counts[12], counted);
}

}  // namespace
}  // namespace stepgrad
