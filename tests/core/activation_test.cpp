#include "core/network/activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

constexpr double kDenormal = std::numeric_limits<double>::denorm_min();

/// Within a few units in the last place, and within a few of the smallest
/// numbers where there are no more digits.
void expectClose(double found, long double expected) {
    const long double allowed = 4e-16L * std::abs(expected) + 3.0L * kDenormal;
    EXPECT_LE(std::abs(static_cast<long double>(found) - expected), allowed)
        << found << " instead of " << expected;
}

long double exactSigmoid(long double u) {
    return 1.0L / (1.0L + std::exp(-u));
}

TEST(Activation, KeysNameEachActivationOnce) {
    for (const auto& row : activations()) {
        EXPECT_EQ(activationFromKey(row.key), row.id);
        EXPECT_EQ(&info(row.id), &row);
    }
    EXPECT_EQ(activations().size(), 7u);
    EXPECT_EQ(activationFromKey("leaky_relu"), Activation::LeakyRelu);
    for (const char* wrong : {"", "Sigmoid", "sigmoid ", "leaky ReLU", "swish"})
        EXPECT_EQ(activationFromKey(wrong), std::nullopt) << wrong;
}

TEST(Activation, ValuesAndSlopesAreThoseOfDualNumbers) {
    Dice dice(11);
    for (const Activation f : hiddenActivations())
        for (int i = 0; i < 1000; ++i) {
            const double u = dice.real(-12.0, 12.0);
            const oracle::Dual expected = oracle::activated(std::string(info(f).key), {u, 1.0L});
            SCOPED_TRACE(std::string(info(f).key) + " at " + std::to_string(u));
            EXPECT_NEAR(info(f).value(u), static_cast<double>(expected.value),
                        1e-15 * std::abs(static_cast<double>(expected.value)));
            // The textbook quotient of tanh loses digits of its slope far out, even
            // in long double; what is left there is compared in absolute terms.
            EXPECT_NEAR(info(f).derivative(u), static_cast<double>(expected.slope),
                        1e-14 * std::abs(static_cast<double>(expected.slope)) + 2e-18);
        }
}

TEST(Activation, SlopesAtTheCornerAreTheStatedOnes) {
    EXPECT_EQ(info(Activation::Relu).derivative(0.0), 0.0);
    EXPECT_EQ(info(Activation::LeakyRelu).derivative(0.0), 0.01);
    EXPECT_EQ(info(Activation::Relu).derivative(kDenormal), 1.0);
    EXPECT_EQ(info(Activation::LeakyRelu).derivative(-kDenormal), 0.01);
    EXPECT_EQ(info(Activation::Step).value(0.0), 0.0);
    EXPECT_EQ(info(Activation::Step).value(kDenormal), 1.0);
    for (const double u : {-3.0, 0.0, 1e-9, 3.0})
        EXPECT_EQ(info(Activation::Step).derivative(u), 0.0) << u;
}

TEST(Activation, SigmoidIsRightFarOut) {
    for (const double u : {0.0, kDenormal, -kDenormal, 1e-300, 40.0, -40.0, 700.0, -700.0, 710.0,
                           -710.0, -744.0, 1e300, -1e300}) {
        SCOPED_TRACE(u);
        expectClose(sigmoid(u), exactSigmoid(u));
        expectClose(info(Activation::Sigmoid).derivative(u), exactSigmoid(u) * exactSigmoid(-u));
    }
    EXPECT_EQ(sigmoid(0.0), 0.5);
    EXPECT_GT(sigmoid(-740.0), 0.0) << "the smallest numbers are still told from 0";
    EXPECT_EQ(sigmoid(1e300), 1.0);
    EXPECT_EQ(sigmoid(-1e300), 0.0);
}

TEST(Activation, TanhIsRightFarOut) {
    for (const double u : {0.0, kDenormal, -kDenormal, 1e-300, 0.5, 19.5, -19.5, 40.0, -40.0, 350.0,
                           710.0, -710.0, 1e300, -1e300}) {
        SCOPED_TRACE(u);
        expectClose(info(Activation::Tanh).value(u), std::tanh(static_cast<long double>(u)));
        const long double cosh = std::cosh(static_cast<long double>(u));
        expectClose(info(Activation::Tanh).derivative(u), 1.0L / cosh / cosh);
    }
    EXPECT_EQ(info(Activation::Tanh).derivative(0.0), 1.0);
    EXPECT_GT(info(Activation::Tanh).derivative(40.0), 0.0)
        << "the slope is small there, not nothing";
}

TEST(Activation, SoftmaxIsAProbabilityAndDoesNotSeeAShift) {
    Dice dice(12);
    for (int i = 0; i < 200; ++i) {
        const int n = dice.whole(1, 6);
        const Vector u = Vector::NullaryExpr(n, [&] { return dice.real(-20.0, 20.0); });
        Vector h(n), shifted(n);
        activate(Activation::Softmax, u, h);
        EXPECT_NEAR(h.sum(), 1.0, 1e-15 * n);
        EXPECT_GE(h.minCoeff(), 0.0);
        // Shifts by powers of two keep all digits of u.
        activate(Activation::Softmax, (u.array() + 0x1p10).matrix().eval(), shifted);
        for (int k = 0; k < n; ++k)
            EXPECT_NEAR(shifted[k], h[k], 1e-12 * h[k]);
    }
}

TEST(Activation, SoftmaxIsRightFarOut) {
    Vector h(2);
    for (const double far : {40.0, 710.0, 1e300, 1.7e308}) {
        SCOPED_TRACE(far);
        activate(Activation::Softmax, Vector{{far, -far}}, h);
        EXPECT_EQ(h[0], 1.0);
        expectClose(h[1], std::exp(-2.0L * far));
        activate(Activation::Softmax, Vector{{far, far}}, h);
        EXPECT_EQ(h[0], 0.5);
        EXPECT_EQ(h[1], 0.5);
    }
    Vector one(1);
    activate(Activation::Softmax, Vector{{-1e300}}, one);
    EXPECT_EQ(one[0], 1.0);
}

TEST(Activation, SoftmaxHasNoSlopeOfOneNumber) {
    Vector slope(2);
    EXPECT_THROW(activationDerivative(Activation::Softmax, Vector{{0.0, 1.0}}, slope),
                 std::invalid_argument);
    activationDerivative(Activation::Relu, Vector{{-1.0, 1.0}}, slope);
    EXPECT_EQ(slope, (Vector{{0.0, 1.0}}));
}

}  // namespace
}  // namespace stepgrad
