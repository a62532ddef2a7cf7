#include <cmath>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/notation_options.h"
#include "app/cli/trace_story.h"
#include "core/document/history.h"
#include "core/document/json_text.h"
#include "core/document/project_json.h"
#include "core/network/backpropagation.h"
#include "core/walkthrough/notation.h"

namespace stepgrad::cli {
namespace {

struct Options {
    std::string file;
    std::int64_t example = 0;
    std::string format;
    NotationOptions notation;
};

void appendVectorOrNull(std::string& out, const std::optional<Vector>& values) {
    if (values)
        json::appendVector(out, *values);
    else
        out += "null";
}

void appendLayer(std::string& out, const LayerTrace& layer) {
    out += "    { \"u\": ";
    json::appendVector(out, layer.u);
    out += ",\n      \"h\": ";
    json::appendVector(out, layer.h);
    out += ",\n      \"delta\": ";
    json::appendVector(out, layer.delta);
    out += ",\n      \"weight_gradients\": ";
    json::appendMatrix(out, layer.weightGradients);
    out += ",\n      \"bias_gradients\": ";
    appendVectorOrNull(out, layer.biasGradients);
    out += ",\n      \"new_weights\": ";
    json::appendMatrix(out, layer.newWeights);
    out += ",\n      \"new_biases\": ";
    appendVectorOrNull(out, layer.newBiases);
    out += " }";
}

std::string jsonOf(const Trace& trace, std::int64_t example) {
    std::string out = "{\n  \"format\": \"stepgrad-trace\",\n  \"version\": 1,\n  \"example\": " +
                      std::to_string(example) + ",\n  \"inputs\": ";
    json::appendVector(out, trace.inputs);
    out += ",\n  \"targets\": ";
    json::appendVector(out, trace.targets);
    out += ",\n  \"layers\": [\n";
    for (std::size_t l = 0; l < trace.layers.size(); ++l) {
        appendLayer(out, trace.layers[l]);
        out += l + 1 < trace.layers.size() ? ",\n" : "\n";
    }
    out += "  ],\n  \"prediction\": ";
    json::appendVector(out, trace.prediction());
    out += ",\n  \"loss\": ";
    json::appendNumber(out, trace.loss);
    out += ",\n  \"loss_after\": ";
    json::appendNumber(out, trace.lossAfter);
    return out + "\n}\n";
}

/// The training step of the example; throws NoAnswer where a value is not finite.
TracePtr traceOf(const Project& project, const Options& options) {
    auto trace = std::make_shared<const Trace>(trainingStep(
        project.network, project.loss, project.optimizer, initialStateOf(project).optimizer,
        project.examples()->all->input(options.example), project.data->target(options.example)));
    const auto refuse = [&](const std::string& what) {
        throw NoAnswer(options.file + ": example " + std::to_string(options.example),
                       what + " would be too large to be a number");
    };
    if (const auto bad = firstNotFinite(*trace, true))
        refuse(symbolText(*bad, trace->network, options.notation.notation()));
    if (!std::isfinite(trace->lossAfter))
        refuse("the loss after the update");
    return trace;
}

std::string formOf(const std::string& format, const Project& project, const TracePtr& trace,
                   std::int64_t example, const Notation& notation) {
    if (format == "json")
        return jsonOf(*trace, example);
    const Story story = tell(project, trace, example, notation);
    if (format == "markdown")
        return toMarkdownForm(story);
    return format == "latex" ? toLatexForm(story) : toTextForm(story);
}

int traceFile(const Options& options) {
    const Project project = loadProject(options.file);
    const std::int64_t count = project.data->size();
    if (options.example < 0 || options.example >= count)
        throw UsageError("--example", "expected a number from 0 to " + std::to_string(count - 1) +
                                          ", found " + std::to_string(options.example));
    print(formOf(options.format, project, traceOf(project, options), options.example,
                 options.notation.notation()));
    return kDone;
}

}  // namespace

void addTrace(CLI::App& program, Run& run) {
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "trace",
        "Every value of one training step, with the formulas in the text formats "
        "(there up to 1000 values a step)");
    addFile(*command, options->file);
    command->add_option("--example", options->example, "Which example, from 0")->default_str("0");
    addFormat(*command, options->format, {"text", "json", "markdown", "latex"});
    options->notation.addTo(*command);
    command->callback([&run, options] { run = [options] { return traceFile(*options); }; });
}

}  // namespace stepgrad::cli
