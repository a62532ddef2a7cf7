#include "core/practice/tolerance.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/core/walkthrough_support.h"

namespace stepgrad {
namespace {

Answer typed(const char* text) {
    return std::get<Answer>(readAnswer(text));
}

bool isRight(const ValueId& id, const char* text) {
    const auto trace = test::articleTrace();
    const Answer answer = typed(text);
    return Tolerance(*trace, {}, workingDecimals(answer)).of(id).contains(answer.value);
}

const ValueId kU3 = ValueId::u(1, 0), kDelta3 = ValueId::delta(1, 0);

TEST(Answer, TellsHowManyDecimalsWereTyped) {
    EXPECT_EQ(typed("-0.1150"), (Answer{-0.115, 4}));
    EXPECT_EQ(typed(" −0,25 "), (Answer{-0.25, 2}));
    EXPECT_EQ(typed("3"), (Answer{3.0, 0}));
    EXPECT_EQ(typed("1.15e-1"), (Answer{0.115, 3}));
    EXPECT_EQ(typed("1.15e−1"), (Answer{0.115, 3}));
    EXPECT_EQ(typed("1.5e+3"), (Answer{1500.0, 0}));
    EXPECT_EQ(typed("0.0e-2147483647"), (Answer{0.0, Answer::kMostDecimals}));
    EXPECT_EQ(typed("0.0e-99999999999"), (Answer{0.0, Answer::kMostDecimals}));
    EXPECT_EQ(typed("0.0e2147483647"), (Answer{0.0, 0}));
    EXPECT_EQ(decimalsTyped("1.5e−3"), 4);
    EXPECT_EQ(decimalsTyped("1.5e3"), -2);
    EXPECT_EQ(typed("1/4"), (Answer{0.25, 4}));
    EXPECT_TRUE(std::holds_alternative<NumberError>(readAnswer("about 3")));
}

TEST(Tolerance, AcceptsWhatTheArticlePrints) {
    const std::map<ValueId, const char*> printed{
        {ValueId::u(0, 0), "0.2"},
        {ValueId::u(0, 1), "1.0"},
        {ValueId::h(0, 0), "0.5498"},
        {ValueId::h(0, 1), "0.7311"},
        {kU3, "0.1480"},
        {ValueId::h(1, 0), "0.5369"},
        {ValueId::loss(), "0.1072"},
        {kDelta3, "-0.1150"},
        {ValueId::weightGradient(1, 0, 0), "-0.0632"},
        {ValueId::weightGradient(1, 0, 1), "-0.0841"},
        {ValueId::delta(0, 0), "-0.0341"},
        {ValueId::delta(0, 1), "0.0158"},
        {ValueId::weightGradient(0, 0, 0), "-0.0341"},
        {ValueId::weightGradient(0, 1, 0), "0.0158"},
        {ValueId::weightGradient(0, 0, 1), "-0.0170"},
        {ValueId::weightGradient(0, 1, 1), "0.0079"},
        {ValueId::newWeight(0, 0, 0), "0.3034"},
        {ValueId::newWeight(1, 0, 0), "1.2063"},
    };
    for (const auto& [id, text] : printed)
        EXPECT_TRUE(isRight(id, text)) << text;
}

TEST(Tolerance, AcceptsTwoDigits) {
    EXPECT_TRUE(isRight(ValueId::h(0, 0), "0.55"));
    EXPECT_TRUE(isRight(kU3, "0.15"));
    EXPECT_TRUE(isRight(kU3, "0,14"));  // 1.2 · 0.54 − 0.7 · 0.73, all cut off
    EXPECT_TRUE(isRight(kDelta3, "-0.12"));
    EXPECT_TRUE(isRight(kDelta3, "-0.11"));
}

TEST(Tolerance, IsNoWiderThanRoundingCanExplain) {
    // u₁ has no intermediate result that loses anything.
    EXPECT_TRUE(isRight(ValueId::u(0, 0), "0.2000"));
    EXPECT_FALSE(isRight(ValueId::u(0, 0), "0.2001"));
    EXPECT_FALSE(isRight(ValueId::h(0, 0), "0.5499"));
    EXPECT_FALSE(isRight(kU3, "0.1490"));
    EXPECT_FALSE(isRight(kDelta3, "-0.1155"));
    EXPECT_FALSE(isRight(kDelta3, "-0.4631"));
    EXPECT_FALSE(isRight(ValueId::delta(0, 0), "-0.0344")) << "the new w₅ was used";
    EXPECT_FALSE(isRight(kDelta3, "0")) << "a mere 0 stands for four decimals";
    EXPECT_FALSE(isRight(ValueId::h(0, 0), "0.5"));
}

}  // namespace
}  // namespace stepgrad
