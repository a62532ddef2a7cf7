#include "core/network/initializer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace stepgrad {
namespace {

Network networkOf(const std::vector<Eigen::Index>& sizes) {
    Network network;
    for (Eigen::Index k = 1; k <= sizes[0]; ++k)
        network.inputNames.push_back("i" + std::to_string(k));
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        Layer layer;
        layer.weights = Matrix::Constant(sizes[l], sizes[l - 1], 9.0);
        layer.biases = Vector::Constant(sizes[l], 9.0);
        network.layers.push_back(layer);
    }
    return network;
}

Network initialized(const std::vector<Eigen::Index>& sizes, const InitializerSettings& settings) {
    Network network = networkOf(sizes);
    initialize(network, settings);
    return network;
}

double spreadOf(const Matrix& weights) {
    return std::sqrt(weights.squaredNorm() / static_cast<double>(weights.size()));
}

TEST(Initializer, KeysLeadBackToTheirEntries) {
    for (const auto& about : initializers()) {
        EXPECT_EQ(initializerFromKey(about.key), about.id);
        EXPECT_EQ(&info(about.id), &about);
    }
    EXPECT_FALSE(initializerFromKey("orthogonal"));
}

TEST(Initializer, TheSameSeedGivesTheSameStartAndAnotherSeedAnother) {
    for (const auto& about : initializers()) {
        const Network first = initialized({3, 5, 2}, {about.id, 11, 0.5});
        EXPECT_EQ(first, initialized({3, 5, 2}, {about.id, 11, 0.5})) << about.key;
        EXPECT_EQ(first == initialized({3, 5, 2}, {about.id, 12, 0.5}), !about.isRandom)
            << about.key;
    }
}

TEST(Initializer, BiasesBeginAtZero) {
    for (const auto& about : initializers())
        for (const auto& layer : initialized({3, 5, 2}, {about.id, 1, 0.5}).layers)
            EXPECT_EQ(*layer.biases, Vector::Zero(layer.neurons())) << about.key;
}

TEST(Initializer, SpreadsAreThoseOfTheFormulas) {
    const double n = 300.0, m = 200.0;
    const std::vector<std::pair<InitializerType, double>> expected{
        {InitializerType::Uniform, 0.25 / std::sqrt(3.0)},
        {InitializerType::XavierUniform, std::sqrt(2.0 / (n + m))},
        {InitializerType::XavierNormal, std::sqrt(2.0 / (n + m))},
        {InitializerType::HeUniform, std::sqrt(2.0 / n)},
        {InitializerType::HeNormal, std::sqrt(2.0 / n)}};
    for (const auto& [type, spread] : expected) {
        const Network network = initialized({300, 200}, {type, 3, 0.25});
        // 60,000 weights: the standard error is below half a per cent.
        EXPECT_NEAR(spreadOf(network.layers[0].weights) / spread, 1.0, 0.02) << info(type).key;
        EXPECT_NEAR(network.layers[0].weights.mean() / spread, 0.0, 0.02) << info(type).key;
    }
}

TEST(Initializer, EvenDistributionsKeepToTheirLimitsAndReachThem) {
    const auto expectLimit = [](InitializerType type, double limit) {
        const Matrix w = initialized({60, 40}, {type, 5, 0.3}).layers[0].weights;
        EXPECT_LE(w.cwiseAbs().maxCoeff(), limit) << info(type).key;
        EXPECT_GT(w.maxCoeff(), 0.98 * limit) << info(type).key;
        EXPECT_LT(w.minCoeff(), -0.98 * limit) << info(type).key;
    };
    expectLimit(InitializerType::Uniform, 0.3);
    expectLimit(InitializerType::XavierUniform, std::sqrt(6.0 / 100.0));
    expectLimit(InitializerType::HeUniform, std::sqrt(6.0 / 60.0));
}

TEST(Initializer, ConstantAndZeroAreExact) {
    EXPECT_EQ(initialized({2, 3}, {InitializerType::Constant, 1, -0.7}).layers[0].weights,
              Matrix::Constant(3, 2, -0.7));
    EXPECT_EQ(initialized({2, 3}, {InitializerType::Zeros, 1, -0.7}).layers[0].weights,
              Matrix::Zero(3, 2));
}

TEST(Initializer, LayersDoNotRepeatEachOther) {
    const Network network = initialized({4, 4, 4}, {InitializerType::Uniform, 1, 0.5});
    EXPECT_NE(network.layers[0].weights, network.layers[1].weights);
}

TEST(Initializer, AnotherSizeOfALaterLayerLeavesTheStartOfEarlierOnes) {
    const Network narrow = initialized({4, 6, 2}, {InitializerType::HeNormal, 1, 0.5});
    const Network wide = initialized({4, 6, 9}, {InitializerType::HeNormal, 1, 0.5});
    EXPECT_EQ(narrow.layers[0], wide.layers[0]);
}

TEST(Initializer, ScalesThatMakeNoSenseAreRefused) {
    EXPECT_TRUE(problemOf(InitializerSettings{InitializerType::Uniform, 1, 0.0}));
    EXPECT_TRUE(problemOf(InitializerSettings{InitializerType::Constant, 1, std::nan("")}));
    EXPECT_FALSE(problemOf(InitializerSettings{InitializerType::Constant, 1, -2.0}));
}

}  // namespace
}  // namespace stepgrad
