#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "core/network/activation.h"

// The functions themselves on single numbers, fused by software where need be.
#define STEPGRAD_FUSED
#include "core/network/kernels/elementary.h"
#include "tests/oracle/random_case.h"
#include "tests/oracle/runnable_kernels.h"

namespace stepgrad {
namespace {

/// Numbers over the whole range, both signs: zeros, subnormal ones, the usual,
/// where exp ends, and the largest.
std::vector<double> numbers() {
    std::vector<double> out;
    for (const double u : {0.0,
                           5e-324,
                           1e-310,
                           2.2250738585072014e-308,
                           1e-300,
                           1e-17,
                           1e-9,
                           0.1,
                           0.34657359027997264,
                           0.35,
                           0.5,
                           0.6931471805599453,
                           1.0,
                           19.0,
                           40.0,
                           353.9,
                           354.1,
                           700.0,
                           707.9,
                           708.1,
                           709.0,
                           710.0,
                           745.2,
                           1e10,
                           1e300})
        out.insert(out.end(), {u, -u});
    Dice dice(1);
    for (int i = 0; i < 20000; ++i) {
        const double exponent = dice.real(-30.0, 9.0);
        out.push_back((dice.coin() ? 1.0 : -1.0) * std::exp2(exponent));
        out.push_back(dice.real(-40.0, 40.0));
    }
    return out;
}

// Independent of what they check: long double has 64 bits of precision.
long double sigmoidOf(double u) {
    return 1.0L / (1.0L + std::exp(-static_cast<long double>(u)));
}
long double tanhSlopeOf(double u) {
    const long double e = std::exp(-2.0L * std::abs(static_cast<long double>(u)));
    return 4.0L * e / ((1.0L + e) * (1.0L + e));
}

/// The error, relative where the true value is a normal number well above the
/// smallest, else absolute.
double errorOf(double found, long double truth) {
    const long double difference = std::abs(static_cast<long double>(found) - truth);
    const long double size = std::abs(truth);
    return static_cast<double>(size > 1e-305L ? difference / size : difference);
}

TEST(Elementary, SigmoidTanhAndTheirSlopesAreRightToFifteenDigitsEverywhere) {
    for (const Kernels* k : runnableKernels()) {
        double worst = 0.0;
        for (const double u : numbers()) {
            const auto sigmoid = k->respond(Curve::Sigmoid, u);
            const auto tangent = k->respond(Curve::Tanh, u);
            const long double s = sigmoidOf(u), c = sigmoidOf(-u);
            for (const double error :
                 {errorOf(sigmoid.value, s), errorOf(sigmoid.complement, c),
                  errorOf(sigmoid.slope, s * c),
                  errorOf(tangent.value, std::tanh(static_cast<long double>(u))),
                  errorOf(tangent.slope, tanhSlopeOf(u))}) {
                ASSERT_LT(error, 1e-15) << k->name << " at " << u;
                worst = std::max(worst, error);
            }
            if (u <= 0.0) {
                ASSERT_LT(errorOf(k->expOfNegative(u), std::exp(static_cast<long double>(u))),
                          1e-15)
                    << k->name << " at " << u;
            }
        }
        RecordProperty(k->name, std::to_string(worst * 1e16));
    }
}

TEST(Elementary, IsExactAtZeroAndAtBothEnds) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    for (const Kernels* k : runnableKernels()) {
        EXPECT_EQ(k->respond(Curve::Sigmoid, 0.0).value, 0.5);
        EXPECT_EQ(k->respond(Curve::Sigmoid, -0.0).slope, 0.25);
        EXPECT_EQ(k->respond(Curve::Tanh, 0.0).slope, 1.0);
        EXPECT_FALSE(std::signbit(k->respond(Curve::Tanh, 0.0).value));
        EXPECT_TRUE(std::signbit(k->respond(Curve::Tanh, -0.0).value));
        EXPECT_EQ(k->expOfNegative(0.0), 1.0);
        for (const double u : {40.0, 708.5, 1e300, kInfinity}) {
            EXPECT_EQ(k->respond(Curve::Sigmoid, u).value, 1.0);
            EXPECT_EQ(k->respond(Curve::Tanh, u).value, 1.0);
            EXPECT_EQ(k->respond(Curve::Tanh, -u).value, -1.0);
        }
        for (const double u : {746.0, 1e300, kInfinity}) {
            EXPECT_EQ(k->respond(Curve::Sigmoid, -u).value, 0.0);
            EXPECT_EQ(k->respond(Curve::Sigmoid, u).complement, 0.0);
            EXPECT_EQ(k->respond(Curve::Sigmoid, -u).complement, 1.0);
            EXPECT_EQ(k->respond(Curve::Sigmoid, u).slope, 0.0);
            EXPECT_EQ(k->respond(Curve::Tanh, u).slope, 0.0);
            EXPECT_EQ(k->expOfNegative(-u), 0.0);
        }
        for (const double nan : {std::nan(""), std::nan("12345"), -std::nan("")}) {
            const auto sigmoid = k->respond(Curve::Sigmoid, nan);
            const auto tangent = k->respond(Curve::Tanh, nan);
            for (const double v : {sigmoid.value, sigmoid.slope, sigmoid.complement, tangent.value,
                                   tangent.slope, k->expOfNegative(nan)})
                EXPECT_TRUE(std::isnan(v)) << k->name;
        }
    }
}

TEST(Elementary, NeverFallsWhereTheFunctionRises) {
    for (const Kernels* k : runnableKernels())
        for (double u = -30.0; u < 30.0; u += 0.37) {
            // Steps far above the rounding, far below the function's own scale.
            const double next = u + 1e-12 * std::max(1.0, std::abs(u));
            EXPECT_LE(k->respond(Curve::Sigmoid, u).value,
                      k->respond(Curve::Sigmoid, next).value * (1.0 + 1e-15));
            EXPECT_LE(k->respond(Curve::Tanh, u).value,
                      k->respond(Curve::Tanh, next).value + 1e-15);
        }
}

TEST(Elementary, VectorsOfEveryWidthHaveTheBitsOfSingleNumbers) {
    auto u = numbers();
    u.resize(u.size() / 8 * 8);
    std::vector<double> value(u.size()), slope(u.size());
    for (const Kernels* k : runnableKernels())
        for (const Curve curve : {Curve::Sigmoid, Curve::Tanh, Curve::Relu, Curve::LeakyRelu,
                                  Curve::Linear, Curve::Step}) {
            k->respondAll(curve, u.data(), value.data(), slope.data(),
                          static_cast<std::int64_t>(u.size()));
            for (std::size_t i = 0; i < u.size(); ++i) {
                const auto one = k->respond(curve, u[i]);
                ASSERT_EQ(std::memcmp(&one.value, &value[i], sizeof(double)), 0)
                    << k->name << " at " << u[i];
                ASSERT_EQ(std::memcmp(&one.slope, &slope[i], sizeof(double)), 0)
                    << k->name << " at " << u[i];
            }
        }
}

TEST(Elementary, ProcessorsWithFusedOperationsHaveTheBitsOfFusedSingleNumbers) {
    for (const double u : numbers()) {
        const auto sigmoid = sigmoidAt(u), tangent = tanhAt(u);
        EXPECT_NEAR(sigmoid.value, 1.0 / (1.0 + std::exp(-u)), 1e-15);
        EXPECT_NEAR(tangent.value, std::tanh(u), 1e-15);
        for (const Kernels* k : {&kKernelsAvx2, &kKernelsAvx512}) {
            if (!canRun(*k))
                continue;
            const auto a = k->respond(Curve::Sigmoid, u), b = k->respond(Curve::Tanh, u);
            for (const auto& [kernel, reference] :
                 {std::pair(a.value, sigmoid.value), std::pair(a.slope, sigmoid.slope),
                  std::pair(a.complement, sigmoid.complement), std::pair(b.value, tangent.value),
                  std::pair(b.slope, tangent.slope)})
                ASSERT_EQ(std::memcmp(&kernel, &reference, sizeof(double)), 0)
                    << k->name << " at " << u;
        }
    }
}

TEST(Elementary, TheTableOfActivationsIsThatOfTheKernels) {
    for (const auto& row : activations()) {
        if (!row.value)
            continue;
        for (const double u : {-3.0, -0.5, 0.0, 0.25, 2.0}) {
            const auto one = kernels().respond(static_cast<Curve>(row.id), u);
            EXPECT_EQ(row.value(u), one.value) << row.key;
            EXPECT_EQ(row.derivative(u), one.slope) << row.key;
        }
    }
}

TEST(Kernels, TurnWeightsRoundAtEverySize) {
    for (const Kernels* k : runnableKernels())
        for (const std::int64_t stride : {2, 4, 8, 16})
            for (std::int64_t neurons = 1; neurons <= stride; ++neurons)
                for (std::int64_t inputs = 1; inputs <= 9; ++inputs) {
                    const std::int64_t toStride = inputs + neurons % 3;
                    std::vector<double> from(static_cast<std::size_t>(inputs * stride));
                    for (std::size_t i = 0; i < from.size(); ++i)
                        from[i] = static_cast<double>(i + 1);
                    std::vector<double> to(static_cast<std::size_t>(neurons * toStride), -1.0);
                    k->turn(from.data(), stride, neurons, inputs, to.data(), toStride);
                    for (std::int64_t j = 0; j < neurons; ++j)
                        for (std::int64_t i = 0; i < toStride; ++i)
                            ASSERT_EQ(to[static_cast<std::size_t>(j * toStride + i)],
                                      i < inputs ? static_cast<double>(i * stride + j + 1) : -1.0)
                                << k->name << ' ' << neurons << " x " << inputs;
                }
}

}  // namespace
}  // namespace stepgrad
