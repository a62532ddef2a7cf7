#include "core/network/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace stepgrad {
namespace {

/// The loss of outputs with these weighted inputs.
double lossAt(Loss loss, Activation output, const Vector& u, const Vector& y) {
    Vector h(u.size());
    activate(output, u, h);
    return lossValue(loss, u, h, y);
}

Vector deltaAt(Loss loss, Activation output, const Vector& u, const Vector& y) {
    Vector h(u.size()), delta(u.size());
    activate(output, u, h);
    outputDelta(loss, output, u, h, y, delta);
    return delta;
}

TEST(Loss, KeysNameEachLossOnce) {
    EXPECT_EQ(losses().size(), 5u);
    for (const auto& row : losses()) {
        EXPECT_EQ(lossFromKey(row.key), row.id);
        EXPECT_EQ(&info(row.id), &row);
    }
    for (const char* wrong : {"", "mse", "Half_squared_error", "half squared error"})
        EXPECT_EQ(lossFromKey(wrong), std::nullopt) << wrong;
}

TEST(Loss, GoesWithTheOutputsThatItIsDefinedFor) {
    for (const auto& f : activations())
        for (const Loss loss : {Loss::HalfSquaredError, Loss::SquaredError, Loss::MeanSquaredError})
            EXPECT_EQ(fits(loss, f.id), f.id != Activation::Softmax) << f.key;
    for (const auto& f : activations()) {
        EXPECT_EQ(fits(Loss::BinaryCrossEntropy, f.id), f.id == Activation::Sigmoid) << f.key;
        EXPECT_EQ(fits(Loss::CrossEntropy, f.id), f.id == Activation::Softmax) << f.key;
    }
}

TEST(Loss, SquaredErrorsDifferByTheirFactors) {
    const Vector u{{0.0, 0.0}}, h{{0.5, -1.0}}, y{{1.5, 1.0}};
    EXPECT_DOUBLE_EQ(lossValue(Loss::HalfSquaredError, u, h, y), 2.5);
    EXPECT_DOUBLE_EQ(lossValue(Loss::SquaredError, u, h, y), 5.0);
    EXPECT_DOUBLE_EQ(lossValue(Loss::MeanSquaredError, u, h, y), 2.5);
    EXPECT_DOUBLE_EQ(lossSlope(Loss::HalfSquaredError, 0.5, 1.5, 2), -1.0);
    EXPECT_DOUBLE_EQ(lossSlope(Loss::SquaredError, 0.5, 1.5, 2), -2.0);
    EXPECT_DOUBLE_EQ(lossSlope(Loss::MeanSquaredError, 0.5, 1.5, 4), -0.5);
    EXPECT_THROW(lossSlope(Loss::BinaryCrossEntropy, 0.5, 1.0, 1), std::invalid_argument);
    EXPECT_THROW(lossSlope(Loss::CrossEntropy, 0.5, 1.0, 1), std::invalid_argument);
}

TEST(Loss, CrossEntropiesAreTheLogarithmsOfTheirDefinition) {
    const Vector u{{0.3, -1.2, 2.0}}, y{{1.0, 0.0, 0.25}};
    long double binary = 0.0L, sum = 0.0L, categorical = 0.0L;
    for (int k = 0; k < 3; ++k) {
        const long double h = 1.0L / (1.0L + std::exp(-static_cast<long double>(u[k])));
        binary -= y[k] * std::log(h) + (1.0L - y[k]) * std::log(1.0L - h);
        sum += std::exp(static_cast<long double>(u[k]));
    }
    for (int k = 0; k < 3; ++k)
        categorical -= y[k] * std::log(std::exp(static_cast<long double>(u[k])) / sum);
    EXPECT_NEAR(lossAt(Loss::BinaryCrossEntropy, Activation::Sigmoid, u, y),
                static_cast<double>(binary), 1e-15);
    EXPECT_NEAR(lossAt(Loss::CrossEntropy, Activation::Softmax, u, y),
                static_cast<double>(categorical), 1e-15);
}

TEST(Loss, BinaryCrossEntropyIsFiniteForEveryFiniteInput) {
    const Vector one{{1.0}}, zero{{0.0}};
    const auto loss = [](double u, const Vector& y) {
        return lossAt(Loss::BinaryCrossEntropy, Activation::Sigmoid, Vector{{u}}, y);
    };
    for (const double far : {40.0, 710.0, 1e300, std::numeric_limits<double>::max()}) {
        SCOPED_TRACE(far);
        // Certain and wrong costs |u|; certain and right costs e^-|u|.
        EXPECT_DOUBLE_EQ(loss(far, zero), far);
        EXPECT_DOUBLE_EQ(loss(-far, one), far);
        EXPECT_DOUBLE_EQ(loss(far, one), std::exp(-far));
        EXPECT_DOUBLE_EQ(loss(-far, zero), std::exp(-far));
    }
    EXPECT_DOUBLE_EQ(loss(0.0, one), std::log(2.0));
    EXPECT_DOUBLE_EQ(loss(5e-324, zero), std::log(2.0));
}

TEST(Loss, BinaryCrossEntropyDeltaKeepsItsDigitsWhereTheOutputRoundsToTheTarget) {
    const auto delta = [](double u, double y) {
        return deltaAt(Loss::BinaryCrossEntropy, Activation::Sigmoid, Vector{{u}}, Vector{{y}})[0];
    };
    EXPECT_DOUBLE_EQ(delta(40.0, 1.0), -std::exp(-40.0));
    EXPECT_DOUBLE_EQ(delta(-40.0, 0.0), std::exp(-40.0));
    EXPECT_EQ(delta(1e300, 0.0), 1.0);
    EXPECT_EQ(delta(-1e300, 1.0), -1.0);
    EXPECT_EQ(delta(-710.0, 1.0), -1.0);
    EXPECT_EQ(delta(0.0, 0.25), 0.25);
}

TEST(Loss, CrossEntropyIsFiniteForEveryFiniteInput) {
    const auto loss = [](const Vector& u, const Vector& y) {
        return lossAt(Loss::CrossEntropy, Activation::Softmax, u, y);
    };
    for (const double far : {40.0, 710.0, 8e307}) {
        SCOPED_TRACE(far);
        EXPECT_DOUBLE_EQ(loss(Vector{{far, -far}}, Vector{{0.0, 1.0}}), 2.0 * far);
        EXPECT_NEAR(loss(Vector{{far, -far}}, Vector{{1.0, 0.0}}), 0.0, 1e-34);
        const Vector delta = deltaAt(Loss::CrossEntropy, Activation::Softmax, Vector{{far, -far}},
                                     Vector{{0.0, 1.0}});
        EXPECT_EQ(delta, (Vector{{1.0, -1.0}}));
    }
    const double largest = std::numeric_limits<double>::max();
    EXPECT_EQ(loss(Vector{{largest, -largest}}, Vector{{1.0, 0.0}}), 0.0)
        << "an output of probability 0 that is not wanted costs nothing";
    EXPECT_DOUBLE_EQ(loss(Vector{{5e-324, 0.0}}, Vector{{1.0, 0.0}}), std::log(2.0));
}

TEST(Loss, CrossEntropyDoesNotSeeAShift) {
    const Vector u{{0.5, -0.25, 1.0}}, y{{0.0, 1.0, 0.0}};
    const Vector shifted = (u.array() + 512.0).matrix();
    EXPECT_NEAR(lossAt(Loss::CrossEntropy, Activation::Softmax, shifted, y),
                lossAt(Loss::CrossEntropy, Activation::Softmax, u, y), 1e-15);
}

TEST(Loss, CrossEntropyDeltaIsRightForTargetsThatDoNotSumToOne) {
    const Vector u{{0.5, -0.25, 1.0}}, y{{0.5, 1.0, 0.75}};
    const Vector delta = deltaAt(Loss::CrossEntropy, Activation::Softmax, u, y);
    for (int k = 0; k < 3; ++k) {
        Vector above = u, below = u;
        above[k] += 1e-5;
        below[k] -= 1e-5;
        const double slope = (lossAt(Loss::CrossEntropy, Activation::Softmax, above, y) -
                              lossAt(Loss::CrossEntropy, Activation::Softmax, below, y)) /
                             2e-5;
        EXPECT_NEAR(delta[k], slope, 1e-9);
    }
}

TEST(Loss, SquaredErrorDeltaIsFiniteFarOut) {
    for (const Activation f : {Activation::Sigmoid, Activation::Tanh})
        for (const double u : {40.0, -40.0, 710.0, -710.0, 1e300, -1e300, 5e-324}) {
            const Vector delta = deltaAt(Loss::HalfSquaredError, f, Vector{{u}}, Vector{{0.5}});
            EXPECT_TRUE(std::isfinite(delta[0])) << info(f).key << " at " << u;
        }
    Vector delta(1);
    EXPECT_THROW(outputDelta(Loss::HalfSquaredError, Activation::Softmax, Vector{{0.0}},
                             Vector{{1.0}}, Vector{{1.0}}, delta),
                 std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad
