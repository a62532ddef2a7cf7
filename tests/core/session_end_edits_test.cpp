// What is done at the end of a step is done to the network that is shown there, whatever was
// done after that step before one went back.

#include <gtest/gtest.h>

#include "core/document/session.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

struct EndOfStep : testing::Test {
    EndOfStep() {
        session.open(articleExample());
        toEnd();
        after = session.project().network;
    }
    void toEnd() {
        while (!session.still().isEnd())
            session.nextPhase();
    }
    void back() {
        while (!session.still().isEnd() && session.canGoBack())
            session.back();
        ASSERT_TRUE(session.still().isEnd());
        ASSERT_EQ(session.project().network, after);
    }
    double weight(int neuron, int input) {
        return session.project().network.layers[0].weights(neuron, input);
    }

    Session session;
    Network after;
};

TEST_F(EndOfStep, ALaterChangeOfTheNetworkIsNotUndergoneUnseen) {
    ASSERT_EQ(session.editNetwork(RemoveLayer{0}), "");
    ASSERT_EQ(session.project().network.layerCount(), 1);
    ASSERT_NO_FATAL_FAILURE(back());
    EXPECT_EQ(session.editNetwork(SetNeurons{0, 3}), "");
    EXPECT_EQ(session.project().network.shapeText(), "2–3–1");
}

TEST_F(EndOfStep, ALaterEditOfAnotherWeightIsNot) {
    ASSERT_EQ(session.setParameters({{ValueId::weight(0, 0, 0), 5.0}}, "first"), "");
    ASSERT_NO_FATAL_FAILURE(back());
    ASSERT_EQ(session.setParameters({{ValueId::weight(0, 1, 1), 7.0}}, "second"), "");
    EXPECT_EQ(weight(0, 0), after.layers[0].weights(0, 0));
    EXPECT_EQ(weight(1, 1), 7.0);
}

TEST_F(EndOfStep, AnExampleOfTheUsersOwnComesToWhatIsShown) {
    ASSERT_EQ(session.setParameters({{ValueId::weight(0, 0, 0), 5.0}}, "first"), "");
    ASSERT_NO_FATAL_FAILURE(back());
    ASSERT_EQ(session.setOwnExample({Vector{{0.5, 0.5}}, Vector{{1.0}}, 1}, "mail"), "");
    EXPECT_EQ(session.project().network, after);
    EXPECT_TRUE(session.isOnOwnExample());
}

TEST_F(EndOfStep, ARunBeginsWithWhatIsShown) {
    ASSERT_EQ(session.setParameters({{ValueId::weight(0, 0, 0), 500.0}}, "far away"), "");
    ASSERT_NO_FATAL_FAILURE(back());
    session.setSpeed(Speed::Fastest);
    session.train();
    EXPECT_EQ(session.runStart().state().network, after);
    session.pause();
}

}  // namespace
}  // namespace stepgrad
