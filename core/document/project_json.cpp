#include "core/document/project_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>

#include "core/data/csv_reader.h"
#include "core/data/text_file.h"
#include "core/document/network_reader.h"

namespace stepgrad {
namespace {

constexpr std::string_view kFormat = "stepgrad-project";

class VersionReader : public json::Reader {
public:
    explicit VersionReader(bool& isRead) : m_isRead(isRead) {}
    std::string expected() const override { return "1"; }
    bool takeNumber(double) override { return false; }
    bool takeWhole(std::uint64_t version) override {
        if (version > 1)
            throw json::Problem{"", "expected 1, found " + std::to_string(version) +
                                        ": a newer Stepgrad is needed to read this file"};
        m_isRead = version == 1;
        return m_isRead;
    }

private:
    bool& m_isRead;
};

/// "format" and "version", read ahead of everything else: a file of another
/// kind, or of a later version, must not be refused for its unknown keys.
class Envelope : public json::Reader {
public:
    std::string expected() const override { return "an object"; }
    bool startObject() override { return true; }
    bool isDone() const override { return m_hasFormat && m_hasVersion; }

    json::Reader& member(const std::string& key) override {
        if (key == "format")
            return m_format;
        if (key == "version")
            return m_version;
        return m_anything;
    }

    void finish() override {
        if (!m_hasFormat)
            throw json::Problem{".format", "is missing; expected " + m_format.expected()};
        throw json::Problem{".version", "is missing; expected " + m_version.expected()};
    }

private:
    bool m_hasFormat = false;
    bool m_hasVersion = false;
    json::AnythingReader m_anything;
    json::WordReader m_format{"\"" + std::string(kFormat) + "\"", [this](std::string_view word) {
                                  m_hasFormat = true;
                                  return word == kFormat;
                              }};
    VersionReader m_version{m_hasVersion};
};

class OptimizerReader : public json::ObjectReader {
public:
    explicit OptimizerReader(OptimizerSettings& settings)
        : m_settings(settings),
          m_type(json::entryReader(settings.type, optimizers(), &optimizerFromKey)),
          m_learningRate(settings.learningRate),
          m_momentum(settings.momentum),
          m_alpha(settings.alpha),
          m_epsilon(settings.epsilon) {
        add("type", m_type);
        for (const auto& option : m_options)
            add(option.key, *option.reader, Need::Optional);
    }

    /// PyTorch's default of the learning rate.
    static double defaultLearningRate(OptimizerType type) {
        return type == OptimizerType::RmsProp ? 1e-2 : 1e-3;
    }

protected:
    void complete() override {
        for (const auto& option : m_options)
            if (given(option.key) && !isOption(option))
                throw json::Problem{"." + std::string(option.key),
                                    "is no option of " + std::string(info(m_settings.type).key) +
                                        "; expected " + optionList()};
        if (!given("learning_rate"))
            m_settings.learningRate = defaultLearningRate(m_settings.type);
        if (given("betas")) {
            if (m_betas.values().size() != 2)
                throw json::Problem{".betas", "expected 2 numbers, found " +
                                                  std::to_string(m_betas.values().size())};
            m_settings.beta1 = m_betas.values()[0];
            m_settings.beta2 = m_betas.values()[1];
        }
    }

private:
    struct Option {
        std::string_view key;
        json::Reader* reader;
        std::vector<OptimizerType> types;  ///< that have it
    };

    bool isOption(const Option& option) const {
        return std::find(option.types.begin(), option.types.end(), m_settings.type) !=
               option.types.end();
    }

    std::string optionList() const {
        std::string list = "type";
        for (const auto& option : m_options)
            if (isOption(option))
                list += ", " + std::string(option.key);
        return list;
    }

    OptimizerSettings& m_settings;
    json::WordReader m_type;
    json::NumberReader m_learningRate, m_momentum, m_alpha, m_epsilon;
    json::Budget m_budget{std::numeric_limits<std::int64_t>::max(), {}};
    json::NumbersReader m_betas{2, m_budget, json::NumbersReader::Null::Refused};
    const std::vector<Option> m_options{
        {"learning_rate",
         &m_learningRate,
         {OptimizerType::Sgd, OptimizerType::RmsProp, OptimizerType::Adam}},
        {"momentum", &m_momentum, {OptimizerType::Sgd}},
        {"alpha", &m_alpha, {OptimizerType::RmsProp}},
        {"betas", &m_betas, {OptimizerType::Adam}},
        {"eps", &m_epsilon, {OptimizerType::RmsProp, OptimizerType::Adam}}};
};

class TrainingReader : public json::ObjectReader {
public:
    explicit TrainingReader(TrainingSettings& training)
        : m_batchSize(1, std::numeric_limits<std::int64_t>::max(),
                      [&training](std::uint64_t size) {
                          training.batchSize = static_cast<std::int64_t>(size);
                      }),
          m_shuffle(training.shuffle),
          m_seed(0, std::numeric_limits<std::uint64_t>::max(),
                 [&training](std::uint64_t seed) { training.seed = seed; }) {
        add("batch_size", m_batchSize, Need::Optional);
        add("shuffle", m_shuffle, Need::Optional);
        add("seed", m_seed, Need::Optional);
    }

private:
    json::WholeReader m_batchSize;
    json::FlagReader m_shuffle;
    json::WholeReader m_seed;
};

/// The examples themselves, or where they lie.
class DataReader : public json::ObjectReader {
public:
    explicit DataReader(Project& project) : m_project(project) {
        add("inputs", m_inputs, Need::Optional);
        add("targets", m_targets, Need::Optional);
        add("csv", m_csv, Need::Optional);
        add("target_columns", m_columns, Need::Optional);
    }

protected:
    void complete() override {
        const bool fromFile = given("csv") || given("target_columns");
        if (fromFile) {
            for (const char* key : {"inputs", "targets"})
                if (given(key))
                    throw json::Problem{"." + std::string(key),
                                        "expected inputs and targets, or csv and target_columns, "
                                        "not both"};
            require("csv", "the path of a CSV file");
            require("target_columns", "an array of texts");
            m_project.source = m_source;
            return;
        }
        require("inputs", "rows of numbers (or csv and target_columns)");
        require("targets", "rows of numbers");
        Dataset data;
        data.inputs = m_inputs.take();
        data.targets = m_targets.take();
        m_project.data = std::make_shared<const Dataset>(std::move(data));
    }

private:
    void require(const std::string& key, const std::string& expected) const {
        if (!given(key))
            throw json::Problem{"." + key, "is missing; expected " + expected};
    }

    Project& m_project;
    CsvSource m_source;
    json::Budget m_budget{
        limits::kDataValues,
        "expected at most " + std::to_string(limits::kDataValues) + " numbers in the data"};
    static constexpr auto kMostRows = static_cast<std::size_t>(limits::kDataValues);
    json::MatrixReader m_inputs{kMostRows, json::kMostNeurons, m_budget};
    json::MatrixReader m_targets{kMostRows, json::kMostNeurons, m_budget};
    json::TextReader m_csv{m_source.path};
    json::TextsReader m_columns{m_source.targetColumns, json::kMostNeurons};
};

class ProjectReader : public json::ObjectReader {
public:
    explicit ProjectReader(Project& project)
        : m_name(project.name),
          m_network(project.network),
          m_loss(json::entryReader(project.loss, losses(), &lossFromKey)),
          m_optimizer(project.optimizer),
          m_training(project.training),
          m_data(project) {
        add("format", m_anything);
        add("version", m_anything);
        add("name", m_name, Need::Optional);
        add("network", m_network);
        add("loss", m_loss);
        add("optimizer", m_optimizer, Need::Optional);
        add("training", m_training, Need::Optional);
        add("data", m_data);
    }

private:
    json::AnythingReader m_anything;  // format and version: the envelope has looked at them
    json::TextReader m_name;
    json::NetworkReader m_network;
    json::WordReader m_loss;
    OptimizerReader m_optimizer;
    TrainingReader m_training;
    DataReader m_data;
};

/// The examples of the project's CSV file.
DatasetPtr readSource(const Project& project, const std::string& name, const std::string& folder) {
    const std::string path = (std::filesystem::path(folder) / project.source->path).string();
    CsvTable table;
    try {
        table = readCsv(path);
    } catch (const ReadError& error) {
        throw ReadError(name + ": data.csv", error.what());
    }
    try {
        return std::make_shared<const Dataset>(
            datasetOf(table, project.source->targetColumns, project.network.inputNames));
    } catch (const ReadError& error) {
        throw ReadError(name + ": data." + error.where(), error.reason());
    }
}

}  // namespace

Project parseProject(std::string_view text, const std::string& name, const std::string& folder) {
    if (text.size() > kMostFileBytes)
        throw ReadError(name, "expected at most 512 MB, found a larger text");
    Envelope envelope;
    json::read(text, name, envelope);
    Project project;
    project.optimizer.learningRate = OptimizerReader::defaultLearningRate(OptimizerType::Sgd);
    ProjectReader reader(project);
    json::read(text, name, reader);
    // What concerns several keys at once; the text is "KEY: REASON".
    const auto check = [&](const std::optional<std::string>& problem) {
        if (!problem)
            return;
        const auto colon = problem->find(": ");
        throw ReadError(name + ": " + problem->substr(0, colon), problem->substr(colon + 2));
    };
    check(problemOf(project.network, project.loss));
    if (project.source)
        project.data = readSource(project, name, folder);
    check(problemOf(project));
    return project;
}

Project loadProject(const std::string& path) {
    return parseProject(readTextFile(path), path, folderOf(path));
}

Project movedTo(Project project, const std::string& fromFolder, const std::string& toFolder) {
    namespace fs = std::filesystem;
    if (!project.source || fs::path(project.source->path).is_absolute())
        return project;
    const fs::path file = fs::absolute(fs::path(fromFolder) / project.source->path);
    const fs::path relative =
        file.lexically_normal().lexically_relative(fs::absolute(toFolder).lexically_normal());
    project.source->path = relative.empty() ? file.string() : relative.string();
    return project;
}

std::string folderOf(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return folder.empty() ? "." : folder.string();
}

}  // namespace stepgrad
