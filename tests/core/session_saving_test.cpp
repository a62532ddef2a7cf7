// The mark of what is saved: it tells whether the file would get other bytes now.

#include <gtest/gtest.h>

#include "core/document/project_json.h"
#include "core/document/session.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using test::xorProject;

Project xorWith(OptimizerType type, std::int64_t batchSize = 1) {
    Project project = xorProject();
    project.optimizer.type = type;
    project.optimizer.momentum = type == OptimizerType::Sgd ? 0.9 : 0.0;
    project.training.batchSize = batchSize;
    return project;
}

std::string fileOf(const Session& session) {
    return writeProject(session.projectToSave());
}

void toEnd(Session& session) {
    while (!session.still().isEnd())
        session.nextPhase();
}

void setShuffle(Session& session, bool shuffle) {
    Project changed = session.project();
    changed.training.shuffle = shuffle;
    ASSERT_EQ(session.changeSettings(changed, "shuffle"), "");
}

TEST(SavedMark, WalkingIsNoChange) {
    for (const OptimizerType type : {OptimizerType::Sgd, OptimizerType::Adam})
        for (const std::int64_t batch : {1, 3})
            for (const std::int64_t row : {0, 1})
                for (const Project& project : {xorWith(type, batch), articleExample()}) {
                    Session session;
                    session.open(project);
                    session.selectExample(row);  // in turn, and out of it
                    toEnd(session);
                    EXPECT_TRUE(session.isModified());
                    session.markSaved();
                    const std::string saved = fileOf(session);
                    session.next();  // enters the next step
                    while (!session.still().isEnd()) {
                        ASSERT_FALSE(session.isModified()) << session.still().position;
                        ASSERT_EQ(fileOf(session), saved);
                        session.next();
                    }
                    EXPECT_TRUE(session.isModified());
                    session.back();
                    EXPECT_FALSE(session.isModified());
                    while (session.still().update == 1 && session.still().position > 0)
                        session.back();
                    EXPECT_FALSE(session.isModified());
                }
}

TEST(SavedMark, AStepByHandTakesTheTurnOfItsExample) {
    Session session;
    session.open(xorProject());
    toEnd(session);
    session.next();
    EXPECT_EQ(session.example(), 0) << "by hand one stays with the example";
    EXPECT_EQ(session.projectToSave().progress->cursor, (ExampleCursor{0, 1}));
    toEnd(session);
    session.next();  // out of turn now
    EXPECT_EQ(session.projectToSave().progress->cursor, (ExampleCursor{0, 1}));
}

TEST(SavedMark, WhereTheEpochStandsIsAPartOfTheFile) {
    Session session;
    session.open(xorProject());
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(test::waitFor([&] { return session.still().update > 10; }));
    session.pause();
    while (session.projectToSave().progress->cursor.offset == 0) {
        session.next();  // of one in turn, as the run left it
        toEnd(session);
    }
    session.markSaved();
    const std::string saved = fileOf(session);
    setShuffle(session, true);
    setShuffle(session, false);
    EXPECT_EQ(session.isModified(), fileOf(session) != saved);
    EXPECT_TRUE(session.isModified());
    session.undo();
    session.undo();
    EXPECT_EQ(fileOf(session), saved);
    EXPECT_FALSE(session.isModified());
}

TEST(SavedMark, AnotherLossAndBackLeavesTheEpochWhereItStands) {
    Session session;
    session.open(xorProject());
    toEnd(session);
    session.next();
    session.markSaved();
    for (const Loss loss : {Loss::MeanSquaredError, Loss::HalfSquaredError}) {
        Project changed = session.project();
        changed.loss = loss;
        ASSERT_EQ(session.changeSettings(changed, "loss"), "");
    }
    EXPECT_EQ(session.projectToSave().progress->cursor, (ExampleCursor{0, 1}));
    EXPECT_FALSE(session.isModified());
}

TEST(SavedMark, WhatTheOptimizerRemembersIsAPartOfTheFile) {
    Session session;
    session.open(xorWith(OptimizerType::Adam));
    toEnd(session);
    session.next();
    session.markSaved();
    for (const OptimizerType type : {OptimizerType::RmsProp, OptimizerType::Adam}) {
        Project changed = session.project();
        changed.optimizer.type = type;
        ASSERT_EQ(session.changeSettings(changed, "optimizer"), "");
    }
    EXPECT_TRUE(session.isModified());
    session.undo();
    session.undo();
    EXPECT_FALSE(session.isModified());
}

TEST(SavedMark, APlusAndAMinusZeroAreTwo) {
    Session session;
    ASSERT_EQ(session.setValue(test::kW3, 0.0), "");
    session.markSaved();
    ASSERT_EQ(session.setValue(test::kW3, -0.0), "");
    EXPECT_TRUE(session.isModified());
    ASSERT_EQ(session.setValue(test::kW3, 0.0), "");
    EXPECT_FALSE(session.isModified());
}

}  // namespace
}  // namespace stepgrad
