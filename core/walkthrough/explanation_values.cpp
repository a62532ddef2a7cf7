#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

const char* const kEdit = " Double-click it in the graph to change it.";

/// What a single value is, in a sentence or two.
class ValueParagraphs {
public:
    ValueParagraphs(const Still& still, const Notation& notation)
        : m_still(still), m_notation(notation), m_words(*still.trace, notation) {}

    std::string of(const ValueId& id) const {
        switch (id.kind) {
            case ValueKind::Input:
                return input(id) + kEdit;
            case ValueKind::Target:
                return m_words.symbol(id) + " is what " + outputName(id.neuron) +
                       " should answer to this example. The loss measures how far " +
                       m_words.symbol(prediction(id.neuron)) + " is from it." + kEdit;
            case ValueKind::Weight:
                return weight(id) + kEdit;
            case ValueKind::Bias:
                return m_words.symbol(id) + " is added to " + m_words.symbol(id.as(ValueKind::U)) +
                       ", whatever comes in: it shifts where the neuron turns on." +
                       frozen(m_words.layer(id.layer).biasesTrainable) + kEdit;
            case ValueKind::U:
            case ValueKind::H:
                return neuron(id);
            case ValueKind::Loss:
                return ofStep(StepKind::Loss, -1);
            case ValueKind::Delta:
                return m_words.symbol(id) + (m_words.turnsDelta() ? " is −∂" : " is ∂") +
                       m_words.loss() + "/∂" + m_words.symbol(id.as(ValueKind::U)) + ". " +
                       ofStep(StepKind::Delta, id.layer);
            case ValueKind::WeightGradient:
            case ValueKind::BiasGradient:
                return ofStep(StepKind::Gradient, id.layer);
            case ValueKind::NewWeight:
            case ValueKind::NewBias:
                return ofStep(StepKind::Update, -1);
        }
        return {};
    }

private:
    static constexpr int kMostNamed = 4;

    ValueId prediction(int k) const { return ValueId::h(m_still.network().layerCount() - 1, k); }

    std::string outputName(int k) const {
        return m_still.network().outputCount() == 1 ? "the network"
                                                    : "output " + std::to_string(k + 1);
    }

    std::string ofStep(StepKind kind, int layer) const {
        for (const auto& step : m_still.walk->steps())
            if (step.kind == kind && step.layer == layer)
                return paragraphOf(step, *m_still.trace, m_notation);
        return {};
    }

    /// "to h₁ through w₁ and to h₂ through w₂", or how many where they are many.
    std::string ways(const ValueId& source, int layer) const {
        const auto neurons = m_words.layer(layer).neurons();
        if (neurons > kMostNamed)
            return "to all " + std::to_string(neurons) + " neurons of the next layer";
        std::vector<std::string> names;
        for (int j = 0; j < neurons; ++j)
            names.push_back("to " + m_words.symbol(ValueId::h(layer, j)) + " through " +
                            m_words.symbol(ValueId::weight(layer, j, source.neuron)));
        return listed(names);
    }

    std::string input(const ValueId& id) const {
        const auto& names = m_still.network().inputNames;
        const auto k = static_cast<std::size_t>(id.neuron);
        const std::string plain = "i" + std::to_string(id.neuron + 1);
        std::string text = m_words.symbol(id);
        if (k < names.size() && !names[k].empty() && names[k] != plain)
            text += " (“" + names[k] + "”)";
        text +=
            " is an input of this example: given, not computed, and training leaves it alone. "
            "It goes " +
            ways(id, 0) + ".";
        if (m_words.value(id) == 0.0)
            text += " It is 0, so its weights have no part in this example.";
        return text;
    }

    static std::string frozen(bool trainable) {
        return trainable ? "" : " It is frozen: updates leave it as it is.";
    }

    std::string weight(const ValueId& id) const {
        const ValueId source = sourceOf(id.layer, id.input);
        const double w = m_words.value(id);
        const std::string x = m_words.symbol(source), u = m_words.symbol(id.as(ValueKind::U));
        std::string text = m_words.symbol(id) + " leads from " + x + " to " +
                           m_words.symbol(ValueId::h(id.layer, id.neuron));
        if (w == 0.0)
            text += ". It is 0: nothing of " + x + " passes.";
        else
            text += std::string(". It is ") + (w > 0.0 ? "positive" : "negative") +
                    ": the larger " + x + ", the " + (w > 0.0 ? "larger " : "smaller ") + u + ".";
        return text + frozen(m_words.layer(id.layer).weightsTrainable);
    }

    std::string neuron(const ValueId& id) const {
        const bool output = m_words.isOutput(id.layer);
        const std::string u = m_words.symbol(id.as(ValueKind::U)),
                          h = m_words.symbol(id.as(ValueKind::H));
        std::string text = output ? h + " is the prediction of " + outputName(id.neuron)
                                  : h + " is the activation of a hidden neuron";
        const Activation f = m_words.layer(id.layer).activation;
        text += "; " + u + " is its weighted input, before the " + std::string(info(f).name);
        text += f == Activation::Linear || f == Activation::Step ? " activation." : ".";
        if (!output)
            text += " It goes " + ways(id, id.layer + 1) + ".";
        return text;
    }

    const Still& m_still;
    const Notation& m_notation;
    const Words m_words;
};

}  // namespace

std::string paragraphOfValue(const Still& still, const ValueId& id, const Notation& notation) {
    return ValueParagraphs(still, notation).of(id);
}

}  // namespace stepgrad
