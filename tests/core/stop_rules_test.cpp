#include "core/training/stop_rules.h"

#include <gtest/gtest.h>

namespace stepgrad {
namespace {

/// After how many epochs with these losses and accuracies a run ends; 0: never.
int endOf(const StopRules& rules, const std::vector<double>& losses, double accuracy = 0.5) {
    StopWatch watch(rules);
    for (std::size_t i = 0; i < losses.size(); ++i)
        if (watch.afterEpoch(losses[i], accuracy))
            return static_cast<int>(i) + 1;
    return 0;
}

TEST(StopRules, WithoutARuleARunGoesOn) {
    EXPECT_FALSE(StopRules{}.any());
    EXPECT_EQ(endOf({}, std::vector<double>(1000, 0.0), 1.0), 0);
}

TEST(StopRules, EpochsAreCounted) {
    StopRules rules;
    rules.epochs = 3;
    EXPECT_EQ(endOf(rules, {9, 9, 9, 9}), 3);
}

TEST(StopRules, TheLossMustBeBelowNotAt) {
    StopRules rules;
    rules.lossBelow = 0.5;
    EXPECT_EQ(endOf(rules, {0.7, 0.5, 0.49, 0.1}), 3);
}

TEST(StopRules, TheAccuracyMayBeReachedExactly) {
    StopRules rules;
    rules.accuracyAbove = 0.9;
    EXPECT_EQ(endOf(rules, {1, 1}, 0.9), 1);
    EXPECT_EQ(endOf(rules, {1, 1}, 0.89), 0);
    EXPECT_FALSE(StopWatch(rules).afterEpoch(0.0, std::nullopt));  // regression has none
}

TEST(StopRules, ProgressThatIsTooSmallDoesNotCount) {
    StopRules rules;
    rules.noProgressEpochs = 3;
    EXPECT_EQ(endOf(rules, {1.0, 0.9, 0.95, 0.92, 0.91, 0.5}), 5);
    // A ten-thousandth of the least loss is not yet progress; twice as much is.
    EXPECT_EQ(endOf(rules, {1.0, 0.99995, 0.99992, 0.99991}), 4);
    EXPECT_EQ(endOf(rules, {1.0, 0.9998, 0.9996, 0.9994, 0.9992, 0.999}), 0);
}

TEST(StopRules, TheFirstRuleThatHoldsIsNamed) {
    StopRules rules;
    rules.epochs = 2;
    rules.lossBelow = 0.1;
    StopWatch watch(rules);
    EXPECT_FALSE(watch.afterEpoch(1.0, {}));
    EXPECT_EQ(watch.afterEpoch(1.0, {}), StopReason::Epochs);
    EXPECT_EQ(StopWatch(rules).afterEpoch(0.05, {}), StopReason::LossBelow);
    EXPECT_EQ(keyOf(StopReason::NoProgress), "no_progress_epochs");
}

TEST(StopRules, RulesOutOfRangeAreNamed) {
    const auto problem = [](auto change) {
        StopRules rules;
        change(rules);
        return problemOf(rules).value_or("");
    };
    EXPECT_TRUE(problem([](StopRules& r) { r.epochs = -1; }).starts_with("epochs: "));
    EXPECT_TRUE(problem([](StopRules& r) { r.lossBelow = 0.0; }).starts_with("loss_below: "));
    EXPECT_TRUE(
        problem([](StopRules& r) { r.accuracyAbove = 1.5; }).starts_with("accuracy_above: "));
    EXPECT_TRUE(
        problem([](StopRules& r) { r.noProgressEpochs = -2; }).starts_with("no_progress_epochs: "));
}

}  // namespace
}  // namespace stepgrad
