// The shipped spam example is the network that the README of the data speaks of.

#include <gtest/gtest.h>

#include <cmath>

#include "core/document/history.h"
#include "core/document/project_json.h"
#include "core/training/metrics.h"
#include "core/training/trainer.h"

namespace stepgrad {
namespace {

Project spamExample() {
    return loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/spam.stepgrad");
}

/// The share of mails kept back that come out right, after training.
double testAccuracy(const Project& project, int epochs) {
    const auto shared = std::make_shared<const Project>(project);
    Trainer trainer(shared, initialStateOf(project), {});
    while (trainer.state().cursor.epoch < epochs)
        for (int i = 0; i < 100; ++i)
            EXPECT_FALSE(trainer.step());
    return measure(trainer.network(), project.loss, *project.examples()->test).accuracy().value();
}

TEST(SpamExample, IsScaledAsTheReadmeOfTheDataSays) {
    const Project project = spamExample();
    EXPECT_EQ(project.network.shapeText(), "4–4–1");
    EXPECT_EQ(project.network.inputNames,
              (std::vector<std::string>{"free", "links", "caps_percent", "length"}));
    EXPECT_EQ(project.loss, Loss::BinaryCrossEntropy);
    for (const Layer& layer : project.network.layers)
        EXPECT_EQ(layer.activation, Activation::Sigmoid);
    ASSERT_TRUE(project.scaling && project.split);
    EXPECT_EQ(project.data->size(), 6046);
    const auto examples = project.examples();
    for (std::size_t k = 0; k < 4; ++k) {
        const InputScaling& scaling = project.scaling->inputs[k];
        EXPECT_EQ(scaling.log1p, k == 1 || k == 3) << "links and length by their logarithm";
        double sum = 0.0, squares = 0.0;
        for (const std::int64_t row : examples->trainingRows) {
            const double x = project.data->inputs(row, static_cast<Eigen::Index>(k));
            const double t = scaling.log1p ? std::log(1.0 + x) : x;
            sum += t;
            squares += t * t;
        }
        const double count = static_cast<double>(examples->trainingRows.size());
        const double mean = sum / count;
        EXPECT_NEAR(scaling.offset, mean, 1e-9);
        EXPECT_NEAR(scaling.factor, 1.0 / std::sqrt(squares / count - mean * mean), 1e-6);
    }
}

TEST(SpamExample, ReachesTheAccuracyOfTheReadmeWithEitherLoss) {
    Project project = spamExample();
    EXPECT_GE(testAccuracy(project, 60), 0.79);
    project.loss = Loss::HalfSquaredError;  // the article's
    EXPECT_GE(testAccuracy(project, 60), 0.79);
}

TEST(SpamExample, ASingleNeuronReachesLess) {
    Project project = spamExample();
    const double withHidden = testAccuracy(project, 60);
    Layer neuron = project.network.layers.back();
    neuron.weights = Matrix::Zero(1, 4);
    project.network.layers = {neuron};
    EXPECT_LT(testAccuracy(project, 60), withHidden);
}

}  // namespace
}  // namespace stepgrad
