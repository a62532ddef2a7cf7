#include "tests/core/project_json_samples.h"

#include <bit>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

namespace stepgrad::samples {
namespace {

using Random = std::mt19937_64;

int between(Random& random, int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
}

/// Any finite double: half of them by their bits, so of every magnitude.
double anyNumber(Random& random) {
    switch (between(random, 0, 9)) {
        case 0:
            return -0.0;
        case 1:
            return between(random, -100, 100);
        case 2:
            return std::bit_cast<double>(random() & 0x800fffffffffffffu);  // denormal
        case 3:
        case 4:
            return between(random, -999, 999) / 100.0;
        default: {
            const double value = std::bit_cast<double>(random());
            return std::isfinite(value) ? value : 1.0;
        }
    }
}

Matrix anyMatrix(Random& random, int rows, int columns) {
    return Matrix::NullaryExpr(rows, columns, [&] { return anyNumber(random); });
}

double below1(Random& random) {
    return std::uniform_real_distribution<double>(0.0, 1.0)(random);
}

OptimizerSettings anyOptimizer(Random& random) {
    OptimizerSettings settings;
    settings.type = optimizers()[random() % optimizers().size()].id;
    settings.learningRate = std::abs(anyNumber(random));
    if (!(settings.learningRate > 0.0))
        settings.learningRate = 5e-324;
    if (settings.type == OptimizerType::Sgd)
        settings.momentum = between(random, 0, 1) * below1(random);
    if (settings.type == OptimizerType::RmsProp)
        settings.alpha = below1(random);
    if (settings.type == OptimizerType::Adam) {
        settings.beta1 = below1(random);
        settings.beta2 = below1(random);
    }
    if (settings.type != OptimizerType::Sgd)
        settings.epsilon = below1(random) + 1e-300;
    return settings;
}

Activation anyActivation(Random& random) {
    for (;;)
        if (const auto& row = activations()[random() % activations().size()]; !row.outputOnly)
            return row.id;
}

Layer anyLayer(Random& random, int neurons, int inputs) {
    Layer layer;
    layer.activation = anyActivation(random);
    layer.weights = anyMatrix(random, neurons, inputs);
    if (between(random, 0, 1) == 1)
        layer.biases = Vector(anyMatrix(random, 1, neurons).transpose());
    layer.weightsTrainable = between(random, 0, 3) > 0;
    layer.biasesTrainable = between(random, 0, 3) > 0;
    return layer;
}

}  // namespace

Project randomProject(Random& random) {
    Project project;
    project.name = std::string(static_cast<std::size_t>(between(random, 0, 8)), 'n') + " δ\"\n";
    int inputs = between(random, 1, 5);
    for (int k = 0; k < inputs; ++k)
        project.network.inputNames.push_back("x" + std::to_string(random() % 100));
    const int inputCount = inputs;
    for (int l = between(random, 1, 4); l > 0; --l) {
        const int neurons = between(random, 1, 12);
        project.network.layers.push_back(anyLayer(random, neurons, inputs));
        inputs = neurons;
    }
    project.loss = losses()[random() % losses().size()].id;
    if (info(project.loss).output)
        project.network.layers.back().activation = *info(project.loss).output;
    project.optimizer = anyOptimizer(random);
    project.training.batchSize = between(random, 1, 1000);
    project.training.shuffle = between(random, 0, 1) == 1;
    project.training.seed = random();
    const int rows = between(random, 1, 9);
    project.data = std::make_shared<const Dataset>(
        Dataset{anyMatrix(random, rows, inputCount), anyMatrix(random, rows, inputs)});
    return project;
}

Project wideProject(int layers, int neurons, int inputs) {
    Project project = articleExample();
    project.network = {};
    for (int k = 0; k < inputs; ++k)
        project.network.inputNames.push_back("i" + std::to_string(k + 1));
    for (int l = 0; l < layers; ++l) {
        Layer layer;
        layer.weights = Matrix::Constant(neurons, l == 0 ? inputs : neurons, 0.25);
        layer.biases = Vector::Constant(neurons, -1.5);
        project.network.layers.push_back(std::move(layer));
    }
    project.data =
        std::make_shared<const Dataset>(Dataset{Matrix::Ones(1, inputs), Matrix::Ones(1, neurons)});
    return project;
}

namespace {

std::vector<std::pair<std::string, std::string>> validKeys() {
    return {{"format", R"("stepgrad-project")"},
            {"version", "1"},
            {"name", R"("lesson")"},
            {"network", R"({ "input_names": ["a", "b"], "layers": [
    { "activation": "tanh", "weights": [[0.25, -0.5], [0.75, 1.5]], "biases": [0.125, -0.125] },
    { "activation": "sigmoid", "weights": [[2.5, -3.5]], "biases": null } ] })"},
            {"loss", R"("half_squared_error")"},
            {"optimizer", R"({ "type": "sgd", "learning_rate": 0.5 })"},
            {"training", R"({ "batch_size": 4, "shuffle": true, "seed": 9 })"},
            {"data", R"({ "inputs": [[10, 20], [30, 40]], "targets": [[0], [1]] })"}};
}

}  // namespace

std::string with(const std::string& key, const std::string& value) {
    std::string text;
    for (const auto& [k, v] : validKeys())
        if (k != key || !value.empty())
            text += (text.empty() ? "{\n  \"" : ",\n  \"") + k + "\": " + (k == key ? value : v);
    return text + "\n}\n";
}

std::string replaced(const std::string& from, const std::string& to) {
    std::string text = with("", "");
    const auto place = text.find(from);
    if (place == std::string::npos || text.find(from, place + 1) != std::string::npos)
        throw std::logic_error("the sample must have this text once: " + from);
    return text.replace(place, from.size(), to);
}

}  // namespace stepgrad::samples
