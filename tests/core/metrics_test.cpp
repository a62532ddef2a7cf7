// What a network answers on data, counted by hand.

#include "core/training/metrics.h"

#include <gtest/gtest.h>

#include "core/document/project.h"

namespace stepgrad {
namespace {

/// So many outputs that are the inputs themselves.
Network echo(int outputs) {
    Network network = articleExample().network;
    network.layers = {network.layers.back()};
    network.inputNames.resize(static_cast<std::size_t>(outputs));
    network.layers[0].activation = Activation::Linear;
    network.layers[0].weights = Matrix::Identity(outputs, outputs);
    network.layers[0].biases.reset();
    return network;
}

TEST(Metrics, CountTrueClassesByRowAndPredictedOnesByColumn) {
    Dataset data;
    data.inputs = Matrix{{0.2}, {0.3}, {0.4}, {0.9}, {0.8}, {0.1}};
    data.targets = Matrix{{1}, {1}, {1}, {0}, {1}, {0}};
    const Metrics metrics = measure(echo(1), Loss::HalfSquaredError, data);
    EXPECT_EQ(metrics.examples, 6);
    Metrics::Counts expected(2, 2);
    expected << 1, 1, 3, 1;  // of two zeros one is found, of four ones one
    EXPECT_EQ(metrics.confusion, expected);
    EXPECT_DOUBLE_EQ(metrics.accuracy().value(), 2.0 / 6.0);
    EXPECT_NEAR(metrics.loss, 0.5 * (0.64 + 0.49 + 0.36 + 0.81 + 0.04 + 0.01) / 6.0, 1e-15);
}

TEST(Metrics, TakeAHalfForAOne) {
    EXPECT_EQ(classOf(Vector{{0.5}}), 1);
    EXPECT_EQ(classOf(Vector{{0.49999999}}), 0);
}

TEST(Metrics, TakeTheLargestOutputAndTheFirstOfEqualOnes) {
    EXPECT_EQ(classOf(Vector{{0.1, 0.7, 0.2}}), 1);
    EXPECT_EQ(classOf(Vector{{0.1, 0.2, 0.7}}), 2);
    EXPECT_EQ(classOf(Vector{{0.4, 0.2, 0.4}}), 0);
    Dataset data;
    data.inputs = Matrix{{0.9, 0.1, 0.0}, {0.2, 0.3, 0.5}, {0.2, 0.6, 0.2}};
    data.targets = Matrix{{1, 0, 0}, {0, 1, 0}, {0, 1, 0}};
    const Metrics metrics = measure(echo(3), Loss::HalfSquaredError, data);
    Metrics::Counts expected(3, 3);
    expected << 1, 0, 0, 0, 1, 1, 0, 0, 0;
    EXPECT_EQ(metrics.confusion, expected);
}

TEST(Metrics, HaveNoClassesWhereTargetsAreNumbers) {
    Dataset data;
    data.inputs = Matrix{{0.2}, {0.3}};
    data.targets = Matrix{{0.25}, {1.5}};
    const Metrics metrics = measure(echo(1), Loss::HalfSquaredError, data);
    EXPECT_FALSE(metrics.hasClasses());
    EXPECT_FALSE(metrics.accuracy().has_value());
}

}  // namespace
}  // namespace stepgrad
