#include "core/walkthrough/conventions.h"

#include <array>

namespace stepgrad {
namespace {

using Neurons = Notation::Neurons;
using Output = Notation::Output;
using LossLetter = Notation::LossLetter;
using DeltaSign = Notation::DeltaSign;
using Numbering = Notation::Numbering;

constexpr std::array kNeurons = {ConventionOption{"uh", "u and h"},
                                 ConventionOption{"za", "z and a"}};
constexpr std::array kOutputs = {ConventionOption{"yhat", "ŷ"}, ConventionOption{"o", "o"},
                                 ConventionOption{"activation", "like the other activations"}};
constexpr std::array kLosses = {ConventionOption{"J", "J"}, ConventionOption{"L", "L"},
                                ConventionOption{"E", "E"}, ConventionOption{"C", "C"}};
constexpr std::array kSigns = {
    ConventionOption{"positive", "the slope of the loss (prediction − target)"},
    ConventionOption{"negative", "minus the slope (target − prediction)"}};
constexpr std::array kNumberings = {ConventionOption{"source", "numbered by source"},
                                    ConventionOption{"destination", "numbered by destination"},
                                    ConventionOption{"indices", "with indices w⁽ˡ⁾ⱼₖ"}};

constexpr std::array kConventions = {
    Convention{Convention::Id::Neurons, "symbols", "Neurons", kNeurons},
    Convention{Convention::Id::Output, "output-symbol", "Prediction", kOutputs},
    Convention{Convention::Id::Loss, "loss-symbol", "Loss", kLosses},
    Convention{Convention::Id::DeltaSign, "delta-sign", "Delta", kSigns},
    Convention{Convention::Id::Numbering, "numbering", "Weights", kNumberings},
};

/// In words what is common; a book only where its conventions are certain.
const std::array kPresets = {
    ConventionPreset{"article", "u and h, ŷ, J", Notation{}},
    ConventionPreset{
        "courses",
        "z and a, ŷ, L",
        {Numbering::Indexed, Neurons::ZA, Output::YHat, LossLetter::L, DeltaSign::Slope, {}}},
    ConventionPreset{"nielsen",
                     "z and a, C (as in Nielsen’s book)",
                     {Numbering::Indexed,
                      Neurons::ZA,
                      Output::AsActivations,
                      LossLetter::C,
                      DeltaSign::Slope,
                      {}}},
    ConventionPreset{
        "older",
        "o and E, δ with y − o (older textbooks)",
        {Numbering::Indexed, Neurons::UH, Output::O, LossLetter::E, DeltaSign::NegativeSlope, {}}},
};

}  // namespace

std::span<const Convention> conventions() {
    return kConventions;
}

int optionOf(const Notation& notation, Convention::Id convention) {
    switch (convention) {
        case Convention::Id::Neurons:
            return static_cast<int>(notation.neurons);
        case Convention::Id::Output:
            return static_cast<int>(notation.output);
        case Convention::Id::Loss:
            return static_cast<int>(notation.loss);
        case Convention::Id::DeltaSign:
            return static_cast<int>(notation.deltaSign);
        case Convention::Id::Numbering:
            return static_cast<int>(notation.numbering);
    }
    return 0;
}

void setOption(Notation& notation, Convention::Id convention, int option) {
    switch (convention) {
        case Convention::Id::Neurons:
            notation.neurons = static_cast<Neurons>(option);
            break;
        case Convention::Id::Output:
            notation.output = static_cast<Output>(option);
            break;
        case Convention::Id::Loss:
            notation.loss = static_cast<LossLetter>(option);
            break;
        case Convention::Id::DeltaSign:
            notation.deltaSign = static_cast<DeltaSign>(option);
            break;
        case Convention::Id::Numbering:
            notation.numbering = static_cast<Numbering>(option);
            break;
    }
}

std::span<const ConventionPreset> conventionPresets() {
    return kPresets;
}

std::optional<std::size_t> presetOf(const Notation& notation) {
    for (std::size_t i = 0; i < kPresets.size(); ++i)
        if (withPreset(notation, kPresets[i]) == notation)
            return i;
    return std::nullopt;
}

Notation withPreset(const Notation& notation, const ConventionPreset& preset) {
    Notation chosen = preset.notation;
    chosen.numbers = notation.numbers;
    return chosen;
}

}  // namespace stepgrad
