// The spam detector: what a hidden layer is good for, and what is said of spam.

#include "core/laboratory/spam_claims.h"

#include <gtest/gtest.h>

#include "core/laboratory/layer_comparison.h"
#include "tests/core/laboratory_support.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

Project spam() {
    return test::example("spam");
}

/// Both networks, trained once for all tests.
const std::vector<TrainingRun>& both() {
    static const std::vector<TrainingRun> kRuns = *compareLayers(spam(), {});
    return kRuns;
}

TEST(SpamNetworks, TheHiddenLayerReaches79PercentAndTheSingleNeuronLess) {
    ASSERT_EQ(both().size(), 2u);
    const double hidden = *both()[0].test->accuracy(), single = *both()[1].test->accuracy();
    EXPECT_GE(hidden, 0.79);
    EXPECT_LT(single, hidden - 0.01);
    EXPECT_GT(single, 0.70);
    EXPECT_EQ(both()[0].state->network.shapeText(), "4–4–1");
    EXPECT_EQ(both()[1].state->network.shapeText(), "4–1");
    EXPECT_EQ(both()[0].state->update, both()[1].state->update);
    EXPECT_EQ(*both()[0].project->examples()->test, *both()[1].project->examples()->test);
}

TEST(SpamNetworks, DoSoOnAnotherShuffledSplitWithItsOwnScaling) {
    Project other = spam();
    other.split = Split{0.2, 20};
    const std::array kinds{ScalingKind::Standardise, ScalingKind::LogStandardise,
                           ScalingKind::Standardise, ScalingKind::LogStandardise};
    other.scaling =
        fitScaling(kinds, other.data->inputs, splitRows(other.data->size(), *other.split).training);
    const auto runs = *compareLayers(other, {});
    EXPECT_GE(*runs[0].test->accuracy(), 0.79);
    EXPECT_LT(*runs[1].test->accuracy(), *runs[0].test->accuracy());
}

TEST(SpamNetworks, OnlyTheHiddenLayerFindsLinksAndLengthTogether) {
    const FeatureStudy study(spam());
    EXPECT_LT(study.interactionOf(both()[0].state->network, 1, 3, 0).ofU, -0.5);
    EXPECT_NEAR(study.interactionOf(both()[1].state->network, 1, 3, 0).ofU, 0.0, 1e-12);
}

TEST(SpamClaims, AreToldByTheRuleFromWhatWasMeasured) {
    const FeatureStudy study(spam());
    for (const TrainingRun& run : both()) {
        const Network& network = run.state->network;
        const auto claims = spamClaims(study, network);
        ASSERT_EQ(claims.size(), 4u);
        const std::array claimed{Strength::Strong, Strength::Moderate, Strength::Weak};
        for (int k = 0; k < 3; ++k) {
            const FeatureEffect effect = study.effectOf(network, k, 2);
            const double change = effect.atTo[0] - effect.atFrom[0];
            const auto& claim = claims[std::size_t(k)];
            const bool rises = change >= 0.05;
            const auto expected = !rises ? Claim::Verdict::Refuted
                                  : strengthOf(change) == claimed[std::size_t(k)]
                                      ? Claim::Verdict::Confirmed
                                      : Claim::Verdict::Partly;
            EXPECT_EQ(claim.verdict, expected) << claim.words;
        }
    }
}

TEST(SpamClaims, OfFreeCountTheMailsOfTheData) {
    const auto claims = spamClaims(FeatureStudy(spam()), both()[0].state->network);
    // 154 of 170 mails with FREE are spam.
    EXPECT_TRUE(test::says(claims[0].data, "90.6 % of 170")) << claims[0].data;
}

TEST(Newsletters, LeftOutAreThe250AndNothingElse) {
    const Project whole = spam();
    ASSERT_TRUE(hasNewsletters(whole));
    const Project rest = withoutNewsletters(whole);
    EXPECT_EQ(rest.data->size(), 5796);
    EXPECT_EQ(rest.data->targets.sum(), 1896.0);
    EXPECT_EQ(rest.data->inputs.col(1).sum(),
              whole.data->inputs.col(1).sum() - whole.data->inputs.col(1).segment(3900, 250).sum());
    EXPECT_FALSE(hasNewsletters(rest));
    EXPECT_TRUE(isSpamProject(rest));
    EXPECT_EQ(problemOf(rest), std::nullopt);
    // No mail changes sides.
    EXPECT_EQ(rest.examples()->test->targets.sum(), whole.examples()->test->targets.sum());
    const auto training = rest.examples()->training->inputs;
    for (Eigen::Index k = 0; k < 4; ++k) {
        EXPECT_NEAR(training.col(k).mean(), 0.0, 1e-9);
        EXPECT_NEAR(training.col(k).squaredNorm() / double(training.rows()), 1.0, 1e-9);
    }
    EXPECT_TRUE(test::reread(rest) == rest);
}

TEST(Newsletters, HideTheEffectOfLinksOnTheSingleNeuron) {
    const auto without = *compareLayers(withoutNewsletters(spam()), {});
    const double with = both()[1].state->network.layers[0].weights(0, 1);
    EXPECT_GT(without[1].state->network.layers[0].weights(0, 1), with + 0.2);
}

TEST(LayerComparison, OfANetworkWithoutHiddenLayerIsThatOne) {
    Project flat = withoutHiddenLayers(spam());
    flat.training.stop.epochs = 1;
    const auto runs = *compareLayers(flat, {});
    EXPECT_EQ(runs.size(), 1u);
    EXPECT_EQ(runs[0].state->update, 303);
}

}  // namespace
}  // namespace stepgrad
