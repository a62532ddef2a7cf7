// Training goes on after saving and opening as if it had not been interrupted.

#include <gtest/gtest.h>

#include "core/data/generators.h"
#include "core/document/new_data.h"
#include "core/document/project_json.h"
#include "core/training/trainer.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using namespace test;

std::vector<OptimizerSettings> allOptimizers() {
    OptimizerSettings plain, momentum, rms, adam;
    momentum.momentum = 0.9;
    rms.type = OptimizerType::RmsProp;
    rms.learningRate = 0.01;
    adam.type = OptimizerType::Adam;
    adam.learningRate = 0.01;
    return {plain, momentum, rms, adam};
}

/// Shuffled batches of 3 out of 15 of 20 examples.
Project shuffled(const OptimizerSettings& optimizer) {
    Project project = withData(xorProject(), generate(Generator::Circle, {20, 0.1, 3}),
                               {Split{0.25, 2}, ScalingKind::Standardise});
    project.optimizer = optimizer;
    project.training.batchSize = 3;
    project.training.shuffle = true;
    project.training.seed = 7;
    return project;
}

Project savedAndRead(const Project& project) {
    const std::string text = writeProject(project);
    Project read = parseProject(text, "f", ".");
    EXPECT_EQ(writeProject(read), text);
    EXPECT_EQ(read, project);
    return read;
}

TrainingState trained(const Project& project, std::int64_t updates) {
    Trainer trainer(std::make_shared<const Project>(project), initialStateOf(project));
    for (std::int64_t i = 0; i < updates; ++i)
        EXPECT_FALSE(trainer.step());
    return trainer.state();
}

TEST(Progress, ARunInTwoPartsWithAFileBetweenHasTheBitsOfOneRun) {
    for (const OptimizerSettings& optimizer : allOptimizers()) {
        const Project project = shuffled(optimizer);
        const TrainingState half = trained(project, 137);
        Project saved = project;
        saved.network = half.network;
        saved.progress = {half.update, half.cursor, half.optimizer};
        EXPECT_GT(half.cursor.offset, 0);
        const Project read = savedAndRead(saved);
        EXPECT_EQ(initialStateOf(read), half);
        EXPECT_EQ(trained(read, 200), trained(project, 337)) << info(optimizer.type).key;
    }
}

TEST(Progress, ASessionGoesOnWhereTheSavedOneStood) {
    for (const OptimizerSettings& optimizer : allOptimizers())
        for (const std::int64_t batch : {1, 3}) {
            Project project = shuffled(optimizer);
            project.training.batchSize = batch;
            Session before;
            before.open(project);
            before.setSpeed(Speed::Fastest);
            // From the example that training begins with, as a run without a window does.
            const auto examples = project.examples();
            ExampleOrder order(examples->training->size(), project.training);
            before.selectExample(examples->rowOfTraining(order.row({})));
            const auto train = [](Session& s, std::int64_t updates) {
                const std::int64_t from = s.still().update;
                s.train();
                ASSERT_TRUE(waitFor([&] { return s.still().update > from + updates; }));
                s.pause();
            };
            train(before, 50);
            Session after;
            after.open(savedAndRead(before.projectToSave()));
            after.setSpeed(Speed::Fastest);
            EXPECT_EQ(after.projectToSave(), before.projectToSave());
            EXPECT_FALSE(after.isModified());
            train(after, 50);
            const Project end = after.projectToSave();
            ASSERT_TRUE(end.progress);
            EXPECT_EQ(initialStateOf(end), trained(project, end.progress->update))
                << info(optimizer.type).key << batch;
        }
}

TEST(Progress, StepsByHandGoOnToo) {
    Project project = articleExample();
    project.optimizer.momentum = 0.9;
    Session one;
    one.open(project);
    press(one, 25);
    Session other;
    other.open(savedAndRead(one.projectToSave()));
    EXPECT_EQ(other.still().update, 2);
    one.back();  // to the beginning of the third step, as it was opened
    one.goToStep(9);
    other.goToStep(9);
    EXPECT_EQ(other.project(), one.project());
    press(one, 10);
    press(other, 10);
    EXPECT_EQ(other.projectToSave(), one.projectToSave());
    EXPECT_EQ(other.projectToSave().progress->update, 4);
}

TEST(Progress, BeforeTheFirstUpdateNothingIsSaved) {
    Session session;
    session.open(xorProject());
    press(session, 3);
    session.selectExample(2);
    EXPECT_FALSE(session.projectToSave().progress);
    EXPECT_EQ(writeProject(session.projectToSave()), writeProject(xorProject()));
    EXPECT_FALSE(session.project().progress);
}

TEST(Progress, RestartGoesToWhatWasOpened) {
    Project project = articleExample();
    project.optimizer = allOptimizers().back();
    Session one;
    one.open(project);
    press(one, 30);
    const Project saved = one.projectToSave();
    Session other;
    other.open(saved);
    EXPECT_FALSE(other.canRestart());
    press(other, 30);
    ASSERT_TRUE(other.canRestart());
    other.restart();
    EXPECT_EQ(other.projectToSave(), saved);
    EXPECT_EQ(other.still().update, 3);
    EXPECT_FALSE(other.canRestart());
    other.undo();
    EXPECT_EQ(other.still().update, 5);
}

TEST(Progress, WithoutItsMemoryAnOptimizerBeginsAnew) {
    Project project = articleExample();
    project.optimizer = allOptimizers().back();
    std::string text = writeProject(project);
    text.insert(text.rfind("\n}"), ",\n  \"progress\": { \"update\": 12 }");
    const Project read = parseProject(text, "f", ".");
    ASSERT_TRUE(read.progress);
    EXPECT_EQ(read.progress->update, 12);
    EXPECT_EQ(read.progress->optimizer, initialState(project.optimizer, project.network));
}

}  // namespace
}  // namespace stepgrad
