// An example of the user's own beside the data: walked through, never trained on by Train.

#include <gtest/gtest.h>

#include "core/document/network_edit.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

Project twoExamples() {
    Project project = articleExample();
    Dataset data;
    data.inputs = Matrix{{1.0, 0.5}, {0.25, -1.0}};
    data.targets = Matrix{{1.0}, {0.0}};
    project.data = std::make_shared<const Dataset>(data);
    project.scaling = Scaling{{{false, 1.0, 2.0}, {true, 0.0, 1.0}}};
    project.data = std::make_shared<const Dataset>(
        Dataset{Matrix{{1.0, 0.5}, {0.25, 3.0}}, Matrix{{1.0}, {0.0}}});
    return project;
}

OwnExample own(double first, double second, double target, std::int64_t number = 1) {
    return {Vector{{first, second}}, Vector{{target}}, number};
}

struct OwnExampleTest : testing::Test {
    OwnExampleTest() { session.open(twoExamples()); }
    Session session;
};

TEST_F(OwnExampleTest, IsWalkedThroughAsTheNetworkSeesIt) {
    ASSERT_EQ(session.setOwnExample(own(3.0, 0.0, 1.0), "mail"), "");
    EXPECT_TRUE(session.isOnOwnExample());
    EXPECT_EQ(session.exampleCount(), 2);
    const Trace& trace = *session.still().trace;
    EXPECT_EQ(trace.inputs[0], 4.0);
    EXPECT_EQ(trace.inputs[1], 0.0);
    const Project project = session.project();
    const Trace alone = trainingStep(project.network, project.loss, project.optimizer, {},
                                     Vector{{4.0, 0.0}}, Vector{{1.0}});
    EXPECT_EQ(trace.loss, alone.loss);
    EXPECT_EQ(trace.networkAfter(), alone.networkAfter());
}

TEST_F(OwnExampleTest, LeavesTheDataAndTheFileWhatTheyAre) {
    const DatasetPtr before = session.data();
    session.setOwnExample(own(3.0, 0.0, 1.0), "mail");
    EXPECT_EQ(session.data(), before);
    EXPECT_FALSE(session.isModified());
    const Project project = session.project();
    EXPECT_EQ(project.examples()->training->size(), 2);
    EXPECT_EQ(project.examples()->all->size(), 2);
    // An edit on the graph changes the example, not the data.
    ASSERT_EQ(session.setValue(ValueId::inputOf(0), 5.0), "");
    EXPECT_EQ(session.data(), before);
    EXPECT_EQ(session.ownExample()->input[0], 3.5);
    session.open(session.project());
    EXPECT_FALSE(session.ownExample());
}

TEST_F(OwnExampleTest, NextAppliesItAndBackTakesItBack) {
    session.setOwnExample(own(3.0, 0.0, 1.0), "mail");
    const Network before = session.project().network;
    while (!session.still().isEnd())
        session.next();
    const Network after = session.project().network;
    EXPECT_FALSE(after == before);
    EXPECT_EQ(after, session.still().trace->networkAfter());
    session.next();  // the next step, of the same example
    EXPECT_TRUE(session.isOnOwnExample());
    EXPECT_EQ(session.project().network, after);
    session.goToUpdate(0);
    EXPECT_EQ(session.project().network, before);
    EXPECT_TRUE(session.isOnOwnExample());
}

TEST_F(OwnExampleTest, ChangesOfOneJoinIntoOneUndoEntry) {
    session.setOwnExample(own(3.0, 0.0, 1.0), "first");
    session.setOwnExample(own(3.0, 1.0, 1.0), "first");
    session.setOwnExample(own(3.0, 2.0, 0.0), "first");
    EXPECT_EQ(session.undoDepth(), 1u);
    session.setOwnExample(own(0.0, 0.0, 0.0, 2), "second");
    EXPECT_EQ(session.undoDepth(), 2u);
    EXPECT_EQ(session.undoText(), "second");
    session.undo();
    EXPECT_EQ(*session.ownExample(), own(3.0, 2.0, 0.0));
    session.undo();
    EXPECT_FALSE(session.ownExample());
    EXPECT_EQ(session.example(), 0);
    session.redo();
    EXPECT_EQ(*session.ownExample(), own(3.0, 2.0, 0.0));
    EXPECT_TRUE(session.isOnOwnExample());
}

TEST_F(OwnExampleTest, AChangeAfterItsUpdateKeepsWhatWasLearned) {
    session.setOwnExample(own(3.0, 0.0, 1.0), "mail");
    while (!session.still().isEnd())
        session.next();
    const Network learned = session.project().network;
    session.setOwnExample(own(3.0, 1.0, 1.0), "mail");
    EXPECT_EQ(session.project().network, learned);
    EXPECT_EQ(session.still().update, 1);
    session.undo();
    EXPECT_EQ(session.project().network, learned);
}

TEST_F(OwnExampleTest, IsNeverTrainedOnByTrain) {
    Session other;
    other.open(twoExamples());
    session.setOwnExample(own(3.0, 0.0, 1.0), "mail");
    Project project = session.project();
    project.training.stop.epochs = 3;
    for (Session* each : {&session, &other}) {
        ASSERT_EQ(each->changeSettings(project, "rule"), "");
        each->setSpeed(Speed::Fastest);
        each->selectExample(0);
        each->train();
        ASSERT_TRUE(test::waitFor([&] { return !each->isTraining(); }));
    }
    EXPECT_EQ(session.project().network, other.project().network);
    // And Train can be started from it, too.
    session.selectExample(2);
    EXPECT_TRUE(session.isOnOwnExample());
    session.train();
    EXPECT_TRUE(test::waitFor([&] { return !session.isTraining(); }));
    EXPECT_FALSE(session.isOnOwnExample());
}

TEST_F(OwnExampleTest, GoesWhereTheNetworkHasNoPlaceForItAnyMore) {
    session.setOwnExample(own(3.0, 0.0, 1.0), "mail");
    ASSERT_EQ(session.editNetwork(SetNeurons{kInputColumn, 3}), "");
    EXPECT_FALSE(session.ownExample());
    EXPECT_EQ(session.example(), 1);
    session.undo();
    EXPECT_TRUE(session.isOnOwnExample());
    session.goToUpdate(0);
    session.restart();
    EXPECT_TRUE(session.still().trace);
}

TEST_F(OwnExampleTest, ThatDoesNotFitIsRefused) {
    const OwnExample wrong{Vector{{1.0}}, Vector{{1.0}}, 1};
    EXPECT_NE(session.setOwnExample(wrong, "mail"), "");
    EXPECT_FALSE(session.ownExample());
}

TEST_F(OwnExampleTest, RefusedAtTheEndOfAStepChangesNothing) {
    while (!session.still().isEnd())
        session.next();
    const test::Seen before(session);
    const std::size_t depth = session.undoDepth();
    const OwnExample wrong{Vector{{1.0}}, Vector{{1.0}}, 1};
    for (const OwnExample& refused : {wrong, own(1e308, 1e308, 1.0)}) {
        ASSERT_NE(session.setOwnExample(refused, "mail"), "");
        EXPECT_EQ(test::Seen(session), before);
        EXPECT_EQ(session.undoDepth(), depth);
        EXPECT_FALSE(session.ownExample());
    }
}

}  // namespace
}  // namespace stepgrad
