#include "core/document/session.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <chrono>
#include <functional>
#include <random>

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
    p.name = "XOR";
    p.network.layers[0].biases = Vector{{0.1, -0.1}};
    p.network.layers[1].biases = Vector{{0.05}};
    Dataset data;
    data.inputs = Matrix{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    data.targets = Matrix{{0}, {1}, {1}, {0}};
    p.data = std::make_shared<const Dataset>(data);
    return p;
}

const ValueId kW3 = ValueId::weight(0, 0, 1);
const ValueId kDelta1 = ValueId::delta(0, 0);
const ValueId kH1 = ValueId::h(0, 0);

void press(Session& session, int times) {
    for (int i = 0; i < times; ++i)
        session.next();
}

/// Everything a user can see of where he is.
struct Seen {
    explicit Seen(const Session& s)
        : position(s.still().position),
          from(s.still().from),
          update(s.still().update),
          example(s.example()),
          network(s.still().network()),
          after(s.still().trace->networkAfter()),
          loss(s.still().trace->loss),
          saved(s.project()),
          points(s.lossCurve().points),
          ghosts(s.lossCurve().ghosts.size()) {}
    bool operator==(const Seen&) const = default;
    std::int64_t position, from, update, example;
    Network network, after;
    double loss;
    Project saved;
    std::vector<LossPoint> points;
    std::size_t ghosts;
};

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
    EXPECT_EQ(s.lossCurve().current, (LossPoint{0, *s.still().value(ValueId::loss())}));
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

TEST(Session, TheWalkStaysOnTheChosenExampleAndTrainTakesAllInTurn) {
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
    EXPECT_EQ(s.example(), (2 + updates - 1) % 4);
    Trainer trainer(std::make_shared<const Project>(xorProject()),
                    {xorProject().network, {}, 0, {0, 2}});
    for (std::int64_t i = 0; i < updates; ++i)
        ASSERT_FALSE(trainer.step());
    EXPECT_EQ(s.project().network, trainer.network());
    // Next goes on with the example whose turn it is.
    s.next();
    EXPECT_EQ(s.still().update, updates);
    EXPECT_EQ(s.example(), (2 + updates) % 4);
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

TEST(Session, AStepCanBeChosenWhileTrainingRuns) {
    Session s;
    s.setSpeed(Speed::Fastest);
    s.train();
    ASSERT_TRUE(waitFor([&] { return s.still().update > 10; }));
    s.goToStep(3);
    EXPECT_FALSE(s.isTraining());
    EXPECT_EQ(s.still().currentStep()->id, "forward.2.activation");
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

}  // namespace
}  // namespace stepgrad
