// The curve over labels against a loop that trains each run by the engine of the window.

#include "core/laboratory/label_curve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/laboratory/label_words.h"
#include "core/network/backpropagation.h"
#include "core/network/random.h"
#include "tests/core/laboratory_support.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using test::example;

using test::waitFor;

Project quickIris() {
    Project project = example("iris");
    project.training.stop.epochs = 4;
    return project;
}

/// Trains in the window's session, updates counted by its engine.
Network trainedInTheWindow(const Project& project, std::int64_t updates) {
    TrainingEngine engine;
    std::optional<RunResult> result;
    QObject::connect(&engine, &TrainingEngine::finished, &engine,
                     [&](const RunResult& run) { result = run; });
    auto free = std::make_shared<Project>(project);
    free->training.stop = {};
    engine.start(free, initialStateOf(project), {0.0, updates});
    EXPECT_TRUE(waitFor([&] { return result.has_value(); }));
    EXPECT_EQ(result->record->count(), updates);
    return result->record->stateAt(updates).network;
}

/// The share of right answers, counted one by one.
double rightShare(const Network& network, const Dataset& data) {
    int right = 0;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        Eigen::Index said = 0, is = 0;
        predict(network, data.input(row)).maxCoeff(&said);
        data.target(row).maxCoeff(&is);
        right += said == is ? 1 : 0;
    }
    return double(right) / double(data.size());
}

TEST(LabelCurve, IsThatOfALoopOverPartsOfTheTrainingRows) {
    const Project whole = quickIris();
    LabelCurve curve(whole, LabelQuestion::Count);
    EXPECT_EQ(curve.plan.values, (std::vector<double>{10, 30, 120}));
    const auto examples = whole.examples();
    for (std::size_t i = 0; i < curve.runCount() && i < 6; ++i) {
        const std::size_t point = curve.pointOf(i);
        const auto run = runLabels(whole, curve.plan, point, curve.seedOf(i), {});
        ASSERT_TRUE(run);
        // The part by hand: what the seed shuffles to the front.
        std::vector<std::int64_t> rows = examples->trainingRows;
        Random(curve.seedOf(i)).shuffle(rows);
        rows.resize(static_cast<std::size_t>(curve.plan.values[point]));
        std::sort(rows.begin(), rows.end());
        Project alone = whole;
        alone.source.reset();
        alone.split.reset();
        Dataset data{Matrix(std::ssize(rows), 4), Matrix(std::ssize(rows), 3)};
        for (std::size_t r = 0; r < rows.size(); ++r) {
            data.inputs.row(Eigen::Index(r)) = whole.data->inputs.row(rows[r]);
            data.targets.row(Eigen::Index(r)) = whole.data->targets.row(rows[r]);
        }
        alone.data = std::make_shared<const Dataset>(data);
        alone.training.seed = curve.seedOf(i);
        InitializerSettings start = *whole.initializer;
        start.seed = curve.seedOf(i);
        initialize(alone.network, start);
        const Network trained = trainedInTheWindow(alone, curve.plan.updates);
        EXPECT_TRUE(trained == run->state->network) << i;
        EXPECT_EQ(testScore(*run), rightShare(trained, *examples->test));
        EXPECT_EQ(trainingScore(*run), rightShare(trained, *alone.examples()->training));
    }
}

TEST(LabelCurve, AnOpenedRunIsThePointOnTheCurveAndCanBeSaved) {
    const Project whole = quickIris();
    for (const LabelQuestion question : {LabelQuestion::Count, LabelQuestion::Wrong}) {
        const LabelCurve curve(whole, question);
        const auto run = runLabels(whole, curve.plan, 1, 2, {});
        const Project opened = openedRun(whole, curve.plan, *run);
        EXPECT_EQ(problemOf(opened), std::nullopt);
        EXPECT_EQ(*opened.examples()->test, *whole.examples()->test);
        EXPECT_EQ(*measureTest(opened, opened.network)->accuracy(), testScore(*run));
        const Project read = test::reread(opened);
        EXPECT_TRUE(read == opened);
        // And what it began with leads there in the window.
        const Project start = labelProject(whole, curve.plan, 1, 2);
        EXPECT_TRUE(trainedInTheWindow(start, curve.plan.updates) == opened.network);
    }
}

TEST(LabelCurve, FillsSeedBySeedAndTellsMeanLeastAndGreatest) {
    LabelCurve curve(quickIris(), LabelQuestion::Wrong);
    EXPECT_EQ(curveWords(curve), "");
    for (std::size_t i = 0; i < 12; ++i)
        curve.runs.push_back(
            *runLabels(curve.project, curve.plan, curve.pointOf(i), curve.seedOf(i), {}));
    const auto points = curve.points();
    ASSERT_EQ(points.size(), 6u);
    for (std::size_t p = 0; p < 6; ++p) {
        const double a = testScore(curve.runs[p]), b = testScore(curve.runs[p + 6]);
        EXPECT_EQ(points[p].runs, 2);
        EXPECT_DOUBLE_EQ(points[p].mean, 0.5 * (a + b));
        EXPECT_EQ(points[p].least, std::min(a, b));
        EXPECT_EQ(points[p].greatest, std::max(a, b));
    }
    EXPECT_FALSE(curve.isDone());
    EXPECT_NE(curveWords(curve), "");
}

TEST(LabelCurve, OfALargeNetworkHasFewerSeedsAndEpochsAndSaysSo) {
    Project large = example("digits");
    large.network.layers[0].weights = Matrix::Zero(1500, 64);
    large.network.layers[0].biases = Vector::Zero(1500);
    large.network.layers[1].weights = Matrix::Zero(10, 1500);
    const LabelCurve curve(large, LabelQuestion::Count);
    EXPECT_EQ(curve.plan.seeds, 3);
    EXPECT_LT(curve.plan.epochs, large.training.stop.epochs);
    EXPECT_TRUE(test::says(planWords(curve), "fewer than the project asks for"));
    EXPECT_FALSE(
        test::says(planWords(LabelCurve(example("digits"), LabelQuestion::Count)), "fewer"));
    large.network.layers[0].weights = Matrix::Zero(5000, 64);
    EXPECT_TRUE(reasonAgainstLabelCurve(large));
}

TEST(LabelCurve, NeedsExamplesThatAreKeptBack) {
    EXPECT_FALSE(reasonAgainstLabelCurve(example("iris")));
    EXPECT_TRUE(test::says(*reasonAgainstLabelCurve(example("xor")), "kept back"));
}

TEST(LabelCurve, EndsARunWhenItIsAskedTo) {
    std::stop_source source;
    source.request_stop();
    const LabelCurve curve(quickIris(), LabelQuestion::Count);
    EXPECT_FALSE(runLabels(curve.project, curve.plan, 0, 1, source.get_token()));
}

TEST(LabelCurve, OfHandwrittenDigitsRisesByFarWithTheLabels) {
    LabelCurve curve(example("digits"), LabelQuestion::Count);
    for (const std::size_t point : {std::size_t{0}, curve.plan.values.size() - 1})
        curve.runs.push_back(*runLabels(curve.project, curve.plan, point, 1, {}));
    const auto points = curve.points();
    EXPECT_LT(points.front().mean, 0.65);
    EXPECT_GT(points.back().mean, 0.95);
    EXPECT_EQ(points.front().trainingMean, 1.0);
    EXPECT_TRUE(test::says(curveWords(curve), "learned by heart")) << curveWords(curve);
}

TEST(Percent, HasOneDecimalAtMost) {
    EXPECT_EQ(percentText(0.81216), "81.2 %");
    EXPECT_EQ(percentText(0.4), "40 %");
    EXPECT_EQ(percentText(0.0512, {4, true}), "5,1 %");
}

}  // namespace
}  // namespace stepgrad
