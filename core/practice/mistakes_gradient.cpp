#include "core/practice/mistake_tools.h"
#include "core/walkthrough/derivation_values.h"

/// Mistakes with the gradients.
namespace stepgrad {
namespace {

using namespace mistake;
using Meaning = Expression::Meaning;
namespace ex = expression;

bool isGradient(const AskedValue& a) {
    return isKind(a, {ValueKind::WeightGradient, ValueKind::BiasGradient});
}

bool isWeightGradient(const AskedValue& a) {
    return a.id.kind == ValueKind::WeightGradient;
}

ValueId deltaOf(const AskedValue& a) {
    return ValueId::delta(a.id.layer, a.id.neuron);
}

ValueId sourceOf(const AskedValue& a) {
    return stepgrad::sourceOf(a.id.layer, a.id.input);
}

/// "The weight w₅ comes from h₁: ∂J/∂w₅ needs δ₃ · h₁."
std::string comesFrom(const AskedValue& a) {
    return "the weight " + nameOf(a, *a.id.parameter()) + " comes from " + nameOf(a, sourceOf(a)) +
           ": " + needs(a);
}

std::vector<Slip> wrongSource(const AskedValue& a) {
    if (!isWeightGradient(a))
        return {};
    Slips slips;
    const ValueId source = sourceOf(a);
    for (int k = 0; k < layerOf(a, a.id.layer).inputs() && !slips.isFull(); ++k)
        if (k != a.id.input) {
            const ValueId other = stepgrad::sourceOf(a.id.layer, k);
            slips.add(exchanged(a.right, source, other),
                      "Here " + nameOf(a, other) + " was taken; " + comesFrom(a));
        }
    return slips.take();
}

std::vector<Slip> inputForSource(const AskedValue& a) {
    if (!isWeightGradient(a) || a.id.layer == 0)
        return {};
    const ValueId source = sourceOf(a), u = source.as(ValueKind::U);
    return {{exchanged(a.right, source, u), "Here " + nameOf(a, u) +
                                                " was taken in place of the activation " +
                                                nameOf(a, source) + ": " + needs(a)}};
}

std::vector<Slip> ownActivation(const AskedValue& a) {
    if (!isWeightGradient(a))
        return {};
    const ValueId own = ValueId::h(a.id.layer, a.id.neuron);
    return {{exchanged(a.right, sourceOf(a), own),
             "Here " + nameOf(a, own) + ", where the weight ends, was taken; " + comesFrom(a)}};
}

std::vector<Slip> weightForSource(const AskedValue& a) {
    if (!isWeightGradient(a))
        return {};
    const ValueId w = *a.id.parameter();
    return {{exchanged(a.right, sourceOf(a), w),
             "Here δ was multiplied by the weight " + nameOf(a, w) + " itself: " + needs(a)}};
}

std::vector<Slip> sourceForgotten(const AskedValue& a) {
    if (!isWeightGradient(a))
        return {};
    const Expression delta = ex::value(deltaOf(a));
    std::vector<Slip> slips{
        {delta, "This is " + nameOf(a, deltaOf(a)) + " alone; " + comesFrom(a)}};
    if (a.notation.turnsDelta())  // then δ counts down, and the gradient is −δ · h
        slips.push_back(
            {ex::negative(delta), "This is −" + nameOf(a, deltaOf(a)) + " alone; " + comesFrom(a)});
    return slips;
}

std::vector<Slip> deltaForgotten(const AskedValue& a) {
    if (!isWeightGradient(a))
        return {};
    return {{ex::value(sourceOf(a)), "Here " + nameOf(a, deltaOf(a)) + " is missing: " + needs(a)}};
}

std::vector<Slip> sourceForBias(const AskedValue& a) {
    if (a.id.kind != ValueKind::BiasGradient)
        return {};
    Slips slips;
    for (int k = 0; k < layerOf(a, a.id.layer).inputs() && !slips.isFull(); ++k) {
        const ValueId source = stepgrad::sourceOf(a.id.layer, k);
        slips.add(ex::product({a.right, ex::value(source)}),
                  "A bias has no input, " + nameOf(a, source) + " is too many: " + needs(a));
    }
    slips.add(ex::product({a.right, ex::value(*a.id.parameter())}),
              "The bias itself does not go into its gradient: " + needs(a));
    return slips.take();
}

std::vector<Slip> otherDelta(const AskedValue& a) {
    if (!isGradient(a))
        return {};
    Slips slips;
    const Network& network = a.trace.network;
    for (const int layer : {a.id.layer, a.id.layer + 1, a.id.layer - 1})
        if (layer >= 0 && layer < network.layerCount())
            for (int k = 0; k < neuronsIn(a, layer) && !slips.isFull(); ++k) {
                const ValueId other = ValueId::delta(layer, k);
                if (other != deltaOf(a))
                    slips.add(exchanged(a.right, deltaOf(a), other),
                              "Here " + nameOf(a, other) + " was taken; " +
                                  nameOf(a, *a.id.parameter()) + " leads to " +
                                  nameOf(a, ValueId::u(a.id.layer, a.id.neuron)) + ": " + needs(a));
            }
    return slips.take();
}

std::vector<Slip> errorForDelta(const AskedValue& a) {
    if (!isGradient(a) || !a.trace.network.isOutput(a.id.layer) ||
        mergesOutput(a.trace.lossFunction))
        return {};
    const Expression error =
        regrouped(expressionOf(a.trace, deltaOf(a), a.notation), Meaning::Slope, ex::constant(1.0));
    const Expression e = changed(a.right, [&](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Value && part.value == deltaOf(a))
            return error;
        return std::nullopt;
    });
    return {{e, "Here the error stands in place of " + nameOf(a, deltaOf(a)) + ": " + needs(a)}};
}

std::vector<Slip> etaInGradient(const AskedValue& a) {
    if (!isGradient(a))
        return {};
    return {{ex::product({ex::constant(a.trace.optimizer.learningRate), a.right}),
             "Here η is in it already; it belongs to the update: " + needs(a)}};
}

}  // namespace

std::span<const MistakeRule> gradientMistakes() {
    static constexpr MistakeRule kRules[] = {
        {"wrong_source", "wrong input for the gradient", wrongSource},
        {"input_for_source", "u in place of h", inputForSource},
        {"own_activation", "activation at the wrong end", ownActivation},
        {"weight_for_source", "weight in place of its input", weightForSource},
        {"source_forgotten", "input forgotten", sourceForgotten},
        {"delta_forgotten", "δ forgotten", deltaForgotten},
        {"source_for_bias", "input for a bias", sourceForBias},
        {"other_delta", "δ of another neuron", otherDelta},
        {"error_for_delta_in_gradient", "error in place of δ", errorForDelta},
        {"eta_in_gradient", "η in the gradient", etaInGradient},
    };
    return kRules;
}

}  // namespace stepgrad
