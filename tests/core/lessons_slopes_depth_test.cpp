// The lessons on slopes and on depth: each failure, and that its cure is one.

#include <gtest/gtest.h>

#include "core/document/session.h"
#include "core/laboratory/activity.h"
#include "core/laboratory/deep_network.h"
#include "core/laboratory/revival.h"
#include "core/lessons/verdict.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

/// A learner at one stop of a shipped lesson.
struct LessonAtStop : testing::Test {
    void load(const char* name) {
        lesson = loadLesson(std::string(STEPGRAD_SOURCE_DIR "/resources/lessons/") + name,
                            STEPGRAD_SOURCE_DIR "/resources/examples");
    }
    void arrive(std::size_t index) {
        stop = &lesson.stops.at(index);
        if (!stop->goesOn)
            session.open(*stop->project);
        if (stop->show)
            session.goToPosition(*stop->show);
        start = session.still();
        session.setSpeed(Speed::Fastest);
    }
    bool isDone() {
        return stepgrad::isDone(stop->question->check, {start, session.still(), [this] {
                                                            const auto point =
                                                                session.lossCurve().current;
                                                            return point ? point->loss : 1e9;
                                                        }});
    }
    /// Trains until it is done or ends by itself.
    bool train() {
        session.train();
        EXPECT_TRUE(test::waitFor([&] { return isDone() || !session.isTraining(); }));
        session.pause();
        return isDone();
    }

    Lesson lesson;
    const LessonStop* stop = nullptr;
    Session session;
    Still start;
};

TEST_F(LessonAtStop, WithTheStepNothingBehindItMovesAndWithTheSigmoidItDoes) {
    load("limit-1-slopes.lesson");
    arrive(0);
    EXPECT_EQ(stop->view, "slopes");
    EXPECT_FALSE(isDone());
    while (!isDone() && !session.still().isEnd())
        session.next();
    EXPECT_TRUE(isDone());
    arrive(1);
    const Matrix before = session.still().network().layers[0].weights;
    EXPECT_TRUE(train());
    EXPECT_EQ(session.still().network().layers[0].weights, before);
    EXPECT_LT(session.lossCurve().current->accuracy, 1.0);
    arrive(2);
    EXPECT_EQ(session.editNetwork(SetActivation{0, Activation::Sigmoid}), "");
    EXPECT_TRUE(train());
    EXPECT_EQ(session.lossCurve().current->accuracy, 1.0);
}

TEST_F(LessonAtStop, DeadNeuronsKeepTheLossWhereItIsUntilTheyAreRevived) {
    load("limit-1-slopes.lesson");
    arrive(3);
    const auto dead = [&] {
        return measureActivity(session.still().network(), *session.project().examples()->training)
            .layers[0]
            .dead.size();
    };
    EXPECT_EQ(dead(), static_cast<std::size_t>(session.still().network().layers[0].neurons()));
    const Matrix before = session.still().network().layers[0].weights;
    session.train();
    test::waitFor([&] { return session.still().update > 20000; });
    session.pause();
    EXPECT_FALSE(isDone());
    EXPECT_EQ(session.still().network().layers[0].weights, before);
    // At once, and after a training: both as the view does it.
    for (const bool atOnce : {false, true}) {
        if (atOnce)
            arrive(3);
        Network network = session.still().network();
        const Project project = session.project();
        revive(network, *project.examples()->training,
               static_cast<std::uint64_t>(session.still().update) + project.training.seed);
        EXPECT_EQ(session.setParameters(network, "revival"), "");
        EXPECT_EQ(dead(), 0u);
        EXPECT_TRUE(train());
    }
}

TEST_F(LessonAtStop, OfTwentySigmoidLayersTheFirstHearsNothingWhichReluWithHeCures) {
    load("limit-2-depth.lesson");
    arrive(0);
    const Quantity ratio = *quantityNamed("gradient_ratio", start.network());
    EXPECT_EQ(start.network().layerCount(), 20);
    EXPECT_LT(worthOf(ratio, *start.trace), 1e-6);
    arrive(1);
    EXPECT_FALSE(isDone());
    const std::size_t edits = session.undoDepth();
    DepthPlan plan = planOf(session.project());
    plan.hidden = Activation::Relu;
    EXPECT_EQ(session.beginWith(withPlan(session.project(), plan), "ReLU"), "");
    plan.start.type = InitializerType::HeNormal;
    EXPECT_EQ(session.beginWith(withPlan(session.project(), plan), "He"), "");
    EXPECT_TRUE(isDone());
    EXPECT_LT(worthOf(ratio, *session.still().trace), 100.0);
    EXPECT_EQ(session.undoDepth(), edits + 2);
}

TEST_F(LessonAtStop, AnExplosionIsStoppedByTheGuardAndClippingCuresIt) {
    load("limit-2-depth.lesson");
    arrive(2);
    EXPECT_GT(worthOf(*quantityNamed("gradient_ratio", start.network()), *start.trace), 0.0);
    QString message;
    QObject::connect(&session, &Session::stopped, &session,
                     [&](const QString& text) { message = text; });
    EXPECT_FALSE(train());
    EXPECT_TRUE(message.contains("would be too large")) << message.toStdString();
    arrive(2);
    Project clipped = session.project();
    clipped.optimizer.clipNorm = 1.0;
    EXPECT_EQ(session.changeSettings(clipped, "clipping"), "");
    session.train();
    ASSERT_TRUE(test::waitFor([&] { return session.still().update > 20000; }));
    session.pause();
    EXPECT_TRUE(isDone());
}

}  // namespace
}  // namespace stepgrad
