#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <filesystem>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/notation_options.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "core/walkthrough/number_text.h"
#include "core/worksheet/sheet.h"

namespace stepgrad::cli {
namespace {

/// What is wrong with the text of a number that begins at 0; or nothing.
std::string notNegative(const std::string& text) {
    return text.starts_with('-') ? "expected 0 or more, found " + text : std::string();
}

/// The same for a number above 0.
std::string positive(const std::string& text) {
    const auto number = parseNumber(text);
    const auto* value = std::get_if<double>(&number);
    return value && *value > 0.0 ? std::string() : "expected a number above 0, found " + text;
}

constexpr int kMostSheets = 1000;
constexpr int kMostDigits = 10;

struct Options {
    std::string file;
    std::string shape, hidden, outputActivation, loss;
    double learningRate = 0.0;  ///< 0: not given
    bool hasBiases = false;
    std::uint64_t seed = 1;
    int count = 1;
    int digits = 4;
    std::string ask = "forward,backward,update";
    bool hasFormulas = false;
    bool isSolution = false;
    std::string format;
    std::string output;
    NotationOptions notation;

    bool describesNetwork() const {
        return !shape.empty() || !hidden.empty() || !outputActivation.empty() || !loss.empty() ||
               learningRate != 0.0 || hasBiases;
    }
};

/// How a format is written, and what its files end in.
struct Form {
    const char* key;
    const char* suffix;
    std::string (*write)(const std::vector<Sheet>&);
};
constexpr Form kForms[] = {
    {"markdown", ".md", &toMarkdown}, {"latex", ".tex", &toLatex}, {"html", ".html", &toHtml}};

const Form& formOf(const std::string& key) {
    for (const Form& form : kForms)
        if (key == form.key)
            return form;
    return kForms[0];
}

std::string knownWords() {
    std::string known;
    for (const AskedWord& word : askedWords())
        known += (known.empty() ? "" : ", ") + std::string(word.key);
    return known;
}

ExerciseNetwork networkOf(const Options& options) {
    ExerciseNetwork network;
    if (!options.shape.empty()) {
        const auto shape = shapeFrom(options.shape);
        if (!shape)
            throw UsageError("--shape",
                             "expected numbers such as 2-2-1, found \"" + options.shape + "\"");
        network.shape = *shape;
    }
    network.loss = lossFromKey(options.loss).value_or(network.loss);
    network.hidden = activationFromKey(options.hidden).value_or(network.hidden);
    network.output = activationFromKey(options.outputActivation)
                         .value_or(info(network.loss).output.value_or(network.output));
    network.hasBiases = options.hasBiases;
    if (options.learningRate != 0.0)
        network.learningRate = options.learningRate;
    if (const auto problem = problemOf(network))
        throw UsageError("network", *problem);
    return network;
}

Project projectFrom(const Options& options) {
    if (options.file.empty())
        return projectOf(networkOf(options));
    if (options.describesNetwork())
        throw UsageError("FILE",
                         "the project says what the network is; --shape, --hidden, "
                         "--output-activation, --loss, --rate and --bias go without it");
    Project project = loadProject(options.file);
    if (const auto problem = problemOfExercise(project.network))
        throw NoAnswer(options.file, *problem);
    return project;
}

void writeFolder(const Options& options, const std::vector<Worksheet>& worksheets) {
    const std::filesystem::path folder(options.output);
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        throw FileError(options.output + ": " + problem.message());
    const Form& form = formOf(options.format);
    for (const Worksheet& worksheet : worksheets) {
        const std::string name =
            "worksheet-" + worksheet.seed + (options.isSolution ? "-solution" : "") + form.suffix;
        writeFileAtomically(
            (folder / name).string(),
            form.write({options.isSolution ? solutionOf(worksheet) : exerciseOf(worksheet)}));
    }
}

int writeWorksheets(const Options& options) {
    SheetOptions sheet;
    const auto asked = askedFrom(options.ask);
    if (!asked)
        throw UsageError("--ask", "expected words of " + knownWords() +
                                      ", with commas between, found \"" + options.ask + "\"");
    sheet.asked = *asked;
    sheet.hasFormulas = options.hasFormulas;
    sheet.notation = options.notation.notation();
    sheet.notation.numbers.decimals = options.digits;
    const auto worksheets = makeClassSet(projectFrom(options), options.seed, options.count, sheet);
    const bool isFolder =
        options.output.ends_with('/') || std::filesystem::is_directory(options.output);
    if (isFolder) {
        writeFolder(options, worksheets);
        return kDone;
    }
    const std::string text =
        formOf(options.format)
            .write(options.isSolution ? solutionsOf(worksheets) : exercisesOf(worksheets));
    if (options.output.empty())
        print(text);
    else
        writeFileAtomically(options.output, text);
    return kDone;
}

void addNetwork(CLI::App& command, Options& options) {
    command.add_option("--shape", options.shape, "Inputs, hidden layers, outputs")
        ->default_str("2-2-1");
    std::vector<std::string> hidden;
    for (const ActivationInfo& row : activations())
        if (!row.outputOnly)
            hidden.emplace_back(row.key);
    command.add_option("--hidden", options.hidden, "Activation of the hidden neurons")
        ->check(CLI::IsMember(hidden))
        ->default_str("sigmoid");
    command
        .add_option("--output-activation", options.outputActivation, "Activation of the outputs")
        ->check(CLI::IsMember(keysOf(activations())));
    command.add_option("--loss", options.loss, "The loss")
        ->check(CLI::IsMember(keysOf(losses())))
        ->default_str("half_squared_error");
    command.add_option("--rate", options.learningRate, "The learning rate")
        ->check(CLI::Validator(positive, "NUMBER > 0"))
        ->default_str("0.1");
    command.add_flag("--bias", options.hasBiases, "Every layer has biases");
}

}  // namespace

void addWorksheet(CLI::App& program, Run& run) {
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "worksheet",
        "Exercises with pleasant numbers from a seed, with blanks to fill in, or their "
        "solutions");
    command->add_option("FILE", options->file,
                        "A project file that says network, loss and optimizer");
    addNetwork(*command, *options);
    command->add_option("--seed", options->seed, "The same seed gives the same sheet")
        ->check(CLI::Validator(notNegative, ""))  // reading would make a huge number of it
        ->default_str("1");
    command->add_option("--count", options->count, "How many sheets, with the seeds that follow")
        ->check(CLI::Range(1, kMostSheets))
        ->default_str("1");
    command->add_option("--digits", options->digits, "Decimals of the results")
        ->check(CLI::Range(1, kMostDigits))
        ->default_str("4");
    command
        ->add_option("--ask", options->ask,
                     "What is asked for, with commas between: " + knownWords())
        ->default_str(options->ask);
    command->add_flag("--formulas", options->hasFormulas, "With a list of the formulas");
    command->add_flag("--solution", options->isSolution, "The solutions instead of the sheets");
    command->add_option("--output", options->output,
                        "One file, or a folder (named with / at its end) for a file each; "
                        "without it, standard output");
    std::vector<std::string> formats;
    for (const Form& form : kForms)
        formats.emplace_back(form.key);
    addFormat(*command, options->format, formats);
    options->notation.addTo(*command);
    command->callback([&run, options] { run = [options] { return writeWorksheets(*options); }; });
}

}  // namespace stepgrad::cli
