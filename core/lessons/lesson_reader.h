#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/document/json_values.h"
#include "core/lessons/lesson.h"
#include "core/network/network.h"

/// What stands in a lesson file, before its names are looked up in the network that
/// they mean: that may come later in the file.
namespace stepgrad::json {

/// At most so much is read.
namespace lesson_limits {
constexpr std::size_t kFileBytes = 4u << 20;
constexpr std::size_t kStops = 50;
constexpr std::size_t kParagraphs = 12;
constexpr std::size_t kOptions = 8;
constexpr std::size_t kHighlights = 40;
constexpr std::size_t kTextBytes = 2000;
/// Numbers in all its projects: weights, biases and data.
constexpr std::int64_t kNumbers = limits::kDataValues + limits::kParameters;
}  // namespace lesson_limits

struct RawOption {
    std::string text, why;
    bool isRight = false;
};

struct RawCheck {
    CheckKind kind = CheckKind::Number;
    std::string of, step;
    int sign = 0;  ///< of "sign" and "to"
    double limit = 0.0;
    std::int64_t count = 0;
    std::vector<RawOption> options;
};

struct RawQuestion {
    std::string ask, right, hint;
    RawCheck check;
};

/// A project that is named, or stands there as a whole; or neither.
struct RawProject {
    std::string name;
    std::shared_ptr<const Project> whole;
    bool isGiven() const { return whole || !name.empty(); }
};

struct RawStop {
    std::string title;
    std::vector<std::string> text;
    RawProject project;
    bool goesOn = false;
    std::optional<std::string> show, select;
    std::vector<std::string> highlight;
    std::string view;
    std::optional<RawQuestion> question;
};

struct RawLesson {
    std::string title, summary;
    RawProject project;
    std::vector<RawStop> stops;
    std::int64_t numbers = 0;  ///< in the projects that stand there as a whole
};

/// Counts the numbers of one more project of a lesson. Throws Problem where those of all
/// projects together are more than a lesson may have.
void countNumbers(const Project& project, std::int64_t& numbers);

/// Whether a path that a lesson names may lead out of the lesson's folder: from the root of
/// the disk, or by "..". Lessons come from others, and read nothing elsewhere.
bool leadsOut(const std::string& path);

/// Text that is not empty and not too long.
class ProseReader : public Reader {
public:
    explicit ProseReader(std::string& out) : m_out(out) {}
    std::string expected() const override { return "text"; }
    bool takeText(std::string& text) override;

private:
    std::string& m_out;
};

/// Several of them.
class ProsesReader : public Reader {
public:
    ProsesReader(std::vector<std::string>& out, std::size_t most) : m_out(out), m_most(most) {}
    std::string expected() const override { return "an array of texts"; }
    bool startArray() override;
    Reader& element(std::size_t index) override;
    void finish() override;

private:
    std::vector<std::string>& m_out;
    std::size_t m_most;
    std::string m_text;
    class Item : public Reader {
    public:
        explicit Item(ProsesReader& all) : m_all(all) {}
        std::string expected() const override { return "text"; }
        bool takeText(std::string& text) override;

    private:
        ProsesReader& m_all;
    } m_item{*this};
};

class LessonProjectReader : public Reader {
public:
    LessonProjectReader(RawProject& out, std::int64_t& numbers, std::string folder)
        : m_out(out), m_numbers(numbers), m_folder(std::move(folder)) {}
    std::string expected() const override { return "the name of a project or a project"; }
    bool takeText(std::string& text) override;
    bool startObject() override;
    Reader& member(const std::string& key) override { return m_reader->member(key); }
    void finish() override;

private:
    RawProject& m_out;
    std::int64_t& m_numbers;
    std::string m_folder;
    std::shared_ptr<Project> m_project;
    std::unique_ptr<Reader> m_reader;
};

class OptionReader : public ObjectReader {
public:
    explicit OptionReader(std::vector<RawOption>& out);

protected:
    void begin() override { m_option = {}; }
    void complete() override;

private:
    std::vector<RawOption>& m_out;
    RawOption m_option;
    ProseReader m_text{m_option.text}, m_why{m_option.why};
    FlagReader m_right{m_option.isRight};
};

class CheckReader : public ObjectReader {
public:
    explicit CheckReader(RawCheck& out);

protected:
    void begin() override { m_out = {}; }
    void complete() override;

private:
    RawCheck& m_out;
    WordReader m_kind;
    ProseReader m_of{m_out.of}, m_step{m_out.step};
    WordReader m_sign, m_to;
    NumberReader m_limit{m_out.limit};
    WholeReader m_count;
    OptionReader m_option{m_out.options};
    ObjectsReader m_options{m_option, "option", lesson_limits::kOptions};
};

class QuestionReader : public ObjectReader {
public:
    explicit QuestionReader(std::optional<RawQuestion>& out);

protected:
    void begin() override { m_question = {}; }
    void complete() override { m_out = m_question; }

private:
    std::optional<RawQuestion>& m_out;
    RawQuestion m_question;
    ProseReader m_ask{m_question.ask}, m_right{m_question.right}, m_hint{m_question.hint};
    CheckReader m_check{m_question.check};
};

class StopReader : public ObjectReader {
public:
    StopReader(RawLesson& out, const std::string& folder);

protected:
    void begin() override { m_stop = {}; }
    void complete() override;

private:
    std::vector<RawStop>& m_out;
    RawStop m_stop;
    std::string m_showText, m_selectText;
    ProseReader m_title{m_stop.title};
    ProsesReader m_text{m_stop.text, lesson_limits::kParagraphs};
    LessonProjectReader m_project;
    FlagReader m_goesOn{m_stop.goesOn};
    ProseReader m_show{m_showText}, m_select{m_selectText};
    ProsesReader m_highlight{m_stop.highlight, lesson_limits::kHighlights};
    WordReader m_view;
    QuestionReader m_question{m_stop.question};
};

/// The whole file.
class LessonReader : public ObjectReader {
public:
    LessonReader(RawLesson& out, const std::string& folder);

private:
    WordReader m_format;
    WholeReader m_version;
    ProseReader m_title, m_summary;
    LessonProjectReader m_project;
    StopReader m_stop;
    ObjectsReader m_stops{m_stop, "stop", lesson_limits::kStops};
};

}  // namespace stepgrad::json
