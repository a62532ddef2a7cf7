// The loss over two parameters: its values, ranges, examples and the way of a training.

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/document/project_json.h"
#include "core/document/session.h"
#include "core/laboratory/loss_surface.h"
#include "core/laboratory/race.h"
#include "tests/core/session_support.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

Project example(const std::string& name) {
    return loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/" + name + ".stepgrad");
}

/// The mean loss by the oracle, one example after the other.
double naiveLoss(const Network& network, Loss loss, const Dataset& data) {
    const oracle::Network asked = toOracle(network, loss);
    long double sum = 0.0L;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        const Vector x = data.input(row), y = data.target(row);
        sum += oracle::run(asked, {x.begin(), x.end()}, {y.begin(), y.end()}, {}).value;
    }
    return static_cast<double>(sum / static_cast<long double>(data.size()));
}

TEST(LossSurface, HasTheValuesOfANaiveEvaluationAtEveryPoint) {
    const Project project = example("xor-2-3-1");
    const ValueId x = ValueId::weight(0, 1, 0), y = ValueId::bias(1, 0);
    const SurfaceQuestion question{project.network,
                                   project.loss,
                                   project.examples()->training,
                                   {x, -3.0, 2.0},
                                   {y, -1.0, 4.0}};
    const auto surface = computeSurface(question, 7, {});
    ASSERT_TRUE(surface);
    for (int row = 0; row < 7; ++row)
        for (int column = 0; column < 7; ++column) {
            Network moved = project.network;
            moved.layers[0].weights(1, 0) = -3.0 + 5.0 * column / 6.0;
            (*moved.layers[1].biases)[0] = -1.0 + 5.0 * row / 6.0;
            EXPECT_NEAR(surface->at(column, row),
                        naiveLoss(moved, project.loss, *question.examples), 1e-13);
        }
}

TEST(LossSurface, IsStraightBetweenItsPoints) {
    LossSurface surface{
        {ValueId::weight(0, 0, 0), 0.0, 2.0}, {ValueId::bias(0, 0), 0.0, 1.0}, 3, {}};
    surface.values = {0.0, 1.0, 2.0, 4.0, 5.0, 6.0, 8.0, 9.0, 10.0};
    EXPECT_DOUBLE_EQ(surface.between(0.0, 0.0), 0.0);
    EXPECT_DOUBLE_EQ(surface.between(2.0, 1.0), 10.0);
    EXPECT_DOUBLE_EQ(surface.between(0.5, 0.25), 2.5);
    surface.values[4] = HUGE_VAL;
    EXPECT_EQ(surface.range(), std::pair(0.0, 10.0));
}

TEST(LossSurface, EndsAtOnceWhenItIsStopped) {
    const Project project = example("xor");
    std::stop_source stop;
    int rows = 0;
    const SurfaceAxis x{ValueId::weight(0, 0, 0), -1, 1}, y{ValueId::weight(0, 0, 1), -1, 1};
    const auto surface =
        computeSurface({project.network, project.loss, project.examples()->training, x, y}, 50,
                       stop.get_token(), [&](double) {
                           ++rows;
                           stop.request_stop();
                       });
    EXPECT_FALSE(surface);
    EXPECT_EQ(rows, 1);
}

TEST(LossSurface, TakesAFixedPartOfManyExamplesAndSaysSo) {
    const Project project = example("digits");
    const MeasuredExamples all = examplesWithin(project, 1.0, 1e12);
    EXPECT_FALSE(all.isPart());
    const MeasuredExamples part = examplesWithin(project, 6561.0, 1.5e9);
    EXPECT_TRUE(part.isPart());
    EXPECT_GE(part.examples->size(), 64);
    EXPECT_EQ(part.all, project.examples()->training->size());
    EXPECT_EQ(*part.examples, *examplesWithin(project, 6561.0, 1.5e9).examples);
}

TEST(LossSurface, OfThePresentExampleIsThatOfItsRow) {
    const Project project = example("xor");
    const MeasuredExamples one = oneExample(project, 2);
    EXPECT_EQ(one.examples->size(), 1);
    EXPECT_EQ(one.examples->input(0), project.data->input(2));
    Project own = project;
    own.ownExample = OwnExample{Vector{{0.25, -0.5}}, Vector{{1.0}}, 7};
    EXPECT_EQ(oneExample(own, 4).examples->input(0), (Vector{{0.25, -0.5}}));
}

TEST(LossSurface, HasTheWayInTheRangesThatFitIt) {
    const Project project = example("xor");
    const auto [x, y] = axesAround(project.network, ValueId::weight(0, 0, 0), ValueId::bias(1, 0),
                                   {{-7.0, 2.0}, {3.0, 0.5}});
    EXPECT_LE(x.low, -7.0);
    EXPECT_GE(x.high, 3.0);
    EXPECT_LE(y.low, -0.8);
    EXPECT_GE(y.high, 2.0);
}

TEST(Race, MakesTheUpdatesOfTheTrainer) {
    RaceRules rules;
    rules.project = std::make_shared<const Project>(example("local-minimum"));
    rules.x = {ValueId::weight(0, 0, 0), -2.0, 5.0};
    rules.y = {ValueId::bias(0, 0), -2.0, 5.0};
    rules.entries = raceEntries(rules.project->optimizer, {});
    rules.updates = 35;
    ASSERT_EQ(rules.entries.size(), 3u);
    std::vector<Racer> last;
    int told = 0;
    ASSERT_TRUE(runRace(rules, {}, [&](const std::vector<Racer>& racers) {
        ++told;
        last = racers;
    }));
    EXPECT_EQ(told, 4);
    ASSERT_EQ(last.size(), 15u);
    for (const Racer& racer : last) {
        ASSERT_EQ(racer.path.size(), 36u);
        EXPECT_EQ(racer.path.front(), last[3 * static_cast<std::size_t>(racer.start)].path.front());
        Project own = *rules.project;
        own.optimizer = rules.entries[racer.entry].optimizer;
        own.network.layers[0].weights(0, 0) = racer.path.front().x;
        (*own.network.layers[0].biases)[0] = racer.path.front().y;
        Trainer trainer(std::make_shared<const Project>(own), initialStateOf(own));
        for (int i = 0; i < 35; ++i)
            ASSERT_FALSE(trainer.step());
        EXPECT_EQ(racer.path.back().x, trainer.network().layers[0].weights(0, 0));
        EXPECT_NEAR(racer.loss, naiveLoss(trainer.network(), own.loss, *own.data), 1e-13);
    }
}

TEST(Race, ComesToDifferentValleysFromDifferentStarts) {
    RaceRules rules;
    rules.project = std::make_shared<const Project>(example("local-minimum"));
    rules.x = {ValueId::weight(0, 0, 0), -2.0, 5.0};
    rules.y = {ValueId::bias(0, 0), -2.0, 5.0};
    rules.entries = raceEntries(rules.project->optimizer, {});
    rules.updates = 3000;
    double least = HUGE_VAL, greatest = 0.0;
    runRace(rules, {}, [&](const std::vector<Racer>& racers) {
        least = HUGE_VAL;
        greatest = 0.0;
        for (const Racer& racer : racers) {
            least = std::min(least, racer.loss);
            greatest = std::max(greatest, racer.loss);
        }
    });
    EXPECT_LT(least, 0.034);
    EXPECT_GT(greatest, 0.045);
}

TEST(Race, EndsWhenItIsStopped) {
    RaceRules rules;
    rules.project = std::make_shared<const Project>(example("xor"));
    rules.x = {ValueId::weight(0, 0, 0), -2.0, 5.0};
    rules.y = {ValueId::weight(0, 0, 1), -2.0, 5.0};
    rules.entries = raceEntries(rules.project->optimizer, {});
    std::stop_source stop;
    int told = 0;
    EXPECT_FALSE(runRace(rules, stop.get_token(), [&](const std::vector<Racer>&) {
        ++told;
        stop.request_stop();
    }));
    EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace stepgrad
