#include "app/cli/trace_story.h"

#include <algorithm>
#include <memory>

#include "core/walkthrough/notation.h"
#include "core/walkthrough/number_text.h"
#include "core/walkthrough/step.h"

namespace stepgrad::cli {
namespace {

/// symbol = exact value
Formula given(const Trace& trace, const ValueId& id, const Notation& notation) {
    return formula::row({symbol(id, trace.network, notation), formula::op("="),
                         formula::number(exactNumber(*trace.value(id), notation.numbers))});
}

template <typename MakeId>
Story::Given givenList(const Trace& trace, const Notation& notation, std::string label,
                       Eigen::Index count, const MakeId& makeId) {
    Story::Given list{std::move(label), {}, {}};
    const int shown = static_cast<int>(std::min<Eigen::Index>(count, kMostValues));
    for (int k = 0; k < shown; ++k)
        list.values.push_back(given(trace, makeId(k), notation));
    if (count > shown)
        list.more = "and " + std::to_string(count - shown) + " more";
    return list;
}

/// Weights by source, then by destination, as they are numbered.
Story::Given weightsOf(const Trace& trace, const Notation& notation, int l,
                       const std::string& where) {
    const auto& layer = trace.network.layers[static_cast<std::size_t>(l)];
    const int neurons = static_cast<int>(layer.neurons());
    return givenList(trace, notation, "weights" + where, layer.weights.size(),
                     [=](int n) { return ValueId::weight(l, n % neurons, n / neurons); });
}

std::vector<Story::Given> givenOf(const Trace& trace, const Notation& notation) {
    const Network& network = trace.network;
    std::vector<Story::Given> all;
    all.push_back(givenList(trace, notation, "inputs", network.inputCount(), &ValueId::inputOf));
    all.push_back(givenList(trace, notation, network.outputCount() == 1 ? "target" : "targets",
                            network.outputCount(), &ValueId::target));
    for (int l = 0; l < network.layerCount(); ++l) {
        const auto& layer = network.layers[static_cast<std::size_t>(l)];
        const std::string where =
            network.layerCount() == 1 ? "" : " of layer " + std::to_string(l + 1);
        all.push_back(weightsOf(trace, notation, l, where));
        if (layer.biases)
            all.push_back(givenList(trace, notation, "biases" + where, layer.neurons(),
                                    [l](int j) { return ValueId::bias(l, j); }));
    }
    return all;
}

std::string activationsOf(const Network& network) {
    std::string text;
    for (const auto& layer : network.layers)
        text += (text.empty() ? "" : ", ") + std::string(info(layer.activation).name);
    return text;
}

std::string headingOf(Phase phase) {
    switch (phase) {
        case Phase::Forward:
            return "Forward pass";
        case Phase::Backward:
            return "Backward pass";
        case Phase::Update:
            return "Update";
    }
    return {};
}

}  // namespace

Story tell(const Project& project, const TracePtr& trace, std::int64_t example,
           const Notation& notation) {
    const Network& network = trace->network;
    Story story;
    story.title = project.name.empty() ? "One training step" : project.name;
    story.subtitle =
        "Network " + network.shapeText() + " (" + activationsOf(network) + "). Example " +
        std::to_string(example) + " of " + std::to_string(project.data->size()) +
        ", the first being 0. Loss: " + std::string(info(project.loss).name) + ". Learning by " +
        std::string(info(project.optimizer.type).name) + " with the learning rate η = " +
        exactNumber(project.optimizer.learningRate, notation.numbers) + ".";
    story.given = givenOf(*trace, notation);

    Still still{trace, std::make_shared<const Walk>(network), 0, 0, 0};
    for (const auto& step : still.walk->steps()) {
        still.from = step.first;
        still.position = step.first + step.count;
        Story::Chapter chapter;
        if (&step == &still.walk->steps().front() || (&step - 1)->phase != step.phase)
            chapter.heading = headingOf(step.phase);
        chapter.step = explainStep(still, notation, kMostValues);
        story.chapters.push_back(std::move(chapter));
    }
    return story;
}

}  // namespace stepgrad::cli
