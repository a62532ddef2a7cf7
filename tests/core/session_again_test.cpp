// Beginning again, coming back and going forward once more: what had gone wrong.

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "core/document/project_json.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

/// One linear neuron without a bias on examples of one input.
Project oneWeight(double weight, const std::vector<double>& inputs) {
    Project project = articleExample();
    Layer layer;
    layer.activation = Activation::Linear;
    layer.weights = Matrix{{weight}};
    project.network = {{"x"}, {layer}};
    Dataset data;
    data.inputs.resize(std::ssize(inputs), 1);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        data.inputs(static_cast<Eigen::Index>(i), 0) = inputs[i];
    data.targets = Matrix::Zero(std::ssize(inputs), 1);
    project.data = std::make_shared<const Dataset>(data);
    return project;
}

void makeUpdate(Session& session) {
    session.goToStep(static_cast<int>(session.still().walk->steps().size()) - 1);
}

TEST(SessionAgain, RestartWithFewerExamplesBeginsTheEpochAnew) {
    Project project = test::xorProject();
    project.training.shuffle = true;
    project.progress = Progress{3, {0, 3}, initialState(project.optimizer, project.network)};
    Session session;
    session.open(project);
    makeUpdate(session);
    session.next();
    ASSERT_EQ(session.still().update, 4);
    Dataset fewer = *session.project().data;
    fewer.inputs.conservativeResize(2, Eigen::NoChange);
    fewer.targets.conservativeResize(2, Eigen::NoChange);
    ASSERT_EQ(session.setData(fewer, 0, "fewer"), "");
    session.restart();
    EXPECT_NO_THROW(parseProject(writeProject(session.projectToSave()), "saved", ""));
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(test::waitFor([&] { return session.still().update > 10; }));
    session.pause();
}

TEST(SessionAgain, ARestartThatDoesNotFitTheDataOfTodayIsRefusedWithTheReason) {
    // Of a table the inputs are its columns; once a cell was edited they are the user's.
    Project project = oneWeight(0.5, {1.0});
    project.source = CsvSource{"table.csv", {"y"}};
    Session session;
    session.open(project);
    makeUpdate(session);
    session.next();
    ASSERT_EQ(session.still().update, 1);
    Dataset data = *project.data;
    data.targets(0, 0) = 1.0;
    ASSERT_EQ(session.setData(data, 0, "a cell"), "");
    ASSERT_EQ(session.editNetwork(SetNeurons{kInputColumn, 2}), "");
    QString told;
    QObject::connect(&session, &Session::stopped, [&](const QString& text) { told = text; });
    const Project before = session.project();
    EXPECT_NO_THROW(session.restart());
    EXPECT_TRUE(told.contains("cannot begin again")) << told.toStdString();
    EXPECT_EQ(session.project(), before);
}

TEST(SessionAgain, ADivergedRunKeepsItsUpdates) {
    // After the last update its own example is beyond all numbers, the next one is not.
    Session session;
    for (const double start : {1e-3, 1.0, 1e3, 1e6, 1e9, 1e12})
        for (const double rate : {2.5, 3.0, 4.0}) {
            Project project = oneWeight(start, {1.0, 1e-3});
            project.optimizer.learningRate = rate;
            session.open(project);
            session.setSpeed(Speed::Fastest);
            session.train();
            ASSERT_TRUE(test::waitFor([&] { return !session.isTraining(); }));
            EXPECT_TRUE(session.canUndo()) << start << " " << rate;
            EXPECT_GT(session.still().update, 100);
            EXPECT_TRUE(std::isfinite(session.still().trace->loss));
        }
}

TEST(SessionAgain, WhatCouldBeSavedCanBeOpened) {
    Session session;
    session.open(oneWeight(1.0, {1e200, 0.0}));
    session.selectExample(1);
    ASSERT_EQ(session.setValue(ValueId::weight(0, 0, 0), 1e200), "");
    const Project saved = parseProject(writeProject(session.projectToSave()), "saved", "");
    Session next;
    EXPECT_NO_THROW(next.open(saved));
    EXPECT_EQ(next.project().network, saved.network);
    EXPECT_EQ(next.example(), 1);
    EXPECT_THROW(next.open(oneWeight(1e200, {1e200})), std::invalid_argument);
}

TEST(SessionAgain, UndoLeadsToTheFirstStateAfterAClickOnTheCurve) {
    Session session;
    const Project first = session.project();
    makeUpdate(session);
    session.next();
    session.back();
    session.back();
    session.goToUpdate(1);
    ASSERT_EQ(session.setValue(ValueId::weight(0, 0, 0), 7.0), "");
    for (int i = 0; i < 10 && session.canUndo(); ++i)
        session.undo();
    EXPECT_EQ(session.project(), first);
    for (int i = 0; i < 10 && session.canRedo(); ++i)
        session.redo();
    EXPECT_EQ(session.project().network.layers[0].weights(0, 0), 7.0);
}

TEST(SessionAgain, RedoMakesTheUpdateThatBackHadTakenBack) {
    Session session;
    makeUpdate(session);
    const Network updated = session.project().network;
    session.restart();
    session.undo();
    session.undo();
    session.redo();
    makeUpdate(session);
    session.back();
    session.redo();
    EXPECT_EQ(session.project().network, updated);
}

TEST(SessionAgain, GoingForwardStaysWithTheExampleOfTheUsersOwn) {
    Session session;
    session.open(test::xorProject());
    OwnExample own{Vector{{0.25, 0.75}}, Vector{{1.0}}, 1};
    ASSERT_EQ(session.setOwnExample(own, "own"), "");
    makeUpdate(session);
    session.next();
    makeUpdate(session);
    session.next();
    const auto mine = session.example();
    for (int i = 0; i < 40 && session.still().update > 0; ++i)
        session.back();
    makeUpdate(session);
    session.next();
    EXPECT_EQ(session.example(), mine);
}

TEST(SessionAgain, DataOfAnotherWidthCanBeTakenInPlaceOfAnOwnExample) {
    Session session;
    session.open(test::xorProject());
    ASSERT_EQ(session.setOwnExample({Vector{{0.25, 0.75}}, Vector{{1.0}}, 1}, "own"), "");
    EXPECT_EQ(session.beginWith(oneWeight(1.0, {1.0, 2.0}), "new data"), "");
}

TEST(SessionAgain, RestartAfterTheFirstUpdateIsUndoneAtOnce) {
    Session session;
    session.open(test::xorProject());
    while (!session.still().isEnd())
        session.nextPhase();
    session.markSaved();
    const test::Seen before(session);
    session.restart();
    EXPECT_EQ(session.still().position, 0);
    EXPECT_EQ(session.project().network, test::xorProject().network);
    EXPECT_TRUE(session.isModified());
    session.undo();
    EXPECT_EQ(test::Seen(session), before);
    EXPECT_FALSE(session.isModified());
}

}  // namespace
}  // namespace stepgrad
