// What goes with what in a network, and the reasons in words.

#include <algorithm>
#include <cmath>

#include "core/document/network_edit.h"

namespace stepgrad {
namespace {

using Reason = std::optional<std::string>;

std::string counted(std::int64_t count, const char* thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

bool hasLayer(const Network& network, int layer) {
    return layer >= 0 && layer < network.layerCount();
}

bool isInTheData(const Network& network, int layer) {
    return layer == kInputColumn || network.isOutput(layer);
}

bool areFrom0To1(const Matrix& targets) {
    return targets.minCoeff() >= 0.0 && targets.maxCoeff() <= 1.0;
}

/// Whether a loss can measure the outputs that the data have.
Reason reasonAgainstLoss(Loss loss, Eigen::Index outputs, const Matrix& targets) {
    if (loss == Loss::CrossEntropy && outputs < 2)
        return "cross-entropy compares classes: it needs two outputs or more, since softmax of "
               "a single one is always 1";
    if (info(loss).output && !areFrom0To1(targets))
        return std::string(info(loss).name) +
               " needs targets from 0 to 1, and these examples have others";
    return std::nullopt;
}

Reason reasonAgainstActivation(const Project& project, int layer, Activation activation) {
    const std::string name(info(activation).name);
    if (info(activation).outputOnly && !project.network.isOutput(layer))
        return name +
               " shares out 1 among the neurons of a layer, which makes sense for the "
               "outputs only";
    if (!project.network.isOutput(layer) || fits(project.loss, activation))
        return std::nullopt;
    if (activation == Activation::Softmax)
        return "softmax goes with cross-entropy only: choose that loss, and the outputs become "
               "softmax";
    return "the loss, " + std::string(info(project.loss).name) + ", needs " +
           std::string(info(*info(project.loss).output).name) +
           " outputs: choose another loss first";
}

/// The number of parameters with another number of neurons in a layer.
std::int64_t parametersWith(const Network& network, int layer, std::int64_t count) {
    const std::int64_t more = count - neuronsOf(network, layer);
    std::int64_t change = 0;
    if (layer != kInputColumn) {
        const Layer& l = network.layers[static_cast<std::size_t>(layer)];
        change += more * (l.inputs() + (l.biases ? 1 : 0));
    }
    if (layer + 1 < network.layerCount())
        change += more * network.layers[static_cast<std::size_t>(layer) + 1].neurons();
    return network.parameterCount() + change;
}

Reason reasonAgainstSize(std::int64_t neurons, std::int64_t parameters) {
    if (neurons > limits::kNeurons)
        return "a layer has " + counted(limits::kNeurons, "neuron") + " at most";
    if (parameters > limits::kParameters)
        return "the network would have " + std::to_string(parameters) +
               " weights and biases, and " + std::to_string(limits::kParameters) + " are the most";
    return std::nullopt;
}

/// Why the columns of the data, and with them the inputs or outputs, are as they are.
Reason reasonOfData(const Project& project, bool isInput) {
    if (project.source)
        return std::string(isInput ? "the inputs" : "the outputs") + " are columns of the file " +
               project.source->path + ": there are as many as the data have";
    if (!isInput && !project.classNames.empty())
        return "each output stands for a class of the data: there are as many as the data have "
               "classes";
    return std::nullopt;
}

Reason reasonAgainstCount(const Project& project, int layer, std::int64_t count) {
    const Network& network = project.network;
    const bool isInput = layer == kInputColumn;
    if (!isInput && !hasLayer(network, layer))
        return "there is no such layer";
    const Eigen::Index now = neuronsOf(network, layer);
    if (isInTheData(network, layer) && count != now)
        if (auto reason = reasonOfData(project, isInput))
            return reason;
    if (count < 1)
        return isInput ? "a network needs one input at least"
                       : "a layer needs one neuron at least; a hidden layer can be removed "
                         "as a whole";
    if (isInTheData(network, layer)) {
        if (!isInput && project.loss == Loss::CrossEntropy && count < 2)
            return reasonAgainstLoss(project.loss, count, project.data->targets);
        const std::int64_t width = project.data->inputs.cols() + project.data->targets.cols();
        if (count > now && (width + count - now) * project.data->size() > limits::kDataValues)
            return "the examples would hold more than " + std::to_string(limits::kDataValues) +
                   " numbers";
    }
    return count > now ? reasonAgainstSize(count, parametersWith(network, layer, count))
                       : std::nullopt;
}

class Judge {
public:
    explicit Judge(const Project& project) : m_project(project), m_network(project.network) {}

    Reason operator()(const AddLayer& edit) const {
        if (!hasLayer(m_network, edit.at))
            return "there is no such layer";
        if (m_network.layerCount() >= limits::kLayers)
            return "a network has " + counted(limits::kLayers, "layer") + " at most";
        if (edit.neurons < 1)
            return "a layer needs one neuron at least";
        if (info(edit.activation).outputOnly)
            return "softmax shares out 1 among the neurons of a layer, which makes sense for the "
                   "outputs only";
        const Layer& behind = m_network.layers[static_cast<std::size_t>(edit.at)];
        const std::int64_t weights =
            edit.neurons * (neuronsOf(m_network, edit.at - 1) + behind.neurons() + 1);
        return reasonAgainstSize(edit.neurons,
                                 m_network.parameterCount() - behind.weights.size() + weights);
    }
    Reason operator()(const RemoveLayer& edit) const {
        if (edit.layer == kInputColumn)
            return "a network needs its inputs";
        if (!hasLayer(m_network, edit.layer))
            return "there is no such layer";
        if (m_network.isOutput(edit.layer))
            return "the last layer gives the prediction: a network needs it";
        const Layer& behind = m_network.layers[static_cast<std::size_t>(edit.layer) + 1];
        return reasonAgainstSize(1, m_network.parameterCount() - behind.weights.size() +
                                        behind.neurons() * neuronsOf(m_network, edit.layer - 1));
    }
    Reason operator()(const SetNeurons& edit) const {
        return reasonAgainstCount(m_project, edit.layer, edit.count);
    }
    Reason operator()(const RemoveNeuron& edit) const {
        if (edit.layer != kInputColumn && !hasLayer(m_network, edit.layer))
            return "there is no such layer";
        const Eigen::Index now = neuronsOf(m_network, edit.layer);
        if (edit.neuron < 0 || edit.neuron >= now)
            return "there is no such neuron";
        return reasonAgainstCount(m_project, edit.layer, now - 1);
    }
    Reason operator()(const SetActivation& edit) const {
        if (!hasLayer(m_network, edit.layer))
            return "there is no such layer";
        return reasonAgainstActivation(m_project, edit.layer, edit.activation);
    }
    Reason operator()(const SetBiases& edit) const {
        if (!hasLayer(m_network, edit.layer))
            return "there is no such layer";
        const Layer& layer = m_network.layers[static_cast<std::size_t>(edit.layer)];
        return edit.hasBiases && !layer.biases
                   ? reasonAgainstSize(1, m_network.parameterCount() + layer.neurons())
                   : std::nullopt;
    }
    Reason operator()(const SetFrozen& edit) const {
        return hasLayer(m_network, edit.layer) ? Reason() : "there is no such layer";
    }
    Reason operator()(const SetLoss& edit) const {
        return reasonAgainstLoss(edit.loss, m_network.outputCount(), m_project.data->targets);
    }
    Reason operator()(const Initialize& edit) const {
        if (edit.layer && !hasLayer(m_network, *edit.layer))
            return "there is no such layer";
        return problemOf(edit.settings);
    }

private:
    const Project& m_project;
    const Network& m_network;
};

}  // namespace

std::optional<std::string> reasonAgainst(const Project& project, const NetworkEdit& edit) {
    return std::visit(Judge(project), edit);
}

}  // namespace stepgrad
