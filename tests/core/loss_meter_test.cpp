// The last point of the curve over very many examples, measured beside the window.

#include "core/document/loss_meter.h"

#include <gtest/gtest.h>

#include "core/document/session.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using test::waitFor;

/// So many that nobody is to wait for them.
Project veryMany() {
    Project project = articleExample();
    Layer& hidden = project.network.layers[0];
    hidden.weights = Matrix::Random(400, 2);
    project.network.layers[1].weights = 0.01 * Matrix::Random(1, 400);
    Dataset data;
    data.inputs = Matrix::Random(60'000, 2);
    data.targets = Matrix::Random(60'000, 1).cwiseAbs();
    project.data = std::make_shared<const Dataset>(data);
    return project;
}

TEST(LossMeter, OnlyVeryMuchTakesLong) {
    EXPECT_FALSE(takesLongToMeasure(articleExample(), articleExample().network));
    const Project project = veryMany();
    EXPECT_TRUE(takesLongToMeasure(project, project.network));
}

TEST(LossMeter, MeasuresWhatIsQuickAtOnce) {
    LossMeter meter;
    Session session;
    const Network& network = session.still().network();
    const auto point = meter.point(session.place(), network, 0);
    EXPECT_EQ(point, measurePoint(session.project(), network, 0));
}

TEST(LossMeter, TellsLaterOfVeryMany) {
    Session session;
    session.open(veryMany());
    int told = 0;
    QObject::connect(&session, &Session::lossCurveChanged, &session, [&] { ++told; });
    EXPECT_FALSE(session.lossCurve().current);
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    EXPECT_EQ(told, 1);
    EXPECT_EQ(*session.lossCurve().current,
              measurePoint(session.project(), session.still().network(), 0));
    // The end of the first step, with its own weights.
    while (!session.still().isEnd())
        session.nextPhase();
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    EXPECT_EQ(*session.lossCurve().current,
              measurePoint(session.project(), session.project().network, 1));
}

TEST(LossMeter, WhatWasMeasuredOnTheWayStaysInTheCurve) {
    Session session;
    session.open(veryMany());
    const auto untilUpdate = [&session](std::int64_t update) {
        while (session.still().update < update)
            session.nextPhase();
        ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    };
    for (int update = 0; update <= 3; ++update)
        ASSERT_NO_FATAL_FAILURE(untilUpdate(update));
    const auto all = session.lossCurve().points;
    ASSERT_EQ(all.size(), 4u);
    for (int update = 0; update <= 3; ++update)
        EXPECT_EQ(all[static_cast<std::size_t>(update)].update, update);
    session.goToUpdate(1);
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    EXPECT_EQ(session.lossCurve().points, std::vector(all.begin(), all.begin() + 2));
    // Another way from there on has points of its own.
    session.selectExample(7);
    ASSERT_NO_FATAL_FAILURE(untilUpdate(2));
    EXPECT_EQ(session.lossCurve().points.size(), 3u);
    EXPECT_NE(session.lossCurve().points[2], all[2]);
}

TEST(LossMeter, IsGivenUpWithItsSession) {
    auto session = std::make_unique<Session>();
    session->open(veryMany());
    EXPECT_FALSE(session->lossCurve().current);
    session.reset();
}

TEST(LossMeter, TheUpdateOfAnotherExampleIsNotTheNextOfTheRun) {
    Session session;
    session.open(test::xorProject());
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(waitFor([&] { return session.still().update > 8; }));
    session.pause();
    session.goToUpdate(4);
    session.selectExample(1);
    while (!session.still().isEnd())
        session.nextPhase();
    ASSERT_TRUE(session.lossCurve().current);
    session.goToUpdate(5);
    EXPECT_EQ(session.lossCurve().current,
              measurePoint(session.project(), session.still().network(), 5));
}

TEST(LossMeter, AnEditIsSeenOverWhatWasMeasuredBeforeIt) {
    Session session;
    session.open(veryMany());
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    ASSERT_EQ(session.setValue(ValueId::weight(1, 0, 0), 2.0), "");
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    const LossPoint edited = measurePoint(session.project(), session.still().network(), 0);
    while (session.still().update < 1)
        session.nextPhase();
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    ASSERT_EQ(session.lossCurve().points.size(), 2u);
    EXPECT_EQ(session.lossCurve().points[0], edited);
    session.restart();
    ASSERT_EQ(session.lossCurve().ghosts.size(), 1u);
    EXPECT_EQ(session.lossCurve().ghosts[0].losses[0], edited);
}

TEST(LossMeter, WhatWasMeasuredBeforeAnEditIsNotTheEditedNetworks) {
    Session session;
    session.open(veryMany());
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    ASSERT_EQ(session.setValue(ValueId::weight(1, 0, 0), 2.0), "");
    while (session.still().update < 1)  // before that could be measured
        session.nextPhase();
    ASSERT_TRUE(waitFor([&] { return session.lossCurve().current.has_value(); }));
    const LossPoint edited =
        measurePoint(session.project(), session.place().node->parent->record->start().network, 0);
    for (const LossPoint& point : session.lossCurve().points)
        if (point.update == 0) {
            EXPECT_EQ(point, edited);
        }
}

TEST(LossMeter, TheUpdateOfAnotherExampleLeadsToAnotherPoint) {
    Session session;
    session.open(test::xorProject());
    const auto afterStepOf = [&session](std::int64_t row) {
        session.goToPosition(0);
        session.selectExample(row);
        session.goToStep(static_cast<int>(session.still().walk->steps().size()) - 1);
        EXPECT_TRUE(session.still().isEnd());
        return session.lossCurve().current;
    };
    for (const std::int64_t row : {0, 1, 2}) {
        const auto point = afterStepOf(row);
        ASSERT_TRUE(point);
        EXPECT_EQ(*point, measurePoint(session.project(), session.project().network, 1)) << row;
    }
}

}  // namespace
}  // namespace stepgrad
