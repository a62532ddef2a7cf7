// A session that trains: what runs, what is shown of it, and what stays.

#include <gtest/gtest.h>

#include "core/training/trainer.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using namespace test;

TEST(Session, BackCrossesTheUpdatesOfARunOneByOne) {
    Session s;
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 1000; }));
    s.pause();
    const std::int64_t last = s.still().update;
    EXPECT_TRUE(s.still().isEnd());
    s.setDetail(Detail::Phase);
    for (int i = 0; i < 5; ++i) {
        const Network here = s.still().network();
        for (int phase = 0; phase < 3; ++phase)
            s.back();
        EXPECT_EQ(s.still().update, last - i - 1);
        EXPECT_EQ(s.still().trace->networkAfter(), here);
    }
    s.undo();
    EXPECT_TRUE(s.still().isStart());
    EXPECT_EQ(s.still().network(), articleExample().network);
}

TEST(Session, AnUpdateThatWouldNotBeFiniteIsNotMade) {
    Project p = articleExample();
    p.network.layers = {p.network.layers[1]};
    p.network.layers[0].activation = Activation::Linear;
    p.network.layers[0].weights = Matrix{{1e150, 0.0}};
    p.optimizer.learningRate = 1e200;
    Session s;
    s.open(p);
    QString message;
    QObject::connect(&s, &Session::stopped, [&](const QString& m) { message = m; });
    for (int i = 0; i < 8; ++i)
        s.next();
    EXPECT_FALSE(s.still().isEnd());
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.gradient");
    EXPECT_TRUE(message.contains("Update 1")) << message.toStdString();
    EXPECT_EQ(s.project(), p);
    for (const Speed speed : {Speed::SlowMotion, Speed::Fastest}) {
        message.clear();
        s.setSpeed(speed);
        s.train();
        EXPECT_TRUE(waitFor([&] { return !s.isTraining(); }));
        EXPECT_TRUE(message.contains("not made")) << message.toStdString();
        EXPECT_EQ(s.project(), p);
    }
}

TEST(Session, TheWalkStaysOnTheChosenExampleAndTrainTakesAllInTurnFromTheFirst) {
    Session s;
    s.open(xorProject());
    s.selectExample(2);
    EXPECT_EQ(s.still().value(ValueId::inputOf(0)), 1.0);
    press(s, 12);  // ten steps tell one training step
    EXPECT_EQ(s.example(), 2);
    EXPECT_EQ(s.still().update, 1);
    s.restart();
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 100; }));
    s.pause();
    const std::int64_t updates = s.still().update + 1;
    EXPECT_EQ(s.example(), (updates - 1) % 4);
    Trainer trainer(std::make_shared<const Project>(xorProject()),
                    {xorProject().network, {}, 0, {}});
    for (std::int64_t i = 0; i < updates; ++i)
        ASSERT_FALSE(trainer.step());
    EXPECT_EQ(s.project().network, trainer.network());
    // Next goes on with the example whose turn it is.
    s.next();
    EXPECT_EQ(s.still().update, updates);
    EXPECT_EQ(s.example(), updates % 4);
}

TEST(Session, EpochsAreWholeWhateverExampleIsShown) {
    Project p = xorProject();
    p.training.stop.epochs = 30;
    for (const bool shuffled : {false, true}) {
        p.training.shuffle = shuffled;
        Session s;
        s.open(p);
        s.setSpeed(Speed::Fastest);
        s.selectExample(2);
        std::vector<Network> trained;
        for (int run = 0; run < 2; ++run) {
            s.train();
            ASSERT_TRUE(waitFor([&] { return !s.isTraining(); }));
            EXPECT_EQ(s.still().update + (s.still().isEnd() ? 1 : 0), 120);
            trained.push_back(s.project().network);
            s.restart();
        }
        EXPECT_EQ(trained[0], trained[1]);
    }
}

TEST(Session, TheCurveIsOfThePresentNetworkWhileNothingIsComputedAnew) {
    Session s;
    s.open(xorProject());
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 100; }));
    s.pause();
    const auto isPresent = [&s] {
        const auto point = s.lossCurve().current;
        const std::int64_t update = s.still().update + (s.still().isEnd() ? 1 : 0);
        return point && *point == measurePoint(s.project(), s.project().network, update);
    };
    EXPECT_TRUE(isPresent());
    ASSERT_EQ(s.editNetwork(SetNeurons{0, 3}), "");
    EXPECT_TRUE(isPresent());
    s.goToPosition(0);
    EXPECT_TRUE(isPresent());
    s.goToUpdate(50);
    EXPECT_TRUE(isPresent());
    const auto ahead = s.lossCurve().ahead;
    ASSERT_FALSE(ahead.empty());
    EXPECT_EQ(ahead.back().update, s.updates().second);
}

TEST(Session, SlowMotionGoesThroughTheExamplesToo) {
    Session s;
    s.open(xorProject());
    s.setSpeed(Speed::SlowMotion);
    s.train();
    EXPECT_EQ(s.still().currentStep()->id, "forward.loss");
    ASSERT_TRUE(waitFor([&] { return s.still().update == 1; }));
    EXPECT_EQ(s.example(), 1);
    s.pause();
    EXPECT_FALSE(s.isTraining());
}

TEST(Session, BatchesAreTrainedAndLeftBetweenUpdates) {
    Project p = xorProject();
    p.training.batchSize = 4;
    Session s;
    s.open(p);
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 20; }));
    s.pause();
    EXPECT_TRUE(s.still().isStart());
    const std::int64_t updates = s.still().update;
    Trainer trainer(std::make_shared<const Project>(p), {p.network, {}, 0, {}});
    for (std::int64_t i = 0; i < updates; ++i)
        ASSERT_FALSE(trainer.step());
    EXPECT_EQ(s.project().network, trainer.network());
    s.back();
    EXPECT_EQ(s.still().update, updates - 1);
    EXPECT_FALSE(s.still().isEnd());
}

TEST(Session, EditsDuringTrainingAreMadeAndTrainingGoesOn) {
    Session s;
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 100; }));
    EXPECT_EQ(s.setLearningRate(0.5), "");
    EXPECT_TRUE(s.isTraining());
    s.pause();
    EXPECT_EQ(s.project().optimizer.learningRate, 0.5);
    EXPECT_LT(s.still().trace->loss, 0.1072);
}

TEST(Session, AStepCanBeChosenWhileTrainingRuns) {
    Session s;
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 10; }));
    s.goToStep(3);
    EXPECT_FALSE(s.isTraining());
    EXPECT_EQ(s.still().currentStep()->id, "forward.2.activation");
}

TEST(Session, SlowMotionGoesOnOverAStepThatWasUndone) {
    Session s;
    press(s, 10);
    s.undo();
    s.setSpeed(Speed::SlowMotion);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update == 1; }));
    EXPECT_TRUE(s.isTraining());
}

TEST(Session, GoingForwardFollowsTheEditInsteadOfAnOlderRun) {
    Session s;
    s.setDetail(Detail::Phase);
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 20; }));
    s.pause();
    while (s.still().update > 3)
        s.back();
    press(s, 1);
    s.setSpeed(Speed::OnePerSecond);
    ASSERT_EQ(s.setValue(ValueId::weight(0, 0, 0), 5.0), "");
    const std::int64_t edited = s.still().update;
    press(s, 6);
    for (int i = 0; i < 9; ++i)
        s.back();
    ASSERT_LT(s.still().update, edited);
    while (s.still().update < edited)
        s.next();
    EXPECT_EQ(s.still().value(ValueId::weight(0, 0, 0)), 5.0);
}

TEST(Session, TrainAfterAStepByHandKeepsItsUpdateWhateverTheBatch) {
    Project p = xorProject();
    p.training.batchSize = 4;
    Session s;
    s.open(p);
    press(s, 10);
    const Network shown = s.project().network;
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 5; }));
    s.pause();
    s.setDetail(Detail::Phase);
    while (s.still().update > 1)
        s.back();
    EXPECT_EQ(s.still().network(), shown);
}

TEST(SessionTraining, ProgressCountsTheEpochsOfTheRunAndTheExamples) {
    Project p = xorProject();
    p.training.batchSize = 2;
    p.training.stop.epochs = 100000000;
    Session s;
    s.open(p);
    EXPECT_FALSE(s.progress());
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.progress() && s.progress()->secondsLeft; }));
    const RunProgress progress = *s.progress();
    EXPECT_EQ(progress.of, 100000000);
    EXPECT_DOUBLE_EQ(progress.examplesPerSecond, 2.0 * s.updatesPerSecond());
    // Two updates an epoch, and the first epoch may have begun anywhere.
    EXPECT_NEAR(static_cast<double>(progress.epochs), static_cast<double>(s.still().update) / 2.0,
                1.0);
    s.pause();
    EXPECT_FALSE(s.progress());
}

}  // namespace
}  // namespace stepgrad
