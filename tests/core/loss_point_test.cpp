// What the curves show, against single passes by the plain oracle.

#include "core/training/loss_point.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/data/generators.h"
#include "core/document/new_data.h"
#include "core/network/backpropagation.h"
#include "core/training/run_record.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using namespace test;

Project circle(int size) {
    return withData(xorProject(), generate(Generator::Circle, {size, 0.1, 3}),
                    {Split{0.25, 2}, ScalingKind::Standardise});
}

TEST(LossPoint, CountsLossesAndRightAnswersOfBothParts) {
    const Project project = circle(40);
    const LossPoint point = measurePoint(project, project.network, 12);
    EXPECT_EQ(point.update, 12);
    const auto naive = [&](const Dataset& part) {
        double loss = 0.0, right = 0.0;
        for (Eigen::Index row = 0; row < part.size(); ++row) {
            loss += lossOf(project.network, project.loss, part.input(row), part.target(row));
            const double prediction = predict(project.network, part.input(row))[0];
            right += (prediction >= 0.5) == (part.target(row)[0] == 1.0);
        }
        return std::pair(loss / double(part.size()), right / double(part.size()));
    };
    const auto examples = project.examples();
    EXPECT_NEAR(point.loss, naive(*examples->training).first, 1e-14);
    EXPECT_EQ(point.accuracy, naive(*examples->training).second);
    EXPECT_NEAR(*point.testLoss, naive(*examples->test).first, 1e-14);
    EXPECT_EQ(point.testAccuracy, naive(*examples->test).second);
}

TEST(LossPoint, GradientsAreThoseOfTheMeanLossByCentralDifferences) {
    Project project = circle(40);
    const LossPoint point = measurePoint(project, project.network, 0);
    ASSERT_EQ(point.gradients.count(), 2);
    const auto slope = [&](double& parameter) {
        const double before = parameter, h = 1e-6;
        parameter = before + h;
        const double above = measurePoint(project, project.network, 0).loss;
        parameter = before - h;
        const double below = measurePoint(project, project.network, 0).loss;
        parameter = before;
        return (above - below) / (2.0 * h);
    };
    for (std::size_t l = 0; l < 2; ++l) {
        double squares = 0.0;
        Layer& layer = project.network.layers[l];
        for (Eigen::Index j = 0; j < layer.neurons(); ++j) {
            for (Eigen::Index k = 0; k < layer.inputs(); ++k)
                squares += std::pow(slope(layer.weights(j, k)), 2);
            squares += std::pow(slope((*layer.biases)[j]), 2);
        }
        EXPECT_NEAR(point.gradients[static_cast<int>(l)], std::sqrt(squares), 1e-8) << l;
    }
}

TEST(LossPoint, HasNoSharesOfNumbersAndNoTestWithoutASplit) {
    Project project =
        withData(xorProject(), generate(Generator::Plane, {30, 0.1, 4}), Preparation{});
    const LossPoint point = measurePoint(project, project.network, 0);
    EXPECT_FALSE(point.accuracy || point.testAccuracy || point.testLoss);
    EXPECT_EQ(point.gradients.count(), 2);
}

TEST(LossPoint, IsThatOfTheWeightsAtItsUpdateInALongRun) {
    Project project = xorProject();
    project.optimizer.learningRate = 40.0;  // so that the loss goes up and down
    const auto shared = std::make_shared<const Project>(project);
    RunRecord record(shared, initialStateOf(project), {});
    Trainer trainer(shared, initialStateOf(project));
    double lowest = record.losses().front().loss, highest = lowest;
    for (int i = 1; i <= 20000; ++i) {
        ASSERT_FALSE(trainer.step());
        record.afterUpdate(trainer);
        if (i <= 4000) {  // before anything is left out, every loss is taken
            lowest = std::min(lowest, record.losses().back().loss);
            highest = std::max(highest, record.losses().back().loss);
        }
    }
    const auto& points = record.losses();
    ASSERT_GT(highest, points.front().loss);
    EXPECT_LE(points.size(), 4096U);
    EXPECT_GT(points.size(), 1000U);
    for (std::size_t i = 0; i < points.size(); i += 97)
        EXPECT_EQ(points[i], measurePoint(project, record.stateAt(points[i].update).network,
                                          points[i].update));
    const auto [least, most] =
        std::minmax_element(points.begin(), points.end(),
                            [](const LossPoint& a, const LossPoint& b) { return a.loss < b.loss; });
    EXPECT_LE(least->loss, lowest);
    EXPECT_GE(most->loss, highest);  // condensing has not lost it
}

TEST(LossPoint, KeepsTheNormsOfUpToThirtyLayersWithoutMemoryOfItsOwn) {
    for (const int layers : {1, 20, 30, 33}) {
        Project project = xorProject();
        const Network small = project.network;
        project.network.layers.assign(static_cast<std::size_t>(layers), small.layers[0]);
        project.network.layers.back() = small.layers[1];
        if (layers == 1)
            project.network.layers[0].weights = Matrix{{0.5, -0.5}};
        const LossPoint point = measurePoint(project, project.network, 0);
        ASSERT_EQ(point.gradients.count(), std::min(layers, 30));
        for (int l = 0; l < point.gradients.count(); ++l)
            EXPECT_GT(point.gradients[l], 0.0);
        std::vector<LossPoint> others(1);
        others[0].gradients = {1.0, 2.0, 3.0};
        EXPECT_FALSE(others[0] == point);
        others[0] = point;
        EXPECT_EQ(others[0], point);
    }
}

}  // namespace
}  // namespace stepgrad
