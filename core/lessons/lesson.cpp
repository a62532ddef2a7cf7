#include "core/lessons/lesson.h"

#include <map>
#include <stdexcept>

#include "core/data/read_error.h"
#include "core/data/text_file.h"
#include "core/document/first_step.h"
#include "core/document/project_json.h"
#include "core/lessons/lesson_reader.h"
#include "core/walkthrough/step.h"

namespace stepgrad {
namespace {

using json::RawCheck;
using json::RawLesson;
using json::RawProject;
using json::RawQuestion;
using json::RawStop;

constexpr std::string_view kExample = "example:";

/// Looks up what a lesson file names.
class Resolver {
public:
    Resolver(std::string file, std::string folder, std::string examples)
        : m_file(std::move(file)), m_folder(std::move(folder)), m_examples(std::move(examples)) {}

    Lesson resolve(const RawLesson& raw) {
        m_numbers = raw.numbers;
        Lesson lesson{raw.title, raw.summary, {}};
        const auto common = projectOf(raw.project, "project");
        for (std::size_t i = 0; i < raw.stops.size(); ++i) {
            m_stop = "stops[" + std::to_string(i) + "]";
            const RawStop& stop = raw.stops[i];
            auto project = stop.goesOn              ? lesson.stops.back().project
                           : stop.project.isGiven() ? projectOf(stop.project, m_stop + ".project")
                                                    : common;
            lesson.stops.push_back(stopOf(stop, std::move(project)));
        }
        return lesson;
    }

private:
    [[noreturn]] void refuse(const std::string& place, const std::string& reason) const {
        throw ReadError(m_file + ": " + place, reason);
    }

    std::shared_ptr<const Project> projectOf(const RawProject& raw, const std::string& place) {
        auto project = raw.whole ? raw.whole : named(raw.name, place);
        if (const auto id = tooLargeInFirstStep(*project))
            refuse(place, "expected a network that can be calculated, found " +
                              symbolText(*id, project->network) + " too large to be a number");
        return project;
    }

    std::string pathOf(const std::string& name, const std::string& place) const {
        if (name.starts_with(kExample)) {
            const std::string example = name.substr(kExample.size());
            if (example.find_first_of("/\\") != example.npos)
                refuse(place, "expected the name of an example, found " + quotedShort(example));
            return m_examples + "/" + example + ".stepgrad";
        }
        if (json::leadsOut(name))
            refuse(place,
                   "expected a path inside the folder of the lesson, found " + quotedShort(name));
        return m_folder + "/" + name;
    }

    /// Each file is read once, however many stops name it.
    std::shared_ptr<const Project> named(const std::string& name, const std::string& place) {
        const auto [known, isNew] = m_projects.try_emplace(name);
        if (!isNew)
            return known->second;
        const std::string path = pathOf(name, place);
        try {
            Project project = loadProject(path);
            project.source.reset();  // it is not there that this lesson lies
            json::countNumbers(project, m_numbers);
            return known->second = std::make_shared<const Project>(std::move(project));
        } catch (const ReadError& error) {
            refuse(place,
                   "expected a project that can be read, found " + std::string(error.what()));
        } catch (const json::Problem& problem) {
            refuse(place, problem.reason);
        }
    }

    LessonText textOf(const std::string& source, const std::string& place) const {
        try {
            return LessonText(source, m_project->network);
        } catch (const std::invalid_argument& error) {
            refuse(m_stop + place, error.what());
        }
    }

    Quantity quantityOf(const std::string& name, const std::string& place) const {
        const auto quantity = quantityNamed(name, m_project->network);
        if (!quantity)
            refuse(m_stop + place, "expected the name of a value of this network (" +
                                       quantityNames() + "), found " + quotedShort(name));
        return *quantity;
    }

    ValueId valueOf(const std::string& name, const std::string& place) const {
        const Quantity quantity = quantityOf(name, place);
        if (quantity.kind != Quantity::Kind::Value)
            refuse(m_stop + place,
                   "expected a value that stands on the graph, found " + quotedShort(name));
        return quantity.value;
    }

    /// "start", "end", the id of a step (its end) or the name of a value.
    std::int64_t positionOf(const std::string& name, const std::string& place) const {
        const Walk walk(m_project->network);
        if (name == "start")
            return 0;
        if (name == "end")
            return walk.stopCount();
        for (const Step& step : walk.steps())
            if (step.id == name)
                return step.first + step.count;
        const auto quantity = quantityNamed(name, m_project->network);
        const auto stop = quantity && quantity->kind == Quantity::Kind::Value
                              ? walk.stopOf(quantity->value)
                              : std::nullopt;
        if (!stop)
            refuse(m_stop + place, "expected \"start\", \"end\", the id of a step such as \"" +
                                       walk.steps().front().id +
                                       "\" or a value that is computed, found " +
                                       quotedShort(name));
        return *stop + 1;
    }

    LessonCheck checkOf(const RawCheck& raw) const {
        const std::string place = ".question.check";
        LessonCheck check;
        check.kind = raw.kind;
        check.sign = raw.sign;
        check.limit = raw.limit;
        check.count = raw.count;
        if (!raw.of.empty())
            check.of = quantityOf(raw.of, place + ".of");
        if (raw.kind == CheckKind::Changed &&
            (check.of.kind != Quantity::Kind::LearningRate && !check.of.value.isEditable()))
            refuse(m_stop + place + ".of",
                   "expected a weight, bias, input, target or eta, found " + quotedShort(raw.of));
        if (!raw.step.empty())
            check.position = positionOf(raw.step, place + ".step");
        for (std::size_t i = 0; i < raw.options.size(); ++i) {
            const std::string at = place + ".options[" + std::to_string(i) + "]";
            check.options.push_back({textOf(raw.options[i].text, at + ".text"),
                                     textOf(raw.options[i].why, at + ".why"),
                                     raw.options[i].isRight});
        }
        return check;
    }

    LessonStop stopOf(const RawStop& raw, std::shared_ptr<const Project> project) {
        m_project = project;
        LessonStop stop;
        stop.title = raw.title;
        stop.project = std::move(project);
        stop.goesOn = raw.goesOn;
        for (std::size_t i = 0; i < raw.text.size(); ++i)
            stop.text.push_back(textOf(raw.text[i], ".text[" + std::to_string(i) + "]"));
        if (raw.show)
            stop.show = positionOf(*raw.show, ".show");
        else if (!raw.goesOn)
            stop.show = 0;
        for (std::size_t i = 0; i < raw.highlight.size(); ++i)
            stop.highlight.push_back(
                valueOf(raw.highlight[i], ".highlight[" + std::to_string(i) + "]"));
        stop.view = raw.view;
        if (raw.select)
            stop.select = valueOf(*raw.select, ".select");
        if (raw.question)
            stop.question = LessonQuestion{textOf(raw.question->ask, ".question.ask"),
                                           checkOf(raw.question->check),
                                           textOf(raw.question->right, ".question.right"),
                                           textOf(raw.question->hint, ".question.hint")};
        return stop;
    }

    std::string m_file, m_folder, m_examples;
    std::map<std::string, std::shared_ptr<const Project>> m_projects;  ///< by their names
    std::int64_t m_numbers = 0;                                        ///< in all projects
    std::string m_stop;  ///< the place of the present one
    std::shared_ptr<const Project> m_project;
};

}  // namespace

Lesson parseLesson(std::string_view text, const std::string& name, const std::string& folder,
                   const std::string& examples) {
    if (text.size() > json::lesson_limits::kFileBytes)
        throw ReadError(name, "expected at most 4 MB, found a larger text");
    RawLesson raw;
    json::LessonReader reader(raw, folder);
    json::read(text, name, reader);
    return Resolver(name, folder, examples).resolve(raw);
}

Lesson loadLesson(const std::string& path, const std::string& examples) {
    return parseLesson(readTextFile(path, json::lesson_limits::kFileBytes), path, folderOf(path),
                       examples);
}

}  // namespace stepgrad
