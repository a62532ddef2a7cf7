#include "core/network/gradient_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/document/project.h"
#include "core/network/backpropagation.h"
#include "core/walkthrough/notation.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

double& placeOf(Network& network, const ValueId& id) {
    auto& layer = network.layers[static_cast<std::size_t>(id.layer)];
    return id.kind == ValueKind::Weight ? layer.weights(id.neuron, id.input)
                                        : (*layer.biases)[id.neuron];
}

/// The difference quotient, written out a second time.
double quotient(const RandomCase& c, const ValueId& id) {
    Network above = c.network, below = c.network;
    const double p = placeOf(above, id), h = 6e-6 * std::max(1.0, std::abs(p));
    placeOf(above, id) = p + h;
    placeOf(below, id) = p - h;
    return (lossOf(above, c.loss, c.inputs, c.targets) -
            lossOf(below, c.loss, c.inputs, c.targets)) /
           (2.0 * h);
}

Dataset dataOf(const RandomCase& c) {
    return {c.inputs.transpose(), c.targets.transpose()};
}

template <typename Check>
void forAllKinds(const Check& check) {
    std::uint64_t seed = 1000;
    for (const auto& loss : losses())
        for (const auto& output : activations()) {
            if (!fits(loss.id, output.id))
                continue;
            for (const Activation hidden : hiddenActivations())
                for (int i = 0; i < 2; ++i) {
                    const RandomCase c = randomCase(++seed, hidden, output.id, loss.id);
                    SCOPED_TRACE(std::string(loss.key) + " of " + std::string(output.key) +
                                 ", hidden " + std::string(info(hidden).key) + ", seed " +
                                 std::to_string(seed) + ", " + c.network.shapeText());
                    check(c);
                }
        }
}

TEST(GradientCheck, BackpropagationAgreesWithDifferencesForEveryParameter) {
    forAllKinds([](const RandomCase& c) {
        const Trace trace = trainingStep(c.network, c.loss, {}, {}, c.inputs, c.targets);
        forEveryValue(c.network, [&](const ValueId& id) {
            if (!id.isParameter())
                return;
            const double a =
                *trace.value(id.as(id.kind == ValueKind::Weight ? ValueKind::WeightGradient
                                                                : ValueKind::BiasGradient));
            const double n = quotient(c, id);
            const double allowed = 1e-7 * std::max(std::abs(a), std::abs(n)) +
                                   1e-9 * std::max(1.0, std::abs(trace.loss));
            EXPECT_LE(std::abs(a - n), allowed) << accessibleName(id, c.network);
            EXPECT_NEAR(centralDifference(c.network, c.loss, c.inputs, c.targets, id), n, allowed);
        });
        const GradientCheck check = checkGradients(c.network, c.loss, dataOf(c));
        EXPECT_TRUE(check.passed);
        EXPECT_EQ(check.parameters, c.network.parameterCount());
    });
}

TEST(GradientCheck, IsAboutTheMeanOverAllExamples) {
    const RandomCase c = randomCase(31, Activation::Tanh, Activation::Sigmoid, Loss::SquaredError);
    Dataset three;
    three.inputs = c.inputs.transpose().replicate(3, 1);
    three.targets = c.targets.transpose().replicate(3, 1);
    three.inputs.row(1).array() += 0.5;
    three.targets.row(2).array() -= 0.25;
    const GradientCheck check = checkGradients(c.network, c.loss, three);
    EXPECT_TRUE(check.passed);
    EXPECT_EQ(check.parameters, c.network.parameterCount());
    EXPECT_GT(check.maxDifference, 0.0);
    EXPECT_LT(check.maxDifference, 1e-8);
    ASSERT_TRUE(check.worst.has_value());
    EXPECT_TRUE(check.worst->isParameter());
}

TEST(GradientCheck, FailsWhereBackpropagationAndTheSlopeOfTheLossDiffer) {
    // At u = 0 a ReLU has no slope: the stated one is 0, differences see 1/2.
    Network network;
    network.inputNames = {"i1"};
    network.layers = {{Activation::Relu, Matrix{{0.0}}, std::nullopt}};
    const Dataset data{Matrix{{1.0}}, Matrix{{1.0}}};
    const GradientCheck check = checkGradients(network, Loss::HalfSquaredError, data);
    EXPECT_FALSE(check.passed);
    EXPECT_EQ(check.worst, ValueId::weight(0, 0, 0));
    EXPECT_NEAR(check.maxDifference, 0.5, 1e-5);
    EXPECT_NEAR(check.maxRelativeDifference, 1.0, 1e-12);
}

TEST(GradientCheck, FailsWhereTheLossIsNotFinite) {
    Network network;
    network.inputNames = {"i1"};
    network.layers = {{Activation::Linear, Matrix{{1e200}}, std::nullopt}};
    const Dataset data{Matrix{{1.0}}, Matrix{{0.0}}};
    const GradientCheck check = checkGradients(network, Loss::SquaredError, data);
    EXPECT_FALSE(check.passed);
    EXPECT_EQ(check.maxDifference, std::numeric_limits<double>::infinity());
    EXPECT_EQ(check.worst, ValueId::weight(0, 0, 0));
}

TEST(GradientCheck, RefusesWhatIsNoParameter) {
    const Project p = articleExample();
    for (const ValueId& id : {ValueId::u(0, 0), ValueId::inputOf(0), ValueId::bias(0, 0),
                              ValueId::weight(0, 0, 2), ValueId::weightGradient(0, 0, 0)})
        EXPECT_THROW(centralDifference(p.network, p.loss, p.data->input(0), p.data->target(0), id),
                     std::invalid_argument);
    EXPECT_THROW(checkGradients(p.network, p.loss, {Matrix(0, 2), Matrix(0, 1)}),
                 std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad
