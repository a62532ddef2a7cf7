#include <stdexcept>

#include "core/data/text_file.h"
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
                     const Matrix& values, const std::stop_token& stop) {
    const std::size_t start = out.size();
    appendKey(out, indent, key);
    const std::size_t keyEnd = out.size();
    if (values.size() <= kOnOneLine) {
        json::appendMatrix(out, values);
        if (out.size() - start < kWidth)
            return;
        out.resize(keyEnd);
    }
    json::appendRows(out, values, indent + 2, stop);
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

void appendLayer(std::string& out, const Layer& layer, const std::stop_token& stop) {
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
    appendMatrixKey(out, kIndent + 2, "weights", layer.weights, stop);
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

void appendNetwork(std::string& out, const Network& network, const std::stop_token& stop) {
    out += "{\n";
    appendKey(out, 4, "input_names");
    out += listOf(network.inputNames) + ",\n";
    appendKey(out, 4, "layers");
    out += "[\n";
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        appendLayer(out, network.layers[l], stop);
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
    if (settings.l1 != 0.0)
        option("l1", settings.l1);
    if (settings.l2 != 0.0)
        option("l2", settings.l2);
    if (settings.clips())
        option("clip_norm", settings.clipNorm);
    out += " }";
}

void appendTraining(std::string& out, const TrainingSettings& training) {
    out += "{ \"batch_size\": " + std::to_string(training.batchSize) +
           ", \"shuffle\": " + flag(training.shuffle) +
           ", \"seed\": " + std::to_string(training.seed);
    const StopRules& stop = training.stop;
    const auto number = [&](const char* key, const std::optional<double>& value) {
        if (!value)
            return;
        out += std::string(", \"") + key + "\": ";
        json::appendNumber(out, *value);
    };
    const auto count = [&](const char* key, std::int64_t value) {
        if (value > 0)
            out += std::string(", \"") + key + "\": " + std::to_string(value);
    };
    count("epochs", stop.epochs);
    number("loss_below", stop.lossBelow);
    number("accuracy_above", stop.accuracyAbove);
    count("no_progress_epochs", stop.noProgressEpochs);
    out += " }";
}

void appendInitializer(std::string& out, const InitializerSettings& settings) {
    const auto& about = info(settings.type);
    out += "{ \"type\": ";
    json::appendText(out, about.key);
    if (about.isRandom)
        out += ", \"seed\": " + std::to_string(settings.seed);
    if (about.hasScale) {
        out += ", \"scale\": ";
        json::appendNumber(out, settings.scale);
    }
    out += " }";
}

void appendSource(std::string& out, const CsvSource& source, const char* between) {
    out += "\"csv\": ";
    json::appendText(out, source.path);
    out += std::string(between) + "\"target_columns\": " + listOf(source.targetColumns);
    if (!source.inputColumns.empty())
        out += std::string(between) + "\"input_columns\": " + listOf(source.inputColumns);
    if (source.delimiter) {
        out += std::string(between) + "\"delimiter\": ";
        json::appendText(out, std::string_view(&*source.delimiter, 1));
    }
    if (source.decimalComma)
        out += std::string(between) + "\"decimal_comma\": true";
}

void appendScaling(std::string& out, const Scaling& scaling) {
    const auto inputs = static_cast<Eigen::Index>(scaling.inputs.size());
    Vector offsets(inputs), factors(inputs);
    std::string logarithms;
    bool any = false;
    for (Eigen::Index k = 0; k < inputs; ++k) {
        const InputScaling& input = scaling.inputs[static_cast<std::size_t>(k)];
        offsets[k] = input.offset;
        factors[k] = input.factor;
        logarithms += (k > 0 ? ", " : "") + flag(input.log1p);
        any = any || input.log1p;
    }
    out += "{\n";
    appendKey(out, 6, "offset");
    json::appendVector(out, offsets);
    out += ",\n";
    appendKey(out, 6, "factor");
    json::appendVector(out, factors);
    if (any) {
        out += ",\n";
        appendKey(out, 6, "log1p");
        out += "[" + logarithms + "]";
    }
    out += "\n    }";
}

/// Names of classes, split and scaling, each on lines of its own behind a comma.
void appendUse(std::string& out, const Project& project) {
    const auto key = [&](const char* name) {
        out += ",\n";
        appendKey(out, 4, name);
    };
    if (!project.classNames.empty()) {
        key("class_names");
        out += listOf(project.classNames);
    }
    if (project.split) {
        key("split");
        out += "{ \"test_share\": ";
        json::appendNumber(out, project.split->testShare);
        out += ", \"seed\": " + std::to_string(project.split->seed) + " }";
    }
    if (project.scaling) {
        key("scaling");
        appendScaling(out, *project.scaling);
    }
}

void appendData(std::string& out, const Project& project, const std::stop_token& stop) {
    const bool isUsed = !project.classNames.empty() || project.split || project.scaling;
    const Dataset& data = *project.data;
    if (project.source && !isUsed) {
        out += "{ ";
        appendSource(out, *project.source, ", ");
        out += " }";
        return;
    }
    if (!isUsed && data.inputs.size() + data.targets.size() <= kOnOneLine) {
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
    if (project.source) {
        out += "    ";
        appendSource(out, *project.source, ",\n    ");
    } else {
        appendMatrixKey(out, 4, "inputs", data.inputs, stop);
        out += ",\n";
        appendMatrixKey(out, 4, "targets", data.targets, stop);
    }
    appendUse(out, project);
    out += "\n  }";
}

void appendMemory(std::string& out, const OptimizerState::Slots& slots,
                  const std::stop_token& stop) {
    out += "        {\n";
    const char* end = "";
    const auto weights = [&](const char* key, const Matrix& values) {
        if (values.size() == 0)
            return;
        out += end;
        appendMatrixKey(out, 10, key, values, stop);
        end = ",\n";
    };
    const auto biases = [&](const char* key, const Vector& values) {
        if (values.size() == 0)
            return;
        out += end;
        appendKey(out, 10, key);
        json::appendVector(out, values);
    };
    weights("first_weights", slots.firstWeights);
    biases("first_biases", slots.firstBiases);
    weights("second_weights", slots.secondWeights);
    biases("second_biases", slots.secondBiases);
    out += "\n        }";
}

void appendProgress(std::string& out, const Progress& progress, const std::stop_token& stop) {
    const auto count = [&out](std::size_t indent, const char* key, std::int64_t value) {
        appendKey(out, indent, key);
        out += std::to_string(value);
    };
    out += "{\n";
    count(4, "update", progress.update);
    out += ",\n";
    count(4, "epoch", progress.cursor.epoch);
    out += ",\n";
    count(4, "offset", progress.cursor.offset);
    out += ",\n";
    appendKey(out, 4, "optimizer_state");
    out += "{\n";
    count(6, "updates", progress.optimizer.updates);
    const auto& layers = progress.optimizer.layers;
    if (!layers.empty()) {
        out += ",\n";
        appendKey(out, 6, "layers");
        out += "[\n";
        for (std::size_t l = 0; l < layers.size(); ++l) {
            appendMemory(out, layers[l], stop);
            out += l + 1 < layers.size() ? ",\n" : "\n";
        }
        out += "      ]";
    }
    out += "\n    }\n  }";
}

}  // namespace

std::string writeProject(const Project& project, const std::stop_token& stop) {
    if (const auto problem = problemOf(project))
        throw std::invalid_argument(*problem);
    std::string out = "{\n  \"format\": \"stepgrad-project\",\n  \"version\": 1,\n";
    appendKey(out, 2, "name");
    json::appendText(out, project.name);
    out += ",\n";
    appendKey(out, 2, "network");
    appendNetwork(out, project.network, stop);
    out += ",\n";
    appendKey(out, 2, "loss");
    json::appendText(out, info(project.loss).key);
    out += ",\n";
    appendKey(out, 2, "optimizer");
    appendOptimizer(out, project.optimizer);
    out += ",\n";
    appendKey(out, 2, "training");
    appendTraining(out, project.training);
    out += ",\n";
    if (project.initializer) {
        appendKey(out, 2, "initializer");
        appendInitializer(out, *project.initializer);
        out += ",\n";
    }
    appendKey(out, 2, "data");
    appendData(out, project, stop);
    if (project.progress) {
        out += ",\n";
        appendKey(out, 2, "progress");
        appendProgress(out, *project.progress, stop);
    }
    out += "\n}\n";
    if (stop.stop_requested())
        return {};
    // What could not be read again must not take the place of what can.
    if (out.size() > kMostFileBytes)
        throw std::invalid_argument("the project is too large for a file: at most 512 MB");
    return out;
}

}  // namespace stepgrad
