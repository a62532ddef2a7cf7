#include "core/lessons/lesson_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/data/read_error.h"
#include "core/data/text_file.h"
#include "core/document/network_reader.h"
#include "core/document/project_json.h"
#include "core/lessons/lesson_views.h"

namespace stepgrad::json {
namespace {

void checkProse(const std::string& text) {
    if (text.find_first_not_of(" \t\n") == text.npos)
        throw Problem{"", "expected text, found none"};
    if (text.size() > lesson_limits::kTextBytes)
        throw Problem{"", "expected at most " + std::to_string(lesson_limits::kTextBytes) +
                              " bytes of text, found " + std::to_string(text.size())};
}

struct SignWord {
    std::string_view key;
    int sign;
};
constexpr std::array kSigns = {SignWord{"positive", 1}, SignWord{"negative", -1},
                               SignWord{"zero", 0}};
constexpr std::array kDirections = {SignWord{"larger", 1}, SignWord{"smaller", -1},
                                    SignWord{"other", 0}};

template <typename Words>
WordReader signReader(int& out, const Words& words) {
    return {oneOf(words), [&out, &words](std::string_view text) {
                for (const auto& word : words)
                    if (word.key == text) {
                        out = word.sign;
                        return true;
                    }
                return false;
            }};
}

struct ViewWord {
    std::string_view key;
};
std::vector<ViewWord> viewWords() {
    std::vector<ViewWord> words;
    for (const std::string_view key : laboratoryKeys())
        words.push_back({key});
    return words;
}

constexpr std::uint64_t kMostUpdates = 1'000'000;

}  // namespace

bool leadsOut(const std::string& path) {
    const std::filesystem::path parts(path);
    return parts.has_root_path() || std::ranges::find(parts, "..") != parts.end();
}

void countNumbers(const Project& project, std::int64_t& numbers) {
    const Dataset& data = *project.data;
    numbers += project.network.parameterCount() + data.inputs.size() + data.targets.size();
    if (numbers > lesson_limits::kNumbers)
        throw Problem{"", "expected at most " + std::to_string(lesson_limits::kNumbers) +
                              " numbers in all projects of a lesson"};
}

bool ProseReader::takeText(std::string& text) {
    checkProse(text);
    m_out = std::move(text);
    return true;
}

bool ProsesReader::startArray() {
    m_out.clear();
    return true;
}

Reader& ProsesReader::element(std::size_t index) {
    if (index >= m_most)
        throw Problem{"", "expected at most " + std::to_string(m_most) + " texts"};
    return m_item;
}

void ProsesReader::finish() {
    if (m_out.empty())
        throw Problem{"", "expected at least one text, found an empty array"};
}

bool ProsesReader::Item::takeText(std::string& text) {
    checkProse(text);
    m_all.m_out.push_back(std::move(text));
    return true;
}

bool LessonProjectReader::takeText(std::string& text) {
    checkProse(text);
    m_out = {std::move(text), nullptr};
    return true;
}

bool LessonProjectReader::startObject() {
    m_project = std::make_shared<Project>();
    m_reader = projectReader(*m_project);
    return m_reader->startObject();
}

void LessonProjectReader::finish() {
    m_reader->finish();
    if (m_project->source && leadsOut(m_project->source->path))
        throw Problem{".data.csv", "expected a path inside the folder of the lesson, found " +
                                       quotedShort(m_project->source->path)};
    try {
        completeProject(*m_project, "", m_folder);
    } catch (const ReadError& error) {
        // ": network.layers" is a place of the project itself, else it is a file's.
        if (error.where().starts_with(": "))
            throw Problem{"." + error.where().substr(2), error.reason()};
        throw Problem{"", error.what()};
    }
    countNumbers(*m_project, m_numbers);
    m_out = {{}, m_project};
}

OptionReader::OptionReader(std::vector<RawOption>& out) : m_out(out) {
    add("text", m_text);
    add("right", m_right, Need::Optional);
    add("why", m_why, Need::Optional);
}

void OptionReader::complete() {
    if (!m_option.isRight && !given("why"))
        throw Problem{".why", "is missing; expected text that says why this answer is wrong"};
    m_out.push_back(m_option);
}

CheckReader::CheckReader(RawCheck& out)
    : m_out(out),
      m_kind(oneOf(checks()),
             [this](std::string_view word) {
                 for (const CheckInfo& row : checks())
                     if (row.key == word) {
                         m_out.kind = row.kind;
                         return true;
                     }
                 return false;
             }),
      m_sign(signReader(m_out.sign, kSigns)),
      m_to(signReader(m_out.sign, kDirections)),
      m_count(1, kMostUpdates,
              [this](std::uint64_t count) { m_out.count = static_cast<std::int64_t>(count); }) {
    add("kind", m_kind);
    add("of", m_of, Need::Optional);
    add("to", m_to, Need::Optional);
    add("sign", m_sign, Need::Optional);
    add("step", m_step, Need::Optional);
    add("limit", m_limit, Need::Optional);
    add("count", m_count, Need::Optional);
    add("options", m_options, Need::Optional);
}

void CheckReader::complete() {
    const CheckInfo& row = info(m_out.kind);
    std::string list = "kind";
    for (const auto need : row.needs)
        list += " and " + std::string(need);
    for (const std::string_view key : {"of", "to", "sign", "step", "limit", "count", "options"}) {
        const bool isNeeded = std::find(row.needs.begin(), row.needs.end(), key) != row.needs.end();
        const std::string of = " of a check of the kind \"" + std::string(row.key) + "\"";
        if (given(key) && !isNeeded)
            throw Problem{"." + std::string(key), "is no key" + of + "; expected " + list};
        if (!given(key) && isNeeded)
            throw Problem{"." + std::string(key), "is missing; expected " + list + of};
    }
    if (row.kind != CheckKind::Choice)
        return;
    const auto right = std::count_if(m_out.options.begin(), m_out.options.end(),
                                     [](const RawOption& option) { return option.isRight; });
    if (m_out.options.size() < 2)
        throw Problem{".options", "expected at least two options, found one"};
    if (right != 1)
        throw Problem{".options",
                      "expected one option that is right, found " + std::to_string(right)};
}

QuestionReader::QuestionReader(std::optional<RawQuestion>& out) : m_out(out) {
    add("ask", m_ask);
    add("check", m_check);
    add("right", m_right, Need::Optional);
    add("hint", m_hint, Need::Optional);
}

StopReader::StopReader(RawLesson& out, const std::string& folder)
    : m_out(out.stops),
      m_project(m_stop.project, out.numbers, folder),
      m_view(oneOf(viewWords()), [this](std::string_view word) {
          m_stop.view = word;
          return std::ranges::find(laboratoryKeys(), word) != laboratoryKeys().end();
      }) {
    add("title", m_title);
    add("text", m_text);
    add("project", m_project, Need::Optional);
    add("goes_on", m_goesOn, Need::Optional);
    add("show", m_show, Need::Optional);
    add("highlight", m_highlight, Need::Optional);
    add("select", m_select, Need::Optional);
    add("view", m_view, Need::Optional);
    add("question", m_question, Need::Optional);
}

void StopReader::complete() {
    if (m_stop.goesOn && m_stop.project.isGiven())
        throw Problem{".project", "expected none, since this stop goes on with what is there"};
    if (m_stop.goesOn && m_out.empty())
        throw Problem{".goes_on", "expected false at the first stop: there is nothing yet"};
    if (given("show"))
        m_stop.show = m_showText;
    if (given("select"))
        m_stop.select = m_selectText;
    m_out.push_back(m_stop);
}

LessonReader::LessonReader(RawLesson& out, const std::string& folder)
    : m_format("\"stepgrad-lesson\"",
               [](std::string_view word) { return word == "stepgrad-lesson"; }),
      m_version(1, 1, [](std::uint64_t) {}),
      m_title(out.title),
      m_summary(out.summary),
      m_project(out.project, out.numbers, folder),
      m_stop(out, folder) {
    add("format", m_format);
    add("version", m_version);
    add("title", m_title);
    add("summary", m_summary);
    add("project", m_project);
    add("stops", m_stops);
}

}  // namespace stepgrad::json
