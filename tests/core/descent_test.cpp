// The way of a training over two parameters.

#include <gtest/gtest.h>

#include <cmath>

#include "core/document/project_json.h"
#include "core/document/session.h"
#include "core/laboratory/descent.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

const ValueId kW = ValueId::weight(0, 0, 0), kB = ValueId::bias(0, 0);
const SurfaceAxis kAcross{kW, -6.0, 6.0}, kUp{kB, -6.0, 6.0};

Project example() {
    return loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/local-minimum.stepgrad");
}

SurfacePoint pointOf(const Network& network) {
    return {network.layers[0].weights(0, 0), (*network.layers[0].biases)[0]};
}

/// A run at full speed until so many updates are made, and back to the one asked for.
void runTo(Session& session, std::int64_t atLeast, std::int64_t back) {
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(test::waitFor([&] { return session.still().update >= atLeast; }));
    session.pause();
    ASSERT_TRUE(test::waitFor([&] { return !session.isTraining(); }));
    session.goToUpdate(back);
}

TEST(Descent, GoesThroughEveryState) {
    Session session;
    session.open(example());
    runTo(session, 3, 3);
    Trainer trainer(session.place().project(), initialStateOf(example()));
    std::vector<SurfacePoint> expected{pointOf(trainer.network())};
    for (int i = 0; i < 3; ++i) {
        ASSERT_FALSE(trainer.step());
        expected.push_back(pointOf(trainer.network()));
    }
    // On so small a piece of the surface no update is too short to be seen.
    const auto way = exactWay(session.place(), {kW, -1.51, -1.49}, {kB, -1.01, -0.99}, {});
    ASSERT_TRUE(way);
    ASSERT_EQ(way->size(), 4u);
    for (std::int64_t i = 0; i < 4; ++i)
        EXPECT_EQ(way->at(static_cast<std::size_t>(i)),
                  (WayPoint{expected.at(static_cast<std::size_t>(i)), i, false}));
    for (const WayPoint& point : knownWay(session.place(), kW, kB))
        EXPECT_EQ(point.at, expected.at(static_cast<std::size_t>(point.update)));
}

// Of a long run few states are kept, and the descent lies between the first two of them.
TEST(Descent, IsMadeAgainWhereALongRunHasKeptNothing) {
    Session session;
    session.open(example());
    runTo(session, 300'000, 299'000);
    const auto longest = [](const Way& way) {
        double length = 0.0;
        for (std::size_t i = 1; i < way.size(); ++i)
            length = std::max(length, std::max(std::abs(way[i].at.x - way[i - 1].at.x),
                                               std::abs(way[i].at.y - way[i - 1].at.y)));
        return length;
    };
    const Way known = knownWay(session.place(), kW, kB);
    EXPECT_GT(longest(known), 0.5);
    const auto exact = exactWay(session.place(), kAcross, kUp, {});
    ASSERT_TRUE(exact);
    EXPECT_LT(longest(*exact), 0.25);
    EXPECT_EQ(exact->back(), known.back());
    Trainer trainer(session.place().project(), initialStateOf(example()));
    std::size_t next = 0;
    for (std::int64_t update = 0; update <= 500; ++update) {
        if (next < exact->size() && (*exact)[next].update == update) {
            EXPECT_EQ((*exact)[next].at, pointOf(trainer.network())) << update;
            ++next;
        }
        ASSERT_FALSE(trainer.step());
    }
    EXPECT_GT(next, 10u);
}

TEST(Descent, TellsWhatWasSetFromWhatWasDescended) {
    Session session;
    session.open(example());
    const auto walkOneStep = [&session] {
        const std::int64_t update = session.still().update;
        while (session.still().update == update)
            session.nextPhase();
    };
    walkOneStep();
    ASSERT_TRUE(session.setParameters({{kW, 4.0}, {kB, 3.5}}, QString()).isEmpty());
    walkOneStep();
    const auto way = exactWay(session.place(), kAcross, kUp, {});
    ASSERT_TRUE(way);
    ASSERT_EQ(way->size(), 4u);
    EXPECT_EQ((*way)[2].at, (SurfacePoint{4.0, 3.5}));
    const std::vector<bool> isSet{way->at(0).isSet, way->at(1).isSet, way->at(2).isSet,
                                  way->at(3).isSet};
    EXPECT_EQ(isSet, (std::vector<bool>{false, false, true, false}));
}

TEST(Descent, OfARunInProgressIsThatOfItsFirstUpdates) {
    Session session;
    session.open(example());
    const auto way = beginningOfRun(session.place(), kAcross, kUp, {});
    ASSERT_TRUE(way);
    Trainer trainer(session.place().project(), initialStateOf(example()));
    for (const WayPoint& point : *way) {
        while (trainer.update() < point.update)
            ASSERT_FALSE(trainer.step());
        EXPECT_EQ(point.at, pointOf(trainer.network()));
    }
    EXPECT_GT(way->size(), 20u);
}

TEST(Descent, EndsWhenItIsStopped) {
    Session session;
    session.open(example());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(beginningOfRun(session.place(), kAcross, kUp, stop.get_token()));
}

}  // namespace
}  // namespace stepgrad
