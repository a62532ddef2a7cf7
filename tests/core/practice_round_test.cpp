#include "core/practice/practice_round.h"

#include <gtest/gtest.h>

#include "core/walkthrough/formula_text.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad {
namespace {

using Part = PracticeRound::Part;

PracticeRound articleRound(Part part = Part::All) {
    const auto trace = test::articleTrace();
    return {trace, std::make_shared<const Walk>(trace->network), part, {}};
}

Answer typed(const char* text) {
    return std::get<Answer>(readAnswer(text));
}

TEST(PracticeRound, AsksEveryValueInTheOrderOfTheWalk) {
    PracticeRound round = articleRound();
    ASSERT_EQ(round.items().size(), 22u);
    EXPECT_EQ(round.asked(), ValueId::u(0, 0));
    EXPECT_EQ(round.position(), 0);
    EXPECT_TRUE(round.answer(typed("0.2")).isRight());
    EXPECT_EQ(round.asked(), ValueId::u(0, 1));
    EXPECT_EQ(round.position(), 1);
}

TEST(PracticeRound, StaysAtAValueUntilItIsRight) {
    PracticeRound round = articleRound();
    EXPECT_FALSE(round.answer(typed("0.4")).isRight());
    EXPECT_EQ(round.at(), 0u);
    EXPECT_EQ(round.items()[0].wrongTries, 1);
    EXPECT_TRUE(round.answer(typed("1/5")).isRight());
    EXPECT_EQ(round.at(), 1u);
    EXPECT_FALSE(round.items()[0].isAtOnce());
}

TEST(PracticeRound, HintsAreFormulaNumbersAndResult) {
    PracticeRound round = articleRound(Part::Backward);
    EXPECT_EQ(toText(round.hint().front()), "δ₃ = ∂J/∂u₃ = (ŷ − y) · ŷ(1 − ŷ)");
    const std::string numbers = toText(round.hint().front());
    EXPECT_NE(numbers.find("−0.4631 · 0.2486"), std::string::npos) << numbers;
    EXPECT_EQ(numbers.find("−0.1151"), std::string::npos) << numbers;
    EXPECT_EQ(round.at(), 0u);
    const std::string result = toText(round.hint().front());
    EXPECT_NE(result.find("= −0.1151"), std::string::npos) << result;
    EXPECT_EQ(round.at(), 1u);
    EXPECT_TRUE(round.items()[0].isShown);
}

TEST(PracticeRound, RecognisesWhatFollowsFromAnAnswerThatWasGivenUp) {
    PracticeRound round = articleRound(Part::Backward);
    round.answer(typed("-0.4631"));
    round.show();
    while (round.asked() != ValueId::delta(0, 0))
        round.show();
    EXPECT_EQ(round.answer(typed("-0.1376")).verdict, Diagnosis::Verdict::RightFollowing);
    EXPECT_TRUE(round.answer(typed("-0.0342")).isRight());
}

TEST(PracticeRound, TellsWhatWasHard) {
    PracticeRound round = articleRound(Part::Forward);
    EXPECT_EQ(summaryOf(round), "");
    for (const char* text : {"0.2", "1", "0.5498", "0.7311"})
        ASSERT_TRUE(round.answer(typed(text)).isRight()) << text;
    round.hint();
    ASSERT_TRUE(round.answer(typed("0.1481")).isRight());
    ASSERT_TRUE(round.answer(typed("0.5369")).isRight());
    round.show();
    EXPECT_TRUE(round.isOver());
    EXPECT_EQ(round.position(), 7);
    EXPECT_EQ(summaryOf(round),
              "5 of 7 right at the first try and without a hint. Hardest: loss (0 of 1), weighted "
              "inputs (2 of 3).");
}

TEST(PracticeRound, AsksAFewValuesOfEachStepOfALargeNetwork) {
    Network network;
    network.inputNames.assign(64, "x");
    network.layers.push_back({Activation::Sigmoid, Matrix::Constant(32, 64, 0.01), {}});
    network.layers.push_back({Activation::Sigmoid, Matrix::Constant(10, 32, 0.01), {}});
    const auto trace = std::make_shared<const Trace>(trainingStep(
        network, Loss::HalfSquaredError, {}, {}, Vector::Constant(64, 0.5), Vector::Zero(10)));
    const PracticeRound round(trace, std::make_shared<const Walk>(network), Part::All, {});
    EXPECT_LE(round.items().size(), 40u);
    EXPECT_GE(round.items().size(), 30u);
}

}  // namespace
}  // namespace stepgrad
