#pragma once

#include <functional>
#include <unordered_map>

#include "core/practice/answer.h"
#include "core/practice/interval.h"
#include "core/walkthrough/expression.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// In what interval of numbers a leaf of an expression lies.
using IntervalLookup = std::function<Interval(const ValueId&)>;

/// Which part of a group a learner calculates with: h(1 − h), which is shown, or
/// the slope of u, which is exact; or either, and whatever lies between.
enum class Route { Shown, Exact, Either };

/// Everything that can come out of the expression where each number that is put
/// in and each intermediate result is rounded to `decimals`, cut off there, or taken as
/// it is: interval arithmetic with `orShortened` after each operation. Products are
/// multiplied from the front or from behind; terms are rounded, then added. What an optimizer
/// remembers is rounded to no fewer than three significant digits: with fewer,
/// nobody can calculate with squares of gradients. Not finite where a divisor may
/// be rounded to 0.
Interval reachable(const Expression& expression, const IntervalLookup& leaves, int decimals,
                   Route route);

/// What a learner can get for the values of a trace who rounds on his way, from the
/// given numbers to the value asked for.
/// Refers to the trace and keeps what it has worked out; one thread.
class Tolerance {
public:
    /// @param decimals  to which the learner rounds
    Tolerance(const Trace& trace, const Notation& notation, int decimals);

    /// The numbers that are right for a value, under the conventions of the notation.
    Interval of(const ValueId& id) const;
    /// What can come out of an expression whose leaves are the learner's.
    Interval of(const Expression& expression) const;
    int decimals() const { return m_decimals; }

private:
    Interval computed(const ValueId& id) const;
    Interval updated(const ValueId& id) const;

    const Trace& m_trace;
    const Notation m_notation;
    int m_decimals;
    mutable std::unordered_map<ValueId, Interval> m_known;
};

/// To how many decimals a learner rounds who gave this answer: as typed; where fewer
/// than two were typed, zeros were left out ("0.2" for "0.20"), and a mere 0 stands
/// for 0.0000.
int workingDecimals(const Answer& answer);

}  // namespace stepgrad
