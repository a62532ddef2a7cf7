#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/explanation_words.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

std::string nameOf(Activation activation) {
    switch (activation) {
        case Activation::Sigmoid:
            return "the sigmoid";
        case Activation::Tanh:
            return "the hyperbolic tangent";
        case Activation::Relu:
            return "the ReLU";
        case Activation::LeakyRelu:
            return "the leaky ReLU";
        case Activation::Linear:
            return "the linear activation";
        case Activation::Step:
            return "the step function";
        case Activation::Softmax:
            return "softmax";
    }
    return {};
}

/// Tells of a network what its steps do; loss and optimizer where they are known.
class Paragraphs {
public:
    Paragraphs(const Network& network, const Trace* trace, const Notation& notation)
        : m_network(network), m_trace(trace), m_notation(notation) {}

    std::string of(const Step& step) const {
        switch (step.kind) {
            case StepKind::WeightedInput:
                return weightedInput(step.layer);
            case StepKind::Activation:
                return activation(step.layer);
            case StepKind::Loss:
                return loss();
            case StepKind::Delta:
                return m_network.isOutput(step.layer) ? outputDelta() : hiddenDelta(step.layer);
            case StepKind::Gradient:
                return gradient(step.layer);
            case StepKind::Update:
                return update();
        }
        return {};
    }

private:
    std::string lossSymbol() const { return lossLetter(m_notation); }
    const Layer& layer(int l) const { return m_network.layers[static_cast<std::size_t>(l)]; }
    bool several(int l) const { return layer(l).neurons() > 1; }
    bool severalHidden() const { return m_network.layerCount() > 2; }

    /// "each hidden neuron", "the output neuron", "each neuron of hidden layer 2".
    std::string neuronsOf(int l) const {
        const std::string each = several(l) ? "each " : "the ";
        if (m_network.isOutput(l))
            return each + "output neuron";
        return severalHidden() ? each + "neuron of hidden layer " + std::to_string(l + 1)
                               : each + "hidden neuron";
    }

    std::string sourcesOf(int l) const {
        if (l == 0)
            return m_network.inputCount() > 1 ? "the inputs" : "the input";
        return severalHidden() ? "the activations of hidden layer " + std::to_string(l)
                               : "the activations of the hidden layer";
    }

    std::string weightedInput(int l) const {
        const bool single = layer(l).inputs() == 1;
        std::string text =
            capitalised(neuronsOf(l)) +
            (single ? " takes " +
                          (l == 0 ? std::string("the input") : std::string("the one activation")) +
                          " times its weight"
                    : " adds up " + sourcesOf(l) + ", each multiplied by its weight");
        text += layer(l).biases ? ", and then its bias." : ".";
        if (m_network.isOutput(l) && m_network.layerCount() > 1)
            return text + " The sum is a bare score; the next step turns it into the prediction.";
        return text +
               " A positive weight pushes the neuron up, a negative one down, and a weight near 0 "
               "hardly counts.";
    }

    std::string activation(int l) const {
        const bool output = m_network.isOutput(l);
        const std::string its =
            several(l) ? "each weighted input" : std::string("the weighted input");
        switch (layer(l).activation) {
            case Activation::Sigmoid:
                if (output)
                    return "The sigmoid σ turns " + its +
                           " into a number between 0 and 1, which can be read as a probability: " +
                           (several(l) ? "one for each output." : "how likely class 1 is.");
                return "The sigmoid σ turns " + its +
                       " into a number between 0 and 1, like a soft switch: far below 0 it is off, "
                       "far above 0 it is on, and at 0 it stands in the middle.";
            case Activation::Tanh:
                return "The hyperbolic tangent turns " + its +
                       " into a number between −1 and 1. It keeps the sign, and flattens what is "
                       "far from 0.";
            case Activation::Relu:
                return "The ReLU lets a positive weighted input pass as it is, and makes 0 of "
                       "everything else.";
            case Activation::LeakyRelu:
                return "The leaky ReLU lets a positive weighted input pass as it is, and leaves a "
                       "hundredth of a negative one, so that the neuron never falls silent.";
            case Activation::Linear:
                return "The activation is linear: it passes " + its + " on as it is.";
            case Activation::Step:
                return "The step function gives 1 above 0, and 0 otherwise: all or nothing. It is "
                       "flat on both sides, which will matter on the way back.";
            case Activation::Softmax:
                return "Softmax turns the scores of all outputs into shares that add up to 1: the "
                       "larger a score, the larger its share. They can be read as the "
                       "probabilities of the classes.";
        }
        return {};
    }

    std::string loss() const {
        const bool one = m_network.outputCount() == 1;
        const std::string begin = "The loss " + lossSymbol() +
                                  " says in one number how far the prediction is from "
                                  "the target";
        if (!m_trace)
            return begin + ": the smaller, the better.";
        const std::string squares =
            " Squaring makes a large miss count much more than a small one, and " + lossSymbol() +
            " is 0 only when the target is hit.";
        switch (m_trace->lossFunction) {
            case Loss::HalfSquaredError:
                return begin +
                       (one ? ": half the squared difference."
                            : ": half the sum of the squared differences.") +
                       squares;
            case Loss::SquaredError:
                return begin +
                       (one ? ": the squared difference."
                            : ": the sum of the squared differences.") +
                       squares;
            case Loss::MeanSquaredError:
                return begin +
                       (one ? ": the squared difference."
                            : ": the mean of the squared differences.") +
                       squares;
            case Loss::BinaryCrossEntropy:
            case Loss::CrossEntropy:
                return begin +
                       ": the negative logarithm of the probability that the right answer got. To "
                       "be sure and wrong costs much more than to be in doubt.";
        }
        return {};
    }

    std::string outputDelta() const {
        const int l = m_network.layerCount() - 1;
        const Activation f = layer(l).activation;
        const bool turned = m_notation.turnsDelta();
        std::string text = "The way back begins. Delta says how " +
                           (turned ? "much " + lossSymbol() + " falls when the weighted input of " +
                                         neuronsOf(l) + " grows a little: "
                                   : lossSymbol() + " changes when the weighted input of " +
                                         neuronsOf(l) + " changes a little: ");
        const bool merges =
            m_trace ? mergesOutput(m_trace->lossFunction) : f == Activation::Softmax;
        if (merges)
            return text + "for this loss together with " + nameOf(f) + " that is simply the " +
                   (turned ? "target minus the prediction." : "prediction minus the target.");
        text += "how " + (turned ? "much " + lossSymbol() + " falls as the prediction grows"
                                 : lossSymbol() + " changes with the prediction");
        text += ", times the slope of " + nameOf(f) + " there.";
        if (f == Activation::Step)
            text +=
                " That slope is 0 everywhere, so nothing comes through, and no weight will "
                "learn.";
        else if (f == Activation::Linear)
            text += " That slope is 1.";
        return text;
    }

    std::string hiddenDelta(int l) const {
        const bool oneNext = layer(l + 1).neurons() == 1;
        const Activation f = layer(l).activation;
        const std::string whose =
            m_network.isOutput(l + 1) ? "of the output error" : "of the error behind it";
        std::string text = capitalised(neuronsOf(l)) + " gets its share " + whose + ": ";
        if (oneNext) {
            text += symbolText(ValueId::delta(l + 1, 0), m_network, m_notation) +
                    " travels back through the weight that the activation left by";
        } else {
            text +=
                "the deltas of the next layer travel back through the weights that the "
                "activation left by, and add up";
        }
        if (f == Activation::Step)
            return text +
                   "; but the slope of the step function is 0 everywhere, so nothing of it "
                   "comes through.";
        if (f == Activation::Linear)
            return text + "; the slope of the linear activation is 1.";
        return text + (oneNext ? ", and is" : "; the sum is") + " scaled by the slope of " +
               nameOf(f) + " there.";
    }

    std::string gradient(int l) const {
        const bool turned = m_notation.turnsDelta();
        std::string text = "The gradient of a weight is " +
                           std::string(turned ? "minus the" : "the") +
                           " delta of the neuron that it leads to, times the " +
                           std::string(l == 0 ? "input" : "activation") +
                           " that it carried forward: it says how " + lossSymbol() +
                           " changes when this one weight grows a little.";
        if (layer(l).biases)
            text += " A bias carries a constant 1, so its gradient is " +
                    std::string(turned ? "just minus the delta." : "the delta itself.");
        return text;
    }

    bool anyBiases() const {
        for (const auto& l : m_network.layers)
            if (l.biases)
                return true;
        return false;
    }

    bool anyFrozen() const {
        for (const auto& l : m_network.layers)
            if (!l.weightsTrainable || (l.biases && !l.biasesTrainable))
                return true;
        return false;
    }

    std::string update() const {
        const std::string every = anyBiases() ? "Every weight and bias" : "Every weight";
        std::string text = every + " now takes a step against its gradient";
        const bool plain = !m_trace || m_trace->optimizer.memory() == 0;
        if (plain)
            text += ": where the gradient is negative it grows, where it is positive it shrinks.";
        else
            text += memoryText(m_trace->optimizer);
        text += " The learning rate η says how far";
        if (m_trace)
            text += ", here " + exactNumber(m_trace->optimizer.learningRate, m_notation.numbers);
        text += ". All gradients come from the old weights.";
        if (m_trace && m_trace->optimizer.clips())
            text += clippingText();
        if (m_trace && m_trace->optimizer.hasPenalty())
            text += " Besides, each weight is drawn towards 0 by the penalty λ.";
        if (anyFrozen())
            text += " What is frozen keeps its value.";
        return text;
    }

    std::string clippingText() const {
        const auto number = [&](double value) { return formatNumber(value, m_notation.numbers); };
        const std::string limit =
            "c = " + exactNumber(m_trace->optimizer.clipNorm, m_notation.numbers);
        const std::string norm = " Taken together as one vector, they have the length ‖g‖ = " +
                                 number(m_trace->gradientNorm);
        if (m_trace->clipFactor == 1.0)
            return norm + ". That is no more than " + limit +
                   ", at which they are clipped, so that k = 1.";
        return norm + ". That is more than " + limit +
               ", at which they are clipped: all are multiplied by k = " +
               number(m_trace->clipFactor) + ", which keeps their direction and shortens the step.";
    }

    static std::string memoryText(const OptimizerSettings& optimizer) {
        switch (optimizer.type) {
            case OptimizerType::Sgd:
                return ", but with momentum: the velocity v keeps a part of the earlier gradients, "
                       "so that the step does not turn at once.";
            case OptimizerType::RmsProp:
                return ", divided by the root of s, a running mean of the squared gradient, so "
                       "that steep and flat directions move at the same pace.";
            case OptimizerType::Adam:
                return ", smoothed twice: m is a running mean of the gradient, v of its square, "
                       "and the hats make up for their start at 0.";
        }
        return {};
    }

    const Network& m_network;
    const Trace* m_trace;
    const Notation& m_notation;
};

}  // namespace

std::string paragraphOf(const Step& step, const Network& network) {
    const Notation notation;
    return Paragraphs(network, nullptr, notation).of(step);
}

std::string paragraphOf(const Step& step, const Trace& trace, const Notation& notation) {
    return Paragraphs(trace.network, &trace, notation).of(step);
}

std::string paragraphBeforeStart(const Still& still) {
    const bool several = still.network().outputCount() > 1;
    std::string text =
        "Inputs, " + std::string(several ? "targets" : "target") + " and weights are in place";
    if (still.update > 0)
        text += ", the weights as update " + formatCount(still.update) + " left them";
    std::string first = still.walk->steps().front().title;
    first.front() = static_cast<char>(first.front() - 'A' + 'a');
    return text +
           "; nothing is computed yet. Change any of them, or press Next for the first "
           "step: the " +
           first + ".";
}

}  // namespace stepgrad
