#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/lesson.h"

namespace stepgrad {

/// What is said of an answer.
struct Verdict {
    enum class Kind {
        Right,
        Wrong,
        Unclear  ///< no number, or too few digits to tell
    };
    Kind kind = Kind::Wrong;
    std::vector<TextPiece> words;
};

/// Where the learner is when an answer or a deed is looked at.
struct LessonMoment {
    const Still& start;  ///< as the stop set it up
    const Still& now;
    /// The mean J over the examples; asked for only where a check needs it.
    std::function<double()> meanLoss;
    bool isSameExample = true;  ///< as when the stop was set up
    /// The project with the present weights; asked for only where a check needs it.
    std::function<Project()> project{};
};

/// Of a typed number, as people write numbers. Right is what is within the rounding of
/// the digits given: half a unit of the last one, and one and a half where that unit
/// is below a three-hundredth of the value, since who rounds on the way may be one off.
/// Both the value of the stop as set up and the one that is shown now count. A wrong
/// sign, and the value of another quantity, are named.
Verdict judgeNumber(const LessonQuestion& question, std::string_view typed,
                    const LessonMoment& moment, const Notation& notation);

/// Of the chosen option.
Verdict judgeChoice(const LessonQuestion& question, std::size_t option, const Trace& trace,
                    const Notation& notation);

/// Whether what the question asks to do is done. False for questions to answer.
bool isDone(const LessonCheck& check, const LessonMoment& moment);

}  // namespace stepgrad
