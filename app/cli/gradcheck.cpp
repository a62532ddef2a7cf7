#include <memory>

#include "app/cli/command.h"
#include "core/document/project_json.h"
#include "core/network/gradient_check.h"
#include "core/walkthrough/notation.h"

namespace stepgrad::cli {
namespace {

struct Options {
    std::string file;
    std::string format;
};

std::string jsonOf(const GradientCheck& check) {
    std::string out = "{ \"format\": \"stepgrad-gradcheck\", \"version\": 1, \"parameters\": " +
                      std::to_string(check.parameters) + ", \"max_difference\": ";
    appendNumberOrNull(out, check.maxDifference);
    out += ", \"max_relative_difference\": ";
    appendNumberOrNull(out, check.maxRelativeDifference);
    return out + ", \"passed\": " + (check.passed ? "true" : "false") + " }\n";
}

std::string shown(double value) {
    return std::isfinite(value) ? exactNumber(value) : "too large to be a number";
}

std::string textOf(const GradientCheck& check, const Network& network) {
    std::string out = std::to_string(check.parameters) +
                      (check.parameters == 1 ? " parameter" : " parameters") +
                      " checked: backpropagation against central differences\n" +
                      "largest difference           " + shown(check.maxDifference) + "\n" +
                      "largest relative difference  " + shown(check.maxRelativeDifference) + "\n";
    if (check.worst)
        out += "closest to the tolerance     " + symbolText(*check.worst, network) + "\n";
    return out + (check.passed ? "passed\n" : "failed\n");
}

int checkFile(const Options& options) {
    const Project project = loadProject(options.file);
    const auto check = checkGradients(project.network, project.loss, *project.examples()->all);
    print(options.format == "json" ? jsonOf(check) : textOf(check, project.network));
    if (check.passed)
        return kDone;
    throw NoAnswer(options.file, "the gradient of " +
                                     (check.worst ? symbolText(*check.worst, project.network)
                                                  : std::string("the loss")) +
                                     " is not what the central difference says");
}

}  // namespace

void addGradcheck(CLI::App& program, Run& run) {
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "gradcheck", "Backpropagation against central differences, for every parameter");
    addFile(*command, options->file);
    addFormat(*command, options->format, {"text", "json"});
    command->callback([&run, options] { run = [options] { return checkFile(*options); }; });
}

}  // namespace stepgrad::cli
