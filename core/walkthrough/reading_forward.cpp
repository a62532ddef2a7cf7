#include <algorithm>
#include <cmath>

#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/reading.h"

namespace stepgrad::reading {
namespace {

// A sigmoid or tanh beyond this part of its range is nearly flat.
constexpr double kFlat = 0.9;

ValueId prediction(const Words& words, int k) {
    return ValueId::h(words.network().layerCount() - 1, k);
}

/// Which output the targets name, where exactly one is 1 and the others 0.
std::optional<int> targetClass(const Words& words) {
    std::optional<int> found;
    const Vector& y = words.trace().targets;
    for (Eigen::Index k = 0; k < y.size(); ++k) {
        if (y[k] == 0.0)
            continue;
        if (y[k] != 1.0 || found)
            return std::nullopt;
        found = static_cast<int>(k);
    }
    return found;
}

std::optional<double> shareOfTheRightAnswer(const Words& words) {
    if (words.trace().lossFunction == Loss::CrossEntropy) {
        const auto right = targetClass(words);
        return right ? std::optional(words.value(prediction(words, *right))) : std::nullopt;
    }
    const double y = words.value(ValueId::target(0));
    if (words.network().outputCount() > 1 || (y != 0.0 && y != 1.0))
        return std::nullopt;
    return y == 1.0 ? words.value(prediction(words, 0))
                    : sigmoid(-words.value(prediction(words, 0).as(ValueKind::U)));
}

std::string softmax(const Words& words, const std::vector<ValueId>& ids) {
    if (static_cast<Eigen::Index>(ids.size()) < words.network().outputCount())
        return {};
    Eigen::Index top = 0;
    const double share = words.trace().prediction().maxCoeff(&top);
    std::string text = "Class " + std::to_string(top + 1) + " gets the largest share, " +
                       words.percent(share) + ".";
    if (const auto right = targetClass(words))
        addSentence(text, *right == top
                              ? "The target says the same class."
                              : "The target says class " + std::to_string(*right + 1) +
                                    ", which gets " +
                                    words.percent(words.value(prediction(words, *right))) + ".");
    return text;
}

}  // namespace

double missOf(const Words& words, int k) {
    return words.value(prediction(words, k)) - words.value(ValueId::target(k));
}

std::string weightedInput(const Words& words, const ValueId& id) {
    const double u = words.value(id);
    const std::string name = words.symbol(id);
    const std::string h = words.symbol(id.as(ValueKind::H));
    const std::string sign = u > 0.0   ? name + " is positive"
                             : u < 0.0 ? name + " is negative"
                                       : name + " is 0";
    switch (words.layer(id.layer).activation) {
        case Activation::Sigmoid:
            return sign + ", so " + h + " will be " +
                   (u > 0.0   ? "above "
                    : u < 0.0 ? "below "
                              : "exactly ") +
                   words.exact(0.5) + ".";
        case Activation::Tanh:
            return sign + ", and so will " + h + " be.";
        case Activation::Relu:
            return sign +
                   (u > 0.0 ? ", so it will pass the ReLU." : ", so the ReLU will make 0 of it.");
        case Activation::LeakyRelu:
            return sign + (u > 0.0 ? ", so it will pass the leaky ReLU."
                                   : ", so the leaky ReLU will leave a hundredth of it.");
        case Activation::Step:
            return sign + ", so " + h + " will be " + (u > 0.0 ? "1." : "0.");
        case Activation::Linear:
        case Activation::Softmax:
            break;
    }
    return {};
}

std::string activation(const Words& words, const ValueId& id) {
    const double h = words.value(id), u = words.value(id.as(ValueKind::U));
    const std::string name = words.symbol(id);
    const std::string flat =
        ": the neuron is far out where the curve is flat, so little of "
        "the error will come back through it.";
    switch (words.layer(id.layer).activation) {
        case Activation::Sigmoid:
            if (h > kFlat || h < 1.0 - kFlat)
                return name + " is near " + (h > kFlat ? "1" : "0") + flat;
            return name + (h > 0.6   ? " is more on than off."
                           : h < 0.4 ? " is more off than on."
                                     : " is near the middle, where the sigmoid is steepest.");
        case Activation::Tanh:
            if (std::abs(h) > kFlat)
                return name + " is near " + (h > 0.0 ? "1" : "−1") + flat;
            return name + (h > 0.0 ? " is positive." : h < 0.0 ? " is negative." : " is 0.");
        case Activation::Relu:
            return name + (u > 0.0 ? " is " + words.symbol(id.as(ValueKind::U)) + " itself."
                                   : " is 0: the neuron is silent for this example.");
        case Activation::LeakyRelu:
            return name + (u > 0.0
                               ? " is " + words.symbol(id.as(ValueKind::U)) + " itself."
                               : " is a hundredth of " + words.symbol(id.as(ValueKind::U)) + ".");
        case Activation::Step:
            return name +
                   (u > 0.0 ? " is 1: the neuron fires." : " is 0: the neuron does not fire.");
        case Activation::Linear:
        case Activation::Softmax:
            break;
    }
    return {};
}

std::string target(const Words& words, int k) {
    const double miss = missOf(words, k);
    const std::string name = words.symbol(prediction(words, k));
    if (miss == 0.0)
        return name + " hits the target.";
    return name + " is " + words.number(std::abs(miss)) + (miss < 0.0 ? " too low." : " too high.");
}

std::string predictions(const Words& words, const std::vector<ValueId>& ids) {
    const int last = words.network().layerCount() - 1;
    const Activation f = words.layer(last).activation;
    if (f == Activation::Softmax)
        return softmax(words, ids);
    if (words.network().outputCount() == 1) {
        const double y = words.value(ValueId::target(0));
        std::string text;
        if (f == Activation::Sigmoid)
            text = "The network gives " + words.percent(words.value(prediction(words, 0))) +
                   " to class 1.";
        const std::string name = words.symbol(prediction(words, 0));
        const std::string aim = "The target is " + words.given(y);
        const double miss = missOf(words, 0);
        addSentence(text, aim + (miss < 0.0   ? ", so " + name + " is too low."
                                 : miss > 0.0 ? ", so " + name + " is too high."
                                              : ", and " + name + " hits it."));
        return text;
    }
    std::string text;
    if (ids.size() <= kOneByOne)
        for (const auto& id : ids)
            addSentence(text, target(words, id.neuron));
    return text;
}

std::string loss(const Words& words) {
    const int count = static_cast<int>(words.network().outputCount());
    const Loss loss = words.trace().lossFunction;
    if (mergesOutput(loss)) {
        if (const auto right = shareOfTheRightAnswer(words))
            return "The right answer got " + words.percent(*right) + "; had it got all, " +
                   words.loss() + " would be 0.";
        return {};
    }
    int worst = 0;
    for (int k = 1; k < count; ++k)
        if (std::abs(missOf(words, k)) > std::abs(missOf(words, worst)))
            worst = k;
    if (missOf(words, worst) == 0.0)
        return "The prediction hits the target: there is nothing to learn from this example.";
    std::string miss = target(words, worst);
    if (count == 1)
        return miss + " Were it on the target, " + words.loss() + " would be 0.";
    return "The largest miss: " + miss;
}

}  // namespace stepgrad::reading
