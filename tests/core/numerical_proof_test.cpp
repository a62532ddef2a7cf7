// The sweep over h, and the tangent.

#include <gtest/gtest.h>

#include <cmath>

#include "core/walkthrough/difference_sweep.h"
#include "core/walkthrough/tangent.h"
#include "tests/core/walkthrough_support.h"
#include "tests/oracle/random_case.h"

namespace stepgrad::test {
namespace {

const ValueId kW1 = ValueId::weight(0, 0, 0);

double centralAt(const DifferenceSweep& sweep, double h) {
    for (const auto& point : sweep.points)
        if (std::abs(point.h / h - 1.0) < 1e-9)
            return point.centralError.value();
    ADD_FAILURE() << "no point at " << h;
    return 0.0;
}

TEST(DifferenceSweep, HasBothBranchesOnTheArticlesExample) {
    for (int j = 0; j < 2; ++j)
        for (int k = 0; k < 2; ++k) {
            const auto sweep = differenceSweep(*articleTrace(), ValueId::weight(0, j, k));
            ASSERT_EQ(sweep.points.size(), 34u);
            EXPECT_DOUBLE_EQ(sweep.points.front().h, 1e-1);
            EXPECT_DOUBLE_EQ(sweep.points.back().h, 1e-12);
            EXPECT_LT(centralAt(sweep, 1e-5), centralAt(sweep, 1e-1));
            EXPECT_LT(centralAt(sweep, 1e-5), centralAt(sweep, 1e-12));
            EXPECT_NEAR(sweep.truncation->slope, 2.0, 0.1);
            EXPECT_NEAR(sweep.rounding->slope, -1.0, 0.35);
            const double best = sweep.points[*sweep.best].h;
            EXPECT_GT(best, 1e-7);
            EXPECT_LT(best, 1e-3);
        }
}

TEST(DifferenceSweep, TheForwardDifferenceLosesOneOrder) {
    const auto sweep = differenceSweep(*articleTrace(), kW1);
    // h/2 J″: a tenth of h is a tenth of the error.
    const auto forward = [&](std::size_t i) { return *sweep.points[i].forwardError; };
    EXPECT_NEAR(std::log10(forward(3) / forward(6)), 1.0, 0.05);
    EXPECT_GT(*sweep.points[*sweep.bestForward].forwardError,
              *sweep.points[*sweep.best].centralError);
}

TEST(DifferenceSweep, ItsErrorsAreThoseOfTheQuotientsByTheOracle) {
    const RandomCase c =
        randomCase(7, Activation::Tanh, Activation::Sigmoid, Loss::HalfSquaredError);
    const Trace trace = trainingStep(c.network, c.loss, {}, {}, c.inputs, c.targets);
    const auto sweep = differenceSweep(trace, kW1);
    auto network = toOracle(c.network, c.loss);
    const auto loss = [&](double w) {
        network.layers[0].weights[0][0] = w;
        return oracle::run(network, {c.inputs.begin(), c.inputs.end()},
                           {c.targets.begin(), c.targets.end()}, {})
            .value;
    };
    const double w = c.network.layers[0].weights(0, 0);
    const auto slope = static_cast<double>(askOracle(c).weightSlope[0][0][0]);
    const auto quotient = static_cast<double>((loss(w + 0.1) - loss(w - 0.1)) / 0.2L);
    const auto forward = static_cast<double>((loss(w + 0.1) - loss(w)) / 0.1L);
    EXPECT_NEAR(*sweep.points[0].centralError, std::abs(quotient - slope), 1e-12);
    EXPECT_NEAR(*sweep.points[0].forwardError, std::abs(forward - slope), 1e-12);
}

TEST(DifferenceSweep, ExplainsItselfByItsNumbers) {
    const TracePtr trace = articleTrace();
    const auto sweep = differenceSweep(*trace, kW1);
    const std::string text = sweepText(sweep, trace->network);
    EXPECT_NE(text.find("slope 2.00"), std::string::npos) << text;
    EXPECT_NE(text.find("The best h is " + formatNumber(sweep.points[*sweep.best].h)),
              std::string::npos)
        << text;
}

TEST(DifferenceSweep, OfAParabolaHasNoTruncationBranch) {
    Network net;
    net.inputNames = {"x"};
    net.layers.resize(1);
    net.layers[0].activation = Activation::Linear;
    net.layers[0].weights = Matrix{{0.3}};
    const Trace trace =
        trainingStep(net, Loss::HalfSquaredError, {}, {}, Vector{{0.7}}, Vector{{1.0}});
    const auto sweep = differenceSweep(trace, kW1);
    EXPECT_FALSE(sweep.truncation);
    EXPECT_NE(sweepText(sweep, net).find("no truncation branch"), std::string::npos);
}

TEST(StepCheck, ShowsTheCentralDifferenceOfEachGradientOfTheStep) {
    const TracePtr trace = articleTrace();
    EXPECT_FALSE(checkStep(afterSteps(trace, 5)));
    EXPECT_EQ(checkStep(afterSteps(trace, 7))->text,
              "numerical check ∂J/∂w₅ −0.0633 · ∂J/∂w₆ −0.0842");
    EXPECT_TRUE(checkStep(afterSteps(trace, 7))->agrees);
    EXPECT_EQ(checkStep(afterSteps(trace, 8))->text, "numerical check δ₁ −0.0342 · δ₂ 0.0158");
    EXPECT_FALSE(checkStep(afterSteps(trace, 10)));
}

TEST(Tangent, ItsSlopeIsTheGradientAndTouchesTheCurve) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE(seed);
        const RandomCase c =
            randomCase(seed, Activation::Tanh, Activation::Sigmoid, Loss::MeanSquaredError);
        const Trace trace = trainingStep(c.network, c.loss, {}, {}, c.inputs, c.targets);
        const TangentCurve curve = tangentCurve(trace, kW1);
        const auto slope = static_cast<double>(askOracle(c).weightSlope[0][0][0]);
        EXPECT_NEAR(curve.slope, slope, 1e-12);
        EXPECT_DOUBLE_EQ(curve.tangentAt(curve.present.value), curve.present.loss);
        // Near the point the curve leaves the tangent by less than in proportion.
        const auto near = tangentCurve(
            trace, kW1, std::pair(curve.present.value - 1e-3, curve.present.value + 1e-3), 3);
        for (const auto& point : near.points)
            EXPECT_NEAR(point.loss, curve.tangentAt(point.value), 2e-5);
    }
}

TEST(Tangent, TheStepGoesToTheNewWeightAndTellsJThere) {
    const TracePtr trace = articleTrace();
    const TangentCurve curve = tangentCurve(*trace, kW1);
    EXPECT_DOUBLE_EQ(curve.present.value, 0.3);
    EXPECT_DOUBLE_EQ(curve.present.loss, 0.10720881970570427);
    EXPECT_DOUBLE_EQ(curve.after.value, 0.30341961997356376);
    Network moved = trace->network;
    moved.layers[0].weights(0, 0) = curve.after.value;
    const auto j = oracle::run(toOracle(moved, trace->lossFunction), {1.0L, 0.5L}, {1.0L}, {});
    EXPECT_NEAR(curve.after.loss, static_cast<double>(j.value), 1e-15);
    EXPECT_NEAR(curve.promised, 0.10720881970570427 - 0.1 * curve.slope * curve.slope, 1e-15);
    EXPECT_LE(curve.low, -1.5);
    EXPECT_GE(curve.high, 2.3);
    EXPECT_EQ(curve.points.size(), 161u);
    const std::string told = tangentText(curve, *trace, {}, true);
    EXPECT_NE(told.find("leads to 0.3034"), std::string::npos) << told;
    EXPECT_EQ(tangentText(curve, *trace, {}, false).find("0.3034"), std::string::npos);
}

TEST(Tangent, RefusesWhatIsNoParameter) {
    EXPECT_THROW(tangentCurve(*articleTrace(), ValueId::u(0, 0)), std::invalid_argument);
    EXPECT_THROW(differenceSweep(*articleTrace(), ValueId::loss()), std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad::test
