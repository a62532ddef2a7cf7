#include <cmath>

#include "core/network/backpropagation.h"
#include "core/practice/mistake_tools.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"

/// Mistakes of the update.
namespace stepgrad {
namespace {

using namespace mistake;
namespace ex = expression;

/// A new value that an update changes: old value less step.
bool isUpdate(const AskedValue& a) {
    return isKind(a, {ValueKind::NewWeight, ValueKind::NewBias}) &&
           !isFrozen(a.trace.network, a.id);
}

ValueId parameterOf(const AskedValue& a) {
    return *a.id.parameter();
}

ValueId gradientOf(const AskedValue& a) {
    return a.id.as(a.id.kind == ValueKind::NewWeight ? ValueKind::WeightGradient
                                                     : ValueKind::BiasGradient);
}

/// What is taken off.
const Expression& stepOf(const AskedValue& a) {
    return a.right.parts[1].parts[0];
}

Expression less(const AskedValue& a, Expression step) {
    return ex::difference(ex::value(parameterOf(a)), std::move(step));
}

double eta(const AskedValue& a) {
    return a.trace.optimizer.learningRate;
}

/// The update with something else in place of the gradient.
Expression withGradient(const AskedValue& a, const Expression& other) {
    return changed(a.right, [&](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Value && part.value == gradientOf(a))
            return other;
        return std::nullopt;
    });
}

/// What is said of the wrong sign of the step, or of what is left of it. Where δ counts down,
/// η · δ · h is added, and who makes this mistake takes it off.
std::string wrongSign(const AskedValue& a, const std::string& reason) {
    if (const auto rule = deltaRuleOf(a.trace, a.id, a.notation))
        return "the step was taken off; with this sign of δ, " + textOf(a, rule->parts[1]) +
               " is added: " + nameOf(a) + " needs " + textOf(a, *rule) + ".";
    return "the step was added" + reason + ": " + needs(a);
}

std::vector<Slip> added(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    return {{ex::sum({ex::value(parameterOf(a)), stepOf(a)}),
             "Here " + wrongSign(a, "; it leads downhill, so it is taken off")}};
}

std::vector<Slip> etaForgotten(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    return {
        {less(a, ex::quotient(stepOf(a), ex::constant(eta(a)))), "Here η is missing: " + needs(a)},
        {ex::sum({ex::value(parameterOf(a)), ex::quotient(stepOf(a), ex::constant(eta(a)))}),
         "Here η is missing, and " + wrongSign(a, "")}};
}

std::vector<Slip> etaTwice(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    return {{less(a, ex::product({ex::constant(eta(a)), stepOf(a)})),
             "Here η was used twice: " + needs(a)}};
}

std::vector<Slip> stepAlone(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    const std::string sentence =
        "This is the step alone; it is taken off " + nameOf(a, parameterOf(a)) + ": " + needs(a);
    return {{stepOf(a), sentence}, {ex::negative(stepOf(a)), sentence}};
}

std::vector<Slip> notUpdated(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    return {{ex::value(parameterOf(a)),
             "This is " + nameOf(a, parameterOf(a)) + " as it was before: " + needs(a)}};
}

std::vector<Slip> memoryForgotten(const AskedValue& a) {
    if (!isUpdate(a) || a.trace.optimizer.memory() == 0)
        return {};
    return {
        {less(a, ex::product({ex::constant(eta(a)), ex::value(gradientOf(a))})),
         "This is plain gradient descent; what the optimizer remembers is missing: " + needs(a)}};
}

std::vector<Slip> penaltyForgotten(const AskedValue& a) {
    if (!isUpdate(a) || !a.trace.optimizer.hasPenalty())
        return {};
    Trace without = a.trace;
    without.optimizer.l1 = without.optimizer.l2 = 0.0;
    return {{expressionOf(without, a.id, a.notation),
             "Here the penalty of the weight is missing: " + needs(a)}};
}

std::vector<Slip> clippingForgotten(const AskedValue& a) {
    if (!isUpdate(a) || !a.trace.optimizer.clips() || a.trace.clipFactor == 1.0)
        return {};
    Trace without = a.trace;
    without.optimizer.clipNorm = 0.0;
    return {{expressionOf(without, a.id, a.notation),
             "Here the gradient was not clipped, the factor k is missing: " + needs(a)}};
}

std::vector<Slip> deltaForGradient(const AskedValue& a) {
    if (!isUpdate(a) || a.id.kind != ValueKind::NewWeight)
        return {};
    const ValueId delta = ValueId::delta(a.id.layer, a.id.neuron);
    return {{withGradient(a, ex::value(delta)),
             "Here " + nameOf(a, delta) + " stands in place of the gradient: " + needs(a)}};
}

std::vector<Slip> otherGradient(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    Slips slips;
    const auto other = [&](const ValueId& gradient) {
        if (gradient != gradientOf(a))
            slips.add(withGradient(a, ex::value(gradient)),
                      "Here " + nameOf(a, gradient) + " was taken: " + needs(a));
    };
    const Layer& layer = layerOf(a, a.id.layer);
    for (int k = 0; k < layer.inputs() && !slips.isFull(); ++k)
        for (int j = 0; j < layer.neurons(); ++j)
            other(ValueId::weightGradient(a.id.layer, j, k));
    if (layer.biases)
        for (int j = 0; j < layer.neurons(); ++j)
            other(ValueId::biasGradient(a.id.layer, j));
    return slips.take();
}

/// The gradient that the changed network has, of weights that were updated too early.
std::vector<Slip> gradientAfterwards(const AskedValue& a) {
    if (!isUpdate(a))
        return {};
    const Network network = a.trace.networkAfter();
    if (problemOf(network, a.trace.lossFunction))
        return {};  // a weight that is no number: there is no next step
    Trace after = makeTrace(network, a.trace.lossFunction, a.trace.optimizer, a.trace.stateAfter);
    computeForward(after, a.trace.inputs, a.trace.targets);
    computeBackward(after);
    const double gradient = conventionalValue(after, gradientOf(a), a.notation);
    if (!std::isfinite(gradient))
        return {};
    return {{withGradient(a, ex::constant(gradient)),
             "This is the gradient of the network after the update: all gradients come from the "
             "weights as they were before."}};
}

std::vector<Slip> frozenUpdated(const AskedValue& a) {
    if (!isKind(a, {ValueKind::NewWeight, ValueKind::NewBias}) || !isFrozen(a.trace.network, a.id))
        return {};
    return {{less(a, ex::product({ex::constant(eta(a)), ex::value(gradientOf(a))})),
             nameOf(a, parameterOf(a)) + " is frozen: it stays as it is."}};
}

}  // namespace

std::span<const MistakeRule> updateMistakes() {
    static constexpr MistakeRule kRules[] = {
        {"gradient_added", "gradient added", added},
        {"eta_forgotten", "η forgotten", etaForgotten},
        {"eta_twice", "η used twice", etaTwice},
        {"step_alone", "step alone", stepAlone},
        {"not_updated", "not updated", notUpdated},
        {"delta_for_gradient", "δ in place of the gradient", deltaForGradient},
        {"memory_forgotten", "memory of the optimizer forgotten", memoryForgotten},
        {"penalty_forgotten", "penalty forgotten", penaltyForgotten},
        {"clipping_forgotten", "clipping forgotten", clippingForgotten},
        {"other_gradient", "gradient of another weight", otherGradient},
        {"gradient_afterwards", "gradient after the update", gradientAfterwards},
        {"frozen_updated", "frozen weight updated", frozenUpdated},
    };
    return kRules;
}

}  // namespace stepgrad
