#include <memory>

#include "app/cli/command.h"
#include "core/document/json_text.h"
#include "core/document/project_json.h"
#include "core/network/backpropagation.h"
#include "core/training/metrics.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad::cli {
namespace {

struct Options {
    std::string file;
    std::string input;
    std::string format;
};

/// "1.0,0.5" as numbers, one for each input of the network.
Vector inputsFrom(const std::string& text, const Network& network) {
    std::vector<double> values;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        const std::string piece = text.substr(start, comma - start);
        const auto number = parseNumber(piece);
        if (const auto* error = std::get_if<NumberError>(&number))
            throw UsageError("--input", "number " + std::to_string(values.size() + 1) + ": " +
                                            error->reason + ", found \"" + piece + "\"");
        values.push_back(std::get<double>(number));
        start = comma + 1;
    }
    if (static_cast<Eigen::Index>(values.size()) != network.inputCount())
        throw UsageError("--input", "expected " + std::to_string(network.inputCount()) +
                                        " numbers, one for each input, found " +
                                        std::to_string(values.size()));
    return Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

std::string textOf(const Vector& outputs, const std::string& className) {
    std::string line;
    for (const double output : outputs) {
        line += line.empty() ? "" : ",";
        json::appendNumber(line, output);
    }
    return line + "\n" + (className.empty() ? "" : "class " + className + "\n");
}

std::string jsonOf(const Vector& inputs, const Vector& seen, const Vector& outputs,
                   const std::string& className) {
    std::string out = "{ \"format\": \"stepgrad-prediction\", \"version\": 1, \"inputs\": ";
    json::appendVector(out, inputs);
    out += ", \"scaled_inputs\": ";
    json::appendVector(out, seen);
    out += ", \"outputs\": ";
    json::appendVector(out, outputs);
    if (!className.empty()) {
        out += ", \"class\": ";
        json::appendText(out, className);
    }
    return out + " }\n";
}

int predictFile(const Options& options) {
    const Project project = loadProject(options.file);
    const Vector inputs = inputsFrom(options.input, project.network);
    const Vector seen = project.seen(inputs);
    if (!seen.allFinite())
        throw NoAnswer(options.file,
                       "the scaled inputs would be too large to be numbers, or have "
                       "no logarithm");
    const Vector outputs = predict(project.network, seen);
    if (!outputs.allFinite())
        throw NoAnswer(options.file, "the outputs would be too large to be numbers");
    const std::string className =
        project.classNames.empty() ? std::string()
                                   : project.classNames[static_cast<std::size_t>(classOf(outputs))];
    print(options.format == "json" ? jsonOf(inputs, seen, outputs, className)
                                   : textOf(outputs, className));
    return kDone;
}

}  // namespace

void addPredict(CLI::App& program, Run& run) {
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("predict", "The outputs for given inputs");
    addFile(*command, options->file);
    command->add_option("--input", options->input, "Numbers with commas between, as in 1.0,0.5")
        ->required();
    addFormat(*command, options->format, {"text", "json"});
    command->callback([&run, options] { run = [options] { return predictFile(*options); }; });
}

}  // namespace stepgrad::cli
