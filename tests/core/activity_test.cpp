// Dead and saturated neurons, counted one number at a time, and their revival.

#include "core/laboratory/activity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/data/generators.h"
#include "core/laboratory/deep_network.h"
#include "core/laboratory/operating_points.h"
#include "core/laboratory/revival.h"
#include "core/network/backpropagation.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

Project circle(Activation hidden, int width = 12, int layers = 3) {
    Project project = test::xorProject();
    project.data = std::make_shared<const Dataset>(generate(Generator::Circle, {120, 0.1, 5}).data);
    return withPlan(project, {layers, width, hidden, {InitializerType::HeNormal, 3, 0.5}});
}

/// u of a neuron in plain sums.
double weightedInput(const Network& network, const Vector& input, int l, int j) {
    Vector x = input;
    for (int at = 0;; ++at) {
        const Layer& layer = network.layers[static_cast<std::size_t>(at)];
        Vector u(layer.neurons());
        for (int n = 0; n < layer.neurons(); ++n) {
            u[n] = layer.biases ? (*layer.biases)[n] : 0.0;
            for (int k = 0; k < layer.inputs(); ++k)
                u[n] += layer.weights(n, k) * x[k];
        }
        if (at == l)
            return u[j];
        x.resize(u.size());
        for (int n = 0; n < u.size(); ++n)
            x[n] = layer.activation == Activation::Relu      ? std::max(0.0, u[n])
                   : layer.activation == Activation::Sigmoid ? 1.0 / (1.0 + std::exp(-u[n]))
                                                             : std::tanh(u[n]);
    }
}

TEST(Activity, NamesExactlyTheReluNeuronsThatAnswerNoExample) {
    Project project = circle(Activation::Relu);
    (*project.network.layers[0].biases)[4] = -50.0;
    (*project.network.layers[1].biases)[7] = -80.0;
    project.network.layers[1].weights.row(2).setConstant(-1.0);
    const Activity activity = measureActivity(project.network, *project.data);
    EXPECT_TRUE(activity.isComplete());
    int dead = 0;
    for (int l = 0; l < 2; ++l)
        for (int j = 0; j < 12; ++j) {
            double greatest = -1e300;
            for (Eigen::Index row = 0; row < project.data->size(); ++row)
                greatest = std::max(greatest,
                                    weightedInput(project.network, project.data->input(row), l, j));
            const auto& named = activity.layers[static_cast<std::size_t>(l)].dead;
            EXPECT_EQ(std::find(named.begin(), named.end(), j) != named.end(), greatest <= 0.0);
            EXPECT_NEAR(
                activity.layers[static_cast<std::size_t>(l)].greatest[static_cast<std::size_t>(j)],
                greatest, 1e-12);
            dead += greatest <= 0.0 ? 1 : 0;
        }
    EXPECT_GE(dead, 3);
}

TEST(Activity, CountsSaturatedSigmoidAndTanhNeuronsButNoOthers) {
    for (const Activation hidden : {Activation::Sigmoid, Activation::Tanh}) {
        Project project = circle(hidden);
        (*project.network.layers[0].biases)[3] = 40.0;
        (*project.network.layers[1].biases)[0] = -40.0;
        const Activity activity = measureActivity(project.network, *project.data);
        EXPECT_EQ(activity.layers[0].saturated, std::vector<int>{3});
        EXPECT_EQ(activity.layers[1].saturated, std::vector<int>{0});
        EXPECT_TRUE(activity.layers[0].dead.empty());
    }
}

TEST(Activity, OfTooMuchWorkASampleIsMeasuredAndSaidToBeOne) {
    const Project project = circle(Activation::Relu);
    const Activity few = measureActivity(project.network, *project.data,
                                         10.0 * double(project.network.parameterCount()));
    EXPECT_EQ(few.measured, 10);
    EXPECT_EQ(few.layers[0].sample.rows(), 10);
    EXPECT_FALSE(few.isComplete());
    std::vector<std::vector<std::string>> names{
        std::vector<std::string>(12, "h"), std::vector<std::string>(12, "h"), {"h"}};
    EXPECT_NE(activityText(project.network, few, names).find("10 of 120 training examples"),
              std::string::npos);
}

TEST(Revival, GivesEveryDeadNeuronExamplesToAnswerAndLeavesTheOthersAsTheyAre) {
    for (const bool hasBiases : {true, false}) {
        Project project = circle(Activation::Relu);
        for (Layer& layer : project.network.layers)
            if (!hasBiases)
                layer.biases.reset();
        for (const int j : {1, 5, 6}) {
            project.network.layers[0].weights.row(j).setZero();
            if (hasBiases)
                (*project.network.layers[0].biases)[j] = -1.0;
            project.network.layers[1].weights.row(j).setConstant(-2.0);
        }
        Network network = project.network;
        const Revival revival = revive(network, *project.data, 7);
        EXPECT_GE(revival.revived, 6);
        EXPECT_EQ(revival.left, 0);
        const Activity after = measureActivity(network, *project.data);
        EXPECT_TRUE(after.layers[0].dead.empty());
        EXPECT_TRUE(after.layers[1].dead.empty());
        EXPECT_EQ(network.layers[0].weights.row(2), project.network.layers[0].weights.row(2));
        EXPECT_EQ(network.layers[2], project.network.layers[2]);
        Network again = project.network;
        revive(again, *project.data, 7);
        EXPECT_EQ(again, network);
        if (!hasBiases)
            continue;
        for (const int j : {1, 5, 6}) {
            int answered = 0;
            for (Eigen::Index row = 0; row < project.data->size(); ++row)
                answered += weightedInput(network, project.data->input(row), 0, j) > 0.0 ? 1 : 0;
            EXPECT_NEAR(answered, 60, 2);
        }
    }
}

TEST(Revival, WhatIsFrozenStays) {
    Project project = circle(Activation::Relu);
    (*project.network.layers[0].biases)[4] = -50.0;
    project.network.layers[0].weightsTrainable = false;
    Network network = project.network;
    const Revival revival = revive(network, *project.data, 1);
    EXPECT_EQ(revival.frozen, 1);
    EXPECT_EQ(network.layers[0], project.network.layers[0]);
}

TEST(Revival, OfANeuronWhoseBiasIsFrozenChangesItsWeightsAlone) {
    Network network;
    network.inputNames = {"x"};
    network.layers.push_back({Activation::Relu, Matrix{{-1.0}}, Vector{{-0.5}}, true, false});
    Dataset data;
    data.inputs = Matrix{{1.0}, {40.0}};
    data.targets = Matrix{{0.0}, {1.0}};
    const Revival revival = revive(network, data, 3);
    EXPECT_EQ(revival.revived, 1);
    EXPECT_EQ((*network.layers[0].biases)[0], -0.5);
    EXPECT_GT(40.0 * network.layers[0].weights(0, 0), 0.5);
}

TEST(Revival, ThatCannotBeLeavesTheNeuronAsItIs) {
    Network network;
    network.inputNames = {"x"};
    network.layers.push_back({Activation::Relu, Matrix{{-1.0}}, std::nullopt, true, true});
    Dataset data;
    data.inputs = Matrix{{0.0}, {0.0}};
    data.targets = Matrix{{0.0}, {1.0}};
    const Network before = network;
    EXPECT_EQ(revive(network, data, 3).left, 1);
    EXPECT_EQ(network, before);
}

TEST(Revival, IsOneEditThatCanBeUndone) {
    Project project = circle(Activation::Relu);
    (*project.network.layers[0].biases)[4] = -50.0;
    Session session;
    session.open(project);
    Network network = session.still().network();
    revive(network, *project.data, 1);
    EXPECT_EQ(session.setParameters(network, "revival"), "");
    EXPECT_EQ(session.still().network(), network);
    EXPECT_EQ(session.undoDepth(), 1u);
    session.undo();
    EXPECT_EQ(session.still().network(), project.network);
    network.layers.pop_back();
    EXPECT_NE(session.setParameters(network, "revival"), "");
}

TEST(OperatingPoints, LieOnTheCurvesOfTheActivation) {
    const Project project = circle(Activation::Sigmoid);
    const Trace trace = trainingStep(project.network, project.loss, {}, {}, project.data->input(3),
                                     project.data->target(3));
    const Activity activity = measureActivity(project.network, *project.data);
    for (int l = 0; l < 3; ++l) {
        const LayerCurves curves = curvesOf(trace, activity, l);
        ASSERT_EQ(curves.points.size(), l < 2 ? 12u : 1u);
        for (const OperatingPoint& point : curves.points) {
            const double s = 1.0 / (1.0 + std::exp(-point.u));
            EXPECT_NEAR(
                point.u,
                weightedInput(project.network, project.data->input(3), l, point.neuron.neuron),
                1e-12);
            EXPECT_NEAR(point.value, s, 1e-14);
            EXPECT_NEAR(point.slope, s * (1.0 - s), 1e-14);
            EXPECT_LT(std::abs(point.u), curves.reach);
        }
        std::int64_t counted = 0;
        for (const auto count : curves.histogram)
            counted += count;
        EXPECT_EQ(counted, activity.layers[static_cast<std::size_t>(l)].sample.size());
        EXPECT_EQ(curves.curve.front().u, -curves.reach);
        EXPECT_EQ(curves.curve.back().u, curves.reach);
    }
}

}  // namespace
}  // namespace stepgrad
