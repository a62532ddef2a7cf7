// Parts of the labels, and wrong ones: what is trained on changes, what is tested on does not.

#include "core/laboratory/labelled_part.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/laboratory/training_run.h"
#include "tests/core/laboratory_support.h"

namespace stepgrad {
namespace {

using test::example;

/// The rows of a part as values that can be counted.
std::multiset<std::vector<double>> rowsOf(const Dataset& data) {
    std::multiset<std::vector<double>> rows;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        const Vector input = data.input(row), target = data.target(row);
        std::vector<double> all(input.begin(), input.end());
        all.insert(all.end(), target.begin(), target.end());
        rows.insert(all);
    }
    return rows;
}

struct LabelledPart : ::testing::TestWithParam<std::string> {
    const Project whole = example(GetParam());
    const std::shared_ptr<const Examples> before = whole.examples();
};

TEST_P(LabelledPart, OfFewLabelsHasExactlyTheTestExamplesOfTheWhole) {
    for (const std::int64_t count : {1, 10, 37}) {
        const Project part = withLabels(whole, count, 7);
        const auto after = part.examples();
        EXPECT_EQ(after->training->size(), count);
        EXPECT_EQ(*after->test, *before->test);
        EXPECT_EQ(part.data->size(), count + before->test->size());
        const auto all = rowsOf(*before->training);
        for (const auto& row : rowsOf(*after->training))
            EXPECT_TRUE(all.contains(row));
    }
}

TEST_P(LabelledPart, OfAllLabelsIsTheWholeTrainingPartInItsOrder) {
    const Project part = withLabels(whole, before->training->size(), 3);
    EXPECT_EQ(*part.examples()->training, *before->training);
    EXPECT_EQ(*part.examples()->test, *before->test);
}

TEST_P(LabelledPart, FewerLabelsOfASeedAreAPartOfMore) {
    const auto few = labelledRows(whole, 10, 5), more = labelledRows(whole, 40, 5);
    EXPECT_TRUE(std::includes(more.begin(), more.end(), few.begin(), few.end()));
    EXPECT_NE(labelledRows(whole, 10, 6), few);
    EXPECT_EQ(labelledRows(whole, 10, 5), few);
}

TEST_P(LabelledPart, ExactlyTheStatedShareOfTheTrainingLabelsIsWrong) {
    for (const double share : {0.0, 0.05, 0.2, 0.4}) {
        const Project noisy = withWrongLabels(whole, share, 11);
        const auto after = noisy.examples();
        std::int64_t wrong = 0;
        for (Eigen::Index row = 0; row < before->training->size(); ++row)
            wrong += before->training->target(row) != after->training->target(row) ? 1 : 0;
        EXPECT_EQ(wrong, std::llround(share * double(before->training->size())));
        EXPECT_EQ(after->training->inputs, before->training->inputs);
        EXPECT_EQ(*after->test, *before->test);
        EXPECT_EQ(classCountOf(noisy.data->targets), classCountOf(whole.data->targets));
    }
}

TEST_P(LabelledPart, WrongLabelsComeFromTheSeed) {
    EXPECT_EQ(*withWrongLabels(whole, 0.2, 1).data, *withWrongLabels(whole, 0.2, 1).data);
    EXPECT_FALSE(*withWrongLabels(whole, 0.2, 1).data == *withWrongLabels(whole, 0.2, 2).data);
}

TEST_P(LabelledPart, IsTheSameProjectAfterSavingAndOpening) {
    for (const Project& part : {withLabels(whole, 17, 4), withWrongLabels(whole, 0.1, 4)}) {
        const Project again = test::reread(part);
        EXPECT_TRUE(again == part);
        EXPECT_EQ(*again.examples()->training, *part.examples()->training);
        EXPECT_EQ(*again.examples()->test, *part.examples()->test);
    }
}

INSTANTIATE_TEST_SUITE_P(Of, LabelledPart, ::testing::Values("spam", "iris", "circle"),
                         [](const auto& instance) { return instance.param; });

TEST(WrongLabels, OfNumbersLieBetweenTheLeastAndTheGreatest) {
    Project project = example("circle");
    Dataset data = *project.data;
    for (Eigen::Index row = 0; row < data.size(); ++row)
        data.targets(row, 0) = 0.25 + 0.001 * double(row);
    project.data = std::make_shared<const Dataset>(data);
    const Matrix &right = project.examples()->training->targets,
                 wrong = withWrongLabels(project, 0.3, 1).examples()->training->targets;
    EXPECT_EQ((right.array() != wrong.array()).count(), std::llround(0.3 * double(right.rows())));
    EXPECT_GE(wrong.minCoeff(), right.minCoeff());
    EXPECT_LE(wrong.maxCoeff(), right.maxCoeff());
}

TEST(Seeds, BeginTheWeightsAndTheOrderButLeaveFrozenLayersAlone) {
    Project project = example("circle");
    project.network.layers[0].weightsTrainable = false;
    const Project one = begunWithSeed(project, 1), two = begunWithSeed(project, 2);
    EXPECT_EQ(one.network.layers[0].weights, project.network.layers[0].weights);
    EXPECT_NE(one.network.layers[1].weights, two.network.layers[1].weights);
    EXPECT_TRUE(begunWithSeed(two, 1) == one);
}

}  // namespace
}  // namespace stepgrad
