#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/document/session.h"
#include "core/lessons/quantity.h"
#include "core/lessons/verdict.h"
#include "core/network/backpropagation.h"
#include "tests/core/session_support.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad {
namespace {

const Network& article() {
    static const Network network = articleExample().network;
    return network;
}

double worth(const char* name) {
    const auto quantity = quantityNamed(name, article());
    EXPECT_TRUE(quantity) << name;
    return quantity ? worthOf(*quantity, *test::articleTrace()) : 0.0;
}

// Reference values of the example, worked out by hand to all digits.
TEST(Quantity, NamesMeanTheValuesOfTheExample) {
    EXPECT_EQ(worth("i2"), 0.5);
    EXPECT_EQ(worth("y"), 1.0);
    EXPECT_EQ(worth("w3"), -0.2);
    EXPECT_EQ(worth("w[1,1,2]"), -0.2);
    EXPECT_EQ(worth("w6"), -0.7);
    EXPECT_NEAR(worth("u1"), 0.2, 1e-15);
    EXPECT_NEAR(worth("h2"), 0.7310585786300049, 1e-15);
    EXPECT_NEAR(worth("u3"), 0.1480597917339701, 1e-15);
    EXPECT_NEAR(worth("yhat"), 0.5369474766169516, 1e-15);
    EXPECT_NEAR(worth("J"), 0.10720881970570427, 1e-15);
    EXPECT_NEAR(worth("miss"), 0.5369474766169516 - 1.0, 1e-15);
    EXPECT_NEAR(worth("slope3"), 0.5369474766169516 * (1.0 - 0.5369474766169516), 1e-15);
    EXPECT_NEAR(worth("delta3"), -0.11513101042411927, 1e-15);
    EXPECT_NEAR(worth("delta1"), -0.0341961997356377, 1e-15);
    EXPECT_NEAR(worth("dJ/dw4"), 0.007922645687435951, 1e-15);
    EXPECT_NEAR(worth("w5_new"), 1.2063302943676117, 1e-15);
    EXPECT_EQ(worth("eta"), 0.1);
    EXPECT_LT(worth("J_new"), worth("J"));
}

TEST(Quantity, OtherNamesMeanNothing) {
    for (const char* name :
         {"",       "w",      "w0",       "w7",       "w05",      "w-1",
          "w+1",    "w1x",    "b1",       "u4",       "delta0",   "h",
          "yhat2",  "y2",     "i3",       "dJ/du1",   "dJ/d",     "w5_new_new",
          "x1",     "w[1,1]", "w[1,1,3]", "w[0,1,1]", "w[3,1,1]", "w99999999999999999999",
          "slope4", "miss1x", "J1",       "ETA"})
        EXPECT_FALSE(quantityNamed(name, article())) << name;
}

TEST(Quantity, IsNoNumberWhereTheNetworkHasNoSuch) {
    Network network = article();
    const Vector inputs{{1.0, 0.5}}, targets{{1.0}};
    const auto step = [&] {
        return trainingStep(network, Loss::HalfSquaredError, {}, {}, inputs, targets);
    };
    const auto ofNeuron = *quantityNamed("slope3", article());
    const auto ofBias = Quantity{Quantity::Kind::Value, ValueId::bias(0, 0)};
    EXPECT_NEAR(worthOf(ofNeuron, step()), 0.2486, 1e-4);
    network.layers[0].weights.conservativeResize(1, 2);
    network.layers.pop_back();
    EXPECT_TRUE(std::isnan(worthOf(ofNeuron, step())));
    EXPECT_TRUE(std::isnan(worthOf(ofBias, step())));
    network.layers.back() = {Activation::Softmax, Matrix{{1, 2}, {3, 4}}, std::nullopt};
    const Trace ofClasses =
        trainingStep(network, Loss::CrossEntropy, {}, {}, inputs, Vector{{1.0, 0.0}});
    EXPECT_FALSE(quantityNamed("slope1", network));
    EXPECT_TRUE(std::isnan(worthOf({Quantity::Kind::Slope, ValueId::u(0, 0)}, ofClasses)));
}

TEST(Quantity, NamesMeanTheSameInNetworksThatAreBuiltAlike) {
    Network other = article();
    other.layers[0].weights *= 2.0;
    EXPECT_TRUE(haveSameQuantities(article(), other));
    other.layers[0].activation = Activation::Tanh;
    EXPECT_FALSE(haveSameQuantities(article(), other));
    other = article();
    other.layers[1].biases = Vector{{0.0}};
    EXPECT_FALSE(haveSameQuantities(article(), other));
}

struct Asked : testing::Test {
    Asked() {
        session.goToStep(4);
        start = session.still();
    }
    Verdict judge(const char* of, const char* typed) {
        LessonQuestion question;
        question.check.of = *quantityNamed(of, article());
        question.hint = LessonText("Think.", article());
        return judgeNumber(question, typed, {start, session.still(), {}}, {});
    }
    bool isRight(const char* of, const char* typed) {
        return judge(of, typed).kind == Verdict::Kind::Right;
    }
    std::string words(const char* of, const char* typed) {
        return plainText(judge(of, typed).words);
    }
    Session session;
    Still start;
};

TEST_F(Asked, ANumberIsRightToTheDigitsGiven) {
    for (const char* typed : {"0.1481", "0,1481", " 0.148 ", "0.14806", "0.1480597917339701",
                              "1.481e-1", "0.15", "+0.148"})
        EXPECT_TRUE(isRight("u3", typed)) << typed;
    for (const char* typed : {"0.1490", "0.14", "0.16", "0.149", "0.1484", "-0.1481", "1.481"})
        EXPECT_EQ(judge("u3", typed).kind, Verdict::Kind::Wrong) << typed;
}

TEST_F(Asked, WhoRoundsOnTheWayIsRightToo) {
    const std::pair<const char*, const char*> kByHand[] = {
        {"u1", "0.2"},         {"u2", "1.0"},         {"u3", "0.1480"},      {"J", "0.1072"},
        {"delta3", "-0.1150"}, {"dJ/dw5", "-0.0632"}, {"dJ/dw6", "-0.0841"}, {"delta1", "-0.0341"},
        {"delta2", "0.0158"},  {"w5_new", "1.2063"},  {"w1_new", "0.3034"},  {"slope3", "0.2486"}};
    for (const auto& [of, typed] : kByHand)
        EXPECT_TRUE(isRight(of, typed)) << of << " " << typed;
}

TEST_F(Asked, AnotherSignAndAnotherQuantityAreNamed) {
    EXPECT_EQ(words("delta3", "0.1151"), "The size is right, but not the sign. Think.");
    EXPECT_EQ(words("delta3", "-0.4631"), "That is ŷ − y, not what is asked for. Think.");
    EXPECT_EQ(words("u3", "0.5369"), "That is ŷ, not what is asked for. Think.");
    EXPECT_EQ(words("u3", "77"), "Not this number. Think.");
}

TEST_F(Asked, WhatIsNoNumberOrTooShortIsAskedForAgain) {
    for (const char* typed : {"", "abc", "1..2", "1/0", "0.1"})
        EXPECT_EQ(judge("u3", typed).kind, Verdict::Kind::Unclear) << typed;
    EXPECT_TRUE(isRight("u2", "1"));  // short, but exact
}

TEST_F(Asked, WhatTheGraphShowsNowCountsAsWell) {
    ASSERT_TRUE(session.setValue(ValueId::weight(1, 0, 0), 2.0).isEmpty());
    EXPECT_TRUE(isRight("u3", "0.5879"));
    EXPECT_TRUE(isRight("u3", "0.1481"));
}

TEST_F(Asked, TheNumberThatFitsIsTheOneThatIsTold) {
    ASSERT_TRUE(session.setValue(ValueId::weight(1, 0, 0), 2.0).isEmpty());
    EXPECT_EQ(words("u3", "0.5879"), "Right: u₃ = 0.5879.");
    EXPECT_EQ(words("u3", "0.1481"), "Right: u₃ = 0.1481.");
    EXPECT_EQ(words("w5", "2"), "Right: w₅ = 2.0000.") << "short, but exact now";
}

TEST_F(Asked, AWorthThatIsNoNumberIsNoAnswer) {
    Trace large = *start.trace;
    large.lossAfter = std::numeric_limits<double>::infinity();
    start.trace = std::make_shared<const Trace>(large);
    EXPECT_EQ(words("J_new", "1e300"), "Not this number. Think.");
}

TEST_F(Asked, ATrueMinusInTheExponentIsAMinus) {
    EXPECT_FALSE(isRight("J", "1.5e−3"));
    EXPECT_TRUE(isRight("J", "1.07e−1"));
    EXPECT_FALSE(isRight("J", "0.0e99999999999"));
}

struct Deed : testing::Test {
    bool done(LessonCheck check, double meanLoss = 1.0) {
        return isDone(check, {start, session.still(), [=] { return meanLoss; }});
    }
    LessonCheck check(CheckKind kind, const char* of = nullptr) {
        LessonCheck made;
        made.kind = kind;
        if (of)
            made.of = *quantityNamed(of, article());
        return made;
    }
    Session session;
    Still start = session.still();
};

TEST_F(Deed, AChangeIsSeenWithItsDirection) {
    auto larger = check(CheckKind::Changed, "w5"), other = larger, smaller = larger;
    larger.sign = 1;
    smaller.sign = -1;
    EXPECT_FALSE(done(other) || done(larger) || done(smaller));
    ASSERT_TRUE(session.setValue(ValueId::weight(1, 0, 0), 1.3).isEmpty());
    EXPECT_TRUE(done(other) && done(larger));
    EXPECT_FALSE(done(smaller));
    auto eta = check(CheckKind::Changed, "eta");
    EXPECT_FALSE(done(eta));
    ASSERT_TRUE(session.setLearningRate(2.0).isEmpty());
    EXPECT_TRUE(done(eta));
}

TEST_F(Deed, AnUpdateAndAnotherExampleAreNoChange) {
    const auto weight = check(CheckKind::Changed, "w5"), input = check(CheckKind::Changed, "i1");
    session.goToStep(9);
    test::press(session, 1);
    ASSERT_EQ(session.still().update, 1);
    EXPECT_FALSE(done(weight));
    session.open(test::xorProject());
    start = session.still();
    session.selectExample(2);
    ASSERT_NE(session.still().trace->inputs, start.trace->inputs);
    EXPECT_FALSE(isDone(input, {start, session.still(), {}, false}));
    ASSERT_TRUE(session.setValue(ValueId::inputOf(0), 0.5).isEmpty());
    start = session.still();
    ASSERT_TRUE(session.setValue(ValueId::inputOf(0), 0.7).isEmpty());
    EXPECT_TRUE(isDone(input, {start, session.still(), {}, true}));
}

TEST_F(Deed, SignsAndLimitsCountOnceTheyAreComputed) {
    auto negative = check(CheckKind::Sign, "delta3"), below = check(CheckKind::Below, "J"),
         above = check(CheckKind::Above, "J");
    negative.sign = -1;
    below.limit = 0.2;
    above.limit = 0.1;
    EXPECT_FALSE(done(negative) || done(below) || done(above));
    session.goToStep(4);
    EXPECT_TRUE(done(below) && done(above));
    EXPECT_FALSE(done(negative));
    session.next();
    EXPECT_TRUE(done(negative));
    negative.sign = 1;
    EXPECT_FALSE(done(negative));
}

TEST_F(Deed, PlacesUpdatesAndTrainingAreReached) {
    auto reached = check(CheckKind::Reached), updates = check(CheckKind::Updates),
         trained = check(CheckKind::Trained);
    reached.position = 5;
    updates.count = 2;
    trained.limit = 0.5;
    EXPECT_FALSE(done(reached) || done(updates) || done(trained, 0.1));
    test::press(session, 3);
    EXPECT_TRUE(done(reached));
    session.goToStep(9);
    EXPECT_FALSE(done(updates));
    EXPECT_TRUE(done(trained, 0.1));
    EXPECT_FALSE(done(trained, 0.6));
    test::press(session, 1);
    EXPECT_TRUE(done(reached));  // of a later step, too
    session.goToStep(9);
    EXPECT_TRUE(done(updates));
}

}  // namespace
}  // namespace stepgrad
