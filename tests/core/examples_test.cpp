#include "core/data/examples.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/data/generators.h"
#include "core/document/project.h"
#include "core/network/backpropagation.h"
#include "core/training/trainer.h"

namespace stepgrad {
namespace {

Project circleProject() {
    Project project = articleExample();
    project.data = std::make_shared<const Dataset>(generate(Generator::Circle, {50, 0.1, 3}).data);
    project.split = Split{0.2, 7};
    return project;
}

TrainingState trainedFor(const Project& project, int updates) {
    TrainingState state;
    state.network = project.network;
    state.optimizer = initialState(project.optimizer, project.network);
    Trainer trainer(std::make_shared<const Project>(project), state);
    for (int i = 0; i < updates; ++i)
        EXPECT_FALSE(trainer.step());
    return trainer.state();
}

TEST(Examples, EveryRowIsInOnePartAndScaledAlike) {
    Project project = circleProject();
    project.scaling = Scaling{{{false, 0.5, 2.0}, {false, -1.0, 0.25}}};
    const auto examples = project.examples();
    ASSERT_EQ(examples->testRows.size(), 10u);
    std::vector<std::int64_t> rows = examples->trainingRows;
    rows.insert(rows.end(), examples->testRows.begin(), examples->testRows.end());
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 0; i < rows.size(); ++i)
        ASSERT_EQ(rows[i], static_cast<std::int64_t>(i));
    for (std::size_t i = 0; i < examples->testRows.size(); ++i) {
        const auto row = examples->testRows[i];
        const auto k = static_cast<Eigen::Index>(i);
        EXPECT_EQ(examples->test->inputs(k, 0), (project.data->inputs(row, 0) - 0.5) * 2.0);
        EXPECT_EQ(examples->test->inputs(k, 1), (project.data->inputs(row, 1) + 1.0) * 0.25);
        EXPECT_EQ(examples->test->targets(k, 0), project.data->targets(row, 0));
        EXPECT_FALSE(examples->indexInTraining(row));
    }
    for (std::int64_t i = 0; i < 40; ++i)
        EXPECT_EQ(examples->indexInTraining(examples->rowOfTraining(i)), i);
}

TEST(Examples, WhatIsKeptBackHasNoSayInTheTraining) {
    const Project project = circleProject();
    Project other = project;
    Dataset data = *project.data;
    for (const auto row : project.examples()->testRows) {
        data.inputs.row(row).setConstant(1e3);
        data.targets.row(row).setConstant(0.5);
    }
    other.data = std::make_shared<const Dataset>(data);
    EXPECT_EQ(trainedFor(project, 200).network, trainedFor(other, 200).network);
}

TEST(Penalties, DrawWeightsTowardsZeroAndLeaveBiasesAlone) {
    Project project = articleExample();
    for (auto& layer : project.network.layers)
        layer.biases = Vector::Constant(layer.weights.rows(), 0.5);
    const Trace plain = trainingStep(project.network, project.loss, project.optimizer, {},
                                     project.data->input(0), project.data->target(0));
    const double eta = project.optimizer.learningRate;
    project.optimizer.l1 = 0.01;
    project.optimizer.l2 = 0.3;
    const Network after = trainedFor(project, 1).network;
    for (std::size_t l = 0; l < 2; ++l) {
        const Matrix& w = project.network.layers[l].weights;
        for (Eigen::Index i = 0; i < w.size(); ++i) {
            const double sign = w.data()[i] > 0.0 ? 1.0 : -1.0;
            const double slope =
                plain.layers[l].weightGradients.data()[i] + 0.01 * sign + 0.3 * w.data()[i];
            EXPECT_NEAR(after.layers[l].weights.data()[i], w.data()[i] - eta * slope, 1e-15);
        }
        EXPECT_EQ(*after.layers[l].biases, *plain.networkAfter().layers[l].biases);
    }
}

TEST(Penalties, AreNoPartOfTheLoss) {
    Project project = articleExample();
    const auto loss = [&] {
        return trainingStep(project.network, project.loss, project.optimizer, {},
                            project.data->input(0), project.data->target(0))
            .loss;
    };
    const double without = loss();
    project.optimizer.l2 = 10.0;
    EXPECT_EQ(loss(), without);
}

}  // namespace
}  // namespace stepgrad
