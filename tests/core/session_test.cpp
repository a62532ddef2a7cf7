// The walkthrough, edits and undo of a session.

#include <gtest/gtest.h>

#include <random>

#include "core/network/backpropagation.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using namespace test;

TEST(Session, OpensTheArticlesExampleBeforeItsFirstStep) {
    Session s;
    EXPECT_TRUE(s.still().isStart());
    EXPECT_EQ(s.still().update, 0);
    EXPECT_FALSE(s.canGoBack());
    EXPECT_FALSE(s.canUndo());
    EXPECT_FALSE(s.isModified());
    EXPECT_EQ(s.still().value(kH1), std::nullopt);
    EXPECT_EQ(s.still().value(kW3), -0.2);
    EXPECT_TRUE(s.lossCurve().points.empty());
    EXPECT_FALSE(s.lossCurve().current);
}

TEST(Session, TenPressesOfNextTellTheWholeStep) {
    Session s;
    press(s, 1);
    EXPECT_NEAR(*s.still().value(ValueId::u(0, 1)), 1.0, 1e-15);
    EXPECT_EQ(s.still().value(kH1), std::nullopt);
    press(s, 4);
    EXPECT_NEAR(*s.still().value(ValueId::loss()), 0.10720881970570427, 1e-12);
    EXPECT_EQ(s.lossCurve().current, measurePoint(articleExample(), articleExample().network, 0));
    EXPECT_EQ(s.lossCurve().current->loss, *s.still().value(ValueId::loss()));
    press(s, 3);
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.delta");
    EXPECT_NEAR(*s.still().value(kDelta1), -0.0341961997356377, 1e-12);
    EXPECT_FALSE(s.isModified());
    press(s, 2);
    EXPECT_TRUE(s.still().isEnd());
    EXPECT_NEAR(*s.still().value(ValueId::newWeight(1, 0, 0)), 1.2063302943676117, 1e-12);
    EXPECT_TRUE(s.isModified());
    EXPECT_NEAR(s.project().network.layers[1].weights(0, 0), 1.2063302943676117, 1e-12);
}

TEST(Session, NextAfterTheUpdateBeginsTheNextStepWithTheNewWeights) {
    Session s;
    press(s, 10);
    const Network learned = s.still().trace->networkAfter();
    press(s, 1);
    EXPECT_EQ(s.still().update, 1);
    EXPECT_EQ(s.still().currentStepIndex(), 0);
    EXPECT_EQ(s.still().network(), learned);
}

TEST(Session, DetailDecidesHowFarOnePressGoes) {
    Session s;
    s.setDetail(Detail::Value);
    press(s, 22);
    EXPECT_TRUE(s.still().isEnd());
    press(s, 1);
    EXPECT_EQ(s.still().update, 1);
    EXPECT_EQ(s.still().position, 1);
    s.setDetail(Detail::Phase);
    press(s, 1);
    EXPECT_EQ(s.still().currentStep()->id, "forward.loss");
    press(s, 1);
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.gradient");
    press(s, 1);
    EXPECT_TRUE(s.still().isEnd());
    s.setDetail(Detail::Step);
    s.nextPhase();
    EXPECT_EQ(s.still().update, 2);
    EXPECT_EQ(s.still().currentStep()->id, "forward.loss");
}

TEST(Session, BackAfterAThousandUpdatesReturnsEveryStateBitForBit) {
    Session s;
    s.setDetail(Detail::Phase);
    std::vector<Network> before;
    std::vector<double> deltas;
    for (int i = 0; i < 1000; ++i) {
        press(s, 3);
        before.push_back(s.still().network());
        deltas.push_back(s.still().trace->layers[0].delta[0]);
    }
    for (int i = 999; i >= 0; --i) {
        ASSERT_EQ(s.still().update, i);
        ASSERT_EQ(s.still().network(), before[static_cast<std::size_t>(i)]);
        ASSERT_EQ(s.still().trace->layers[0].delta[0], deltas[static_cast<std::size_t>(i)]);
        ASSERT_EQ(s.lossCurve().points.back().update, i + 1);
        for (int phase = 0; phase < 3; ++phase)
            s.back();
    }
    EXPECT_TRUE(s.still().isStart());
    EXPECT_FALSE(s.canGoBack());
    EXPECT_EQ(s.still().network(), articleExample().network);
    EXPECT_FALSE(s.isModified());
}

TEST(Session, NextAfterBackFollowsWhatWasDoneEditsIncluded) {
    Session s;
    press(s, 25);
    ASSERT_EQ(s.setValue(kW3, 0.7), "");
    press(s, 10);
    const Seen there(s);
    for (int i = 0; i < 30; ++i)
        s.back();
    EXPECT_EQ(s.still().update, 0);
    EXPECT_EQ(s.still().value(kW3), -0.2);
    press(s, 30);
    EXPECT_TRUE(Seen(s) == there);
}

TEST(Session, AnEditRecomputesWhatIsToldAndLeavesTheRestBlank) {
    Session s;
    press(s, 8);
    const auto points = s.lossCurve().points.size();
    ASSERT_EQ(s.setValue(kW3, -0.25), "");
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.delta");
    Network edited = articleExample().network;
    edited.layers[0].weights(0, 1) = -0.25;
    const Trace expected =
        trainingStep(edited, Loss::HalfSquaredError, {}, {}, Vector{{1.0, 0.5}}, Vector{{1.0}});
    EXPECT_EQ(s.still().value(kH1), expected.layers[0].h[0]);
    EXPECT_EQ(s.still().value(kDelta1), expected.layers[0].delta[0]);
    EXPECT_EQ(s.still().value(ValueId::weightGradient(0, 0, 0)), std::nullopt);
    EXPECT_EQ(s.lossCurve().points.size(), points);
    EXPECT_TRUE(s.isModified());
    s.undo();
    EXPECT_EQ(s.still().value(kW3), -0.2);
    EXPECT_FALSE(s.isModified());
    s.redo();
    EXPECT_EQ(s.still().value(kH1), expected.layers[0].h[0]);
}

TEST(Session, AnEditAtTheEndOfTheUpdateMakesTheUpdateAnew) {
    Session s;
    press(s, 10);
    ASSERT_EQ(s.setValue(kW3, 0.5), "");
    EXPECT_TRUE(s.still().isEnd());
    EXPECT_EQ(s.still().update, 0);
    EXPECT_EQ(s.still().value(kW3), 0.5);
    const double g = s.still().trace->layers[0].weightGradients(0, 1);
    EXPECT_DOUBLE_EQ(*s.still().value(ValueId::newWeight(0, 0, 1)), 0.5 - 0.1 * g);
    s.undo();
    EXPECT_TRUE(s.still().isEnd());
    EXPECT_EQ(s.still().value(kW3), -0.2);
}

TEST(Session, InputsAndTargetsAreEditedInTheData) {
    Session s;
    ASSERT_EQ(s.setValue(ValueId::inputOf(1), 2.0), "");
    ASSERT_EQ(s.setValue(ValueId::target(0), 0.0), "");
    EXPECT_EQ(s.project().data->inputs(0, 1), 2.0);
    EXPECT_EQ(s.project().data->targets(0, 0), 0.0);
    s.undo();
    s.undo();
    EXPECT_EQ(s.project(), articleExample());
}

TEST(Session, NudgesOfOneValueAreOneEntryOfUndo) {
    Session s;
    s.setValue(kW3, -0.1, true);
    s.setValue(kW3, 0.0, true);
    s.setValue(kW3, 0.1, true);
    s.setValue(ValueId::weight(0, 0, 0), 0.4, true);
    s.undo();
    EXPECT_EQ(s.still().value(kW3), 0.1);
    s.undo();
    EXPECT_EQ(s.still().value(kW3), -0.2);
    EXPECT_FALSE(s.canUndo());
}

TEST(Session, RefusesValuesThatLeadToInfinityAndChangesNothing) {
    Session s;
    ASSERT_EQ(s.setValue(ValueId::inputOf(0), 1e200), "");
    const Seen before(s);
    EXPECT_NE(s.setValue(ValueId::weight(0, 0, 0), 1e200), "");
    EXPECT_NE(s.setValue(kW3, std::numeric_limits<double>::quiet_NaN()), "");
    EXPECT_NE(s.setValue(kH1, 1.0), "");
    EXPECT_NE(s.setValue(ValueId::weight(7, 0, 0), 1.0), "");
    EXPECT_NE(s.setLearningRate(0.0), "");
    EXPECT_NE(s.setLearningRate(-1.0), "");
    EXPECT_TRUE(Seen(s) == before);
}

TEST(Session, RestartGoesToTheBeginningLeavesAGhostAndCanBeUndone) {
    Session s;
    press(s, 2);
    ASSERT_EQ(s.setValue(kW3, 0.6), "");
    s.restart();
    EXPECT_TRUE(s.still().isStart());
    EXPECT_EQ(s.still().value(kW3), 0.6);
    EXPECT_TRUE(s.lossCurve().ghosts.empty());
    press(s, 25);
    ASSERT_EQ(s.setValue(kW3, 0.9), "");
    const Seen before(s);
    s.restart();
    EXPECT_TRUE(s.still().isStart());
    EXPECT_EQ(s.still().update, 0);
    EXPECT_EQ(s.still().value(kW3), 0.6);
    ASSERT_EQ(s.lossCurve().ghosts.size(), 1u);
    EXPECT_EQ(s.lossCurve().ghosts[0].losses.size(), 3u);
    EXPECT_FALSE(s.canGoBack());
    s.undo();
    EXPECT_TRUE(Seen(s) == before);
}

TEST(Session, DataCanBeReplacedAndKeepsWithinItsBounds) {
    Session s;
    s.open(xorProject());
    s.selectExample(3);
    Dataset two;
    two.inputs = Matrix{{0, 0}, {1, 1}};
    two.targets = Matrix{{0}, {1}};
    EXPECT_EQ(s.setData(two, 3, "removal of two examples"), "");
    EXPECT_EQ(s.exampleCount(), 2);
    EXPECT_EQ(s.example(), 1);
    EXPECT_EQ(s.undoText(), "removal of two examples");
    Dataset wrong;
    wrong.inputs = Matrix{{0, 0, 0}};
    wrong.targets = Matrix{{0}};
    EXPECT_NE(s.setData(wrong, 0, "x"), "");
    s.undo();
    EXPECT_EQ(s.exampleCount(), 4);
    EXPECT_EQ(s.example(), 3);
}

TEST(Session, RefusesAnInvalidProjectAndKeepsWhatIsOpen) {
    Session s;
    press(s, 3);
    Project p = articleExample();
    p.network.layers[1].weights = Matrix{{1.0, 2.0, 3.0}};
    EXPECT_THROW(s.open(p), std::invalid_argument);
    EXPECT_EQ(s.still().position, 5);
}

TEST(Session, WalkingBackOverAnUpdateUndoesIt) {
    Session s;
    ASSERT_EQ(s.setValue(kW3, 0.4), "");
    press(s, 11);
    EXPECT_EQ(s.undoText(), "training step 1");
    for (int i = 0; i < 3; ++i)
        s.back();
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.delta");
    EXPECT_EQ(s.undoText(), "edit of w₃");
    s.undo();
    EXPECT_EQ(s.still().value(kW3), -0.2);
    s.redo();
    press(s, 10);
    EXPECT_EQ(s.undoText(), "training step 1");
    EXPECT_FALSE(s.canRedo());
}

TEST(Session, ChoosingAnExampleAfterTheUpdateBeginsItsOwnStep) {
    Session s;
    s.open(xorProject());
    press(s, 10);
    const Network learned = s.project().network;
    s.selectExample(2);
    EXPECT_EQ(s.still().update, 1);
    EXPECT_EQ(s.example(), 2);
    EXPECT_TRUE(s.still().isStart());
    EXPECT_EQ(s.project().network, learned);
    s.back();
    EXPECT_EQ(s.example(), 0);
    EXPECT_TRUE(s.still().isEnd());
}

TEST(Session, ManyNudgesLeaveNoTrailInTheHistory) {
    Session s;
    for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(s.setValue(kW3, i / 1000.0, true), "");
    EXPECT_EQ(s.still().value(kW3), 0.999);
    s.undo();
    EXPECT_EQ(s.still().value(kW3), -0.2);
    s.redo();
    EXPECT_EQ(s.still().value(kW3), 0.999);
}

TEST(Session, UndoingEverythingAndRedoingEverythingIsExact) {
    std::mt19937 random(7);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int sequence = 0; sequence < 60; ++sequence) {
        Session s;
        s.open(xorProject());
        const Seen first(s);
        for (int action = 0; action < 60; ++action) {
            switch (below(10)) {
                case 0:
                    s.setValue(ValueId::weight(0, below(2), below(2)), below(100) / 50.0 - 1);
                    break;
                case 1:
                    s.setValue(ValueId::bias(0, below(2)), below(100) / 50.0 - 1, true);
                    break;
                case 2:
                    s.setValue(ValueId::inputOf(below(2)), below(100) / 50.0 - 1);
                    break;
                case 3:
                    s.setLearningRate(0.1 + below(10) / 10.0);
                    break;
                case 4:
                    s.restart();
                    break;
                case 5:
                    s.back();
                    break;
                case 6:
                    below(2) ? s.undo() : s.redo();
                    break;
                case 7:
                    s.goToStep(below(10));
                    break;
                default:
                    press(s, below(12));
            }
        }
        // Where the last entry ends may differ from here by walking alone.
        while (s.canRedo())
            s.redo();
        s.undo();
        s.redo();
        const Seen last(s);
        std::vector<Seen> seen;
        while (s.canUndo()) {
            s.undo();
            seen.emplace_back(s);
        }
        if (!seen.empty()) {
            EXPECT_TRUE(seen.back().saved == first.saved);
            EXPECT_EQ(seen.back().network, first.network);
            EXPECT_EQ(seen.back().update, 0);
        }
        EXPECT_FALSE(s.isModified());
        while (s.canRedo())
            s.redo();
        EXPECT_TRUE(Seen(s) == last) << "sequence " << sequence;
    }
}

TEST(Session, GoesToAnyPositionOfTheStepAndTakesTheUpdateBackOnTheWay) {
    Session session;
    const auto depth = session.undoDepth();
    session.goToPosition(11);
    EXPECT_EQ(session.still().position, 11);
    EXPECT_EQ(session.still().from, 10);
    EXPECT_EQ(session.undoDepth(), depth);
    session.goToPosition(1000);
    EXPECT_TRUE(session.still().isEnd());
    EXPECT_EQ(session.undoDepth(), depth + 1) << "the update was made";
    session.goToPosition(0);
    EXPECT_TRUE(session.still().isStart());
    EXPECT_EQ(session.undoDepth(), depth);
}

}  // namespace
}  // namespace stepgrad
