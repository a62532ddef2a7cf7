#include "core/practice/mistakes.h"

#include <stdexcept>

#include "core/walkthrough/derivation_values.h"

namespace stepgrad {

AskedValue askedValue(const Trace& trace, const ValueId& id, const Notation& notation) {
    if (!exists(trace.network, id))
        throw std::out_of_range("the network has no such value");
    return {trace, notation, id, expressionOf(trace, id, notation)};
}

std::span<const MistakeRule> mistakeRules() {
    static const std::vector<MistakeRule> all = [] {
        std::vector<MistakeRule> rules;
        for (const auto group : {forwardMistakes(), deltaMistakes(), gradientMistakes(),
                                 updateMistakes(), slipsOfThePen()})
            rules.insert(rules.end(), group.begin(), group.end());
        return rules;
    }();
    return all;
}

}  // namespace stepgrad
