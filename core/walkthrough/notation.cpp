#include "core/walkthrough/notation.h"

#include <string_view>

namespace stepgrad {
namespace {

constexpr std::int64_t kMostNumberedWeights = 30;

std::string raised(std::string_view digits, bool below) {
    static constexpr std::string_view kBelow[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    static constexpr std::string_view kAbove[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string out;
    for (const char c : digits) {
        if (c >= '0' && c <= '9')
            out += (below ? kBelow : kAbove)[c - '0'];
        else if (c == '(')
            out += "⁽";
        else if (c == ')')
            out += "⁾";
        else
            out += c;
    }
    return out;
}

/// A symbol taken apart: base letter, index below, layer above.
struct Parts {
    std::string base;
    std::string below;
    std::string above;
    bool hat = false;
};

std::string slopeOfLoss(const Notation& notation) {
    return "∂" + lossLetter(notation) + "/∂";
}

bool isIndexed(const Network& network, const Notation& notation) {
    return notation.numbering == Notation::Numbering::Indexed ||
           network.weightCount() > kMostNumberedWeights;
}

Parts weightParts(const ValueId& id, const Network& network, const Notation& notation) {
    const auto& layer = network.layers[static_cast<std::size_t>(id.layer)];
    if (isIndexed(network, notation)) {
        const bool wide = layer.neurons() > 9 || layer.inputs() > 9;
        return {"w",
                std::to_string(id.neuron + 1) + (wide ? "," : "") + std::to_string(id.input + 1),
                "(" + std::to_string(id.layer + 1) + ")", false};
    }
    std::int64_t number = 1;
    for (int l = 0; l < id.layer; ++l)
        number += network.layers[static_cast<std::size_t>(l)].weights.size();
    number += notation.numbering == Notation::Numbering::BySource
                  ? id.input * layer.neurons() + id.neuron
                  : id.neuron * layer.inputs() + id.input;
    return {"w", std::to_string(number), "", false};
}

std::string outputIndex(const Network& network, int k) {
    return network.outputCount() > 1 ? std::to_string(k + 1) : "";
}

/// The symbol of a value, of the parameter for gradients and new values.
Parts partsOf(const ValueId& id, const Network& network, const Notation& notation) {
    const auto numbered = [&](std::string base) {
        return Parts{std::move(base), std::to_string(neuronNumber(network, id.layer, id.neuron)),
                     "", false};
    };
    switch (id.kind) {
        case ValueKind::Input:
            return {"i", std::to_string(id.neuron + 1), "", false};
        case ValueKind::Target:
            return {"y", outputIndex(network, id.neuron), "", false};
        case ValueKind::U:
            return numbered(weightedInputLetter(notation));
        case ValueKind::H:
            if (network.isOutput(id.layer) && notation.output == Notation::Output::YHat)
                return {"y", outputIndex(network, id.neuron), "", true};
            if (network.isOutput(id.layer) && notation.output == Notation::Output::O)
                return {"o", outputIndex(network, id.neuron), "", false};
            return numbered(activationLetter(notation));
        case ValueKind::Loss:
            return {lossLetter(notation), "", "", false};
        case ValueKind::Delta:
            return numbered("δ");
        case ValueKind::Bias:
        case ValueKind::BiasGradient:
        case ValueKind::NewBias:
            return numbered("b");
        case ValueKind::Weight:
        case ValueKind::WeightGradient:
        case ValueKind::NewWeight:
            return weightParts(id, network, notation);
    }
    return {};
}

bool isGradient(const ValueId& id) {
    return id.kind == ValueKind::WeightGradient || id.kind == ValueKind::BiasGradient;
}

bool isNew(const ValueId& id) {
    return id.kind == ValueKind::NewWeight || id.kind == ValueKind::NewBias;
}

std::string plain(const Parts& parts) {
    return parts.base + parts.above + parts.below;
}

}  // namespace

std::string lossLetter(const Notation& notation) {
    static constexpr const char* kLetters[] = {"J", "L", "E", "C"};
    return kLetters[static_cast<std::size_t>(notation.loss)];
}

std::string weightedInputLetter(const Notation& notation) {
    return notation.neurons == Notation::Neurons::UH ? "u" : "z";
}

std::string activationLetter(const Notation& notation) {
    return notation.neurons == Notation::Neurons::UH ? "h" : "a";
}

int neuronNumber(const Network& network, int layer, int neuron) {
    int number = neuron + 1;
    for (int l = 0; l < layer; ++l)
        number += static_cast<int>(network.layers[static_cast<std::size_t>(l)].neurons());
    return number;
}

Formula symbol(const ValueId& id, const Network& network, const Notation& notation) {
    const Parts parts = partsOf(id, network, notation);
    Formula base = formula::symbol(parts.base);
    if (parts.hat)
        base = formula::hat(base);
    Formula below = parts.below.empty() ? Formula{} : formula::number(parts.below);
    Formula above = isNew(id)             ? formula::words("new")
                    : parts.above.empty() ? Formula{}
                                          : formula::number(parts.above);
    if (isNew(id) && !parts.above.empty())
        above = formula::row({formula::number(parts.above), formula::words(" new")});
    Formula whole = below.isEmpty() && above.isEmpty()
                        ? base
                        : formula::scripts(base, std::move(below), std::move(above));
    if (isGradient(id))
        whole = formula::fraction(
            formula::row({formula::symbol("∂"), formula::symbol(lossLetter(notation))}),
            formula::row({formula::symbol("∂"), symbol(*id.parameter(), network, notation)}));
    return formula::standingFor(std::move(whole), id);
}

std::string symbolText(const ValueId& id, const Network& network, const Notation& notation) {
    const Parts parts = partsOf(id, network, notation);
    const std::string base = parts.hat ? "ŷ" : parts.base;
    const std::string text = base + raised(parts.above, false) + raised(parts.below, true);
    if (isGradient(id))
        return slopeOfLoss(notation) + text;
    return isNew(id) ? text + " new" : text;
}

std::string gradientText(ValueKind parameter, const Notation& notation) {
    return slopeOfLoss(notation) + (parameter == ValueKind::Weight ? "w" : "b");
}

std::string accessibleName(const ValueId& id, const Network& network, const Notation& notation) {
    const Parts parts = partsOf(id, network, notation);
    const std::string text = plain(parts);
    switch (id.kind) {
        case ValueKind::Input:
            return "input " + text;
        case ValueKind::Target:
            return "target " + text;
        case ValueKind::Weight:
            return "weight " + text;
        case ValueKind::Bias:
            return "bias " + text;
        case ValueKind::U:
            return text;
        case ValueKind::H:
            return network.isOutput(id.layer) ? "prediction " + text : text;
        case ValueKind::Loss:
            return "loss " + text;
        case ValueKind::Delta:
            return "delta " + parts.below;
        case ValueKind::WeightGradient:
        case ValueKind::BiasGradient:
            return "gradient " + text;
        case ValueKind::NewWeight:
        case ValueKind::NewBias:
            return "new " + text;
    }
    return text;
}

}  // namespace stepgrad
