#include "core/walkthrough/reading.h"

namespace stepgrad {
namespace {

// Beyond this many results not even their signs are counted.
constexpr std::int64_t kMostCounted = 20000;

using Ids = std::vector<ValueId>;
using One = std::string (*)(const Words&, const ValueId&);

std::string eachOf(const Words& words, const Ids& ids, One read) {
    std::string text;
    if (ids.size() <= reading::kOneByOne)
        for (const auto& id : ids)
            addSentence(text, read(words, id));
    return text;
}

std::string resultsOf(const Words& words, const Step& step, const Ids& ids) {
    switch (step.kind) {
        case StepKind::WeightedInput:
            return eachOf(words, ids, reading::weightedInput);
        case StepKind::Activation:
            return words.isOutput(step.layer) ? reading::predictions(words, ids)
                                              : eachOf(words, ids, reading::activation);
        case StepKind::Loss:
            return reading::loss(words);
        case StepKind::Delta:
            return reading::deltas(words, ids);
        case StepKind::Gradient:
            return reading::gradients(words, ids);
        case StepKind::Update:
            return reading::updates(words, ids);
    }
    return {};
}

/// The update of a parameter where it is done, else its gradient where it is known.
std::string parameterReading(const Still& still, const Words& words, const ValueId& parameter) {
    const bool weight = parameter.kind == ValueKind::Weight;
    const ValueId after = parameter.as(weight ? ValueKind::NewWeight : ValueKind::NewBias);
    const ValueId gradient =
        parameter.as(weight ? ValueKind::WeightGradient : ValueKind::BiasGradient);
    if (still.isComputed(after))
        return reading::update(words, after);
    return still.isComputed(gradient) ? reading::gradient(words, gradient) : std::string();
}

std::string neuronReading(const Still& still, const Words& words, const ValueId& id) {
    const ValueId u = id.as(ValueKind::U), h = id.as(ValueKind::H), d = id.as(ValueKind::Delta);
    std::string text;
    if (!still.isComputed(u))
        return text;
    if (!still.isComputed(h))
        text = reading::weightedInput(words, u);
    else if (words.isOutput(id.layer))
        text = reading::target(words, id.neuron);
    else
        text = reading::activation(words, h);
    if (still.isComputed(d))
        addSentence(text, reading::delta(words, d));
    return text;
}

}  // namespace

std::string readingOf(const Still& still, const Step& step, std::int64_t first, std::int64_t last,
                      const Notation& notation) {
    const Words words(*still.trace, notation);
    std::string text;
    if (first < last && last - first <= kMostCounted) {
        Ids ids;
        for (std::int64_t stop = first; stop < last; ++stop)
            ids.push_back(still.walk->valueAt(stop));
        text = resultsOf(words, step, ids);
    }
    if (still.isEnd())
        addSentence(text, reading::lossChange(words));
    return text;
}

std::string readingOfValue(const Still& still, const ValueId& id, const Notation& notation) {
    const Words words(*still.trace, notation);
    if (const auto parameter = id.parameter()) {
        const bool isGradient =
            id.kind == ValueKind::WeightGradient || id.kind == ValueKind::BiasGradient;
        if (isGradient)
            return still.isComputed(id) ? reading::gradient(words, id) : std::string();
        return parameterReading(still, words, *parameter);
    }
    switch (id.kind) {
        case ValueKind::U:
        case ValueKind::H:
            return neuronReading(still, words, id);
        case ValueKind::Target:
            return still.isComputed(ValueId::h(still.network().layerCount() - 1, id.neuron))
                       ? reading::target(words, id.neuron)
                       : std::string();
        case ValueKind::Loss:
            return still.isComputed(id) ? reading::loss(words) : std::string();
        case ValueKind::Delta:
            return still.isComputed(id) ? reading::delta(words, id) : std::string();
        default:
            return {};
    }
}

}  // namespace stepgrad
