#include "tests/benchmarks/workloads.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <random>
#include <sstream>
#include <utility>
#include <vector>

#include "core/training/training_engine.h"

namespace stepgrad::bench {
namespace {

/// Numbers that are the same everywhere.
class Numbers {
public:
    /// In [0, 1).
    double fraction() { return static_cast<double>(m_engine() >> 11) * 0x1p-53; }
    /// In [-most, most).
    double around0(double most) { return (2.0 * fraction() - 1.0) * most; }

private:
    std::mt19937_64 m_engine{1};
};

Layer layerOf(int inputs, int neurons, Activation activation, double most, Numbers& numbers) {
    Layer layer;
    layer.activation = activation;
    layer.weights = Matrix::NullaryExpr(neurons, inputs, [&] { return numbers.around0(most); });
    layer.biases = Vector::Zero(neurons);
    return layer;
}

/// @param weights  the largest weight at the start; 0: one over the root of the inputs
Network networkOf(const std::vector<int>& sizes, Activation hidden, Activation output,
                  double weights, Numbers& numbers) {
    Network network;
    for (int k = 0; k < sizes.front(); ++k)
        network.inputNames.push_back("i" + std::to_string(k + 1));
    for (std::size_t l = 1; l < sizes.size(); ++l)
        network.layers.push_back(
            layerOf(sizes[l - 1], sizes[l], l + 1 < sizes.size() ? hidden : output,
                    weights > 0.0 ? weights : 1.0 / std::sqrt(sizes[l - 1]), numbers));
    return network;
}

Dataset discInRing(Numbers& numbers) {
    Dataset data{Matrix(250, 2), Matrix(250, 1)};
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const bool inside = i % 2 == 0;
        const double radius = inside ? 2.5 * numbers.fraction() : 3.5 + 1.5 * numbers.fraction();
        const double angle = 2.0 * std::numbers::pi * numbers.fraction();
        data.inputs(i, 0) = radius * std::cos(angle);
        data.inputs(i, 1) = radius * std::sin(angle);
        data.targets(i, 0) = inside ? 1.0 : -1.0;
    }
    return data;
}

Dataset sidesOfAPlane(Numbers& numbers) {
    Dataset data{Matrix(4601, 57), Matrix(4601, 1)};
    const Vector normal = Vector::NullaryExpr(57, [&] { return numbers.around0(1.0); });
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        for (Eigen::Index k = 0; k < 57; ++k)
            data.inputs(i, k) = numbers.fraction();
        const double side = normal.dot(data.input(i)) - 0.5 * normal.sum();
        data.targets(i, 0) = side > 0.0 ? 1.0 : 0.0;
    }
    return data;
}

Dataset noisyPictures(Numbers& numbers) {
    Dataset data{Matrix(10000, 784), Matrix::Zero(10000, 10)};
    const Matrix pictures = Matrix::NullaryExpr(10, 784, [&] { return numbers.fraction(); });
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const auto kind = static_cast<Eigen::Index>(numbers.fraction() * 10.0);
        data.targets(i, kind) = 1.0;
        for (Eigen::Index k = 0; k < 784; ++k)
            data.inputs(i, k) = 0.85 * numbers.fraction() + 0.15 * pictures(kind, k);
    }
    return data;
}

Project pointsProject(std::int64_t batch, Numbers& numbers) {
    Project project;
    project.network = networkOf({2, 8, 8, 8, 1}, Activation::Tanh, Activation::Tanh, 0.5, numbers);
    project.optimizer.learningRate = 0.03;
    project.training.batchSize = batch;
    project.data = std::make_shared<const Dataset>(discInRing(numbers));
    return project;
}

Project planeProject(Numbers& numbers) {
    Project project;
    project.network =
        networkOf({57, 32, 16, 1}, Activation::Sigmoid, Activation::Sigmoid, 0.4, numbers);
    project.optimizer.learningRate = 0.5;
    project.training.batchSize = 32;
    project.data = std::make_shared<const Dataset>(sidesOfAPlane(numbers));
    return project;
}

Project picturesProject(Numbers& numbers) {
    Project project;
    project.network =
        networkOf({784, 128, 10}, Activation::Relu, Activation::Softmax, 0.0, numbers);
    project.loss = Loss::CrossEntropy;
    project.optimizer.learningRate = 0.05;
    project.training.batchSize = 32;
    project.data = std::make_shared<const Dataset>(noisyPictures(numbers));
    return project;
}

}  // namespace

TrainingState Workload::start() const {
    return {project->network, initialState(project->optimizer, project->network), 0, {}};
}

std::optional<Workload> workload(const std::string& name) {
    Numbers numbers;
    Project project;
    if (name == "W1")
        project = articleExample();
    else if (name == "W2" || name == "W2b1")
        project = pointsProject(name == "W2" ? 10 : 1, numbers);
    else if (name == "W3")
        project = planeProject(numbers);
    else if (name == "W4")
        project = picturesProject(numbers);
    else
        return std::nullopt;
    project.name = name;
    return Workload{name, name == "W1" ? "steps/s" : "examples/s",
                    std::make_shared<const Project>(std::move(project))};
}

std::optional<Project> shapedProject(const std::string& shape) {
    std::vector<int> sizes;
    std::istringstream text(shape);
    for (std::string size; std::getline(text, size, '-');)
        sizes.push_back(std::atoi(size.c_str()));
    if (sizes.size() < 2 || *std::min_element(sizes.begin(), sizes.end()) < 1)
        return std::nullopt;
    Numbers numbers;
    Project project;
    project.name = shape;
    project.network = networkOf(sizes, Activation::Tanh, Activation::Sigmoid, 0.0, numbers);
    project.training.batchSize = 10;
    Dataset data{Matrix(200, sizes.front()), Matrix(200, sizes.back())};
    data.inputs = data.inputs.unaryExpr([&](double) { return numbers.fraction(); });
    data.targets = data.targets.unaryExpr([&](double) { return numbers.fraction(); });
    project.data = std::make_shared<const Dataset>(std::move(data));
    return project;
}

void listenTo(TrainingEngine& engine, double& sum) {
    const auto listen = [&sum](const Trace& trace) { sum += trace.loss; };
    QObject::connect(&engine, &TrainingEngine::forwardFinished, listen);
    QObject::connect(&engine, &TrainingEngine::backwardFinished, listen);
    QObject::connect(&engine, &TrainingEngine::updateFinished, listen);
}

}  // namespace stepgrad::bench
