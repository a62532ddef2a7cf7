#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/project.h"
#include "core/lessons/lesson_text.h"

namespace stepgrad {

/// What a question of a lesson is checked by.
enum class CheckKind {
    Number,       ///< the worth of a quantity, typed
    Choice,       ///< one of several answers
    Changed,      ///< a weight, bias, input or target was changed
    Sign,         ///< a quantity has a sign, and is computed
    Reached,      ///< the walk has come to a place
    Below,        ///< a quantity is below a limit, and is computed
    Above,        ///< above it
    Trained,      ///< the mean loss over the examples is below a limit
    Updates,      ///< so many updates were made
    Labels,       ///< a trained network has at most so many training examples
    TestAccuracy  ///< the share of right answers among the test examples is high enough
};

/// One row of the table of checks: its name in lesson files and the keys it takes.
struct CheckInfo {
    CheckKind kind;
    std::string_view key;
    std::vector<std::string_view> needs;  ///< keys beside "kind", all required
    bool isDeed;                          ///< something to do, not to answer
};
std::span<const CheckInfo> checks();
const CheckInfo& info(CheckKind kind);

/// One answer to choose.
struct LessonOption {
    LessonText text;
    LessonText why;  ///< why it is right or wrong; empty only where it is right
    bool isRight = false;
};

struct LessonCheck {
    CheckKind kind = CheckKind::Number;
    Quantity of;                        ///< Number, Changed, Sign, Below, Above
    std::vector<LessonOption> options;  ///< Choice: 2 … 8, one of them right
    int sign = 0;                       ///< Sign, Changed: −1, 0 (Changed: any), 1
    std::int64_t position = 0;          ///< Reached: of the walk
    double limit = 0.0;                 ///< Below, Above, Trained, TestAccuracy
    std::int64_t count = 0;             ///< Updates, Labels
};

struct LessonQuestion {
    LessonText ask;
    LessonCheck check;
    LessonText right;  ///< said when it is answered or done
    LessonText hint;   ///< said after a wrong number; may be empty
};

/// One stop of a lesson: what is told, how the window is set up for it, what is asked.
struct LessonStop {
    std::string title;
    std::vector<LessonText> text;            ///< paragraphs
    std::shared_ptr<const Project> project;  ///< never null; opened anew unless `goesOn`
    bool goesOn = false;                     ///< with what is there from the stop before
    std::optional<std::int64_t> show;        ///< position of the walk; none where it goes on
    std::vector<ValueId> highlight;          ///< lit on the graph
    std::optional<ValueId> select;           ///< selected, so that it is explained
    std::string view;                        ///< one of laboratoryKeys(), or empty: as it is
    std::optional<LessonQuestion> question;
};

struct Lesson {
    std::string title;
    std::string summary;
    std::vector<LessonStop> stops;
};

/// A lesson from the text of a lesson file (version 1, docs/lessons.md).
/// @param name      for messages: the file's name
/// @param folder    where relative paths of projects are looked up
/// @param examples  where the projects lie that are named "example:NAME"
/// Throws ReadError on anything that is not exactly right, with the place in the file
/// and what was expected.
Lesson parseLesson(std::string_view text, const std::string& name, const std::string& folder,
                   const std::string& examples);

/// Reads a lesson file; of those compiled into the program, too. Throws ReadError.
Lesson loadLesson(const std::string& path, const std::string& examples = ":/examples");

}  // namespace stepgrad
