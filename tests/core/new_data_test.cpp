#include "core/document/new_data.h"

#include <gtest/gtest.h>

#include <array>

#include "core/document/session.h"

namespace stepgrad {
namespace {

NamedData classes3() {
    NamedData data;
    data.data.inputs =
        Matrix{{1, 10, 5}, {2, 20, 5}, {3, 30, 5}, {4, 40, 5}, {5, 50, 5}, {6, 60, 5}};
    data.data.targets = Matrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    data.inputNames = {"a", "b", "c"};
    data.classNames = {"x", "y", "z"};
    return data;
}

TEST(NewData, ClassesGetSoftmaxAndInputsTheirNames) {
    const Project project = withData(articleExample(), classes3(), {});
    EXPECT_EQ(project.network.shapeText(), "3–2–3");
    EXPECT_EQ(project.network.inputNames, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(project.loss, Loss::CrossEntropy);
    EXPECT_EQ(project.network.layers.back().activation, Activation::Softmax);
    EXPECT_EQ(project.network.layers.front().activation, Activation::Sigmoid);
    EXPECT_EQ(project.classNames.size(), 3U);
    EXPECT_EQ(problemOf(project), std::nullopt);
    EXPECT_GT(project.network.layers.back().weights.cwiseAbs().minCoeff(), 0.0);
}

TEST(NewData, NumbersThatSigmoidCannotReachGetALinearOutput) {
    NamedData data = generate(Generator::Plane, {50, 0.0, 1});
    const Project project = withData(articleExample(), data, {});
    EXPECT_EQ(project.network.layers.back().activation, Activation::Linear);
    EXPECT_EQ(project.loss, Loss::HalfSquaredError);
    EXPECT_EQ(problemOf(project), std::nullopt);
    // And back: classes of one output.
    const Project again = withData(project, generate(Generator::Circle, {50, 0.0, 1}), {});
    EXPECT_EQ(again.network.layers.back().activation, Activation::Sigmoid);
    EXPECT_EQ(again.loss, Loss::BinaryCrossEntropy);
    const Project many = withData(again, classes3(), {});
    const Project two = withData(many, generate(Generator::Circle, {50, 0.0, 1}), {});
    EXPECT_EQ(two.loss, Loss::BinaryCrossEntropy);
    EXPECT_EQ(problemOf(two), std::nullopt);
}

TEST(NewData, WeightsStayWhereTheShapeStays) {
    const Project before = articleExample();
    const Project project = withData(before, generate(Generator::Xor, {4, 0.0, 1}), {});
    EXPECT_EQ(project.network.layers, before.network.layers);
    EXPECT_EQ(project.loss, before.loss);
}

TEST(NewData, TheScalingIsFoundOnTheTrainingPartOnly) {
    const Project project =
        withData(articleExample(), classes3(), {Split{0.5, 3}, ScalingKind::Standardise});
    const auto rows = splitRows(6, Split{0.5, 3}).training;
    double mean = 0.0;
    for (const auto row : rows)
        mean += classes3().data.inputs(row, 0) / static_cast<double>(rows.size());
    ASSERT_TRUE(project.scaling);
    EXPECT_NEAR(project.scaling->inputs[0].offset, mean, 1e-15);
    EXPECT_EQ(project.scaling->inputs[2].factor, 1.0);  // a constant column
    EXPECT_EQ(kindOfScaling(project), ScalingKind::Standardise);
    EXPECT_EQ(kindOfScaling(articleExample()), ScalingKind::None);
}

TEST(NewData, AScalingOfSeveralKindsStaysUnlessAnotherIsChosen) {
    Project project = withData(articleExample(), classes3(), {});
    project.scaling =
        fitScaling(std::array{ScalingKind::Standardise, ScalingKind::ZeroToOne, ScalingKind::None},
                   project.data->inputs, std::array<std::int64_t, 4>{0, 1, 2, 3});
    ASSERT_EQ(kindOfScaling(project), std::nullopt);
    const Project split = prepared(project, {Split{0.5, 7}, std::nullopt});
    EXPECT_EQ(split.scaling, project.scaling);
    EXPECT_EQ(split.split, (Split{0.5, 7}));
    EXPECT_EQ(prepared(project, {}).scaling, std::nullopt);
    // Of another number of inputs nothing of it can stay.
    const Project other =
        withData(project, generate(Generator::Xor, {4, 0.0, 1}), {{}, std::nullopt});
    EXPECT_EQ(other.scaling, std::nullopt);
}

TEST(NewData, WhatCannotBeScaledIsRefused) {
    NamedData data = classes3();
    data.data.inputs(3, 1) = -7.0;
    EXPECT_THROW(withData(articleExample(), data, {{}, ScalingKind::LogStandardise}),
                 std::invalid_argument);
    EXPECT_THROW(withData(articleExample(), classes3(), {Split{1.5, 1}, ScalingKind::None}),
                 std::invalid_argument);
}

TEST(NewData, BeginningWithOtherDataCanBeUndoneBitForBit) {
    Session session;
    for (int i = 0; i < 23; ++i)
        session.next();
    const Project before = session.project();
    const Still still = session.still();
    const auto points = session.lossCurve().points;
    ASSERT_EQ(session.beginWith(withData(before, classes3(), {}), "new data"), "");
    EXPECT_EQ(session.still().update, 0);
    EXPECT_EQ(session.still().network().shapeText(), "3–2–3");
    EXPECT_EQ(session.exampleCount(), 6);
    // The curve begins anew, with the mean over the new examples.
    ASSERT_EQ(session.lossCurve().points.size(), 1);
    EXPECT_EQ(session.lossCurve().points.front(),
              measurePoint(session.project(), session.project().network, 0));
    session.next();
    session.undo();
    EXPECT_EQ(session.project(), before);
    EXPECT_EQ(session.still().position, still.position);
    EXPECT_EQ(session.lossCurve().points, points);
    session.redo();
    EXPECT_EQ(session.still().network().shapeText(), "3–2–3");
}

TEST(NewData, AProjectThatIsNoneIsRefusedAndNothingChanges) {
    Session session;
    const Project before = session.project();
    Project bad = before;
    bad.training.batchSize = 0;
    EXPECT_NE(session.beginWith(bad, "new data"), "");
    EXPECT_EQ(session.project(), before);
    EXPECT_FALSE(session.canUndo());
}

}  // namespace
}  // namespace stepgrad
