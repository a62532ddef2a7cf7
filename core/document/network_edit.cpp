#include "core/document/network_edit.h"

#include <algorithm>
#include <stdexcept>

namespace stepgrad {
namespace {

constexpr int kMostForNewLayer = 16;

InitializerSettings settingsOf(const Project& project) {
    return project.initializer.value_or(InitializerSettings{});
}

/// The table with the columns that stay, and new ones of zeros.
Matrix withColumns(const Matrix& table, Eigen::Index count) {
    Matrix changed = Matrix::Zero(table.rows(), count);
    const Eigen::Index kept = std::min(count, table.cols());
    changed.leftCols(kept) = table.leftCols(kept);
    return changed;
}

Matrix withoutColumn(const Matrix& table, Eigen::Index column) {
    Matrix changed(table.rows(), table.cols() - 1);
    changed.leftCols(column) = table.leftCols(column);
    changed.rightCols(table.cols() - 1 - column) = table.rightCols(table.cols() - 1 - column);
    return changed;
}

class Editor {
public:
    Editor(Project& project, TrainingState& state) : m_project(project), m_state(state) {}

    void operator()(const AddLayer& edit) {
        Layer layer;
        layer.activation = edit.activation;
        if (edit.biases)
            layer.biases.emplace();
        insertLayer(structure(), edit.at, edit.neurons, layer, settingsOf(m_project));
    }
    void operator()(const RemoveLayer& edit) {
        removeLayer(structure(), edit.layer, settingsOf(m_project));
    }
    void operator()(const SetNeurons& edit) {
        const auto now = static_cast<int>(neuronsOf(m_state.network, edit.layer));
        if (edit.count > now)
            addNeurons(structure(), edit.layer, edit.count - now, settingsOf(m_project));
        for (int j = now - 1; j >= edit.count; --j)
            removeNeuron(structure(), edit.layer, j);
        changeData(edit.layer, [&](const Matrix& m) { return withColumns(m, edit.count); });
        if (edit.layer == kInputColumn && m_project.scaling)
            m_project.scaling->inputs.resize(static_cast<std::size_t>(edit.count));
    }
    void operator()(const RemoveNeuron& edit) {
        removeNeuron(structure(), edit.layer, edit.neuron);
        changeData(edit.layer, [&](const Matrix& m) { return withoutColumn(m, edit.neuron); });
        if (edit.layer == kInputColumn && m_project.scaling)
            m_project.scaling->inputs.erase(m_project.scaling->inputs.begin() + edit.neuron);
    }
    void operator()(const SetActivation& edit) { layer(edit.layer).activation = edit.activation; }
    void operator()(const SetBiases& edit) { setBiases(structure(), edit.layer, edit.hasBiases); }
    void operator()(const SetFrozen& edit) {
        layer(edit.layer).weightsTrainable = layer(edit.layer).biasesTrainable = !edit.frozen;
    }
    void operator()(const SetLoss& edit) {
        m_project.loss = edit.loss;
        Activation& output = m_state.network.layers.back().activation;
        output = outputFor(edit.loss, output);
    }
    void operator()(const Initialize& edit) {
        if (edit.layer) {
            initializeLayer(structure(), *edit.layer, edit.settings);
            return;
        }
        initialize(m_state.network, edit.settings);
        m_project.initializer = edit.settings;
        m_state.optimizer = initialState(m_project.optimizer, m_state.network);
    }

private:
    Structure structure() { return {m_state.network, m_state.optimizer}; }
    Layer& layer(int l) { return m_state.network.layers[static_cast<std::size_t>(l)]; }

    template <typename Change>
    void changeData(int layer, const Change& change) {
        const bool isOutput = layer != kInputColumn && m_state.network.isOutput(layer);
        if (layer != kInputColumn && !isOutput)
            return;
        Dataset data = *m_project.data;
        Matrix& table = isOutput ? data.targets : data.inputs;
        table = change(table);
        m_project.data = std::make_shared<const Dataset>(std::move(data));
    }

    Project& m_project;
    TrainingState& m_state;
};

}  // namespace

AddLayer layerFor(const Network& network, int at) {
    AddLayer layer;
    layer.at = at;
    const Layer& behind = network.layers[static_cast<std::size_t>(at)];
    layer.neurons = static_cast<int>(std::min<Eigen::Index>(behind.inputs(), kMostForNewLayer));
    const Layer& beside = at > 0                  ? network.layers[static_cast<std::size_t>(at) - 1]
                          : !network.isOutput(at) ? behind
                                                  : Layer{};
    layer.activation = beside.activation;
    layer.biases = at > 0 ? beside.biases.has_value() : behind.biases.has_value();
    return layer;
}

Activation outputFor(Loss loss, Activation present) {
    if (const auto needed = info(loss).output)
        return *needed;
    return fits(loss, present) ? present : Activation::Sigmoid;
}

bool isNewStart(const NetworkEdit& edit) {
    const auto* initialize = std::get_if<Initialize>(&edit);
    return initialize && !initialize->layer;
}

void apply(const NetworkEdit& edit, Project& project, TrainingState& state) {
    if (const auto reason = reasonAgainst(project, edit))
        throw std::invalid_argument(*reason);
    std::visit(Editor(project, state), edit);
    project.network = state.network;
    const auto& own = project.ownExample;
    if (own && (own->input.size() != project.network.inputCount() ||
                own->target.size() != project.network.outputCount()))
        project.ownExample.reset();
}

}  // namespace stepgrad
