#include "core/document/project_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>

#include "core/data/text_file.h"
#include "core/document/csv_source.h"
#include "core/document/data_reader.h"
#include "core/document/network_reader.h"
#include "core/document/progress_reader.h"

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

json::WordReader formatReader() {
    return {"\"" + std::string(kFormat) + "\"",
            [](std::string_view word) { return word == kFormat; }};
}

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
          m_epsilon(settings.epsilon),
          m_l1(settings.l1),
          m_l2(settings.l2),
          m_clipNorm(settings.clipNorm) {
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
    json::NumberReader m_learningRate, m_momentum, m_alpha, m_epsilon, m_l1, m_l2, m_clipNorm;
    json::Budget m_budget{std::numeric_limits<std::int64_t>::max(), {}};
    json::NumbersReader m_betas{2, m_budget, json::NumbersReader::Null::Refused};
    const std::vector<Option> m_options{
        {"learning_rate",
         &m_learningRate,
         {OptimizerType::Sgd, OptimizerType::RmsProp, OptimizerType::Adam}},
        {"momentum", &m_momentum, {OptimizerType::Sgd}},
        {"alpha", &m_alpha, {OptimizerType::RmsProp}},
        {"betas", &m_betas, {OptimizerType::Adam}},
        {"eps", &m_epsilon, {OptimizerType::RmsProp, OptimizerType::Adam}},
        {"l1", &m_l1, {OptimizerType::Sgd, OptimizerType::RmsProp, OptimizerType::Adam}},
        {"l2", &m_l2, {OptimizerType::Sgd, OptimizerType::RmsProp, OptimizerType::Adam}},
        {"clip_norm",
         &m_clipNorm,
         {OptimizerType::Sgd, OptimizerType::RmsProp, OptimizerType::Adam}}};
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
                 [&training](std::uint64_t seed) { training.seed = seed; }),
          m_rules(training.stop),
          m_epochs(1, kMostEpochs, countInto(training.stop.epochs)),
          m_noProgress(1, kMostEpochs, countInto(training.stop.noProgressEpochs)) {
        add("batch_size", m_batchSize, Need::Optional);
        add("shuffle", m_shuffle, Need::Optional);
        add("seed", m_seed, Need::Optional);
        add("epochs", m_epochs, Need::Optional);
        add("loss_below", m_lossBelow, Need::Optional);
        add("accuracy_above", m_accuracyAbove, Need::Optional);
        add("no_progress_epochs", m_noProgress, Need::Optional);
    }

protected:
    void complete() override {
        if (given("loss_below"))
            m_rules.lossBelow = m_loss;
        if (given("accuracy_above"))
            m_rules.accuracyAbove = m_accuracy;
    }

private:
    static std::function<void(std::uint64_t)> countInto(std::int64_t& out) {
        return [&out](std::uint64_t count) { out = static_cast<std::int64_t>(count); };
    }

    json::WholeReader m_batchSize;
    json::FlagReader m_shuffle;
    json::WholeReader m_seed;
    StopRules& m_rules;
    double m_loss = 0.0, m_accuracy = 0.0;
    json::WholeReader m_epochs;
    json::NumberReader m_lossBelow{m_loss}, m_accuracyAbove{m_accuracy};
    json::WholeReader m_noProgress;
};

class InitializerReader : public json::ObjectReader {
public:
    explicit InitializerReader(std::optional<InitializerSettings>& initializer)
        : m_out(initializer),
          m_type(json::entryReader(m_settings.type, initializers(), &initializerFromKey)),
          m_seed(0, std::numeric_limits<std::uint64_t>::max(),
                 [this](std::uint64_t seed) { m_settings.seed = seed; }) {
        add("type", m_type);
        add("seed", m_seed, Need::Optional);
        add("scale", m_scale, Need::Optional);
    }

protected:
    void complete() override {
        const auto& about = info(m_settings.type);
        const auto refuse = [&](const char* key) {
            throw json::Problem{"." + std::string(key),
                                "is no option of " + std::string(about.key)};
        };
        if (given("seed") && !about.isRandom)
            refuse("seed");
        if (given("scale") && !about.hasScale)
            refuse("scale");
        m_out = m_settings;
    }

private:
    std::optional<InitializerSettings>& m_out;
    InitializerSettings m_settings;
    json::WordReader m_type;
    json::WholeReader m_seed;
    json::NumberReader m_scale{m_settings.scale};
};

class ProjectReader : public json::ObjectReader {
public:
    explicit ProjectReader(Project& project)
        : m_project(project),
          m_name(project.name),
          m_network(project.network),
          m_loss(json::entryReader(project.loss, losses(), &lossFromKey)),
          m_optimizer(project.optimizer),
          m_training(project.training),
          m_initializer(project.initializer),
          m_progress(project.progress),
          m_data(project) {
        add("format", m_format);
        add("version", m_version);
        add("name", m_name, Need::Optional);
        add("network", m_network);
        add("loss", m_loss);
        add("optimizer", m_optimizer, Need::Optional);
        add("training", m_training, Need::Optional);
        add("initializer", m_initializer, Need::Optional);
        add("progress", m_progress, Need::Optional);
        add("data", m_data);
    }

protected:
    void complete() override {
        if (m_project.progress && !m_progress.hasMemory())
            m_project.progress->optimizer = initialState(m_project.optimizer, m_project.network);
    }

private:
    Project& m_project;
    bool m_hasVersion = false;
    json::WordReader m_format = formatReader();
    VersionReader m_version{m_hasVersion};
    json::TextReader m_name;
    json::NetworkReader m_network;
    json::WordReader m_loss;
    OptimizerReader m_optimizer;
    TrainingReader m_training;
    InitializerReader m_initializer;
    json::ProgressReader m_progress;
    json::DataReader m_data;
};

}  // namespace

namespace {

/// What concerns several keys at once; the problem is "KEY: REASON".
void refuse(const std::string& name, const std::optional<std::string>& problem) {
    if (!problem)
        return;
    const auto colon = problem->find(": ");
    throw ReadError(name + ": " + problem->substr(0, colon), problem->substr(colon + 2));
}

}  // namespace

std::unique_ptr<json::Reader> projectReader(Project& project) {
    project.optimizer.learningRate = OptimizerReader::defaultLearningRate(OptimizerType::Sgd);
    return std::make_unique<ProjectReader>(project);
}

void completeProject(Project& project, const std::string& name, const std::string& folder) {
    refuse(name, problemOf(project.network, project.loss));
    if (project.source)
        project.data = readSource(project, name, folder);
    refuse(name, problemOf(project));
}

Project parseOutline(std::string_view text, const std::string& name) {
    if (text.size() > kMostFileBytes)
        throw ReadError(name, "expected at most 512 MB, found a larger text");
    Envelope envelope;
    json::read(text, name, envelope);
    Project project;
    json::read(text, name, *projectReader(project));
    refuse(name, problemOf(project.network, project.loss));
    return project;
}

Project parseProject(std::string_view text, const std::string& name, const std::string& folder) {
    Project project = parseOutline(text, name);
    completeProject(project, name, folder);
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
