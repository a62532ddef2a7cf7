#include <gtest/gtest.h>

#include <QCoreApplication>
#include <chrono>
#include <functional>

#include "core/document/project_json.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"

namespace stepgrad {
namespace {

using namespace std::chrono_literals;

bool waitFor(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    return true;
}

Project xorProject() {
    Project p = articleExample();
    Dataset data;
    data.inputs = Matrix{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    data.targets = Matrix{{0}, {1}, {1}, {0}};
    p.data = std::make_shared<const Dataset>(data);
    p.optimizer.type = OptimizerType::Adam;
    return p;
}

void trainUntil(Session& s, std::int64_t update) {
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update >= update; }));
}

const std::vector<NetworkEdit> kEdits = {AddLayer{1, 3, Activation::Tanh, true},
                                         RemoveLayer{0},
                                         SetNeurons{0, 4},
                                         SetNeurons{1, 2},
                                         SetNeurons{kInputColumn, 3},
                                         RemoveNeuron{0, 0},
                                         SetActivation{0, Activation::Relu},
                                         SetBiases{0, true},
                                         SetFrozen{0, true},
                                         SetLoss{Loss::BinaryCrossEntropy},
                                         Initialize{{}, {}},
                                         Initialize{{}, 1}};

TEST(SessionNetwork, EveryEditIsUndoneAndRedoneBitForBit) {
    for (const int presses : {0, 3, 7, 10, 12})
        for (const NetworkEdit& edit : kEdits) {
            Session s;
            s.open(xorProject());
            for (int i = 0; i < presses; ++i)
                s.next();
            const Project before = s.project();
            const Network shown = s.still().network();
            const std::int64_t position = s.still().position;
            ASSERT_EQ(s.editNetwork(edit), "") << edit.index();
            const Project after = s.project();
            EXPECT_EQ(problemOf(after).value_or(""), "");
            EXPECT_NE(after, before) << edit.index();
            s.undo();
            EXPECT_EQ(s.project(), before) << edit.index();
            EXPECT_EQ(s.still().network(), shown);
            EXPECT_EQ(s.still().position, position);
            s.redo();
            EXPECT_EQ(s.project(), after) << edit.index();
        }
}

TEST(SessionNetwork, ShowsTheSameStepInTheChangedNetwork) {
    Session s;  // 2–2–1: the fifth step is the loss, the eighth hidden deltas
    for (int i = 0; i < 8; ++i)
        s.next();
    ASSERT_EQ(s.still().currentStep()->id, "backward.1.delta");
    ASSERT_EQ(s.editNetwork(SetNeurons{0, 3}), "");
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.delta");
    EXPECT_TRUE(s.still().isComputed(ValueId::delta(0, 2)));
    ASSERT_EQ(s.editNetwork(AddLayer{0, 2}), "");
    EXPECT_EQ(s.still().currentStep()->id, "backward.2.delta");
    ASSERT_EQ(s.editNetwork(RemoveLayer{1}), "");
    EXPECT_EQ(s.still().currentStep()->id, "backward.1.delta");
    ASSERT_EQ(s.editNetwork(RemoveLayer{0}), "");
    EXPECT_EQ(s.still().currentStep()->id, "forward.loss");
}

TEST(SessionNetwork, AnEditAfterTheUpdateKeepsWhatTheUpdateLearned) {
    Session s;
    for (int i = 0; i < 10; ++i)
        s.next();
    ASSERT_TRUE(s.still().isEnd());
    const Network learned = s.still().trace->networkAfter();
    ASSERT_EQ(s.editNetwork(SetNeurons{0, 3}), "");
    EXPECT_EQ(s.still().update, 1);
    EXPECT_TRUE(s.still().network().layers[0].weights.topRows(2) == learned.layers[0].weights);
    EXPECT_EQ(s.still().currentStep()->id, "forward.loss");
}

TEST(SessionNetwork, AFrozenLayerKeepsItsBitsWhileTheOtherLearns) {
    Session s;
    s.open(xorProject());
    ASSERT_EQ(s.editNetwork(SetFrozen{0, true}), "");
    const Network before = s.project().network;
    trainUntil(s, 100);
    s.pause();
    const Network after = s.project().network;
    EXPECT_EQ(after.layers[0], before.layers[0]);
    EXPECT_FALSE(after.layers[1] == before.layers[1]);
}

TEST(SessionNetwork, ARunGoesOnWithTheChangedNetworkAndLosesNoUpdate) {
    Session s;
    s.open(xorProject());
    trainUntil(s, 200);
    std::int64_t paused = -1;
    QObject::connect(&s, &Session::trainingChanged, [&](bool training) {
        if (!training && paused < 0)
            paused = s.still().update + (s.still().isEnd() ? 1 : 0);
    });
    ASSERT_EQ(s.editNetwork(SetNeurons{0, 5}), "");
    EXPECT_TRUE(s.isTraining());
    ASSERT_GE(paused, 200);
    ASSERT_TRUE(waitFor([&] { return s.still().update > paused + 50; }));
    s.pause();
    EXPECT_EQ(s.project().network.shapeText(), "2–5–1");
    s.undo();  // the run after the edit
    EXPECT_EQ(s.project().network.shapeText(), "2–5–1");
    EXPECT_EQ(s.still().update, paused);
    const Network grown = s.project().network;
    s.undo();  // the edit
    EXPECT_EQ(s.project().network.shapeText(), "2–2–1");
    EXPECT_TRUE(grown.layers[0].weights.topRows(2) == s.project().network.layers[0].weights);
    EXPECT_TRUE(grown.layers[1].weights.leftCols(2) == s.project().network.layers[1].weights);
}

TEST(SessionNetwork, ARefusalChangesNothingAndDoesNotPause) {
    Session s;
    s.open(xorProject());
    trainUntil(s, 10);
    EXPECT_NE(s.editNetwork(SetActivation{0, Activation::Softmax}), "");
    EXPECT_TRUE(s.isTraining());
    s.pause();
    EXPECT_EQ(s.reasonAgainst(SetNeurons{0, 3}), "");
}

TEST(SessionNetwork, RestartBeginsWithTheSameStartInTheNetworkAsItIsNow) {
    Session s;
    s.open(xorProject());
    ASSERT_EQ(s.editNetwork(Initialize{{InitializerType::HeUniform, 5, 0.5}, {}}), "");
    const Network start = s.project().network;
    trainUntil(s, 50);
    s.pause();
    s.restart();
    EXPECT_EQ(s.project().network, start);
    trainUntil(s, 50);
    s.pause();
    ASSERT_EQ(s.editNetwork(SetNeurons{0, 3}), "");
    ASSERT_EQ(s.editNetwork(SetBiases{1, true}), "");
    trainUntil(s, 80);
    s.pause();
    s.restart();
    const Project again = s.project();
    EXPECT_EQ(s.still().update, 0);
    EXPECT_EQ(again.network.shapeText(), "2–3–1");
    EXPECT_TRUE(again.network.layers[0].weights.topRows(2) == start.layers[0].weights);
    EXPECT_EQ(again.network.layers[1].biases, Vector::Zero(1));
    EXPECT_EQ(problemOf(again).value_or(""), "");
    s.next();
    EXPECT_TRUE(s.still().isComputed(ValueId::u(0, 2)));
}

TEST(SessionNetwork, NewWeightsBeginANewTrainingAndLeaveTheCurveAsAGhost) {
    Session s;
    s.open(xorProject());
    trainUntil(s, 100);
    s.pause();
    const Project learned = s.project();
    ASSERT_EQ(s.editNetwork(Initialize{{InitializerType::XavierNormal, 3, 0.5}, {}}), "");
    EXPECT_EQ(s.still().update, 0);
    EXPECT_EQ(s.lossCurve().ghosts.size(), 1u);
    const Network once = s.project().network;
    s.undo();
    EXPECT_EQ(s.project(), learned);
    ASSERT_EQ(s.editNetwork(Initialize{{InitializerType::XavierNormal, 3, 0.5}, {}}), "");
    EXPECT_EQ(s.project().network, once);
}

TEST(SessionNetwork, WhatWasBuiltIsReadBackAsItWasWritten) {
    Session s;
    s.open(xorProject());
    ASSERT_EQ(s.editNetwork(AddLayer{1, 3, Activation::LeakyRelu, true}), "");
    ASSERT_EQ(s.editNetwork(SetFrozen{1, true}), "");
    ASSERT_EQ(s.editNetwork(SetLoss{Loss::BinaryCrossEntropy}), "");
    ASSERT_EQ(s.editNetwork(SetNeurons{kInputColumn, 3}), "");
    const Project built = s.project();
    EXPECT_EQ(parseProject(writeProject(built), "f", "."), built);
}

TEST(SessionNetwork, WalksBackThroughAnEditAndForwardAgain) {
    Session s;
    for (int i = 0; i < 12; ++i)
        s.next();
    ASSERT_EQ(s.editNetwork(AddLayer{1, 3}), "");
    const Project built = s.project();
    while (s.canGoBack())
        s.back();
    EXPECT_EQ(s.still().network().shapeText(), "2–2–1");
    while (s.still().update < 1)
        s.next();
    EXPECT_EQ(s.still().network().shapeText(), "2–2–3–1");
    EXPECT_EQ(s.project().network, built.network);
}

}  // namespace
}  // namespace stepgrad
