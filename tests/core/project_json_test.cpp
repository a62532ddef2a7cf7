#include "core/document/project_json.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>

#include "tests/core/project_json_samples.h"

namespace stepgrad {
namespace {

std::string textOfFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool sameBits(const Matrix& a, const Matrix& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols())
        return false;
    for (Eigen::Index i = 0; i < a.size(); ++i)
        if (std::bit_cast<std::uint64_t>(a.data()[i]) != std::bit_cast<std::uint64_t>(b.data()[i]))
            return false;
    return true;
}

bool sameBits(const Project& a, const Project& b) {
    for (std::size_t l = 0; l < a.network.layers.size(); ++l) {
        const auto& x = a.network.layers[l];
        const auto& y = b.network.layers[l];
        if (!sameBits(x.weights, y.weights))
            return false;
        if (x.biases && !sameBits(Matrix(*x.biases), Matrix(*y.biases)))
            return false;
    }
    return sameBits(a.data->inputs, b.data->inputs) && sameBits(a.data->targets, b.data->targets);
}

Project parse(const std::string& text) {
    return parseProject(text, "lesson.stepgrad", ".");
}

TEST(ProjectFile, TheShippedExampleIsTheArticlesExampleByteForByte) {
    const std::string path = STEPGRAD_SOURCE_DIR "/resources/examples/one-step-by-hand.stepgrad";
    EXPECT_EQ(loadProject(path), articleExample());
    EXPECT_EQ(writeProject(articleExample()), textOfFile(path));
}

TEST(ProjectFile, RoundTripsOfRandomProjectsAreExact) {
    std::mt19937_64 random(20240917);
    for (int i = 0; i < 2000; ++i) {
        const Project project = samples::randomProject(random);
        const std::string text = writeProject(project);
        const Project read = parse(text);
        ASSERT_EQ(read, project) << text;
        ASSERT_TRUE(sameBits(read, project)) << text;
        ASSERT_EQ(writeProject(read), text);
    }
}

TEST(ProjectFile, ExtremeDoublesSurviveToTheBit) {
    using Double = std::numeric_limits<double>;
    Project project = articleExample();
    project.network.layers[0].weights =
        Matrix{{-0.0, Double::denorm_min()}, {Double::max(), -Double::min()}};
    project.network.layers[1].weights = Matrix{{0.1 + 0.2, 1e22}};
    const std::string text = writeProject(project);
    for (const char* row : {"\"weights\": [[-0.0, 5e-324], [1.7976931348623157e+308, "
                            "-2.2250738585072014e-308]],\n",
                            "\"weights\": [[0.30000000000000004, 1e+22]]"})
        EXPECT_NE(text.find(row), std::string::npos) << text;
    EXPECT_TRUE(sameBits(parse(text), project));
}

TEST(ProjectFile, LeavesOutWhatIsOptionalAndFillsInTheDefaults) {
    const Project project = parse(R"({"format": "stepgrad-project", "version": 1,
        "network": {"layers": [{"activation": "tanh", "weights": [[1, 2, 3]], "biases": [4]}]},
        "loss": "squared_error", "data": {"inputs": [[1, 2, 3]], "targets": [[0]]}})");
    EXPECT_EQ(project.name, "");
    EXPECT_EQ(project.network.inputNames, (std::vector<std::string>{"i1", "i2", "i3"}));
    EXPECT_TRUE(project.network.layers[0].weightsTrainable);
    EXPECT_TRUE(project.network.layers[0].biasesTrainable);
    EXPECT_EQ(project.optimizer.type, OptimizerType::Sgd);
    EXPECT_EQ(project.optimizer.learningRate, 0.001);
    EXPECT_EQ(project.optimizer.momentum, 0.0);
    EXPECT_EQ(project.training, TrainingSettings{});
    EXPECT_FALSE(project.source);
}

TEST(ProjectFile, OptimizersHaveTheDefaultsOfPyTorch) {
    const auto withOptimizer = [](const std::string& optimizer) {
        return parse(samples::with("optimizer", optimizer)).optimizer;
    };
    const auto sgd = withOptimizer(R"({"type": "sgd", "momentum": 0.9})");
    EXPECT_EQ(sgd.learningRate, 1e-3);
    EXPECT_EQ(sgd.momentum, 0.9);
    const auto rmsprop = withOptimizer(R"({"type": "rmsprop"})");
    EXPECT_EQ(rmsprop.type, OptimizerType::RmsProp);
    EXPECT_EQ(rmsprop.learningRate, 1e-2);
    EXPECT_EQ(rmsprop.alpha, 0.99);
    EXPECT_EQ(rmsprop.epsilon, 1e-8);
    const auto adam = withOptimizer(R"({"eps": 1e-6, "type": "adam", "betas": [0.5, 0.75]})");
    EXPECT_EQ(adam.type, OptimizerType::Adam);
    EXPECT_EQ(adam.learningRate, 1e-3);
    EXPECT_EQ(adam.beta1, 0.5);
    EXPECT_EQ(adam.beta2, 0.75);
    EXPECT_EQ(adam.epsilon, 1e-6);
}

TEST(ProjectFile, TheSeedHoldsAll64Bits) {
    Project project = articleExample();
    for (const std::uint64_t seed : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 53}) {
        project.training.seed = seed;
        EXPECT_EQ(parse(writeProject(project)).training.seed, seed);
    }
}

TEST(ProjectFile, NamesKeepEveryCharacterOfUnicode) {
    Project project = articleExample();
    project.name = "δ ŷ \"quoted\" \\ 🎓 line\nbreak\ttab \x01";
    project.network.inputNames = {"Länge", ""};
    EXPECT_EQ(parse(writeProject(project)), project);
}

TEST(ProjectFile, OrderOfKeysAndWhiteSpaceDoNotMatter) {
    EXPECT_EQ(parse("\xEF\xBB\xBF\r\n{\"data\":{\"targets\":[[1]],\"inputs\":[[1,0.5]]},"
                    "\"loss\":\"half_squared_error\",\"version\":1,"
                    "\"optimizer\":{\"learning_rate\":1e-1,\"type\":\"sgd\"},"
                    "\"name\":\"One step \\u0062y hand\",\"network\":{\"layers\":["
                    "{\"biases\":null,\"weights\":[[0.3,-0.2],[0.8,0.4]],"
                    "\"activation\":\"sigmoid\"},{\"weights\":[[1.2,-7e-1]],"
                    "\"activation\":\"sigmoid\",\"biases\":null}]},"
                    "\"format\":\"stepgrad-project\"}\t\n"),
              articleExample());
}

TEST(ProjectFile, OptionsOfOtherOptimizersAreNotWritten) {
    Project project = articleExample();
    project.optimizer.type = OptimizerType::Adam;
    project.optimizer.momentum = 0.5;
    const std::string text = writeProject(project);
    EXPECT_NE(text.find(R"("optimizer": { "type": "adam", "learning_rate": 0.1, )"
                        R"("betas": [0.9, 0.999], "eps": 1e-08 })"),
              std::string::npos)
        << text;
    EXPECT_EQ(parse(text).optimizer.momentum, 0.0);
}

TEST(ProjectFile, WhatIsNotValidIsNotWritten) {
    Project project = articleExample();
    project.network.layers[0].weights(0, 0) = std::nan("");
    EXPECT_THROW(writeProject(project), std::invalid_argument);
    project = articleExample();
    project.name = "\xff";
    EXPECT_THROW(writeProject(project), std::invalid_argument);
}

TEST(ProjectFile, RowsOfLargeMatricesStandOnALineEach) {
    Project project = articleExample();
    auto& layer = project.network.layers[0];
    layer.weights = Matrix::Constant(12, 2, 0.123456789);
    layer.biases = Vector::Zero(12);
    layer.biasesTrainable = false;
    project.network.layers[1].weights = Matrix::Ones(1, 12);
    const std::string text = writeProject(project);
    EXPECT_NE(text.find("        \"weights\": [\n          [0.123456789, 0.123456789],\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("\n        \"trainable\": { \"weights\": true, \"biases\": false }\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(parse(text), project);
}

TEST(ProjectFile, NetworksAtTheLimitsAreAccepted) {
    for (const auto& [layers, neurons, inputs] :
         {std::tuple{64, 4, 4}, {limits::kLayers, 1, 1}, {1, 4096, 3}, {1, 1, limits::kNeurons}}) {
        const Project project = samples::wideProject(layers, neurons, inputs);
        EXPECT_EQ(parse(writeProject(project)), project) << layers << "x" << neurons;
    }
}

TEST(ProjectFile, FourMillionParametersAreAccepted) {
    const Project project = samples::wideProject(2, 1999, 1);
    ASSERT_GT(project.network.parameterCount(), 3'990'000);
    EXPECT_EQ(parse(writeProject(project)), project);
}

TEST(ProjectFile, CsvDataIsReadBesideTheProjectAndWrittenAsAReference) {
    const std::string folder = STEPGRAD_SOURCE_DIR "/tests/data";
    const Project project = loadProject(folder + "/from-csv.stepgrad");
    ASSERT_TRUE(project.source);
    EXPECT_EQ(project.source->path, "gates.csv");
    EXPECT_EQ(project.source->targetColumns, (std::vector<std::string>{"and", "or"}));
    // The header of gates.csv is or,b,and,a; the inputs are named a, b.
    EXPECT_EQ(project.data->inputs, (Matrix{{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
    EXPECT_EQ(project.data->targets, (Matrix{{0, 0}, {0, 1}, {0, 1}, {1, 1}}));
    EXPECT_EQ(writeProject(project), textOfFile(folder + "/from-csv.stepgrad"));
}

TEST(ProjectFile, ACsvReferenceFollowsTheProjectToAnotherFolder) {
    Project project = articleExample();
    EXPECT_EQ(movedTo(project, "a", "b"), project);
    project.source = CsvSource{"tables/x.csv", {"y"}};
    EXPECT_EQ(movedTo(project, "/a/b", "/a").source->path, "b/tables/x.csv");
    EXPECT_EQ(movedTo(project, "/a/b", "/c/d").source->path, "../../a/b/tables/x.csv");
    EXPECT_EQ(movedTo(project, ".", ".").source->path, "tables/x.csv");
    project.source->path = "/data/x.csv";
    EXPECT_EQ(movedTo(project, "/a/b", "/c/d").source->path, "/data/x.csv");
}

}  // namespace
}  // namespace stepgrad
