#include "core/practice/diagnosis.h"

#include <gtest/gtest.h>

#include "tests/core/walkthrough_support.h"

namespace stepgrad {
namespace {

using Verdict = Diagnosis::Verdict;

Answer typed(const char* text) {
    return std::get<Answer>(readAnswer(text));
}

const ValueId kDelta1 = ValueId::delta(0, 0), kDelta3 = ValueId::delta(1, 0);
const ValueId kU3 = ValueId::u(1, 0), kW5New = ValueId::newWeight(1, 0, 0);

Diagnosis articleSays(const ValueId& id, const char* text, const GivenAnswers& earlier = {}) {
    return Diagnostician(test::articleTrace(), {}).diagnose(id, typed(text), earlier);
}

/// The mistake of the table, or "right", "following", "wrong".
std::string verdict(const ValueId& id, const char* text, const GivenAnswers& earlier = {}) {
    const Diagnosis d = articleSays(id, text, earlier);
    switch (d.verdict) {
        case Verdict::Right:
            return "right";
        case Verdict::RightFollowing:
            return "following";
        case Verdict::TooFewDigits:
            return "too few digits";
        case Verdict::Mistake:
            return d.mistake->id;
        case Verdict::Wrong:
            break;
    }
    return "wrong";
}

TEST(Diagnosis, FindsTheNewWeightInADelta) {
    EXPECT_EQ(verdict(kDelta1, "-0.0344"), "new_weight_for_delta");
    EXPECT_EQ(articleSays(kDelta1, "-0.0344").sentence,
              "Here the new w₅ was used: δ₁ needs w₅ as it was before the update.");
}

TEST(Diagnosis, FindsTheSlipOfTheArticle) {
    EXPECT_EQ(verdict(kDelta3, "-0.4631"), "slope_forgotten");
    EXPECT_EQ(articleSays(kDelta3, "-0.4631").sentence,
              "Here the slope σ′(u₃) is missing: δ₃ needs (ŷ − y) · ŷ(1 − ŷ).");
}

TEST(Diagnosis, NamesTypicalMistakesOfTheArticle) {
    EXPECT_EQ(verdict(ValueId::u(0, 0), "0.5498"), "activation_for_input");
    EXPECT_EQ(verdict(ValueId::u(0, 0), "0.4"), "sign_of_term");
    EXPECT_EQ(verdict(ValueId::u(0, 0), "0.7"), "wrong_edge");  // w₂ in place of w₃
    EXPECT_EQ(verdict(ValueId::h(0, 0), "0.2"), "activation_forgotten");
    EXPECT_EQ(verdict(ValueId::loss(), "0.2144"), "factor_of_loss");
    EXPECT_EQ(verdict(kDelta3, "0.1151"), "sign_of_error");
    EXPECT_EQ(verdict(kDelta1, "-0.1382"), "slope_forgotten");
    EXPECT_EQ(verdict(kDelta1, "0.0199"), "wrong_edge_back");
    EXPECT_EQ(verdict(ValueId::weightGradient(1, 0, 0), "-0.0842"), "wrong_source");
    EXPECT_EQ(verdict(ValueId::weightGradient(1, 0, 0), "-0.0230"), "input_for_source");
    EXPECT_EQ(verdict(kW5New, "1.1937"), "gradient_added");
    EXPECT_EQ(verdict(kW5New, "1.2633"), "eta_forgotten");
    EXPECT_EQ(verdict(kW5New, "1.2006"), "eta_twice");
    EXPECT_EQ(verdict(kU3, "1.48"), "decimal_slip");
    EXPECT_EQ(verdict(kU3, "17"), "wrong");
}

TEST(Diagnosis, NamesMistakesRightlyWhereDeltaCountsDown) {
    Notation down;
    down.deltaSign = Notation::DeltaSign::NegativeSlope;
    const Diagnostician diagnostician(test::articleTrace(), down);
    const auto says = [&](const ValueId& id, const char* text) {
        return diagnostician.diagnose(id, typed(text), {}).sentence;
    };
    const ValueId gradient = ValueId::weightGradient(1, 0, 0);
    EXPECT_EQ(says(gradient, "0.1151").substr(0, 19), "This is δ₃ alone");
    EXPECT_EQ(says(gradient, "-0.1151").substr(0, 22), "This is −δ₃ alone");
    EXPECT_EQ(says(kW5New, "1.1937"),
              "Here the step was taken off; with this sign of δ, η · δ₃ · h₁ is added: w₅ new "
              "needs w₅ + η · δ₃ · h₁.");
}

TEST(Diagnosis, DoesNotTakeAnOldWeightForTheNewOne) {
    const std::vector<std::pair<ValueId, const char*>> old{{ValueId::newWeight(0, 0, 0), "0.3"},
                                                           {ValueId::newWeight(0, 1, 0), "0.8"},
                                                           {ValueId::newWeight(0, 0, 1), "-0.2"},
                                                           {ValueId::newWeight(0, 1, 1), "0.4"},
                                                           {kW5New, "1.2"},
                                                           {ValueId::newWeight(1, 0, 1), "-0.7"}};
    for (const auto& [id, text] : old)
        EXPECT_EQ(verdict(id, text), "too few digits") << text;
    EXPECT_EQ(articleSays(old[0].first, "0.30").sentence,
              "Give more decimals: to so few, this is still the old w₁.");
    EXPECT_EQ(verdict(old[0].first, "0.3000"), "not_updated");
    EXPECT_EQ(verdict(old[0].first, "0.3034"), "right");
    EXPECT_EQ(verdict(kW5New, "1.21"), "right") << "two decimals are enough for this one";
}

TEST(Diagnosis, AsksForMoreDecimalsThanThoseThatLeaveNothing) {
    const ValueId id = ValueId::weightGradient(0, 1, 1);  // 0.0079
    EXPECT_EQ(verdict(id, "0.00"), "too few digits");
    EXPECT_EQ(articleSays(id, "0.00").sentence,
              "Give more decimals: to so few, nothing is left of ∂J/∂w₄.");
    EXPECT_EQ(verdict(id, "0.01"), "right");
    EXPECT_EQ(verdict(id, "0.008"), "right");
}

TEST(Diagnosis, FollowsAnEarlierMistake) {
    const GivenAnswers earlier{{kDelta3, {typed("-0.4631"), false}}};
    EXPECT_EQ(verdict(kDelta1, "-0.1376", earlier), "following");
    EXPECT_EQ(articleSays(kDelta1, "-0.1376", earlier).sentence,
              "This follows correctly from your δ₃, but δ₃ was wrong.");
    EXPECT_EQ(verdict(kDelta1, "-0.0342", earlier), "right");
}

TEST(Diagnosis, FindsAMistakeOnTopOfAnEarlierOne) {
    const GivenAnswers earlier{{kDelta3, {typed("-0.4631"), false}}};
    const Diagnosis d = articleSays(kDelta1, "-0.5557", earlier);
    ASSERT_EQ(d.verdict, Verdict::Mistake);
    EXPECT_STREQ(d.mistake->id, "slope_forgotten");
    EXPECT_EQ(d.carried, std::vector{kDelta3});
    EXPECT_EQ(d.sentence,
              "Here the slope σ′(u₁) is missing: δ₁ needs δ₃ · w₅ · h₁(1 − h₁). It "
              "was calculated with your δ₃, which was wrong.");
}

TEST(Diagnosis, TakesWhatFollowsFromRightAnswersAsRight) {
    // −0.115 · 1.2 · 0.2475, all digits of the product written down.
    const GivenAnswers earlier{{kDelta3, {typed("-0.115"), true}},
                               {ValueId::h(0, 0), {typed("0.55"), true}}};
    EXPECT_EQ(verdict(kDelta1, "-0.034155"), "wrong");
    EXPECT_EQ(verdict(kDelta1, "-0.034155", earlier), "right");
}

}  // namespace
}  // namespace stepgrad
