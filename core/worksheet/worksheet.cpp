#include "core/worksheet/worksheet.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/network/backpropagation.h"
#include "core/practice/pleasant_numbers.h"

namespace stepgrad {
namespace {

const std::array kAskedWords = {
    AskedWord{
        "forward", "Forward pass", {StepKind::WeightedInput, StepKind::Activation, StepKind::Loss}},
    AskedWord{"backward", "Backward pass", {StepKind::Delta, StepKind::Gradient}},
    AskedWord{"update", "Update", {StepKind::Update}},
    AskedWord{"weighted-input", "Weighted inputs", {StepKind::WeightedInput}},
    AskedWord{"activation", "Activations", {StepKind::Activation}},
    AskedWord{"loss", "Loss", {StepKind::Loss}},
    AskedWord{"delta", "Deltas", {StepKind::Delta}},
    AskedWord{"gradient", "Gradients", {StepKind::Gradient}},
};

TracePtr stepOf(const Project& project) {
    auto trace = std::make_shared<const Trace>(
        trainingStep(project.network, project.loss, project.optimizer, {}, project.data->input(0),
                     project.data->target(0)));
    if (firstNotFinite(*trace, true) || !std::isfinite(trace->lossAfter))
        throw std::runtime_error("a value would be too large to be a number");
    return trace;
}

}  // namespace

bool Asked::any() const {
    return std::find(kinds.begin(), kinds.end(), true) != kinds.end();
}

std::span<const AskedWord> askedWords() {
    return kAskedWords;
}

std::optional<Asked> askedFrom(const std::string& words) {
    Asked asked;
    asked.kinds.fill(false);
    for (std::size_t begin = 0; begin <= words.size();) {
        const std::size_t end = std::min(words.find(',', begin), words.size());
        const std::string word = words.substr(begin, end - begin);
        const auto row = std::find_if(kAskedWords.begin(), kAskedWords.end(),
                                      [&](const AskedWord& one) { return word == one.key; });
        if (row == kAskedWords.end())
            return std::nullopt;
        for (const StepKind kind : row->kinds)
            asked.kinds[static_cast<std::size_t>(kind)] = true;
        begin = end + 1;
    }
    return asked;
}

std::optional<std::vector<int>> shapeFrom(const std::string& text) {
    std::vector<int> shape;
    bool isOpen = false;  // whether the last character was a digit
    for (const char c : text) {
        const bool isDigit = c >= '0' && c <= '9';
        if (isDigit && isOpen)
            shape.back() = std::min(shape.back() * 10 + (c - '0'), 10'000);
        else if (isDigit)
            shape.push_back(c - '0');
        else if (c != '-' && c != ' ' &&
                 static_cast<unsigned char>(c) < 0x80)  // what is no ASCII: the bytes of a dash
            return std::nullopt;
        isOpen = isDigit;
    }
    return shape.empty() ? std::nullopt : std::optional(shape);
}

std::optional<std::string> problemOf(const ExerciseNetwork& network) {
    const auto& shape = network.shape;
    if (shape.size() < 2 || shape.size() > kMostExerciseLayers)
        return "expected 2 to " + std::to_string(kMostExerciseLayers) +
               " numbers: inputs, hidden layers, outputs";
    for (const int neurons : shape)
        if (neurons < 1 || neurons > kMostExerciseNeurons)
            return "expected 1 to " + std::to_string(kMostExerciseNeurons) +
                   " neurons a layer, found " + std::to_string(neurons);
    if (info(network.hidden).outputOnly)
        return std::string(info(network.hidden).name) + " can only stand in the output layer";
    if (!fits(network.loss, network.output))
        return std::string(info(network.loss).name) + " does not go with " +
               std::string(info(network.output).name) + " outputs";
    if (!(network.learningRate > 0.0) || !std::isfinite(network.learningRate))
        return "expected a learning rate above 0";
    return std::nullopt;
}

std::optional<std::string> problemOfExercise(const Network& network) {
    Eigen::Index most = network.inputCount();
    for (const Layer& layer : network.layers)
        most = std::max(most, layer.neurons());
    if (most > kMostExerciseNeurons || network.layerCount() >= kMostExerciseLayers)
        return "this network is too large to be calculated by hand";
    return std::nullopt;
}

Project projectOf(const ExerciseNetwork& network) {
    if (const auto problem = problemOf(network))
        throw std::invalid_argument(*problem);
    Project project;
    project.name = "One training step";
    project.loss = network.loss;
    project.optimizer.learningRate = network.learningRate;
    for (int k = 0; k < network.shape.front(); ++k)
        project.network.inputNames.push_back("i" + std::to_string(k + 1));
    for (std::size_t l = 1; l < network.shape.size(); ++l) {
        Layer layer;
        layer.activation = l + 1 < network.shape.size() ? network.hidden : network.output;
        layer.weights = Matrix::Zero(network.shape[l], network.shape[l - 1]);
        if (network.hasBiases)
            layer.biases = Vector::Zero(network.shape[l]);
        project.network.layers.push_back(std::move(layer));
    }
    Dataset data;
    data.inputs = Matrix::Zero(1, network.shape.front());
    data.targets = Matrix::Zero(1, network.shape.back());
    project.data = std::make_shared<const Dataset>(std::move(data));
    return project;
}

Worksheet makeWorksheet(const Project& project, std::uint64_t seed, const SheetOptions& options) {
    const Project pleasant = withPleasantNumbers(project, seed);
    Worksheet sheet;
    sheet.title = project.name.empty() ? "One training step" : project.name;
    sheet.seed = std::to_string(seed);
    sheet.trace = stepOf(pleasant);
    sheet.options = options;
    return sheet;
}

std::vector<Worksheet> makeClassSet(const Project& project, std::uint64_t firstSeed, int count,
                                    const SheetOptions& options) {
    std::vector<Worksheet> sheets;
    for (int i = 0; i < count; ++i)
        sheets.push_back(
            makeWorksheet(project, firstSeed + static_cast<std::uint64_t>(i), options));
    return sheets;
}

std::optional<std::string> problemOfWorkedStep(const Network& network) {
    if (network.parameterCount() <= kMostWorkedParameters)
        return std::nullopt;
    return "a step with every formula is written for " + formatCount(kMostWorkedParameters) +
           " weights and biases at most; this network has " + formatCount(network.parameterCount());
}

Worksheet workedStep(const std::string& title, const TracePtr& trace, const Notation& notation) {
    SheetOptions options;
    options.notation = notation;
    return {title.empty() ? "One training step" : title, {}, trace, options};
}

}  // namespace stepgrad
