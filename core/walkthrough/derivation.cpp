#include "core/walkthrough/derivation.h"

#include <algorithm>

#include "core/walkthrough/explanation_words.h"

namespace stepgrad {

Explanation explainStep(const Still& still, const Notation& notation, int most) {
    Explanation explanation;
    const Step* step = still.currentStep();
    if (!step) {
        explanation.title = "Before the first step";
        explanation.paragraph = paragraphBeforeStart(still.network());
        return explanation;
    }
    explanation.title = std::to_string(still.currentStepIndex() + 1) + " " + step->title;
    explanation.paragraph = paragraphOf(*step, still.network());
    const std::int64_t count = still.position - step->first;
    for (std::int64_t i = 0; i < std::min<std::int64_t>(count, most); ++i)
        explanation.equations.push_back(
            derive(*still.trace, still.walk->valueAt(step->first + i), notation));
    return explanation;
}

Explanation explainValue(const Still& still, const ValueId& id, const Notation& notation) {
    Explanation explanation;
    if (!exists(still.network(), id))
        return explanation;
    explanation.title = symbolText(id, still.network(), notation);
    explanation.equations.push_back(derive(*still.trace, id, notation, still.isComputed(id)));
    return explanation;
}


}  // namespace stepgrad
