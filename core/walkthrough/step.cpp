#include "core/walkthrough/step.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

namespace stepgrad {
namespace {

std::string keyOf(StepKind kind, int layer) {
    const std::string l = std::to_string(layer + 1);
    switch (kind) {
        case StepKind::WeightedInput:
            return "forward." + l + ".weighted_input";
        case StepKind::Activation:
            return "forward." + l + ".activation";
        case StepKind::Loss:
            return "forward.loss";
        case StepKind::Delta:
            return "backward." + l + ".delta";
        case StepKind::Gradient:
            return "backward." + l + ".gradient";
        case StepKind::Update:
            return "update";
    }
    return {};
}

}  // namespace

Walk::Walk(const Network& network) {
    std::int64_t parameters = 0;
    for (const auto& layer : network.layers) {
        m_layers.push_back({static_cast<int>(layer.neurons()), static_cast<int>(layer.inputs()),
                            layer.biases.has_value()});
        parameters += m_layers.back().parameters();
    }
    const int count = network.layerCount();
    for (int l = 0; l < count; ++l) {
        add(StepKind::WeightedInput, Phase::Forward, l, m_layers[l].neurons);
        add(StepKind::Activation, Phase::Forward, l, m_layers[l].neurons);
    }
    add(StepKind::Loss, Phase::Forward, -1, 1);
    for (int l = count - 1; l >= 0; --l) {
        add(StepKind::Delta, Phase::Backward, l, m_layers[l].neurons);
        add(StepKind::Gradient, Phase::Backward, l, m_layers[l].parameters());
    }
    add(StepKind::Update, Phase::Update, -1, parameters);
}

void Walk::add(StepKind kind, Phase phase, int layer, std::int64_t count) {
    m_steps.push_back(
        {kind, phase, layer, m_stops, count, keyOf(kind, layer), titleOf(kind, layer)});
    m_stops += count;
}

std::string Walk::titleOf(StepKind kind, int layer) const {
    const int last = static_cast<int>(m_layers.size()) - 1;
    const bool output = layer == last;
    const bool several = layer >= 0 && m_layers[layer].neurons > 1;
    // "Hidden" alone where there is one hidden layer, else "Hidden 2".
    const std::string place = output      ? "Output"
                              : last == 1 ? "Hidden"
                                          : "Hidden " + std::to_string(layer + 1);
    const std::string s = several ? "s" : "";
    switch (kind) {
        case StepKind::WeightedInput:
            return place + " weighted input" + s;
        case StepKind::Activation:
            return output ? "Prediction" + s : place + " activation" + s;
        case StepKind::Loss:
            return "Loss";
        case StepKind::Delta:
            return place + " delta" + s;
        case StepKind::Gradient:
            return (layer == 0 && last > 0 ? std::string("Input") : place) + " weight gradients";
        case StepKind::Update:
            return "Weight update";
    }
    return {};
}

int Walk::stepOf(std::int64_t stop) const {
    if (stop < 0 || stop >= m_stops)
        throw std::out_of_range("no such stop");
    const auto after =
        std::upper_bound(m_steps.begin(), m_steps.end(), stop,
                         [](std::int64_t s, const Step& step) { return s < step.first; });
    return static_cast<int>(after - m_steps.begin()) - 1;
}

ValueId Walk::parameterAt(int layer, std::int64_t index, bool isNew) const {
    const auto& shape = m_layers[layer];
    const std::int64_t weights = std::int64_t{shape.neurons} * shape.inputs;
    if (index < weights) {
        const int j = static_cast<int>(index % shape.neurons);
        const int k = static_cast<int>(index / shape.neurons);
        return isNew ? ValueId::newWeight(layer, j, k) : ValueId::weightGradient(layer, j, k);
    }
    const int j = static_cast<int>(index - weights);
    return isNew ? ValueId::newBias(layer, j) : ValueId::biasGradient(layer, j);
}

std::int64_t Walk::parameterIndex(const ValueId& id) const {
    const auto& shape = m_layers[id.layer];
    if (id.parameter()->kind == ValueKind::Weight)
        return std::int64_t{id.input} * shape.neurons + id.neuron;
    return std::int64_t{shape.neurons} * shape.inputs + id.neuron;
}

ValueId Walk::valueAt(std::int64_t stop) const {
    const Step& step = m_steps[stepOf(stop)];
    std::int64_t index = stop - step.first;
    switch (step.kind) {
        case StepKind::WeightedInput:
            return ValueId::u(step.layer, static_cast<int>(index));
        case StepKind::Activation:
            return ValueId::h(step.layer, static_cast<int>(index));
        case StepKind::Loss:
            return ValueId::loss();
        case StepKind::Delta:
            return ValueId::delta(step.layer, static_cast<int>(index));
        case StepKind::Gradient:
            return parameterAt(step.layer, index, false);
        case StepKind::Update:
            break;
    }
    int layer = 0;
    while (index >= m_layers[layer].parameters())
        index -= m_layers[layer++].parameters();
    return parameterAt(layer, index, true);
}

bool Walk::has(const ValueId& id) const {
    if (id.kind == ValueKind::Loss)
        return true;
    if (id.layer < 0 || id.layer >= static_cast<int>(m_layers.size()))
        return false;
    const auto& shape = m_layers[id.layer];
    if (id.neuron < 0 || id.neuron >= shape.neurons)
        return false;
    const auto parameter = id.parameter();
    if (!parameter)
        return true;
    return parameter->kind == ValueKind::Bias ? shape.biases
                                              : id.input >= 0 && id.input < shape.inputs;
}

std::optional<std::int64_t> Walk::stopOf(const ValueId& id) const {
    if (!has(id))
        return std::nullopt;
    const int count = static_cast<int>(m_layers.size());
    // Steps lie in a fixed order: 2 a layer forward, the loss, 2 a layer backward.
    const auto forward = [&](int offset) { return m_steps[2 * id.layer + offset].first; };
    const auto backward = [&](int offset) {
        return m_steps[2 * count + 1 + 2 * (count - 1 - id.layer) + offset].first;
    };
    switch (id.kind) {
        case ValueKind::U:
            return forward(0) + id.neuron;
        case ValueKind::H:
            return forward(1) + id.neuron;
        case ValueKind::Loss:
            return m_steps[2 * count].first;
        case ValueKind::Delta:
            return backward(0) + id.neuron;
        case ValueKind::WeightGradient:
        case ValueKind::BiasGradient:
            return backward(1) + parameterIndex(id);
        case ValueKind::NewWeight:
        case ValueKind::NewBias: {
            std::int64_t stop = m_steps.back().first + parameterIndex(id);
            for (int l = 0; l < id.layer; ++l)
                stop += m_layers[l].parameters();
            return stop;
        }
        case ValueKind::Input:
        case ValueKind::Target:
        case ValueKind::Weight:
        case ValueKind::Bias:
            break;
    }
    return std::nullopt;
}

std::int64_t Walk::next(std::int64_t position, Detail detail) const {
    if (position >= m_stops)
        return m_stops;
    if (detail == Detail::Value)
        return position + 1;
    auto step = static_cast<std::size_t>(stepOf(position));
    if (detail == Detail::Phase)
        while (step + 1 < m_steps.size() && m_steps[step + 1].phase == m_steps[step].phase)
            ++step;
    return m_steps[step].first + m_steps[step].count;
}

std::int64_t Walk::back(std::int64_t position, Detail detail) const {
    if (position <= 0)
        return 0;
    if (detail == Detail::Value)
        return position - 1;
    auto step = static_cast<std::size_t>(stepOf(position - 1));
    if (detail == Detail::Phase)
        while (step > 0 && m_steps[step - 1].phase == m_steps[step].phase)
            --step;
    return m_steps[step].first;
}

int Still::currentStepIndex() const {
    const std::int64_t told = std::max(position, asked);
    return told == 0 ? -1 : walk->stepOf(told - 1);
}

const Step* Still::currentStep() const {
    const int step = currentStepIndex();
    return step < 0 ? nullptr : &walk->steps()[static_cast<std::size_t>(step)];
}

bool Still::isComputed(const ValueId& id) const {
    if (!exists(network(), id))
        return false;
    const auto stop = walk->stopOf(id);
    return !stop || *stop < position;
}

bool Still::isCurrent(const ValueId& id) const {
    if (!exists(network(), id))
        return false;
    if (isAsking())
        return isAsked(id);
    const auto stop = walk->stopOf(id);
    return stop && *stop >= from && *stop < position;
}

bool Still::isAsked(const ValueId& id) const {
    if (!isAsking() || !exists(network(), id))
        return false;
    const auto stop = walk->stopOf(id);
    return stop && *stop >= position && *stop < asked;
}

std::optional<double> Still::value(const ValueId& id) const {
    return isComputed(id) ? trace->value(id) : std::nullopt;
}

std::vector<ValueId> Still::reads() const {
    std::vector<ValueId> all;
    std::unordered_set<ValueId> seen;
    const std::int64_t first = isAsking() ? position : from;
    for (std::int64_t stop = first; stop < std::max(position, asked); ++stop)
        for (const auto& id : readsOf(network(), walk->valueAt(stop), trace->lossFunction))
            if (seen.insert(id).second)
                all.push_back(id);
    return all;
}

namespace {

/// What f'(u) of a neuron is written with: h(1 - h) and 1 - h^2 read the
/// activation, the others u; the slope of a linear neuron is 1.
std::optional<ValueId> slopeSource(const Network& network, const ValueId& delta) {
    switch (network.layers[static_cast<std::size_t>(delta.layer)].activation) {
        case Activation::Sigmoid:
        case Activation::Tanh:
            return delta.as(ValueKind::H);
        case Activation::Linear:
            return std::nullopt;
        default:
            return delta.as(ValueKind::U);
    }
}

}  // namespace

std::vector<ValueId> readsOf(const Network& network, const ValueId& id, Loss loss) {
    std::vector<ValueId> reads;
    if (!exists(network, id))
        return reads;
    const auto neurons = [&](int layer) {
        return static_cast<int>(network.layers[static_cast<std::size_t>(layer)].neurons());
    };
    const bool output = id.layer >= 0 && network.isOutput(id.layer);
    switch (id.kind) {
        case ValueKind::U: {
            const auto& layer = network.layers[static_cast<std::size_t>(id.layer)];
            for (int k = 0; k < layer.inputs(); ++k) {
                reads.push_back(ValueId::weight(id.layer, id.neuron, k));
                reads.push_back(sourceOf(id.layer, k));
            }
            if (layer.biases)
                reads.push_back(ValueId::bias(id.layer, id.neuron));
            break;
        }
        case ValueKind::H:
            if (network.layers[static_cast<std::size_t>(id.layer)].activation ==
                Activation::Softmax)
                for (int k = 0; k < neurons(id.layer); ++k)
                    reads.push_back(ValueId::u(id.layer, k));
            else
                reads.push_back(ValueId::u(id.layer, id.neuron));
            break;
        case ValueKind::Loss:
            for (int k = 0; k < network.outputCount(); ++k) {
                reads.push_back(ValueId::h(network.layerCount() - 1, k));
                reads.push_back(ValueId::target(k));
            }
            break;
        case ValueKind::Delta:
            if (output) {
                reads = {ValueId::h(id.layer, id.neuron), ValueId::target(id.neuron)};
                if (const auto slope = slopeSource(network, id); slope && !info(loss).output)
                    if (*slope != reads.front())
                        reads.push_back(*slope);
            } else {
                for (int m = 0; m < neurons(id.layer + 1); ++m) {
                    reads.push_back(ValueId::delta(id.layer + 1, m));
                    reads.push_back(ValueId::weight(id.layer + 1, m, id.neuron));
                }
                if (const auto slope = slopeSource(network, id))
                    reads.push_back(*slope);
            }
            break;
        case ValueKind::WeightGradient:
            reads = {ValueId::delta(id.layer, id.neuron), sourceOf(id.layer, id.input)};
            break;
        case ValueKind::BiasGradient:
            reads = {ValueId::delta(id.layer, id.neuron)};
            break;
        case ValueKind::NewWeight:
            reads = {id.as(ValueKind::Weight)};
            if (network.layers[static_cast<std::size_t>(id.layer)].weightsTrainable)
                reads.push_back(id.as(ValueKind::WeightGradient));
            break;
        case ValueKind::NewBias:
            reads = {id.as(ValueKind::Bias)};
            if (network.layers[static_cast<std::size_t>(id.layer)].biasesTrainable)
                reads.push_back(id.as(ValueKind::BiasGradient));
            break;
        case ValueKind::Input:
        case ValueKind::Target:
        case ValueKind::Weight:
        case ValueKind::Bias:
            break;
    }
    return reads;
}

}  // namespace stepgrad
