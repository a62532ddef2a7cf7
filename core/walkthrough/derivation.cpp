#include "core/walkthrough/derivation.h"

#include <algorithm>

#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

/// Derivations of a value and of what its optimizer remembers, in order.
std::vector<Equation> equationsOf(const Still& still, const ValueId& id, const Notation& notation) {
    const bool known = still.isComputed(id);
    auto equations = deriveMemory(*still.trace, id, notation, known);
    equations.push_back(still.isAsked(id) ? question(*still.trace, id, notation)
                                          : derive(*still.trace, id, notation, known));
    return equations;
}

/// How many equations a value of the step takes, at most.
int equationsPerValue(const Step& step, const OptimizerSettings& optimizer) {
    if (step.kind != StepKind::Update || optimizer.memory() == 0)
        return 1;
    return optimizer.type == OptimizerType::Adam ? 5 : 2;
}

std::string titleOf(const ValueId& id, const Network& network, const Notation& notation) {
    const std::string symbol = symbolText(id, network, notation);
    switch (id.kind) {
        case ValueKind::Input:
            return "Input " + symbol;
        case ValueKind::Target:
            return "Target " + symbol;
        case ValueKind::Weight:
            return "Weight " + symbol;
        case ValueKind::Bias:
            return "Bias " + symbol;
        case ValueKind::U:
            return "Weighted input " + symbol;
        case ValueKind::H:
            return (network.isOutput(id.layer) ? "Prediction " : "Activation ") + symbol;
        case ValueKind::Loss:
            return "Loss " + symbol;
        case ValueKind::Delta:
            return "Delta " + symbol;
        case ValueKind::WeightGradient:
        case ValueKind::BiasGradient:
            return "Gradient " + symbol;
        case ValueKind::NewWeight:
            return "New weight " + symbolText(*id.parameter(), network, notation);
        case ValueKind::NewBias:
            return "New bias " + symbolText(*id.parameter(), network, notation);
    }
    return symbol;
}

/// The values whose equations tell all about one value.
std::vector<ValueId> tellingValues(const ValueId& id) {
    switch (id.kind) {
        case ValueKind::Weight:
            return {id, id.as(ValueKind::WeightGradient), id.as(ValueKind::NewWeight)};
        case ValueKind::Bias:
            return {id, id.as(ValueKind::BiasGradient), id.as(ValueKind::NewBias)};
        case ValueKind::U:
        case ValueKind::H:
            return {id.as(ValueKind::U), id.as(ValueKind::H), id.as(ValueKind::Delta)};
        default:
            return {id};
    }
}

}  // namespace

Explanation explainStep(const Still& still, const Notation& notation, int most) {
    Explanation explanation;
    const Step* step = still.currentStep();
    if (!step) {
        explanation.title = "Before the first step";
        explanation.paragraph = paragraphBeforeStart(still);
        return explanation;
    }
    explanation.title = std::to_string(still.currentStepIndex() + 1) + " " + step->title;
    explanation.paragraph = paragraphOf(*step, *still.trace, notation);
    // Where not all can be shown, what the last press computed is.
    const std::int64_t first = step->first, last = std::max(still.position, still.asked);
    const std::int64_t pressed =
        std::clamp(still.isAsking() ? still.position : still.from, first, last);
    const std::int64_t current = pressed == last ? first : pressed;
    const std::int64_t fitting =
        std::max(1, most / equationsPerValue(*step, still.trace->optimizer));
    if (step->kind == StepKind::Update)
        explanation.equations =
            deriveClipping(*still.trace, notation, still.isComputed(still.walk->valueAt(first)));
    const std::int64_t begin = std::max(first, std::min(current, last - fitting));
    const std::int64_t end = std::min(last, begin + fitting);
    for (std::int64_t stop = begin; stop < end; ++stop)
        for (auto& equation : equationsOf(still, still.walk->valueAt(stop), notation))
            explanation.equations.push_back(std::move(equation));
    if (const std::int64_t left = (last - first) - (end - begin); left > 0)
        explanation.more = "and " + std::to_string(left) + " more";
    if (still.isAsking())
        return explanation;
    explanation.rounding = roundingOf(still, explanation.equations, notation);
    explanation.inWords = readingOf(still, *step, current, last, notation);
    return explanation;
}

Explanation explainValue(const Still& still, const ValueId& id, const Notation& notation) {
    Explanation explanation;
    if (!exists(still.network(), id))
        return explanation;
    explanation.title = titleOf(id, still.network(), notation);
    explanation.paragraph = paragraphOfValue(still, id, notation);
    for (const auto& telling : tellingValues(id)) {
        if (telling.kind == ValueKind::NewWeight || telling.kind == ValueKind::NewBias)
            if (!isFrozen(still.network(), telling))
                for (auto& equation :
                     deriveClipping(*still.trace, notation, still.isComputed(telling)))
                    explanation.equations.push_back(std::move(equation));
        for (auto& equation : equationsOf(still, telling, notation))
            explanation.equations.push_back(std::move(equation));
    }
    explanation.rounding = roundingOf(still, explanation.equations, notation);
    explanation.inWords = readingOfValue(still, id, notation);
    return explanation;
}

}  // namespace stepgrad
