#include "core/practice/tolerance.h"

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"

namespace stepgrad {
namespace {

constexpr int kFewestDecimals = 2;
constexpr int kDecimalsOfZero = 4;

}  // namespace

int workingDecimals(const Answer& answer) {
    if (answer.decimals >= kFewestDecimals)
        return answer.decimals;
    return answer.value == 0.0 ? kDecimalsOfZero : kFewestDecimals;
}

Tolerance::Tolerance(const Trace& trace, const Notation& notation, int decimals)
    : m_trace(trace), m_notation(notation), m_decimals(decimals) {}

Interval Tolerance::of(const ValueId& id) const {
    const auto known = m_known.find(id);
    if (known != m_known.end())
        return known->second;
    const Interval interval = orShortened(computed(id), m_decimals);
    m_known.emplace(id, interval);
    return interval;
}

Interval Tolerance::of(const Expression& expression) const {
    return reachable(
        expression, [this](const ValueId& id) { return of(id); }, m_decimals, Route::Either);
}

Interval Tolerance::computed(const ValueId& id) const {
    const Interval exact = Interval::of(conventionalValue(m_trace, id, m_notation));
    if (id.isEditable())
        return exact;
    const bool remembers = m_trace.optimizer.memory() > 0 && !isFrozen(m_trace.network, id);
    if (remembers && (id.kind == ValueKind::NewWeight || id.kind == ValueKind::NewBias))
        return updated(id);
    const Interval all = of(expressionOf(m_trace, id, m_notation));
    return all.isFinite() ? hull(all, exact) : exact;
}

/// The step is a quotient of two things that both come from the gradient: interval
/// arithmetic, which takes them for independent, would let nearly anything pass.
/// So it is evaluated for the gradients at both ends and for the exact one.
Interval Tolerance::updated(const ValueId& id) const {
    const ValueId gradient = id.as(id.kind == ValueKind::NewWeight ? ValueKind::WeightGradient
                                                                   : ValueKind::BiasGradient);
    const double exact = conventionalValue(m_trace, gradient, m_notation);
    const Interval around = of(gradient);
    std::vector<double> gradients{exact};
    if (!around.contains(0.0))
        gradients.insert(gradients.end(), {around.low, around.high});
    const Expression step = expressionOf(m_trace, id, m_notation);
    Interval all = Interval::of(conventionalValue(m_trace, id, m_notation));
    for (const double g : gradients) {
        const Interval one = reachable(
            step,
            [&](const ValueId& leaf) { return leaf == gradient ? Interval::of(g) : of(leaf); },
            m_decimals, Route::Either);
        if (one.isFinite())
            all = hull(all, one);
    }
    return all;
}

}  // namespace stepgrad
