#include <cmath>

#include "core/laboratory/flow.h"
#include "core/network/clipping.h"
#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

/// "σ′(u₃)"
std::string slopeName(const Network& network, const ValueId& neuron, const Notation& notation) {
    const Activation activation = network.layers[static_cast<std::size_t>(neuron.layer)].activation;
    return (activation == Activation::Sigmoid ? "σ′(" : "f′(") +
           symbolText(neuron.as(ValueKind::U), network, notation) + ")";
}

std::string ratioText(const std::vector<LayerFlow>& flow, const Words& words) {
    const double first = flow.front().gradient, last = flow.back().gradient;
    const std::string begin = "The gradient of layer " + std::to_string(flow.size()) + " is " +
                              words.number(last) + ", that of layer 1 is " + words.number(first);
    if (last == 0.0)
        return begin + ": this example teaches the output nothing.";
    if (first == 0.0)
        return begin + ": nothing of the loss arrives there.";
    const double ratio = first / last;
    const std::string part = begin + ", " + words.number(ratio) + " times as much. ";
    if (ratio * kMuchOfGradient < 1.0)
        return part + "It vanishes on the way.";
    const double growth = flow.front().delta / flow.back().delta;
    if (growth > kMuchOfGradient)
        return part + "δ explodes on the way: it grows to " + words.number(growth) +
               " times as much.";
    return part + "It arrives.";
}

std::string pathText(const std::vector<FlowStep>& steps, const Words& words) {
    double logs = 0.0;
    for (std::size_t i = 1; i < steps.size(); ++i)
        logs += std::log(std::abs(steps[i].factor));
    if (steps.size() < 2)
        return {};
    const double mean = std::exp(logs / static_cast<double>(steps.size() - 1));
    return "Along the strongest path each layer multiplies it by w · f′ = " + words.number(mean) +
           " on (geometric) average.";
}

std::string clippingText(const Trace& trace, const Words& words) {
    if (!trace.optimizer.clips())
        return "All gradients together have the length ‖g‖ = " + words.number(gradientNorm(trace)) +
               ".";
    const std::string limit = "c = " + words.exact(trace.optimizer.clipNorm);
    if (trace.clipFactor == 1.0)
        return "‖g‖ = " + words.number(trace.gradientNorm) + " is within " + limit +
               ": nothing is clipped.";
    return "‖g‖ = " + words.number(trace.gradientNorm) + " is clipped to " + limit +
           ": k = " + words.number(trace.clipFactor) + ".";
}

}  // namespace

GradientPath pathOf(const Trace& trace, const std::vector<FlowStep>& steps,
                    const Notation& notation) {
    GradientPath path;
    path.description = "strongest path";
    for (const FlowStep& step : steps) {
        if (!step.weight) {
            path.factors.push_back({ChainFactor::Place::Delta, step.neuron,
                                    symbolText(step.neuron, trace.network, notation), step.factor,
                                    step.product});
            continue;
        }
        const double w = *trace.value(*step.weight), before = *path.factors.back().product;
        path.factors.push_back({ChainFactor::Place::Edge, *step.weight,
                                symbolText(*step.weight, trace.network, notation), w, before * w});
        path.factors.push_back({ChainFactor::Place::Neuron, step.neuron.as(ValueKind::H),
                                slopeName(trace.network, step.neuron, notation), step.slope,
                                step.product});
    }
    return path;
}

std::string layerFlowText(const Trace& trace, const std::vector<LayerFlow>& flow,
                          const std::vector<FlowStep>& steps, int layer, const Notation& notation) {
    const Words words(trace, notation);
    const auto index = static_cast<std::size_t>(layer);
    const FlowStep& step = steps.at(steps.size() - 1 - index);
    std::string text = "Layer " + std::to_string(layer + 1) +
                       ": ‖δ‖ = " + words.number(flow.at(index).delta) + ", gradient " +
                       words.number(flow.at(index).gradient);
    if (step.weight)
        text += "; on the path " + words.symbol(*step.weight) + " · " +
                slopeName(trace.network, step.neuron, notation) + " = " + words.number(step.factor);
    return text;
}

std::string flowText(const Trace& trace, const std::vector<LayerFlow>& flow,
                     const std::vector<FlowStep>& steps, const Notation& notation) {
    const Words words(trace, notation);
    if (flow.size() < 2)
        return "One layer has no depth: choose more layers.";
    std::string text = ratioText(flow, words);
    for (const std::string& sentence : {pathText(steps, words), clippingText(trace, words)})
        if (!sentence.empty())
            addSentence(text, sentence);
    return text;
}

}  // namespace stepgrad
