#include <stdexcept>

#include "core/document/json_text.h"
#include "core/document/project_json.h"

namespace stepgrad {
namespace {

constexpr std::size_t kWidth = 100;      ///< a line is at most that long, or a row of a matrix
constexpr Eigen::Index kOnOneLine = 64;  ///< matrices above that are never tried on one line

/// `"key": ` at the start of a line.
void appendKey(std::string& out, std::size_t indent, std::string_view key) {
    out.append(indent, ' ');
    json::appendText(out, key);
    out += ": ";
}

/// `"key": [[…], […]],` on one line where it fits, else a row a line.
void appendMatrixKey(std::string& out, std::size_t indent, std::string_view key,
                     const Matrix& values) {
    const std::size_t start = out.size();
    appendKey(out, indent, key);
    const std::size_t keyEnd = out.size();
    if (values.size() <= kOnOneLine) {
        json::appendMatrix(out, values);
        if (out.size() - start < kWidth)
            return;
        out.resize(keyEnd);
    }
    json::appendRows(out, values, indent + 2);
}

std::string listOf(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0)
            out += ", ";
        json::appendText(out, texts[i]);
    }
    return out + "]";
}

std::string flag(bool value) {
    return value ? "true" : "false";
}

std::string biasesOf(const Layer& layer) {
    if (!layer.biases)
        return "null";
    std::string out;
    json::appendVector(out, *layer.biases);
    return out;
}

std::string trainableOf(const Layer& layer) {
    return "{ \"weights\": " + flag(layer.weightsTrainable) +
           ", \"biases\": " + flag(layer.biasesTrainable) + " }";
}

bool isFrozen(const Layer& layer) {
    return !layer.weightsTrainable || !layer.biasesTrainable;
}

std::string layerOnOneLine(const Layer& layer) {
    std::string out = "{ \"activation\": ";
    json::appendText(out, info(layer.activation).key);
    out += ", \"weights\": ";
    json::appendMatrix(out, layer.weights);
    out += ", \"biases\": " + biasesOf(layer);
    if (isFrozen(layer))
        out += ", \"trainable\": " + trainableOf(layer);
    return out + " }";
}

void appendLayer(std::string& out, const Layer& layer) {
    constexpr std::size_t kIndent = 6;
    out.append(kIndent, ' ');
    if (layer.weights.size() <= kOnOneLine) {
        const std::string line = layerOnOneLine(layer);
        if (kIndent + line.size() < kWidth) {
            out += line;
            return;
        }
    }
    out += "{\n";
    appendKey(out, kIndent + 2, "activation");
    json::appendText(out, info(layer.activation).key);
    out += ",\n";
    appendMatrixKey(out, kIndent + 2, "weights", layer.weights);
    out += ",\n";
    appendKey(out, kIndent + 2, "biases");
    out += biasesOf(layer);
    if (isFrozen(layer)) {
        out += ",\n";
        appendKey(out, kIndent + 2, "trainable");
        out += trainableOf(layer);
    }
    out += "\n";
    out.append(kIndent, ' ');
    out += "}";
}

void appendNetwork(std::string& out, const Network& network) {
    out += "{\n";
    appendKey(out, 4, "input_names");
    out += listOf(network.inputNames) + ",\n";
    appendKey(out, 4, "layers");
    out += "[\n";
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        appendLayer(out, network.layers[l]);
        out += l + 1 < network.layers.size() ? ",\n" : "\n";
    }
    out += "    ]\n  }";
}

void appendOptimizer(std::string& out, const OptimizerSettings& settings) {
    const auto option = [&](std::string_view key, double value) {
        out += ", ";
        json::appendText(out, key);
        out += ": ";
        json::appendNumber(out, value);
    };
    out += "{ \"type\": ";
    json::appendText(out, info(settings.type).key);
    option("learning_rate", settings.learningRate);
    switch (settings.type) {
        case OptimizerType::Sgd:
            if (settings.momentum != 0.0)
                option("momentum", settings.momentum);
            break;
        case OptimizerType::RmsProp:
            option("alpha", settings.alpha);
            option("eps", settings.epsilon);
            break;
        case OptimizerType::Adam:
            out += ", \"betas\": ";
            json::appendVector(out, Vector{{settings.beta1, settings.beta2}});
            option("eps", settings.epsilon);
            break;
    }
    out += " }";
}

void appendData(std::string& out, const Project& project) {
    if (project.source) {
        out += "{ \"csv\": ";
        json::appendText(out, project.source->path);
        out += ", \"target_columns\": " + listOf(project.source->targetColumns) + " }";
        return;
    }
    const Dataset& data = *project.data;
    if (data.inputs.size() + data.targets.size() <= kOnOneLine) {
        std::string line = "  \"data\": { \"inputs\": ";
        const std::size_t keyLength = std::string_view("  \"data\": ").size();
        json::appendMatrix(line, data.inputs);
        line += ", \"targets\": ";
        json::appendMatrix(line, data.targets);
        line += " }";
        if (line.size() <= kWidth) {
            out += line.substr(keyLength);
            return;
        }
    }
    out += "{\n";
    appendMatrixKey(out, 4, "inputs", data.inputs);
    out += ",\n";
    appendMatrixKey(out, 4, "targets", data.targets);
    out += "\n  }";
}

}  // namespace

std::string writeProject(const Project& project) {
    if (const auto problem = problemOf(project))
        throw std::invalid_argument(*problem);
    std::string out = "{\n  \"format\": \"stepgrad-project\",\n  \"version\": 1,\n";
    appendKey(out, 2, "name");
    json::appendText(out, project.name);
    out += ",\n";
    appendKey(out, 2, "network");
    appendNetwork(out, project.network);
    out += ",\n";
    appendKey(out, 2, "loss");
    json::appendText(out, info(project.loss).key);
    out += ",\n";
    appendKey(out, 2, "optimizer");
    appendOptimizer(out, project.optimizer);
    out += ",\n";
    appendKey(out, 2, "training");
    out += "{ \"batch_size\": " + std::to_string(project.training.batchSize) +
           ", \"shuffle\": " + flag(project.training.shuffle) +
           ", \"seed\": " + std::to_string(project.training.seed) + " },\n";
    appendKey(out, 2, "data");
    appendData(out, project);
    return out + "\n}\n";
}

}  // namespace stepgrad
