#pragma once

#include <vector>

#include "core/walkthrough/derivation.h"
#include "core/walkthrough/expression.h"

namespace stepgrad {

/// What a value of the trace is computed by: its formula with all its leaves.
/// Inputs, targets and parameters are themselves.
/// Its worth with the conventional values of the notation is the conventional value;
/// where delta is the slope, that is the trace's own value.
/// @param notation  for the sign of delta, and the symbols of what an optimizer remembers
Expression expressionOf(const Trace& trace, const ValueId& id, const Notation& notation = {});

/// Whether a part is written as it is, or as its negative: ŷ − y, or y − ŷ.
enum class Sense { AsIs, Negative };

/// The parts of which expressions are made. `layer` and `neuron` from 0.
/// f'(u) of a neuron: h(1 − h) for the sigmoid, ReLU′(u) …
Expression slopeOf(const Trace& trace, int layer, int neuron, Expression::Opening opening);
/// dJ/dh of an output for the squared errors: ŷ − y, 2(ŷ − y) …; for the
/// cross-entropies −y/ŷ … (not finite where the prediction is 0 or 1).
Expression lossSlopeOf(const Trace& trace, int output, Expression::Opening opening,
                       Sense sense = Sense::AsIs);
/// dJ/du of an output for the cross-entropies at once: ŷ − y.
Expression mergedErrorOf(const Trace& trace, int output, Expression::Opening opening,
                         Sense sense = Sense::AsIs);
/// Whether J is taken with respect to u of the outputs at once.
bool mergesOutput(Loss loss);

/// One number that the optimizer remembers or works out for a parameter on the
/// way to its new value.
struct MemoryPart {
    Formula symbol;         ///< "v₅ new", "m̂₅"
    Expression expression;  ///< how it is computed
};
/// In the order of computation: momentum v; RMSProp s; Adam m, v, m̂, v̂. Empty for
/// plain gradient descent and for frozen parameters.
/// @param id  NewWeight or NewBias
std::vector<MemoryPart> memoryOf(const Trace& trace, const ValueId& id, const Notation& notation);

/// k times the gradient where gradients are clipped, k = c / max(c, ‖g‖) as one number;
/// else the gradient as it is.
Expression clippedOf(const Trace& trace, Expression gradient);

/// The new value of a parameter from the old one, its gradient and the memory.
Expression updateOf(const Trace& trace, const ValueId& id, const Notation& notation);

/// What plain gradient descent does with a delta of the opposite sign, straight from
/// it: w + η · δ · h. Nothing where delta is the slope, or where clipping, an optimizer's memory,
/// a penalty or a frozen parameter comes between.
/// @param id  NewWeight or NewBias
std::optional<Expression> deltaRuleOf(const Trace& trace, const ValueId& id,
                                      const Notation& notation);

/// Whether updates leave the parameter (or the parameter of its gradient or new
/// value) as it is.
bool isFrozen(const Network& network, const ValueId& id);

/// The equation of an expression: its symbols, with `lead` in front ("∂J/∂u₁ ="),
/// then, `withNumbers`, the lines of numbers and the result.
Equation equationOf(Formula left, std::vector<Formula> lead, const Expression& expression,
                    const Trace& trace, const Notation& notation, bool withNumbers);

/// "∂J/∂u₁": the derivative of one thing by another.
Formula partial(Formula above, Formula below);

}  // namespace stepgrad
