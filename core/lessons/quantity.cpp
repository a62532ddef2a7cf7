#include "core/lessons/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/laboratory/flow.h"
#include "core/network/activation.h"

namespace stepgrad {
namespace {

using Kind = Quantity::Kind;

/// The number that the text is; nothing for "", "01", "+1" and what is too large.
std::optional<int> indexIn(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || text[0] == '0')
        return std::nullopt;
    return number;
}

bool takeFront(std::string_view& text, std::string_view front) {
    if (!text.starts_with(front))
        return false;
    text.remove_prefix(front.size());
    return true;
}

bool takeBack(std::string_view& text, std::string_view back) {
    if (!text.ends_with(back))
        return false;
    text.remove_suffix(back.size());
    return true;
}

/// Layer and neuron of a number that counts through the whole network.
std::optional<ValueId> neuronAt(int number, const Network& network, ValueKind kind) {
    for (int l = 0; l < network.layerCount(); ++l) {
        const int count = static_cast<int>(network.layers[static_cast<std::size_t>(l)].neurons());
        if (number <= count)
            return ValueId{kind, l, number - 1, -1};
        number -= count;
    }
    return std::nullopt;
}

std::optional<ValueId> weightAt(std::int64_t number, const Network& network) {
    for (int l = 0; l < network.layerCount(); ++l) {
        const auto& weights = network.layers[static_cast<std::size_t>(l)].weights;
        if (number <= weights.size()) {
            const auto rows = weights.rows();
            return ValueId::weight(l, static_cast<int>((number - 1) % rows),
                                   static_cast<int>((number - 1) / rows));
        }
        number -= weights.size();
    }
    return std::nullopt;
}

/// "[2,1,3]"
std::optional<ValueId> weightAt(std::string_view place) {
    if (!takeFront(place, "[") || !takeBack(place, "]"))
        return std::nullopt;
    std::array<int, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto comma = i + 1 < parts.size() ? place.find(',') : place.size();
        const auto number = comma == place.npos ? std::nullopt : indexIn(place.substr(0, comma));
        if (!number)
            return std::nullopt;
        parts[i] = *number - 1;
        place.remove_prefix(std::min(comma + 1, place.size()));
    }
    return ValueId::weight(parts[0], parts[1], parts[2]);
}

std::optional<ValueId> parameterNamed(std::string_view name, const Network& network) {
    if (takeFront(name, "b")) {
        const auto number = indexIn(name);
        return number ? neuronAt(*number, network, ValueKind::Bias) : std::nullopt;
    }
    if (!takeFront(name, "w"))
        return std::nullopt;
    if (const auto number = indexIn(name))
        return weightAt(*number, network);
    return weightAt(name);
}

/// f' of a layer's neurons; null where a neuron alone has none (softmax).
auto slopeOf(const Network& network, int layer) {
    return info(network.layers[static_cast<std::size_t>(layer)].activation).derivative;
}

/// Of the output that the rest of the name tells: none where there is one only.
std::optional<int> outputIn(std::string_view rest, const Network& network) {
    if (rest.empty())
        return network.outputCount() == 1 ? std::optional(0) : std::nullopt;
    const auto number = indexIn(rest);
    return number && *number <= network.outputCount() ? std::optional(*number - 1) : std::nullopt;
}

std::optional<ValueId> valueNamed(std::string_view name, const Network& network) {
    const int last = network.layerCount() - 1;
    if (name == "J")
        return ValueId::loss();
    if (takeFront(name, "dJ/d")) {
        const auto id = parameterNamed(name, network);
        return id ? std::optional(id->as(id->kind == ValueKind::Weight ? ValueKind::WeightGradient
                                                                       : ValueKind::BiasGradient))
                  : std::nullopt;
    }
    if (std::string_view of = name; takeBack(of, "_new")) {
        const auto id = parameterNamed(of, network);
        return id ? std::optional(id->as(id->kind == ValueKind::Weight ? ValueKind::NewWeight
                                                                       : ValueKind::NewBias))
                  : std::nullopt;
    }
    if (takeFront(name, "yhat")) {
        const auto output = outputIn(name, network);
        return output ? std::optional(ValueId::h(last, *output)) : std::nullopt;
    }
    if (takeFront(name, "y")) {
        const auto output = outputIn(name, network);
        return output ? std::optional(ValueId::target(*output)) : std::nullopt;
    }
    if (takeFront(name, "i")) {
        const auto number = indexIn(name);
        return number ? std::optional(ValueId::inputOf(*number - 1)) : std::nullopt;
    }
    constexpr std::array<std::pair<std::string_view, ValueKind>, 3> kOfNeurons{
        {{"delta", ValueKind::Delta}, {"u", ValueKind::U}, {"h", ValueKind::H}}};
    for (const auto& [front, kind] : kOfNeurons)
        if (std::string_view rest = name; takeFront(rest, front)) {
            const auto number = indexIn(rest);
            return number ? neuronAt(*number, network, kind) : std::nullopt;
        }
    return parameterNamed(name, network);
}

}  // namespace

bool haveSameQuantities(const Network& a, const Network& b) {
    return a.shapeText() == b.shapeText() &&
           std::ranges::equal(a.layers, b.layers, [](const Layer& one, const Layer& other) {
               return one.activation == other.activation &&
                      one.biases.has_value() == other.biases.has_value();
           });
}

std::string quantityNames() {
    return "i1, y, w5, b3, u1, h1, yhat, J, delta3, dJ/dw5, w5_new, eta, J_new, miss, slope1 or "
           "gradient_ratio";
}

std::optional<Quantity> quantityNamed(std::string_view name, const Network& network) {
    const int last = network.layerCount() - 1;
    if (name == "eta")
        return Quantity{Kind::LearningRate, {}};
    if (name == "J_new")
        return Quantity{Kind::LossAfter, ValueId::loss()};
    if (name == "gradient_ratio")
        return Quantity{Kind::GradientRatio, {}};
    if (std::string_view rest = name; takeFront(rest, "miss")) {
        const auto output = outputIn(rest, network);
        return output ? std::optional(Quantity{Kind::Miss, ValueId::h(last, *output)})
                      : std::nullopt;
    }
    if (std::string_view rest = name; takeFront(rest, "slope")) {
        const auto number = indexIn(rest);
        const auto u = number ? neuronAt(*number, network, ValueKind::U) : std::nullopt;
        return u && slopeOf(network, u->layer) ? std::optional(Quantity{Kind::Slope, *u})
                                               : std::nullopt;
    }
    const auto id = valueNamed(name, network);
    return id && exists(network, *id) ? std::optional(Quantity{Kind::Value, *id}) : std::nullopt;
}

double worthOf(const Quantity& quantity, const Trace& trace) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const ValueId& id = quantity.value;
    switch (quantity.kind) {
        case Kind::Value:
            return trace.value(id).value_or(kNone);
        case Kind::LearningRate:
            return trace.optimizer.learningRate;
        case Kind::LossAfter:
            return trace.lossAfter;
        case Kind::GradientRatio: {
            const auto flow = flowOf(trace);
            return flow.front().gradient / flow.back().gradient;
        }
        case Kind::Miss:
            return trace.value(id).value_or(kNone) -
                   trace.value(ValueId::target(id.neuron)).value_or(kNone);
        case Kind::Slope: {
            const auto u = trace.value(id);
            const auto derivative = u ? slopeOf(trace.network, id.layer) : nullptr;
            return derivative ? derivative(*u) : kNone;
        }
    }
    return kNone;
}

bool isKnown(const Quantity& quantity, const Still& still) {
    switch (quantity.kind) {
        case Kind::LearningRate:
        case Kind::GradientRatio:
            return true;
        case Kind::LossAfter:
            return still.isEnd();
        default:
            return still.isComputed(quantity.value);
    }
}

std::string symbolOf(const Quantity& quantity, const Network& network, const Notation& notation) {
    const ValueId& id = quantity.value;
    switch (quantity.kind) {
        case Kind::Value:
            return symbolText(id, network, notation);
        case Kind::LearningRate:
            return "η";
        case Kind::GradientRatio:
            return "‖∂J/∂W⁽¹⁾‖/‖∂J/∂W⁽ᴸ⁾‖";
        case Kind::LossAfter:
            return symbolText(id, network, notation) + " new";
        case Kind::Miss:
            return symbolText(id, network, notation) + " − " +
                   symbolText(ValueId::target(id.neuron), network, notation);
        case Kind::Slope: {
            const bool isSigmoid = network.layers[static_cast<std::size_t>(id.layer)].activation ==
                                   Activation::Sigmoid;
            return (isSigmoid ? "σ′(" : "f′(") + symbolText(id, network, notation) + ")";
        }
    }
    return {};
}

}  // namespace stepgrad
