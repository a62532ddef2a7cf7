#include "core/data/scaling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace stepgrad {
namespace {

std::vector<std::int64_t> allRows(const Matrix& raw) {
    std::vector<std::int64_t> rows(static_cast<std::size_t>(raw.rows()));
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    return rows;
}

Scaling fitAll(ScalingKind kind, const Matrix& raw) {
    return fitScaling(std::array{kind}, raw, allRows(raw));
}

TEST(Scaling, StandardisedColumnsHaveMeanZeroAndSpreadOne) {
    const Matrix raw{{2.0, 100.0}, {4.0, 300.0}, {4.0, 100.0}, {6.0, 500.0}};
    const Scaling scaling = fitAll(ScalingKind::Standardise, raw);
    EXPECT_DOUBLE_EQ(scaling.inputs[0].offset, 4.0);
    EXPECT_DOUBLE_EQ(scaling.inputs[0].factor, 1.0 / std::sqrt(2.0));
    const Matrix seen = scaling.apply(raw);
    for (Eigen::Index k = 0; k < 2; ++k) {
        EXPECT_NEAR(seen.col(k).mean(), 0.0, 1e-15);
        EXPECT_NEAR(seen.col(k).squaredNorm() / 4.0, 1.0, 1e-14);
    }
}

TEST(Scaling, ZeroToOnePutsTheLeastAtZeroAndTheGreatestAtOne) {
    const Matrix raw{{-3.0}, {1.0}, {5.0}};
    EXPECT_EQ(fitAll(ScalingKind::ZeroToOne, raw).apply(raw), (Matrix{{0.0}, {0.5}, {1.0}}));
}

TEST(Scaling, LogarithmComesBeforeStandardising) {
    const Matrix raw{{0.0}, {std::exp(2.0) - 1.0}};
    const Scaling scaling = fitAll(ScalingKind::LogStandardise, raw);
    EXPECT_TRUE(scaling.inputs[0].log1p);
    EXPECT_NEAR(scaling.inputs[0].offset, 1.0, 1e-15);
    EXPECT_NEAR(scaling.apply(raw)(0, 0), -1.0, 1e-14);
    EXPECT_NEAR(scaling.apply(raw)(1, 0), 1.0, 1e-14);
}

TEST(Scaling, IsFittedOnTheGivenRowsOnly) {
    const Matrix raw{{0.0}, {10.0}, {1e6}};
    const Scaling scaling =
        fitScaling(std::array{ScalingKind::ZeroToOne}, raw, std::vector<std::int64_t>{0, 1});
    EXPECT_EQ(scaling.inputs[0].factor, 0.1);
    EXPECT_EQ(scaling.apply(raw)(2, 0), 1e5);
}

TEST(Scaling, EachColumnMayHaveItsOwnKind) {
    const Matrix raw{{1.0, 1.0}, {3.0, 3.0}};
    const Scaling scaling = fitScaling(std::array{ScalingKind::None, ScalingKind::ZeroToOne}, raw,
                                       std::vector<std::int64_t>{0, 1});
    EXPECT_EQ(scaling.inputs[0], InputScaling{});
    EXPECT_EQ(scaling.inputs[1].offset, 1.0);
    EXPECT_THROW(fitScaling(std::array{ScalingKind::None, ScalingKind::None, ScalingKind::None},
                            raw, std::vector<std::int64_t>{0}),
                 std::invalid_argument);
}

TEST(Scaling, ConstantColumnsStayFinite) {
    for (const auto& kind : scalingKinds())
        for (const double constant : {0.0, 0.1, 7.0, 1e300, 5e-324}) {
            const Matrix raw = Matrix::Constant(7, 1, constant);
            const Scaling scaling = fitAll(kind.id, raw);
            EXPECT_EQ(scaling.inputs[0].factor, 1.0) << kind.key << " " << constant;
            EXPECT_FALSE(problemOf(scaling, raw)) << kind.key << " " << constant;
        }
}

TEST(Scaling, NewInputsAreScaledAsTheExamplesWere) {
    const Matrix raw{{0.0, 5.0}, {3.0, 9.0}, {8.0, 1.0}};
    for (const auto& kind : scalingKinds()) {
        const Scaling scaling = fitAll(kind.id, raw);
        const Matrix seen = scaling.apply(raw);
        for (Eigen::Index row = 0; row < 3; ++row)
            EXPECT_EQ(scaling.apply(Vector(raw.row(row).transpose())), seen.row(row).transpose());
    }
}

TEST(Scaling, InvertFindsTheInputThatShowsWhatWasTyped) {
    const Matrix raw{{0.0}, {3.0}, {8.0}, {123.4}};
    for (const auto& kind : scalingKinds()) {
        const InputScaling scaling = fitAll(kind.id, raw).inputs[0];
        for (const double typed : {0.0, 0.25, -0.75, 1.0, 1.75}) {
            const double shown = scaling.apply(scaling.invert(typed));
            EXPECT_NEAR(shown, typed, 4e-16 * (1.0 + std::abs(typed))) << kind.key;
        }
    }
}

TEST(Scaling, LogarithmsOfWhatHasNoneAreRefused) {
    const Matrix raw{{1.0, 0.0}, {1.0, -1.0}};
    try {
        fitAll(ScalingKind::LogStandardise, raw);
        FAIL() << "was accepted";
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string(error.what()).find("input 2: "), 0u) << error.what();
    }
    const Scaling scaling{{{true, 0.0, 1.0}, {true, 0.0, 1.0}}};
    ASSERT_TRUE(problemOf(scaling, raw));
    EXPECT_EQ(problemOf(scaling, raw)->find("inputs[1][1]: "), 0u) << *problemOf(scaling, raw);
}

TEST(Scaling, NumbersThatCannotScaleAreRefused) {
    const Matrix raw{{1.0}};
    EXPECT_TRUE(problemOf(Scaling{{{false, HUGE_VAL, 1.0}}}, raw));
    EXPECT_TRUE(problemOf(Scaling{{{false, 0.0, 0.0}}}, raw));
    EXPECT_TRUE(problemOf(Scaling{{{false, 0.0, 1.0}, {}}}, raw));
    EXPECT_TRUE(problemOf(Scaling{{{false, -1e308, 1e308}}}, raw));
    EXPECT_THROW(fitAll(ScalingKind::ZeroToOne, Matrix{{-1.5e308}, {1.5e308}}),
                 std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad
