#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/train_result.h"
#include "core/data/csv_import.h"
#include "core/document/atomic_file.h"
#include "core/document/csv_source.h"
#include "core/document/history.h"
#include "core/document/project_json.h"
#include "core/training/trainer.h"

namespace stepgrad::cli {
namespace {

struct Options {
    std::string file;
    std::optional<std::int64_t> epochs;  ///< none: as many as the project says
    std::string data;                    ///< empty: the project's own
    std::string output;                  ///< empty: the trained project is not written
    std::string history;                 ///< empty: no history
    std::string format;
};

/// The last columns: one for classes that have names, else as many as the network
/// has outputs.
std::vector<std::string> lastColumns(const std::vector<std::string>& columns,
                                     const Project& project, const std::string& path) {
    const auto inputs = static_cast<std::size_t>(project.network.inputCount());
    auto count = static_cast<std::size_t>(project.network.outputCount());
    if (!project.classNames.empty() && columns.size() == inputs + 1)
        count = 1;
    if (columns.size() != inputs + count)
        throw ReadError(path + ":1", "expected " + std::to_string(inputs + count) + " columns, " +
                                         std::to_string(inputs) + " inputs and then " +
                                         std::to_string(count) + " targets, found " +
                                         std::to_string(columns.size()));
    return {columns.end() - static_cast<std::ptrdiff_t>(count), columns.end()};
}

/// The names of the columns, of a table that is written as the project says.
std::vector<std::string> columnsOf(const CsvSource& source, const std::string& path) {
    if (source.delimiter || source.decimalComma)
        return columnNames(path, {source.delimiter.value_or(';'), source.decimalComma, true});
    CsvFormat format = previewCsv(path, {}, 2).format;
    format.hasHeader = true;
    return columnNames(path, format);
}

/// Replaces the data by those of a CSV file; split and scaling stay as they are.
/// The targets are the columns that the project names, if all of them are there,
/// else the last ones.
void useData(Project& project, const std::string& path, const std::string& projectFile) {
    CsvSource source = project.source.value_or(CsvSource{});
    const auto columns = columnsOf(source, path);
    const auto isColumn = [&](const std::string& name) {
        return std::find(columns.begin(), columns.end(), name) != columns.end();
    };
    if (source.targetColumns.empty() ||
        !std::all_of(source.targetColumns.begin(), source.targetColumns.end(), isColumn)) {
        source.targetColumns = lastColumns(columns, project, path);
        source.inputColumns.clear();
    }
    source.path = std::filesystem::path(path).filename().string();
    project.source = source;
    project.data = readTable(project, path);
    // The path is relative to the project file, as in one that is read.
    project = movedTo(std::move(project), folderOf(path), folderOf(projectFile));
    if (project.progress)
        project.progress->cursor.offset = 0;  // of other examples
    if (const auto problem = problemOf(project))
        throw ReadError(path, *problem);
}

Measurement measurementOf(const Project& project, const Network& network, Metrics& last) {
    const auto examples = project.examples();
    last = measure(network, project.loss, *examples->training);
    Measurement measurement{last.loss, last.accuracy(), {}, {}};
    if (examples->test) {
        last = measure(network, project.loss, *examples->test);
        measurement.testLoss = last.loss;
        measurement.testAccuracy = last.accuracy();
    }
    return measurement;
}

/// One epoch of updates; returns false where it had to stop.
bool trainEpoch(Trainer& trainer, TrainResult& result) {
    const auto start = std::chrono::steady_clock::now();
    const std::int64_t epoch = trainer.cursor().epoch;
    while (!result.divergence && trainer.cursor().epoch == epoch)
        if (const auto divergence = trainer.step())
            result.divergence = divergence->text(trainer.network());
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    result.seconds += time.count();
    return !result.divergence;
}

void trainEpochs(Trainer& trainer, std::int64_t epochs, bool withHistory, TrainResult& result) {
    const Project& project = trainer.project();
    const std::int64_t end = trainer.cursor().epoch + epochs;
    StopRules rules = project.training.stop;
    rules.epochs = epochs;
    StopWatch watch(rules);
    const bool measured = withHistory || rules.needsLoss() || rules.accuracyAbove;
    Measurement now;
    Metrics metrics;
    while (trainer.cursor().epoch < end && std::isfinite(now.loss) && !result.stopReason &&
           trainEpoch(trainer, result)) {
        if (measured)
            now = measurementOf(project, trainer.network(), metrics);
        if (withHistory)
            result.history.push_back(now);
        if (std::isfinite(now.loss))
            result.stopReason = watch.afterEpoch(now.loss, now.accuracy);
    }
}

TrainResult trainAll(Trainer& trainer, std::int64_t epochs, bool withHistory) {
    const Project& project = trainer.project();
    TrainResult result;
    result.classNames = project.classNames;
    const ExampleCursor start = trainer.cursor();
    const std::int64_t firstUpdate = trainer.update();
    trainEpochs(trainer, epochs, withHistory, result);
    if (!result.divergence)
        if (const auto divergence = trainer.verify())
            result.divergence = divergence->text(trainer.network());
    // Where the last update was taken back, its epoch is not complete any more.
    result.epochs = trainer.cursor().epoch - start.epoch;
    result.history.resize(std::min(result.history.size(), static_cast<std::size_t>(result.epochs)));
    if (!result.history.empty() && !std::isfinite(result.history.back().loss))
        result.history.pop_back();
    result.updates = trainer.update() - firstUpdate;
    result.examples = result.epochs * project.examples()->training->size() +
                      trainer.cursor().offset - start.offset;
    Metrics metrics;
    result.end = measurementOf(project, trainer.network(), metrics);
    result.confusion = std::move(metrics.confusion);
    if (!std::isfinite(result.end.loss) && !result.divergence)
        result.divergence = "after update " + std::to_string(result.updates) +
                            " the loss over the data would be too large to be a number; " +
                            kAgainstDivergence;
    if (result.divergence)
        result.stopReason.reset();
    return result;
}

std::int64_t epochsFor(const Options& options, const Project& project) {
    const std::int64_t epochs = options.epochs.value_or(project.training.stop.epochs);
    if (!options.epochs && epochs == 0)
        throw UsageError("--epochs", "expected, since the project does not say how many epochs");
    return epochs;
}

int trainFile(const Options& options) {
    if (!options.output.empty() && options.output == options.history)
        throw UsageError("--history", "expected another file than that of --output");
    for (const std::string* path : {&options.output, &options.history})
        if (!path->empty())
            checkWritable(*path);
    Project project = loadProject(options.file);
    const std::int64_t epochs = epochsFor(options, project);
    if (!options.data.empty())
        useData(project, options.data, options.file);
    TrainingState start = initialStateOf(project);
    project.progress.reset();
    Trainer trainer(std::make_shared<const Project>(project), std::move(start));
    const TrainResult result = trainAll(trainer, epochs, !options.history.empty());
    if (!options.output.empty()) {
        project = withState(std::move(project), trainer.state());
        writeFileAtomically(options.output,
                            writeProject(movedTo(std::move(project), folderOf(options.file),
                                                 folderOf(options.output))));
    }
    if (!options.history.empty())
        writeFileAtomically(options.history, historyCsv(result));
    print(options.format == "json" ? trainJson(result) : trainText(result));
    if (result.divergence)
        throw NoAnswer(options.file, *result.divergence);
    return kDone;
}

}  // namespace

void addTrain(CLI::App& program, Run& run) {
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("train", "Trains without a window");
    addFile(*command, options->file);
    command
        ->add_option("--epochs", options->epochs,
                     "How often to go through all training examples, counted from where the "
                     "project stands; needed where the project does not say it")
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
