// Going to any update of a training, and what the curve shows of it.

#include <gtest/gtest.h>

#include "core/training/trainer.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using namespace test;

Network trainedFor(const Project& project, std::int64_t updates) {
    Trainer trainer(std::make_shared<const Project>(project), initialStateOf(project));
    for (std::int64_t i = 0; i < updates; ++i)
        EXPECT_FALSE(trainer.step());
    return trainer.network();
}

std::int64_t runFor(Session& session, std::int64_t updates) {
    const std::int64_t from = session.still().update;
    session.setSpeed(Speed::Fastest);
    session.train();
    EXPECT_TRUE(waitFor([&] { return session.still().update > from + updates; }));
    session.pause();
    return session.updates().second;
}

TEST(Timeline, EveryUpdateOfARunCanBeGoneToAndHasItsBits) {
    for (const std::int64_t batch : {1, 3}) {
        Project project = xorProject();
        project.optimizer.type = OptimizerType::Adam;
        project.training = {batch, true, 5, {}};
        Session session;
        session.open(project);
        ExampleOrder order(4, project.training);
        session.selectExample(order.row({}));
        const std::int64_t last = runFor(session, 2000);
        EXPECT_EQ(session.updates().first, 0);
        for (const std::int64_t update : {last / 2, last / 3, std::int64_t{1}, last - 1, last}) {
            session.goToUpdate(update);
            EXPECT_EQ(session.still().update, update);
            EXPECT_TRUE(session.still().isStart());
            EXPECT_EQ(session.still().network(), trainedFor(project, update)) << update;
            EXPECT_EQ(session.updates(), std::pair(std::int64_t{0}, last));
        }
        session.goToUpdate(-5);
        EXPECT_EQ(session.still().network(), project.network);
        session.goToUpdate(last + 1000);
        EXPECT_EQ(session.still().update, last);
    }
}

TEST(Timeline, WhatLiesAheadIsKeptUntilTrainingTakesAnotherWay) {
    Session session;
    session.open(xorProject());
    const std::int64_t last = runFor(session, 1000);
    EXPECT_TRUE(session.lossCurve().ahead.empty());
    session.goToUpdate(last / 2);
    const LossCurve curve = session.lossCurve();
    ASSERT_FALSE(curve.ahead.empty());
    EXPECT_LE(curve.points.back().update, last / 2);
    EXPECT_GT(curve.ahead.front().update, last / 2);
    EXPECT_LE(curve.ahead.back().update, last);
    ASSERT_EQ(session.setValue(kW3, 0.25), "");
    EXPECT_TRUE(session.lossCurve().ahead.empty());
    EXPECT_EQ(session.updates().second, last / 2);
    session.goToUpdate(last / 4);
    session.goToUpdate(last / 2);  // after the edit
    EXPECT_EQ(session.still().value(kW3), 0.25);
    session.undo();  // both jumps
    EXPECT_EQ(session.still().value(kW3), 0.25);
    EXPECT_EQ(session.updates().second, last / 2);
    session.undo();
    EXPECT_EQ(session.updates().second, last);
    EXPECT_EQ(session.still().update, last / 2);
    EXPECT_TRUE(session.undoText().contains("jump")) << session.undoText().toStdString();
    session.undo();
    EXPECT_EQ(session.still().update + 1, last);
    EXPECT_TRUE(session.undoText().contains("training")) << session.undoText().toStdString();
}

TEST(Timeline, ForwardIntoFewerExamplesShowsOneThatIsThere) {
    Session session;
    session.open(xorProject());
    session.selectExample(3);
    press(session, 12);
    ASSERT_EQ(session.still().update, 1);
    Dataset fewer{Matrix{{0, 1}, {1, 0}}, Matrix{{1}, {1}}};
    ASSERT_EQ(session.setData(fewer, 0, "fewer"), "");
    session.goToUpdate(0);
    ASSERT_EQ(session.exampleCount(), 4);
    session.selectExample(3);
    press(session, 12);
    EXPECT_EQ(session.exampleCount(), 2);
    EXPECT_EQ(session.example(), 1);
}

TEST(Timeline, AJumpLeavesWhatCanBeRedone) {
    Session session;
    session.open(xorProject());
    const std::int64_t last = runFor(session, 1000);
    ASSERT_EQ(session.setValue(kW3, 0.25), "");
    session.undo();
    session.goToUpdate(last / 2);
    ASSERT_TRUE(session.canRedo());
    session.redo();
    EXPECT_EQ(session.still().value(kW3), 0.25);
}

TEST(Timeline, BeforeTheFirstUpdateThereIsNothingButItsEdits) {
    Session session;
    ASSERT_EQ(session.setValue(kW3, 0.25), "");
    press(session, 25);
    session.goToUpdate(-5);
    EXPECT_EQ(session.still().update, 0);
    EXPECT_EQ(session.still().value(kW3), 0.25);
}

TEST(Timeline, StepsByHandAreThereToo) {
    Session session;
    press(session, 35);
    const Network third = session.still().network();
    session.goToUpdate(1);
    EXPECT_EQ(session.still().update, 1);
    session.goToUpdate(3);
    EXPECT_EQ(session.still().network(), third);
}

TEST(EarlierRuns, AreNamedHiddenAndRemoved) {
    Session session;
    for (int run = 0; run < 3; ++run) {
        press(session, 25);
        session.restart();
    }
    auto runs = session.earlierRuns();
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[1], (EarlierRun{2, "run 2", 0.1, true}));
    session.renameRun(2, "  slow ");
    session.showRun(1, false);
    const LossCurve curve = session.lossCurve();
    EXPECT_EQ(curve.ghostNames, (std::vector<QString>{"slow", "run 3"}));
    EXPECT_EQ(curve.ghosts.size(), 2U);
    EXPECT_EQ(curve.ghosts[0].id, 2);
    session.removeRun(3);
    EXPECT_EQ(session.lossCurve().ghostNames, (std::vector<QString>{"slow"}));
    EXPECT_EQ(session.earlierRuns().size(), 2U);
    // A run after one that was taken back has no part in what was said of that.
    session.undo();
    press(session, 5);
    session.restart();
    EXPECT_EQ(session.earlierRuns().back(), (EarlierRun{4, "run 4", 0.1, true}));
    session.open(articleExample());
    EXPECT_TRUE(session.earlierRuns().empty());
}

}  // namespace
}  // namespace stepgrad
