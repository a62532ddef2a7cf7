#include <algorithm>
#include <cmath>
#include <functional>

#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/reading.h"

namespace stepgrad::reading {
namespace {

using Ids = std::vector<ValueId>;

// So many results are named with their signs; more are only counted.
constexpr std::size_t kNamed = 6;

ValueId prediction(const Words& words, int k) {
    return ValueId::h(words.network().layerCount() - 1, k);
}

ValueId gradientOf(const ValueId& parameter) {
    return parameter.as(parameter.kind == ValueKind::Weight ? ValueKind::WeightGradient
                                                            : ValueKind::BiasGradient);
}

std::string eachOf(const Words& words, const Ids& ids,
                   std::string (*read)(const Words&, const ValueId&)) {
    std::string text;
    for (const auto& id : ids)
        addSentence(text, read(words, id));
    return text;
}

/// What is said of one and of several with the same sign.
struct Verb {
    const char* one;
    const char* several;
};

/// "w₁ and w₃ grow; w₂ shrinks.", or, for many, "Of 24 weights 14 grow, 10 shrink."
/// @param verbs  for a positive, a negative and no sign
std::string bySign(const Words& words, const Ids& ids, const char* noun,
                   const std::function<double(const ValueId&)>& signOf,
                   const std::function<ValueId(const ValueId&)>& named, const Verb (&verbs)[3]) {
    std::vector<std::string> names[3];
    for (const auto& id : ids) {
        const double sign = signOf(id);
        names[sign > 0.0 ? 0 : sign < 0.0 ? 1 : 2].push_back(words.symbol(named(id)));
    }
    const bool naming = ids.size() <= kNamed;
    std::string text = naming ? "" : "Of " + std::to_string(ids.size()) + " " + noun + " ";
    const char* between = "";
    for (int i = 0; i < 3; ++i) {
        const std::size_t count = names[i].size();
        if (count == 0)
            continue;
        text += between + (naming ? listed(names[i]) : std::to_string(count)) + " " +
                (count == 1 ? verbs[i].one : verbs[i].several);
        between = naming ? "; " : ", ";
    }
    return text + ".";
}

ValueId largestOf(const Words& words, const Ids& ids) {
    return *std::max_element(ids.begin(), ids.end(), [&](const ValueId& a, const ValueId& b) {
        return std::abs(words.value(a)) < std::abs(words.value(b));
    });
}

constexpr Verb kSigns[3] = {
    {"is positive", "are positive"}, {"is negative", "are negative"}, {"is 0", "are 0"}};

/// Why an output or a hidden delta has its sign, where one reason says it all.
std::string whyThisSign(const Words& words, const ValueId& id) {
    if (words.isOutput(id.layer)) {
        const double miss = missOf(words, id.neuron);
        const std::string name = words.symbol(prediction(words, id.neuron));
        // Only where it is the reason: not for soft targets that do not sum to 1.
        if (miss * words.slope(id) <= 0.0)
            return {};
        return ", because " + name + (miss < 0.0 ? " is too low" : " is too high");
    }
    if (words.layer(id.layer + 1).neurons() != 1)
        return {};
    const ValueId weight = ValueId::weight(id.layer + 1, 0, id.neuron);
    const ValueId behind = ValueId::delta(id.layer + 1, 0);
    const std::string both = words.symbol(behind) + " and " + words.symbol(weight);
    if (words.value(weight) >= 0.0)
        return {};
    return words.value(behind) < 0.0 ? ", because " + both + " are both negative"
                                     : ", because " + words.symbol(weight) + " is negative";
}

std::string whyNoDelta(const Words& words, const ValueId& id) {
    const auto& layer = words.layer(id.layer);
    const double u = words.value(id.as(ValueKind::U));
    if (layer.activation == Activation::Step)
        return ", because the step function is flat everywhere";
    if (layer.activation == Activation::Relu && u <= 0.0)
        return ", because " + words.symbol(id.as(ValueKind::U)) +
               " is not above 0 and the ReLU is flat there";
    if (words.isOutput(id.layer))
        return missOf(words, id.neuron) == 0.0
                   ? ", because " + words.symbol(prediction(words, id.neuron)) + " hits the target"
                   : ", because the curve is too flat there";
    bool allZero = true, allCut = true;
    for (int m = 0; m < words.layer(id.layer + 1).neurons(); ++m) {
        allZero = allZero && words.value(ValueId::delta(id.layer + 1, m)) == 0.0;
        allCut = allCut && words.value(ValueId::weight(id.layer + 1, m, id.neuron)) == 0.0;
    }
    return allZero  ? ", because no error comes back to it"
           : allCut ? ", because the weight behind it is 0"
                    : "";
}

std::string whyNoGradient(const Words& words, const ValueId& id) {
    if (id.kind == ValueKind::WeightGradient) {
        const ValueId source = sourceOf(id.layer, id.input);
        if (words.value(source) == 0.0)
            return words.symbol(source) + " is 0";
    }
    const ValueId delta = ValueId::delta(id.layer, id.neuron);
    return words.symbol(delta) +
           (words.value(delta) == 0.0 ? " is 0" : " is too small to tell from 0");
}

/// "Raising w₁ or w₃ would lower the loss; raising w₂ or w₄ would raise it."
std::string raising(const Words& words, const Ids& ids) {
    std::vector<std::string> lowers, raises, nothing;
    for (const auto& id : ids) {
        const double g = words.value(id);
        (g < 0.0 ? lowers : g > 0.0 ? raises : nothing).push_back(words.symbol(*id.parameter()));
    }
    std::string text;
    const auto add = [&](const std::vector<std::string>& names, const std::string& does) {
        if (!names.empty())
            text += (text.empty() ? "Raising " : "; raising ") + listed(names) + does;
    };
    add(lowers, " would lower the loss");
    add(raises, lowers.empty() ? " would raise the loss" : " would raise it");
    add(nothing, " would change nothing");
    return text + ".";
}

}  // namespace

std::string delta(const Words& words, const ValueId& id) {
    const double value = words.value(id);
    const std::string name = words.symbol(id), u = words.symbol(id.as(ValueKind::U));
    if (value == 0.0)
        return name + " is 0" + whyNoDelta(words, id) + ": a small change of " + u +
               " does not change the loss.";
    return name + " is " + (value < 0.0 ? "negative" : "positive") + whyThisSign(words, id) +
           ": raising " + u + " would " + (words.slope(id) < 0.0 ? "lower" : "raise") +
           " the loss.";
}

std::string gradient(const Words& words, const ValueId& id) {
    const double value = words.value(id);
    const std::string name = words.symbol(id), p = words.symbol(*id.parameter());
    if (value == 0.0)
        return name + " is 0, because " + whyNoGradient(words, id) + ".";
    return name + " is " + (value < 0.0 ? "negative" : "positive") + ": raising " + p +
           " a little would " + (value < 0.0 ? "lower" : "raise") + " the loss.";
}

std::string update(const Words& words, const ValueId& id) {
    const ValueId parameter = *id.parameter();
    const std::string name = words.symbol(parameter);
    if (isFrozen(words.network(), id))
        return name + " is frozen and keeps " + words.number(parameter) + ".";
    const double before = words.value(parameter), after = words.value(id);
    const double gradient = words.value(gradientOf(parameter));
    const std::string stays = name + " stays at " + words.number(id);
    if (before == after)
        return gradient == 0.0 ? "The gradient is 0, so " + stays + "."
                               : stays + ": the step is too small to change it.";
    const std::string how =
        name + (after > before ? " grows " : " shrinks ") + words.change(before, after);
    const bool isWeight = parameter.kind == ValueKind::Weight;
    if (isWeight && words.trace().optimizer.hasPenalty() && (after > before) != (gradient < 0.0))
        return how + ": the pull of large weights towards 0 outweighs the gradient " +
               words.number(gradient) + ".";
    if (words.trace().optimizer.memory() > 0 && (after > before) != (gradient < 0.0))
        return how + ": what the optimizer remembers outweighs the gradient " +
               words.number(gradient) + ".";
    return "Gradient " + words.number(gradient) + " is " +
           (gradient < 0.0 ? "negative" : "positive") + ", so " + how + ".";
}

/// "J falls from 0.1072 to 0.1016", as soon as the update is complete.
std::string lossChange(const Words& words) {
    const double before = words.trace().loss, after = words.trace().lossAfter;
    if (!std::isfinite(before) || !std::isfinite(after))
        return {};
    const std::string begin = "With the new weights " + words.loss() + " ";
    if (before == after)
        return begin + "stays at " + words.number(after) + ".";
    if (after < before)
        return begin + "falls " + words.change(before, after) + ".";
    return begin + "rises " + words.change(before, after) +
           ": the step was too long; a smaller η would help.";
}

std::string deltas(const Words& words, const Ids& ids) {
    if (ids.size() <= kOneByOne)
        return eachOf(words, ids, delta);
    std::string text = bySign(
        words, ids, "deltas", [&](const ValueId& id) { return words.value(id); },
        [](const ValueId& id) { return id; }, kSigns);
    const ValueId top = largestOf(words, ids);
    if (words.value(top) != 0.0)
        addSentence(text, "The loss depends most on " + words.symbol(top.as(ValueKind::U)) + ": " +
                              words.symbol(top) + " is " + words.number(top) + ".");
    return text;
}

std::string gradients(const Words& words, const Ids& ids) {
    if (ids.size() <= kOneByOne)
        return eachOf(words, ids, gradient);
    const ValueId top = largestOf(words, ids);
    if (words.value(top) == 0.0)
        return "All these gradients are 0: nothing is learned here from this example.";
    std::string text =
        ids.size() <= kNamed
            ? raising(words, ids)
            : bySign(
                  words, ids, "gradients", [&](const ValueId& id) { return words.value(id); },
                  [](const ValueId& id) { return id; }, kSigns);
    addSentence(text, "Of these, " + words.loss() + " depends most on " +
                          words.symbol(*top.parameter()) + ".");
    return text;
}

std::string updates(const Words& words, const Ids& ids) {
    if (ids.size() <= kOneByOne)
        return eachOf(words, ids, update);
    return bySign(
        words, ids, "weights and biases",
        [&](const ValueId& id) { return words.value(id) - words.value(*id.parameter()); },
        [](const ValueId& id) { return *id.parameter(); },
        {{"grows", "grow"}, {"shrinks", "shrink"}, {"stays as it is", "stay as they are"}});
}

}  // namespace stepgrad::reading
