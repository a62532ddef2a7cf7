#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/practice/answer.h"
#include "core/practice/mistakes.h"
#include "core/practice/tolerance.h"

namespace stepgrad {

/// What a learner has answered before, for one value.
struct GivenAnswer {
    Answer answer;
    bool isRight = false;  ///< a wrong one may have been carried on
    bool operator==(const GivenAnswer&) const = default;
};
using GivenAnswers = std::map<ValueId, GivenAnswer>;

/// What is said of one answer.
struct Diagnosis {
    enum class Verdict {
        Right,           ///< within what rounding on the way can make of it
        RightFollowing,  ///< follows correctly from an earlier answer that was wrong
        TooFewDigits,    ///< no error, but the digits do not show that anything was computed
        Mistake,         ///< a typical mistake gives it
        Wrong            ///< no mistake of the table does
    };
    Verdict verdict = Verdict::Wrong;
    const MistakeRule* mistake = nullptr;  ///< of Mistake only
    /// For people: names the mistake, or what it follows from; empty where it is right.
    /// What more is needed where there are too few digits.
    std::string sentence;
    std::vector<ValueId> carried;  ///< the wrong earlier answers that are contained in it

    bool isRight() const { return verdict == Verdict::Right; }
    /// Nothing is wrong with it, so that what follows from it is right as well.
    bool isSound() const { return isRight() || verdict == Verdict::TooFewDigits; }
};

/// Finds out about the answers for the values of one training step. Keeps what it has
/// worked out; a value of its own thread.
class Diagnostician {
public:
    Diagnostician(TracePtr trace, const Notation& notation);
    ~Diagnostician();
    Diagnostician(Diagnostician&&) noexcept;
    Diagnostician& operator=(Diagnostician&&) noexcept;

    /// Right where it lies within the tolerance, whatever mistake fits as well; or where
    /// it follows from earlier answers that were right. Else right but for an earlier
    /// mistake; else the mistake of the table that comes nearest, with the values of the
    /// trace or the learner's own: one that gives the very digits before one that only
    /// rounding leads to, then the order of the table.
    /// Too few digits has what would be right, but is 0 though the value is not, or the
    /// parameter as it was before an update that changes it: as long as the sixth decimal
    /// tells the difference.
    /// @param earlier  answers for other values; what is not among them is as it should be
    /// Throws std::out_of_range for a value that the network does not have.
    Diagnosis diagnose(const ValueId& id, const Answer& answer, const GivenAnswers& earlier) const;

    const Trace& trace() const { return *m_trace; }
    const Notation& notation() const { return m_notation; }
    const Tolerance& tolerance(int decimals) const;

private:
    TracePtr m_trace;
    Notation m_notation;
    mutable std::map<int, std::unique_ptr<Tolerance>> m_tolerances;
};

}  // namespace stepgrad
