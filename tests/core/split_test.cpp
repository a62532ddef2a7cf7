#include "core/data/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace stepgrad {
namespace {

TEST(Split, PutsEveryRowIntoExactlyOnePart) {
    for (const std::int64_t examples : {1, 2, 3, 10, 150, 1797})
        for (const double share : {0.001, 0.2, 0.5, 0.999}) {
            const auto parts = splitRows(examples, {share, 4});
            std::set<std::int64_t> rows(parts.training.begin(), parts.training.end());
            rows.insert(parts.test.begin(), parts.test.end());
            EXPECT_EQ(std::ssize(rows), examples);
            EXPECT_EQ(std::ssize(parts.training) + std::ssize(parts.test), examples);
            EXPECT_EQ(*rows.begin(), 0);
            EXPECT_EQ(*rows.rbegin(), examples - 1);
            EXPECT_TRUE(std::is_sorted(parts.training.begin(), parts.training.end()));
        }
}

TEST(Split, KeepsBackTheShareAskedFor) {
    EXPECT_EQ(splitRows(150, {0.2, 1}).test.size(), 30u);
    EXPECT_EQ(splitRows(6046, {0.2, 1}).test.size(), 1209u);
}

TEST(Split, LeavesBothPartsAtLeastOneExampleWhereThereAreTwo) {
    EXPECT_EQ(splitRows(2, {0.01, 1}).test.size(), 1u);
    EXPECT_EQ(splitRows(2, {0.99, 1}).training.size(), 1u);
    EXPECT_EQ(splitRows(1, {0.5, 1}).training.size(), 1u);
    EXPECT_TRUE(splitRows(1, {0.5, 1}).test.empty());
}

TEST(Split, IsTheSameForTheSameSeedAndAnotherForAnother) {
    EXPECT_EQ(splitRows(100, {0.3, 5}).test, splitRows(100, {0.3, 5}).test);
    EXPECT_NE(splitRows(100, {0.3, 5}).test, splitRows(100, {0.3, 6}).test);
}

TEST(Split, TakesTestRowsFromEverywhere) {
    // Rows sorted by class: each third must be represented about evenly.
    const auto parts = splitRows(3000, {0.2, 2});
    for (const std::int64_t third : {0, 1, 2}) {
        const auto count = std::count_if(parts.test.begin(), parts.test.end(),
                                         [&](std::int64_t row) { return row / 1000 == third; });
        EXPECT_NEAR(static_cast<double>(count), 200.0, 60.0);  // five standard deviations
    }
}

TEST(Split, SharesThatLeaveNothingAreRefused) {
    for (const double share : {0.0, 1.0, -0.1, 1.5})
        EXPECT_TRUE(problemOf(Split{share, 1})) << share;
    EXPECT_TRUE(problemOf(Split{std::nan(""), 1}));
    EXPECT_FALSE(problemOf(Split{0.5, 1}));
}

}  // namespace
}  // namespace stepgrad
