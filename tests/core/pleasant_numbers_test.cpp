#include "core/practice/pleasant_numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/network/backpropagation.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

bool hasOneDecimal(double x) {
    return std::abs(10.0 * x - std::round(10.0 * x)) < 1e-9;
}

Project twoOutputs() {
    Project p = test::xorProject();
    p.network.layers[1].weights = Matrix{{0.1, 0.2}, {0.3, 0.4}};
    p.network.layers[1].biases = Vector{{0.0, 0.0}};
    Dataset data;
    data.inputs = Matrix{{0, 0}};
    data.targets = Matrix{{0, 0}};
    p.data = std::make_shared<const Dataset>(data);
    return p;
}

TEST(PleasantNumbers, KeepTheBuildAndHaveOneDecimal) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Project p = withPleasantNumbers(twoOutputs(), seed);
        EXPECT_EQ(problemOf(p), std::nullopt);
        EXPECT_EQ(p.network.shapeText(), "2–2–2");
        for (const Layer& layer : p.network.layers) {
            std::set<double> seen;
            for (const double w : layer.weights.reshaped()) {
                EXPECT_TRUE(hasOneDecimal(w) && std::abs(w) >= 0.1 && std::abs(w) <= 1.2) << w;
                seen.insert(w);
            }
            for (const double b : *layer.biases)
                seen.insert(b);
            EXPECT_EQ(seen.size(), 6u) << "numbers repeat inside a layer";
        }
        ASSERT_EQ(p.data->size(), 1);
        EXPECT_EQ(p.data->targets.sum(), 1.0);
        for (const double x : p.data->inputs.reshaped())
            EXPECT_TRUE(hasOneDecimal(x) && x > 0.0 && x <= 1.0) << x;
    }
}

TEST(PleasantNumbers, AreTheSameForTheSameSeedAndOthersForAnother) {
    EXPECT_EQ(withPleasantNumbers(articleExample(), 7), withPleasantNumbers(articleExample(), 7));
    EXPECT_FALSE(withPleasantNumbers(articleExample(), 7) ==
                 withPleasantNumbers(articleExample(), 8));
}

TEST(PleasantNumbers, GiveReluNetworksGradientsThatAreNotAllZero) {
    Project p = articleExample();
    p.network.layers[0].activation = Activation::Relu;
    p.network.layers[1].activation = Activation::Relu;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Project drawn = withPleasantNumbers(p, seed);
        const Trace trace = trainingStep(drawn.network, drawn.loss, drawn.optimizer, {},
                                         drawn.data->input(0), drawn.data->target(0));
        EXPECT_FALSE(trace.layers[0].weightGradients.isZero(0.0)) << seed;
    }
}

}  // namespace
}  // namespace stepgrad
