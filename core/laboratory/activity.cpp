#include "core/laboratory/activity.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/backpropagation.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

constexpr std::int64_t kMostSampled = 200;
constexpr double kSaturated = 1.0 / 20.0;
constexpr std::size_t kMostNamed = 6;

LayerActivity emptyOf(const Layer& layer, Eigen::Index sampled) {
    const auto neurons = static_cast<std::size_t>(layer.neurons());
    LayerActivity activity;
    activity.least.assign(neurons, std::numeric_limits<double>::infinity());
    activity.greatest.assign(neurons, -std::numeric_limits<double>::infinity());
    if (info(layer.activation).derivative)
        activity.steepest.assign(neurons, 0.0);
    activity.sample = Matrix::Zero(sampled, layer.neurons());
    return activity;
}

void take(LayerActivity& activity, const Layer& layer, const Vector& u) {
    const auto slope = info(layer.activation).derivative;
    for (std::size_t j = 0; j < activity.least.size(); ++j) {
        const double at = u[static_cast<Eigen::Index>(j)];
        activity.least[j] = std::min(activity.least[j], at);
        activity.greatest[j] = std::max(activity.greatest[j], at);
        if (slope)
            activity.steepest[j] = std::max(activity.steepest[j], std::abs(slope(at)));
    }
}

void judge(LayerActivity& activity, Activation activation) {
    for (std::size_t j = 0; j < activity.least.size(); ++j) {
        if (isDead(activation, activity.greatest[j]))
            activity.dead.push_back(static_cast<int>(j));
        if (!activity.steepest.empty() && isSaturated(activation, activity.steepest[j]))
            activity.saturated.push_back(static_cast<int>(j));
    }
}

std::string counted(std::size_t count, const char* what) {
    return formatCount(static_cast<std::int64_t>(count)) + " " + what + (count == 1 ? "" : "s");
}

/// "a, b and 3 more"
std::string listedShort(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kMostNamed)
        text += " and " + std::to_string(names.size() - kMostNamed) + " more";
    return text;
}

}  // namespace

bool isDead(Activation activation, double greatest) {
    return activation == Activation::Relu && greatest <= 0.0;
}

bool isSaturated(Activation activation, double steepest) {
    if (activation != Activation::Sigmoid && activation != Activation::Tanh)
        return false;
    return steepest < kSaturated * info(activation).derivative(0.0);
}

Activity measureActivity(const Network& network, const Dataset& examples, double mostWork) {
    Activity activity;
    activity.examples = examples.size();
    const double fits = mostWork / static_cast<double>(network.parameterCount());
    activity.measured =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(fits), 1, activity.examples);
    const std::int64_t sampled = std::min(activity.measured, kMostSampled);
    for (const Layer& layer : network.layers)
        activity.layers.push_back(emptyOf(layer, sampled));
    // Its loss is not looked at; softmax has but one that goes with it.
    const Loss loss = network.layers.back().activation == Activation::Softmax
                          ? Loss::CrossEntropy
                          : Loss::HalfSquaredError;
    Trace trace = makeTrace(network, loss, {}, {});
    std::int64_t next = 0;
    for (std::int64_t i = 0; i < activity.measured; ++i) {
        const std::int64_t row = i * activity.examples / activity.measured;
        computeForward(trace, examples.input(row), examples.target(row));
        const bool isSampled = next < sampled && i == next * activity.measured / sampled;
        for (std::size_t l = 0; l < activity.layers.size(); ++l) {
            take(activity.layers[l], network.layers[l], trace.layers[l].u);
            if (isSampled)
                activity.layers[l].sample.row(next) = trace.layers[l].u.transpose();
        }
        next += isSampled ? 1 : 0;
    }
    for (std::size_t l = 0; l < activity.layers.size(); ++l)
        judge(activity.layers[l], network.layers[l].activation);
    return activity;
}

std::string activityText(const Network& network, const Activity& activity,
                         const std::vector<std::vector<std::string>>& names) {
    std::vector<std::string> dead, saturated;
    std::size_t steps = 0;
    for (std::size_t l = 0; l < activity.layers.size(); ++l) {
        for (const int j : activity.layers[l].dead)
            dead.push_back(names[l][static_cast<std::size_t>(j)]);
        for (const int j : activity.layers[l].saturated)
            saturated.push_back(names[l][static_cast<std::size_t>(j)]);
        steps += network.layers[l].activation == Activation::Step ? 1 : 0;
    }
    const std::string on =
        activity.isComplete()
            ? "on all " + counted(static_cast<std::size_t>(activity.examples), "training example")
            : "on " + formatCount(activity.measured) + " of " +
                  counted(static_cast<std::size_t>(activity.examples), "training example");
    std::string text;
    if (steps > 0)
        text += "The slope of the step is 0 everywhere: every δ of " +
                std::string(steps == 1 ? "its layer" : "these layers") +
                " and of all layers before is exactly 0, and nothing there learns. ";
    if (!dead.empty())
        text += (dead.size() == 1 ? "1 dead ReLU neuron: "
                                  : counted(dead.size(), "dead ReLU neuron") + ": ") +
                listedShort(dead) + (dead.size() == 1 ? " has" : " have") + " u ≤ 0 " + on +
                (dead.size() == 1 ? ", so that its slope is 0 and its weights never change. "
                                  : ", so that their slope is 0 and their weights never change. ");
    if (!saturated.empty())
        text += counted(saturated.size(), "saturated neuron") + ": f′(u) of " +
                listedShort(saturated) + " is below a twentieth of its greatest value " + on + ". ";
    if (text.empty())
        return "No dead and no saturated neuron " + on + ".";
    text.pop_back();
    return text;
}

}  // namespace stepgrad
