// What depth does to gradients: measured on networks as the laboratory builds them.

#include "core/laboratory/flow.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/data/generators.h"
#include "core/laboratory/deep_network.h"
#include "core/network/backpropagation.h"
#include "core/training/trainer.h"
#include "tests/core/session_support.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

Project deep(int layers, int width, Activation hidden, InitializerType start,
             std::uint64_t seed = 1) {
    return withPlan(test::xorProject(), {layers, width, hidden, {start, seed, 0.5}});
}

Trace stepOf(const Project& project, Eigen::Index row) {
    return trainingStep(project.network, project.loss, project.optimizer, {},
                        project.data->input(row), project.data->target(row));
}

/// The first layer's gradient over the last one's.
double ratioOf(const Trace& trace) {
    const auto flow = flowOf(trace);
    return flow.front().gradient / flow.back().gradient;
}

TEST(Flow, NormsAreThoseOfTheOraclesDeltasAndGradients) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const RandomCase c = randomCase(seed);
        const oracle::Answer answer = askOracle(c);
        const auto flow = flowOf(trainingStep(c.network, c.loss, {}, {}, c.inputs, c.targets));
        ASSERT_EQ(flow.size(), c.network.layers.size());
        for (std::size_t l = 0; l < flow.size(); ++l) {
            long double delta = 0.0L, gradient = 0.0L;
            for (const long double d : answer.delta[l])
                delta += d * d;
            for (const auto& row : answer.weightSlope[l])
                for (const long double g : row)
                    gradient += g * g;
            for (const long double g : answer.biasSlope[l])
                gradient += g * g;
            EXPECT_NEAR(flow[l].delta, double(std::sqrt(delta)), 1e-10);
            EXPECT_NEAR(flow[l].gradient, double(std::sqrt(gradient)), 1e-10);
        }
    }
}

TEST(Flow, BehindAStepEveryDeltaAndGradientIsExactlyZero) {
    for (const int layers : {2, 3, 6}) {
        Project project = deep(layers, 3, Activation::Step, InitializerType::HeNormal);
        for (Eigen::Index row = 0; row < 4; ++row) {
            const auto flow = flowOf(stepOf(project, row));
            EXPECT_GT(flow.back().gradient, 0.0);
            for (std::size_t l = 0; l + 1 < flow.size(); ++l) {
                EXPECT_EQ(flow[l].delta, 0.0);
                EXPECT_EQ(flow[l].gradient, 0.0);
            }
        }
    }
}

TEST(Flow, TwentySigmoidLayersLeaveLessThanAMillionth) {
    for (const InitializerType start :
         {InitializerType::XavierUniform, InitializerType::XavierNormal, InitializerType::HeNormal,
          InitializerType::Uniform})
        for (const int width : {1, 4, 8}) {
            const Trace trace = stepOf(deep(20, width, Activation::Sigmoid, start), 1);
            EXPECT_LT(ratioOf(trace), 1e-6) << width;
            EXPECT_GT(flowOf(trace).back().gradient, 0.0);
        }
}

TEST(Flow, TwentyReluLayersWithHeStayWithinAFactorOfAHundred) {
    int examples = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
        for (Eigen::Index row = 1; row < 4; ++row) {
            const Trace trace =
                stepOf(deep(20, 32, Activation::Relu, InitializerType::HeNormal, seed), row);
            EXPECT_GT(ratioOf(trace), 1e-2) << seed << " " << row;
            EXPECT_LT(ratioOf(trace), 1e2) << seed << " " << row;
            ++examples;
        }
    EXPECT_EQ(examples, 24);
}

TEST(Flow, TheProductAlongAChainOfSingleNeuronsIsDelta) {
    for (const Activation hidden : {Activation::Sigmoid, Activation::Tanh, Activation::LeakyRelu}) {
        const Trace trace = stepOf(deep(30, 1, hidden, InitializerType::HeNormal), 2);
        const auto path = strongestPath(trace);
        ASSERT_EQ(path.size(), 30u);
        for (std::size_t i = 0; i < path.size(); ++i) {
            const double delta = trace.layers[29 - i].delta[0];
            EXPECT_NEAR(path[i].product, delta, 1e-12 * std::abs(delta));
        }
        const GradientPath told = pathOf(trace, path, {});
        EXPECT_EQ(told.factors.size(), 59u);
        EXPECT_EQ(told.factors.back().product, path.back().product);
    }
}

TEST(Flow, TheStrongestPathTakesTheLargestFactorOfEachLayer) {
    const Trace trace = stepOf(deep(5, 6, Activation::Tanh, InitializerType::XavierNormal, 9), 1);
    const auto path = strongestPath(trace);
    for (std::size_t i = 1; i < path.size(); ++i) {
        const int l = path[i].neuron.layer, to = path[i - 1].neuron.neuron;
        for (int k = 0; k < 6; ++k) {
            const double u = trace.layers[static_cast<std::size_t>(l)].u[k];
            const double slope = 1.0 - std::tanh(u) * std::tanh(u);
            EXPECT_LE(
                std::abs(trace.network.layers[static_cast<std::size_t>(l) + 1].weights(to, k) *
                         slope),
                std::abs(path[i].factor) * (1.0 + 1e-12));
        }
    }
}

TEST(Flow, WordsSayWhetherItVanishesExplodesOrArrives) {
    const auto said = [](const Project& project) {
        const Trace trace = stepOf(project, 1);
        return flowText(trace, flowOf(trace), strongestPath(trace), {});
    };
    EXPECT_NE(said(deep(20, 4, Activation::Sigmoid, InitializerType::XavierUniform))
                  .find("It vanishes on the way."),
              std::string::npos);
    Project large = deep(20, 16, Activation::Relu, InitializerType::Uniform);
    for (Layer& layer : large.network.layers)
        layer.weights *= 4.0;
    large.network.layers.back().activation = Activation::Linear;
    large.optimizer.clipNorm = 0.5;
    EXPECT_NE(said(large).find("δ explodes on the way"), std::string::npos) << said(large);
    EXPECT_NE(said(large).find("is clipped to c = 0.5"), std::string::npos) << said(large);
    EXPECT_NE(said(deep(10, 32, Activation::Relu, InitializerType::HeNormal)).find("It arrives."),
              std::string::npos);
}

TEST(DeepNetwork, KeepsDataLossAndOutputAndIsWhatThePlanSays) {
    Project project = test::xorProject();
    project.optimizer.clipNorm = 2.0;
    const DepthPlan plan{30, 5, Activation::Tanh, {InitializerType::HeUniform, 4, 0.5}};
    const Project changed = withPlan(project, plan);
    EXPECT_EQ(planOf(changed), plan);
    EXPECT_EQ(problemOf(changed), std::nullopt);
    EXPECT_EQ(changed.network.layerCount(), 30);
    EXPECT_EQ(changed.network.layers.back().activation, project.network.layers.back().activation);
    EXPECT_TRUE(changed.network.layers[17].biases);
    EXPECT_EQ(changed.optimizer, project.optimizer);
    EXPECT_EQ(changed.data, project.data);
    EXPECT_EQ(withPlan(changed, plan), changed);
    EXPECT_TRUE(reasonAgainst(project, {31, 5, Activation::Tanh, {}}));
    EXPECT_TRUE(reasonAgainst(project, {3, 0, Activation::Tanh, {}}));
    EXPECT_TRUE(reasonAgainst(project, {3, 2, Activation::Softmax, {}}));
    EXPECT_THROW(withPlan(project, {0, 1, Activation::Tanh, {}}), std::invalid_argument);
}

/// A run from which only clipping saves: without, the guard ends it.
TEST(DeepNetwork, AnExplodingRunIsStoppedByTheGuardAndGoesOnWhenItIsClipped) {
    Project project = deep(20, 8, Activation::Relu, InitializerType::Uniform);
    for (Layer& layer : project.network.layers)
        layer.weights *= 6.0;
    project.network.layers.back().activation = Activation::Linear;
    const auto outcome = [&](double clip) {
        project.optimizer.clipNorm = clip;
        Trainer trainer(std::make_shared<const Project>(project),
                        {project.network, initialState(project.optimizer, project.network), 0, {}});
        for (int i = 0; i < 400; ++i)
            if (trainer.step())
                return false;
        return true;
    };
    EXPECT_FALSE(outcome(0.0));
    EXPECT_TRUE(outcome(0.1));
}

}  // namespace
}  // namespace stepgrad
