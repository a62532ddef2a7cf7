#include "core/network/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stdexcept>

#include "core/network/backpropagation.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

/// The published rule of one optimizer for one number, after the formulas in
/// PyTorch's documentation of torch.optim, in long double.
using Rule = std::function<long double(long double theta, long double g)>;

Rule sgdWithMomentum(long double gamma, long double mu) {
    return [=, b = 0.0L, t = 0](long double theta, long double g) mutable {
        b = ++t > 1 ? mu * b + g : g;
        return theta - gamma * b;
    };
}

Rule rmsprop(long double gamma, long double alpha, long double eps) {
    return [=, v = 0.0L](long double theta, long double g) mutable {
        v = alpha * v + (1.0L - alpha) * g * g;
        return theta - gamma * g / (std::sqrt(v) + eps);
    };
}

Rule adam(long double gamma, long double beta1, long double beta2, long double eps) {
    return [=, m = 0.0L, v = 0.0L, power1 = 1.0L, power2 = 1.0L](long double theta,
                                                                 long double g) mutable {
        m = beta1 * m + (1.0L - beta1) * g;
        v = beta2 * v + (1.0L - beta2) * g * g;
        power1 *= beta1;
        power2 *= beta2;
        const long double mean = m / (1.0L - power1), square = v / (1.0L - power2);
        return theta - gamma * mean / (std::sqrt(square) + eps);
    };
}

/// Trains a net for some updates and holds every parameter at every update
/// against a rule of its own.
void expectFollows(const OptimizerSettings& settings, const std::function<Rule()>& makeRule) {
    for (const std::uint64_t seed : {2u, 4u, 8u}) {
        RandomCase c = randomCase(seed, Activation::Tanh, Activation::Sigmoid, Loss::SquaredError);
        for (auto& layer : c.network.layers)
            layer.biases = Vector::Constant(layer.neurons(), 0.125);
        std::vector<Rule> rules;
        for (int i = 0; i < c.network.parameterCount(); ++i)
            rules.push_back(makeRule());
        Network network = c.network;
        OptimizerState state = initialState(settings, network);
        for (int t = 1; t <= 12; ++t) {
            const Trace trace = trainingStep(network, c.loss, settings, state, c.inputs, c.targets);
            EXPECT_EQ(trace.stateAfter.updates, t);
            std::size_t rule = 0;
            const auto expect = [&](double p, double g, double found) {
                const auto expected = static_cast<double>(rules[rule++](p, g));
                EXPECT_NEAR(found, expected, 1e-14 * std::abs(expected) + 1e-15)
                    << "update " << t << ", parameter " << rule;
            };
            for (std::size_t l = 0; l < network.layers.size(); ++l) {
                const auto& layer = network.layers[l];
                const auto& after = trace.layers[l];
                for (int j = 0; j < layer.neurons(); ++j) {
                    for (int k = 0; k < layer.inputs(); ++k)
                        expect(layer.weights(j, k), after.weightGradients(j, k),
                               after.newWeights(j, k));
                    expect((*layer.biases)[j], (*after.biasGradients)[j], (*after.newBiases)[j]);
                }
            }
            EXPECT_EQ(trace.stateBefore, state);
            network = trace.networkAfter();
            state = trace.stateAfter;
        }
    }
}

TEST(Optimizer, KeysNameEachOptimizerOnce) {
    EXPECT_EQ(optimizers().size(), 3u);
    for (const auto& row : optimizers()) {
        EXPECT_EQ(optimizerFromKey(row.key), row.id);
        EXPECT_EQ(&info(row.id), &row);
    }
    EXPECT_EQ(optimizerFromKey("SGD"), std::nullopt);
}

TEST(Optimizer, MomentumFollowsItsPublishedRule) {
    OptimizerSettings settings;
    settings.learningRate = 0.2;
    settings.momentum = 0.9;
    expectFollows(settings, [] { return sgdWithMomentum(0.2, 0.9); });
}

TEST(Optimizer, RmsPropFollowsItsPublishedRule) {
    OptimizerSettings settings;
    settings.type = OptimizerType::RmsProp;
    settings.learningRate = 0.01;
    expectFollows(settings, [] { return rmsprop(0.01, 0.99, 1e-8); });
    settings.alpha = 0.5;
    settings.epsilon = 0.1;
    expectFollows(settings, [] { return rmsprop(0.01, 0.5, 0.1); });
}

TEST(Optimizer, AdamFollowsItsPublishedRule) {
    OptimizerSettings settings;
    settings.type = OptimizerType::Adam;
    settings.learningRate = 0.01;
    expectFollows(settings, [] { return adam(0.01, 0.9, 0.999, 1e-8); });
    settings.beta1 = 0.0;
    settings.beta2 = 0.5;
    settings.epsilon = 0.1;
    expectFollows(settings, [] { return adam(0.01, 0.0, 0.5, 0.1); });
}

TEST(Optimizer, AdamsFirstStepsHaveTheSizeOfTheLearningRate) {
    OptimizerSettings settings;
    settings.type = OptimizerType::Adam;
    settings.learningRate = 0.01;
    for (const double g : {1e-3, -2.0, 1e6}) {
        double p = 0.0, m = 0.0, v = 0.0;
        for (int t = 1; t <= 5; ++t) {
            const double next = updated(settings, p, g, t, m, v);
            EXPECT_NEAR(next - p, g > 0.0 ? -0.01 : 0.01, 1e-6) << "g " << g << ", t " << t;
            p = next;
        }
    }
}

TEST(Optimizer, RemembersOnlyWhatItNeeds) {
    const RandomCase c = randomCase(2);
    OptimizerSettings settings;
    EXPECT_EQ(settings.memory(), 0);
    EXPECT_TRUE(initialState(settings, c.network).layers.empty());
    settings.momentum = 0.5;
    EXPECT_EQ(settings.memory(), 1);
    settings.type = OptimizerType::RmsProp;
    EXPECT_EQ(settings.memory(), 1);
    EXPECT_EQ(initialState(settings, c.network).layers.size(), c.network.layers.size());
    EXPECT_EQ(initialState(settings, c.network).layers[0].secondWeights.size(), 0);
    settings.type = OptimizerType::Adam;
    EXPECT_EQ(settings.memory(), 2);
    const OptimizerState state = initialState(settings, c.network);
    EXPECT_EQ(state.layers[0].secondWeights,
              Matrix::Zero(c.network.layers[0].neurons(), c.network.layers[0].inputs()));
}

TEST(Optimizer, AMemoryOfAnotherKindOrNetworkIsRefused) {
    const RandomCase c = randomCase(2), other = randomCase(3);
    ASSERT_NE(c.network.shapeText(), other.network.shapeText());
    OptimizerSettings adam, rms;
    adam.type = OptimizerType::Adam;
    rms.type = OptimizerType::RmsProp;
    const auto make = [&](const OptimizerSettings& settings, const OptimizerState& state) {
        return makeTrace(c.network, c.loss, settings, state);
    };
    EXPECT_NO_THROW(make(adam, initialState(adam, c.network)));
    EXPECT_NO_THROW(make(adam, {})) << "an empty memory is that of the first update";
    EXPECT_THROW(make(adam, initialState(adam, other.network)), std::invalid_argument);
    EXPECT_THROW(make(adam, initialState(rms, c.network)), std::invalid_argument);
    EXPECT_THROW(make(rms, initialState(adam, c.network)), std::invalid_argument);
    EXPECT_THROW(make({}, initialState(rms, c.network)), std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad
