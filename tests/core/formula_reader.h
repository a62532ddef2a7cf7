#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/walkthrough/formula.h"

namespace stepgrad::test {

/// All numbers that a printed number can have been rounded from.
struct Interval {
    double low = 0.0;
    double high = 0.0;

    double middle() const { return (low + high) / 2.0; }
    double width() const { return high - low; }
    bool meets(const Interval& other) const { return low <= other.high && other.low <= high; }
};

/// Reads formulas as they are drawn, without knowing how they were made: sums,
/// products with and without dots, fractions, powers, brackets, functions by
/// their printed names.
class FormulaReader {
public:
    using Leaf = std::function<std::optional<Interval>(const Formula&)>;

    /// @param leaf  what a formula is worth as a whole, or nothing: then its
    ///              parts are read. Asked for every node, numbers included.
    explicit FormulaReader(Leaf leaf) : m_leaf(std::move(leaf)) {}

    /// Behind the last "=" of a row. Nothing for what cannot be read: dots, words.
    std::optional<Interval> read(const Formula& formula) const;

private:
    class Row;
    std::optional<Interval> node(const Formula& formula) const;
    Leaf m_leaf;
};

/// The interval of a printed number: half a unit of its last digit around it.
/// @param exact  a constant or setting that is written in full
Interval printedInterval(const std::string& text, bool exact);

}  // namespace stepgrad::test
