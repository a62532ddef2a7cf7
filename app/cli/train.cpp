#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/cli/command.h"
#include "core/data/csv_reader.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "core/training/trainer.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad::cli {
namespace {

struct Options {
    std::string file;
    std::int64_t epochs = 0;
    std::string data;     ///< empty: the project's own
    std::string output;   ///< empty: the trained project is not written
    std::string history;  ///< empty: no history
    std::string format;
};

struct Result {
    std::int64_t epochs = 0;  ///< completed
    std::int64_t updates = 0;
    std::int64_t examples = 0;    ///< seen in all epochs together
    double loss = 0.0;            ///< mean over the data, with the weights at the end
    double seconds = 0.0;         ///< spent on updates
    std::vector<double> history;  ///< loss after each completed epoch, if asked for
    std::optional<std::string> divergence;

    double rate() const { return seconds > 0.0 ? static_cast<double>(examples) / seconds : 0.0; }
};

/// The last columns, as many as the network has outputs.
std::vector<std::string> lastColumns(const CsvTable& table, const Network& network,
                                     const std::string& path) {
    const auto count = static_cast<std::size_t>(network.outputCount());
    const auto inputs = static_cast<std::size_t>(network.inputCount());
    if (table.columns.size() != inputs + count)
        throw ReadError(path + ":1", "expected " + std::to_string(inputs + count) + " columns, " +
                                         std::to_string(inputs) + " inputs and then " +
                                         std::to_string(count) + " targets, found " +
                                         std::to_string(table.columns.size()));
    return {table.columns.end() - static_cast<std::ptrdiff_t>(count), table.columns.end()};
}

/// Replaces the data by those of a CSV file. The targets are the columns that the
/// project names, if all of them are there, else the last ones.
void useData(Project& project, const std::string& path, const std::string& projectFile) {
    const CsvTable table = readCsv(path);
    const auto isColumn = [&](const std::string& name) {
        return std::find(table.columns.begin(), table.columns.end(), name) != table.columns.end();
    };
    std::vector<std::string> targets;
    if (project.source)
        targets = project.source->targetColumns;
    if (targets.empty() || !std::all_of(targets.begin(), targets.end(), isColumn))
        targets = lastColumns(table, project.network, path);
    project.data =
        std::make_shared<const Dataset>(datasetOf(table, targets, project.network.inputNames));
    // The path is relative to the project file, as in one that is read.
    project.source = CsvSource{std::filesystem::path(path).filename().string(), targets};
    project = movedTo(std::move(project), folderOf(path), folderOf(projectFile));
    if (const auto problem = problemOf(project))
        throw ReadError(path, *problem);
}

/// A row an epoch, the loss with 17 significant digits.
std::string csvOf(const std::vector<double>& losses) {
    std::string text = "epoch,loss\n";
    std::array<char, 40> digits{};
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), losses[i],
                                       std::chars_format::general, 17);
        text += std::to_string(i + 1) + "," + std::string(digits.data(), end.ptr) + "\n";
    }
    return text;
}

/// One epoch of updates; returns false where it had to stop.
bool trainEpoch(Trainer& trainer, Result& result) {
    const auto start = std::chrono::steady_clock::now();
    const std::int64_t epoch = trainer.cursor().epoch;
    while (!result.divergence && trainer.cursor().epoch == epoch)
        if (const auto divergence = trainer.step())
            result.divergence = divergence->text(trainer.network());
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    result.seconds += time.count();
    return !result.divergence;
}

Result trainAll(Trainer& trainer, std::int64_t epochs, std::int64_t examples, bool withHistory) {
    Result result;
    double loss = 0.0;
    while (trainer.cursor().epoch < epochs && std::isfinite(loss) && trainEpoch(trainer, result))
        if (withHistory)
            result.history.push_back(loss = trainer.meanLoss());
    if (!result.divergence)
        if (const auto divergence = trainer.verify())
            result.divergence = divergence->text(trainer.network());
    // Where the last update was taken back, its epoch is not complete any more.
    result.epochs = trainer.cursor().epoch;
    result.history.resize(std::min(result.history.size(), static_cast<std::size_t>(result.epochs)));
    if (!result.history.empty() && !std::isfinite(result.history.back()))
        result.history.pop_back();
    result.updates = trainer.update();
    result.examples = trainer.cursor().epoch * examples + trainer.cursor().offset;
    result.loss = trainer.meanLoss();
    if (!std::isfinite(result.loss) && !result.divergence)
        result.divergence = "after update " + std::to_string(result.updates) +
                            " the loss over the data would be too large to be a number; a smaller "
                            "learning rate may help";
    return result;
}

std::string jsonOf(const Result& result) {
    std::string out = "{ \"format\": \"stepgrad-training\", \"version\": 1, \"epochs\": " +
                      std::to_string(result.epochs) +
                      ", \"updates\": " + std::to_string(result.updates) +
                      ", \"examples\": " + std::to_string(result.examples) + ", \"loss\": ";
    appendNumberOrNull(out, result.loss);
    out += ", \"seconds\": ";
    appendNumberOrNull(out, result.seconds);
    out += ", \"examples_per_second\": ";
    appendNumberOrNull(out, result.rate());
    return out + ", \"outcome\": \"" + (result.divergence ? "diverged" : "finished") + "\" }\n";
}

std::string textOf(const Result& result) {
    const auto count = [](std::int64_t n, const char* what) {
        return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
    };
    std::string out = count(result.epochs, "epoch") + ", " + count(result.updates, "update") +
                      ", " + count(result.examples, "example") + " in " +
                      formatNumber(result.seconds) + " s (" +
                      std::to_string(std::llround(result.rate())) + " examples/s)\n";
    out += "loss J = " + (std::isfinite(result.loss) ? exactNumber(result.loss) : "not finite") +
           " (mean over the data)\n";
    return out + (result.divergence ? "diverged\n" : "finished\n");
}

int trainFile(const Options& options) {
    if (!options.output.empty() && options.output == options.history)
        throw UsageError("--history", "expected another file than that of --output");
    for (const std::string* path : {&options.output, &options.history})
        if (!path->empty())
            checkWritable(*path);
    Project project = loadProject(options.file);
    if (!options.data.empty())
        useData(project, options.data, options.file);
    const auto shared = std::make_shared<const Project>(project);
    TrainingState start;
    start.network = project.network;
    start.optimizer = initialState(project.optimizer, project.network);
    Trainer trainer(shared, std::move(start));
    const Result result =
        trainAll(trainer, options.epochs, shared->data->size(), !options.history.empty());
    if (!options.output.empty()) {
        project.network = trainer.network();
        writeFileAtomically(options.output,
                            writeProject(movedTo(std::move(project), folderOf(options.file),
                                                 folderOf(options.output))));
    }
    if (!options.history.empty())
        writeFileAtomically(options.history, csvOf(result.history));
    print(options.format == "json" ? jsonOf(result) : textOf(result));
    if (result.divergence)
        throw NoAnswer(options.file, *result.divergence);
    return kDone;
}

}  // namespace

void addTrain(CLI::App& program, Run& run) {
    constexpr std::int64_t kMostEpochs = 1'000'000'000;
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("train", "Trains without a window");
    addFile(*command, options->file);
    command->add_option("--epochs", options->epochs, "How often to go through all examples")
        ->required()
        ->check(CLI::Range(std::int64_t{0}, kMostEpochs));
    command->add_option("--data", options->data,
                        "A CSV file with other examples: inputs, then targets");
    command->add_option("--output", options->output, "Where to write the trained project");
    command->add_option("--history", options->history,
                        "Where to write the loss over the data after each epoch, as CSV");
    addFormat(*command, options->format, {"text", "json"});
    command->callback([&run, options] { run = [options] { return trainFile(*options); }; });
}

}  // namespace stepgrad::cli
