#include <utility>

#include "core/walkthrough/derivation_values.h"

namespace stepgrad {
namespace {

using Meaning = Expression::Meaning;
using Opening = Expression::Opening;
namespace ex = expression;

Expression setting(const char* symbol, const char* below, double number) {
    Formula name = formula::symbol(symbol);
    if (*below)
        name = formula::sub(std::move(name), formula::number(below));
    return ex::named(std::move(name), number, true);
}

/// Symbols and numbers of what an optimizer keeps for one parameter. They bear
/// the parameter's index; those of a bias have a b above.
class Slots {
public:
    Slots(const Trace& trace, const ValueId& id, const Notation& notation)
        : m_trace(trace), m_id(id) {
        const Formula s = symbol(*id.parameter(), trace.network, notation);
        const bool hasScripts = s.kind == Formula::Kind::Scripts;
        m_below = hasScripts ? s.parts[1] : Formula{};
        m_above = id.parameter()->kind == ValueKind::Bias ? formula::symbol("b")
                  : hasScripts                            ? s.parts[2]
                                                          : Formula{};
    }

    Formula symbolOf(Formula letter, bool isNew) const {
        Formula above = m_above;
        if (isNew)
            above = m_above.isEmpty() ? formula::words("new")
                                      : formula::row({m_above, formula::words(" new")});
        return formula::scripts(std::move(letter), m_below, std::move(above));
    }

    /// What is remembered from before the update. @param slot 0 or 1
    Expression before(const char* letter, int slot) const {
        return ex::named(symbolOf(formula::symbol(letter), false), remembered(slot), false);
    }

    /// A memory part as a leaf of another formula: its symbol, worth its expression.
    static Expression leafOf(const MemoryPart& part) {
        return ex::group(Meaning::Memory, Opening::Closed, ex::named(part.symbol, 0.0, false),
                         part.expression);
    }

private:
    double remembered(int slot) const {
        const auto& all = m_trace.stateBefore.layers;
        if (all.empty())
            return 0.0;
        const auto& slots = all[static_cast<std::size_t>(m_id.layer)];
        if (m_id.parameter()->kind == ValueKind::Weight)
            return (slot == 0 ? slots.firstWeights : slots.secondWeights)(m_id.neuron, m_id.input);
        return (slot == 0 ? slots.firstBiases : slots.secondBiases)[m_id.neuron];
    }

    const Trace& m_trace;
    const ValueId m_id;
    Formula m_below, m_above;
};

/// factor · before + (1 − factor) · gradient (squared, or not).
Expression runningMean(const Expression& factor, Expression before, Expression gradient) {
    return ex::sum({ex::product({factor, std::move(before)}),
                    ex::product({ex::difference(ex::constant(1.0), factor), std::move(gradient)})});
}

ValueId gradientOf(const ValueId& id) {
    return id.parameter()->as(id.parameter()->kind == ValueKind::Weight ? ValueKind::WeightGradient
                                                                        : ValueKind::BiasGradient);
}

/// What the update takes for the slope: the gradient, clipped where that is asked for, and
/// for a weight what the penalty adds to it, + λ₂·w + λ₁·sign(w).
Expression slopeOf(const Trace& trace, const ValueId& id) {
    Expression gradient = clippedOf(trace, ex::value(gradientOf(id)));
    const ValueId parameter = *id.parameter();
    const OptimizerSettings& optimizer = trace.optimizer;
    if (parameter.kind != ValueKind::Weight || !optimizer.hasPenalty())
        return gradient;
    std::vector<Expression> terms{std::move(gradient)};
    if (optimizer.l2 != 0.0)
        terms.push_back(ex::product({setting("λ", "2", optimizer.l2), ex::value(parameter)}));
    if (optimizer.l1 != 0.0) {
        const double w = *trace.value(parameter);
        const Formula sign = formula::sub(formula::symbol("s"), formula::words("sign"));
        terms.push_back(ex::product({setting("λ", "1", optimizer.l1), ex::named(sign,
                                                                                w > 0.0   ? 1.0
                                                                                : w < 0.0 ? -1.0
                                                                                          : 0.0,
                                                                                true)}));
    }
    return ex::sum(std::move(terms));
}

std::vector<MemoryPart> adamParts(const Trace& trace, const Slots& slots,
                                  const Expression& gradient) {
    const Expression beta1 = setting("β", "1", trace.optimizer.beta1);
    const Expression beta2 = setting("β", "2", trace.optimizer.beta2);
    const Expression t =
        ex::named(formula::symbol("t"), static_cast<double>(trace.stateAfter.updates), true);
    const auto part = [&](Formula letter, bool isNew, Expression e) {
        return MemoryPart{slots.symbolOf(std::move(letter), isNew), std::move(e)};
    };
    const auto corrected = [&](const MemoryPart& raw, const Expression& beta) {
        return ex::quotient(Slots::leafOf(raw),
                            ex::difference(ex::constant(1.0), ex::power(beta, t)));
    };
    const MemoryPart m =
        part(formula::symbol("m"), true, runningMean(beta1, slots.before("m", 0), gradient));
    const MemoryPart v = part(formula::symbol("v"), true,
                              runningMean(beta2, slots.before("v", 1), ex::square(gradient)));
    return {m, v, part(formula::hat(formula::symbol("m")), false, corrected(m, beta1)),
            part(formula::hat(formula::symbol("v")), false, corrected(v, beta2))};
}

}  // namespace

std::optional<Expression> deltaRuleOf(const Trace& trace, const ValueId& id,
                                      const Notation& notation) {
    const bool isWeight = id.kind == ValueKind::NewWeight;
    if (!notation.turnsDelta() || isFrozen(trace.network, id) || trace.optimizer.memory() > 0 ||
        trace.optimizer.clips() || (isWeight && trace.optimizer.hasPenalty()))
        return std::nullopt;
    std::vector<Expression> factors{setting("η", "", trace.optimizer.learningRate),
                                    ex::value(ValueId::delta(id.layer, id.neuron))};
    if (isWeight)
        factors.push_back(ex::value(sourceOf(id.layer, id.input)));
    return ex::sum({ex::value(*id.parameter()), ex::product(std::move(factors))});
}

bool isFrozen(const Network& network, const ValueId& id) {
    const auto parameter = id.parameter();
    if (!parameter)
        return false;
    const auto& layer = network.layers[static_cast<std::size_t>(id.layer)];
    return parameter->kind == ValueKind::Weight ? !layer.weightsTrainable : !layer.biasesTrainable;
}

std::vector<MemoryPart> memoryOf(const Trace& trace, const ValueId& id, const Notation& notation) {
    if (isFrozen(trace.network, id) || trace.optimizer.memory() == 0)
        return {};
    const Slots slots(trace, id, notation);
    const Expression gradient = slopeOf(trace, id);
    switch (trace.optimizer.type) {
        case OptimizerType::Sgd:
            return {{slots.symbolOf(formula::symbol("v"), true),
                     ex::sum({ex::product({setting("μ", "", trace.optimizer.momentum),
                                           slots.before("v", 0)}),
                              gradient})}};
        case OptimizerType::RmsProp:
            return {{slots.symbolOf(formula::symbol("s"), true),
                     runningMean(setting("α", "", trace.optimizer.alpha), slots.before("s", 0),
                                 ex::square(gradient))}};
        case OptimizerType::Adam:
            return adamParts(trace, slots, gradient);
    }
    return {};
}

Expression updateOf(const Trace& trace, const ValueId& id, const Notation& notation) {
    Expression p = ex::value(*id.parameter());
    if (isFrozen(trace.network, id))
        return p;
    const Expression gradient = slopeOf(trace, id);
    const Expression eta = setting("η", "", trace.optimizer.learningRate);
    const std::vector<MemoryPart> memory = memoryOf(trace, id, notation);
    const auto scale = [&](std::size_t part) {
        return ex::sum({ex::call(Expression::Function::SquareRoot, {Slots::leafOf(memory[part])}),
                        setting("ε", "", trace.optimizer.epsilon)});
    };
    Expression step;
    if (memory.empty())
        step = ex::product({eta, gradient});
    else if (trace.optimizer.type == OptimizerType::Sgd)
        step = ex::product({eta, Slots::leafOf(memory[0])});
    else if (trace.optimizer.type == OptimizerType::RmsProp)
        step = ex::product({ex::quotient(eta, scale(0)), gradient});
    else
        step = ex::product({eta, ex::quotient(Slots::leafOf(memory[2]), scale(3))});
    return ex::difference(std::move(p), std::move(step));
}

}  // namespace stepgrad
