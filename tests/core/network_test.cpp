#include "core/network/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/document/project.h"
#include "core/network/value_id.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Network article() {
    return articleExample().network;
}

std::string problem(const Network& network, Loss loss = Loss::HalfSquaredError) {
    return problemOf(network, loss).value_or("");
}

TEST(Network, CountsItsParameters) {
    Network network = article();
    EXPECT_EQ(network.weightCount(), 6);
    EXPECT_EQ(network.parameterCount(), 6);
    EXPECT_EQ(network.shapeText(), "2–2–1");
    network.layers[0].biases = Vector::Zero(2);
    EXPECT_EQ(network.weightCount(), 6);
    EXPECT_EQ(network.parameterCount(), 8);
    EXPECT_EQ(network.inputCount(), 2);
    EXPECT_EQ(network.outputCount(), 1);
    EXPECT_FALSE(network.isOutput(0));
    EXPECT_TRUE(network.isOutput(1));
}

TEST(Network, ComparesAllThatMakesIt) {
    const Network network = article();
    EXPECT_EQ(network, article());
    const auto differs = [&](auto change) {
        Network other = network;
        change(other);
        return !(other == network);
    };
    EXPECT_TRUE(differs([](Network& n) { n.layers[0].weights(1, 0) += 1e-16; }));
    EXPECT_TRUE(differs([](Network& n) { n.layers[0].biases = Vector::Zero(2); }));
    EXPECT_TRUE(differs([](Network& n) { n.layers[0].activation = Activation::Tanh; }));
    EXPECT_TRUE(differs([](Network& n) { n.layers[0].weightsTrainable = false; }));
    EXPECT_TRUE(differs([](Network& n) { n.layers[0].biasesTrainable = false; }));
    EXPECT_TRUE(differs([](Network& n) { n.inputNames[1] = "x"; }));
    EXPECT_TRUE(differs([](Network& n) { n.layers[0].weights = Matrix::Zero(4, 1); }));
    EXPECT_TRUE(differs([](Network& n) { n.layers.pop_back(); }));
}

TEST(Network, ASoundOneHasNoProblem) {
    EXPECT_EQ(problem(article()), "");
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const RandomCase c = randomCase(seed);
        EXPECT_EQ(problem(c.network, c.loss), "");
    }
}

TEST(Network, ProblemsNameTheirPlace) {
    Network network = article();
    network.layers.clear();
    EXPECT_THAT(problem(network), StartsWith("network.layers: "));

    network = article();
    network.inputNames.pop_back();
    EXPECT_THAT(problem(network), StartsWith("network.input_names: expected 2 names, found 1"));

    network = article();
    network.layers[1].weights = Matrix::Zero(1, 3);
    EXPECT_THAT(problem(network), StartsWith("network.layers[1].weights: expected 2 "));
    EXPECT_THAT(problem(network), HasSubstr("found 3"));

    network = article();
    network.layers[1].weights = Matrix::Zero(0, 2);
    EXPECT_THAT(problem(network), StartsWith("network.layers[1].weights: "));

    network = article();
    network.layers[0].biases = Vector::Zero(3);
    EXPECT_THAT(problem(network), StartsWith("network.layers[0].biases: expected 2 "));
    EXPECT_THAT(problem(network), HasSubstr("found 3"));
}

TEST(Network, NumbersThatAreNotFiniteAreProblems) {
    for (const double bad :
         {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
          std::numeric_limits<double>::quiet_NaN()}) {
        Network network = article();
        network.layers[1].weights(0, 1) = bad;
        EXPECT_THAT(problem(network), StartsWith("network.layers[1].weights: "));
        network = article();
        network.layers[0].biases = Vector{{0.0, bad}};
        EXPECT_THAT(problem(network), StartsWith("network.layers[0].biases: "));
    }
}

TEST(Network, LossAndOutputMustGoTogether) {
    Network network = article();
    network.layers[0].activation = Activation::Softmax;
    EXPECT_THAT(problem(network), StartsWith("network.layers[0].activation: softmax "));

    network = article();
    network.layers[1].activation = Activation::Softmax;
    EXPECT_THAT(problem(network, Loss::HalfSquaredError), StartsWith("loss: half_squared_error "));
    EXPECT_THAT(problem(network, Loss::HalfSquaredError), HasSubstr("cross_entropy"));
    EXPECT_EQ(problem(network, Loss::CrossEntropy), "");

    network = article();
    EXPECT_THAT(problem(network, Loss::CrossEntropy),
                StartsWith("loss: cross_entropy needs an output layer with softmax"));
    network.layers[1].activation = Activation::Tanh;
    EXPECT_THAT(problem(network, Loss::BinaryCrossEntropy),
                StartsWith("loss: binary_cross_entropy needs an output layer with sigmoid"));
    EXPECT_THAT(problem(network, Loss::BinaryCrossEntropy), HasSubstr("found tanh"));
}

TEST(ValueId, ExistsForTheValuesOfTheNetworkAndNoOthers) {
    const Network network = article();
    int values = 0;
    forEveryValue(network, [&](const ValueId& id) {
        EXPECT_TRUE(exists(network, id));
        ++values;
    });
    // 2 inputs, 1 target, J; 6 weights and 3 neurons with three values each.
    EXPECT_EQ(values, 4 + 3 * 6 + 3 * 3);
    for (const ValueId& id :
         {ValueId::inputOf(2), ValueId::inputOf(-1), ValueId::target(1), ValueId::u(2, 0),
          ValueId::u(-1, 0), ValueId::h(0, 2), ValueId::delta(1, 1), ValueId::weight(0, 2, 0),
          ValueId::weight(0, 0, 2), ValueId::weight(1, 0, -1), ValueId::bias(0, 0),
          ValueId::biasGradient(1, 0), ValueId::newBias(1, 0), ValueId::newWeight(1, 1, 0)})
        EXPECT_FALSE(exists(network, id));
}

TEST(ValueId, GradientsAndNewValuesBelongToTheirParameter) {
    const ValueId w = ValueId::weight(1, 0, 1), b = ValueId::bias(0, 1);
    EXPECT_EQ(ValueId::weightGradient(1, 0, 1).parameter(), w);
    EXPECT_EQ(ValueId::newWeight(1, 0, 1).parameter(), w);
    EXPECT_EQ(w.parameter(), w);
    EXPECT_EQ(ValueId::biasGradient(0, 1).parameter(), b);
    EXPECT_EQ(ValueId::newBias(0, 1).parameter(), b);
    EXPECT_EQ(ValueId::delta(0, 1).parameter(), std::nullopt);
    EXPECT_EQ(w.as(ValueKind::WeightGradient), ValueId::weightGradient(1, 0, 1));
    EXPECT_EQ(sourceOf(0, 1), ValueId::inputOf(1));
    EXPECT_EQ(sourceOf(2, 1), ValueId::h(1, 1));
}

}  // namespace
}  // namespace stepgrad
