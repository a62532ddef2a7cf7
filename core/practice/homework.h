#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/practice/diagnosis.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// A sheet with a learner's own values for one training step, checked all at once: each
/// is right, wrong with the mistake that was made, or follows from an earlier error. What
/// he has carried on are his own values.
class Homework {
public:
    struct Row {
        ValueId id;
        std::string symbol;                  ///< "δ₃"
        std::string text;                    ///< as entered; empty: nothing
        std::string problem;                 ///< why the text is no number; else empty
        std::optional<Diagnosis> diagnosis;  ///< of a number
    };
    /// One row for each value of the walk, the first kMostRows of them.
    static constexpr std::int64_t kMostRows = 300;

    Homework(TracePtr trace, const Walk& walk, const Notation& notation);

    const std::vector<Row>& rows() const { return m_rows; }
    /// Enters one value and checks the sheet again.
    void setText(std::size_t row, std::string text);
    /// Enters all that was entered in another sheet, where the same values are asked for.
    void takeOver(const Homework& other);
    /// Enters a column or table copied from a spreadsheet or a text: cells divided by tabs,
    /// or lines. A symbol in front of a number ("u1", "δ3", "dJ/dw5", "w5 new") says where
    /// it belongs; without one, numbers fill the rows from `row` on. A first line of
    /// words is left out. Returns how many values were entered.
    std::size_t paste(std::string_view text, std::size_t row);
    void clear();

    /// The row of a symbol as people type it: "w5", "w_5", "w₅", "delta3", "yhat".
    std::optional<std::size_t> rowOf(std::string_view symbol) const;
    /// The value itself, as written for people.
    std::string resultOf(std::size_t row) const;
    /// "18 of 22 right, 3 wrong, 1 follows from an earlier error"; empty without answers.
    std::string summary() const;
    /// The marked sheet as a table of text: symbol, own value, mark, what happened; a line
    /// for each value that was entered. @param withResults  the values themselves, too
    std::string markedText(bool withResults) const;

    const Trace& trace() const { return *m_trace; }
    const Notation& notation() const { return m_diagnostician.notation(); }

private:
    void check();

    TracePtr m_trace;
    Diagnostician m_diagnostician;
    std::vector<Row> m_rows;
    std::vector<std::string> m_keys;  ///< of the rows' symbols, for rowOf
};

/// What happened, for a sheet: "right", "slope forgotten: …"; empty without an answer.
std::string markOf(const Homework::Row& row);

}  // namespace stepgrad
