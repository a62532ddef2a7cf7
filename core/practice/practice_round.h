#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/practice/diagnosis.h"
#include "core/walkthrough/derivation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// A training step that a learner works out himself: which values are asked, in the
/// order of the walk, what has been answered, with how many tries and hints.
class PracticeRound {
public:
    /// What is asked: the whole step, or one phase of it.
    enum class Part { All, Forward, Backward, Update };
    /// One asked value, and how it went.
    struct Item {
        ValueId id;
        std::optional<Answer> accepted;  ///< the answer that was right
        int wrongTries = 0;
        int hints = 0;  ///< 0 … kHints
        bool isShown = false;
        bool isDone() const { return accepted.has_value() || isShown; }
        bool isAtOnce() const { return accepted && wrongTries == 0 && hints == 0; }
        bool operator==(const Item&) const = default;
    };
    /// Formula; with the numbers put in; the result.
    static constexpr int kHints = 3;

    /// Asks all values of the part; of large networks the first of every step, so that
    /// a round has no more than some forty values.
    PracticeRound(TracePtr trace, std::shared_ptr<const Walk> walk, Part part,
                  const Notation& notation);

    const std::vector<Item>& items() const { return m_items; }
    bool isOver() const { return m_at == m_items.size(); }
    /// Which value is asked, from 0; `items().size()` when the round is over.
    std::size_t at() const { return m_at; }
    const ValueId& asked() const { return m_items.at(m_at).id; }
    /// The position of the walk at which all is told that comes before what is asked,
    /// and nothing else; when it is over, that after the last value.
    std::int64_t position() const;

    /// What is said of an answer. Where it is right the next value is asked.
    Diagnosis answer(const Answer& answer);
    /// One more hint: the equations of the value in symbols, then with numbers; the third
    /// shows the result, as `show` does.
    std::vector<Equation> hint();
    /// Gives the value away, and asks the next one.
    std::vector<Equation> show();

    Part part() const { return m_part; }
    const Trace& trace() const { return m_diagnostician.trace(); }
    const Notation& notation() const { return m_diagnostician.notation(); }

private:
    std::vector<Equation> equations(int hint) const;

    TracePtr m_trace;
    std::shared_ptr<const Walk> m_walk;
    Part m_part;
    Diagnostician m_diagnostician;
    GivenAnswers m_given;
    std::vector<Item> m_items;
    std::size_t m_at = 0;
};

/// How the values of one kind went.
struct KindScore {
    std::string name;  ///< "deltas"
    int asked = 0;
    int atOnce = 0;  ///< right at the first try, without a hint
    int hints = 0;
    int shown = 0;
    bool operator==(const KindScore&) const = default;
};
/// Of the values that are done; the hardest first, then in the order of the walk.
std::vector<KindScore> scoresOf(const PracticeRound& round);
/// What was hard, in words: "19 of 22 at the first try and without a hint. Hardest were
/// the deltas: 1 of 3." Empty before the first is done.
std::string summaryOf(const PracticeRound& round);

}  // namespace stepgrad
