#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/network/backpropagation.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {
namespace {

/// Quick look at everything but the new parameters; firstNotFinite names the place.
bool passesFinite(const Trace& trace) {
    if (!std::isfinite(trace.loss))
        return false;
    for (const auto& layer : trace.layers)
        if (!layer.u.allFinite() || !layer.h.allFinite() || !layer.delta.allFinite() ||
            !layer.weightGradients.allFinite())
            return false;
    return true;
}

bool updateFinite(const Trace& trace) {
    for (const auto& layer : trace.layers)
        if (!layer.newWeights.allFinite() || (layer.newBiases && !layer.newBiases->allFinite()))
            return false;
    for (const auto& slots : trace.stateAfter.layers)
        if (!slots.firstWeights.allFinite() || !slots.secondWeights.allFinite() ||
            !slots.firstBiases.allFinite() || !slots.secondBiases.allFinite())
            return false;
    return true;
}

void swapParameters(Trace& trace) {
    for (std::size_t l = 0; l < trace.layers.size(); ++l) {
        trace.network.layers[l].weights.swap(trace.layers[l].newWeights);
        if (trace.network.layers[l].biases)
            trace.network.layers[l].biases->swap(*trace.layers[l].newBiases);
    }
    std::swap(trace.stateBefore, trace.stateAfter);
}

}  // namespace

std::string Divergence::text(const Network& network) const {
    return "update " + std::to_string(update) + " was not made: " + symbolText(value, network) +
           " would be too large to be a number. The weights before it are kept; a smaller "
           "learning rate may help.";
}

Trainer::Trainer(std::shared_ptr<const Project> project, const TrainingState& state, RunRule rule)
    : m_project(std::move(project)),
      m_rule(rule),
      m_examples(m_project->examples()),
      m_data(rule.onlyRow ? m_examples->all : m_examples->training),
      m_trace(makeTrace(state.network, m_project->loss, m_project->optimizer, state.optimizer)),
      m_order(m_examples->training->size(), m_project->training),
      m_cursor(state.cursor),
      m_previousCursor(state.cursor),
      m_update(state.update) {
    const Dataset& data = *m_data;
    if (data.inputs.cols() != state.network.inputCount() ||
        data.targets.cols() != state.network.outputCount())
        throw std::invalid_argument("the examples do not fit the network");
    if (m_rule.onlyRow && (*m_rule.onlyRow < 0 || *m_rule.onlyRow >= data.size()))
        throw std::invalid_argument("no such example");
    if (m_cursor.offset < 0 || m_cursor.offset >= m_order.size())
        throw std::invalid_argument("the position is not in the data");
    if (!m_rule.onlyRow && m_project->training.batchSize > 1)
        m_scratch = m_trace;
}

std::int64_t Trainer::rowAt(std::int64_t index) {
    return m_rule.onlyRow ? *m_rule.onlyRow
                          : m_order.row({m_cursor.epoch, m_cursor.offset + index});
}

void Trainer::addGradients() {
    for (std::size_t l = 0; l < m_trace.layers.size(); ++l) {
        m_scratch.layers[l].weightGradients += m_trace.layers[l].weightGradients;
        if (m_trace.layers[l].biasGradients)
            *m_scratch.layers[l].biasGradients += *m_trace.layers[l].biasGradients;
    }
}

void Trainer::takeMeanGradients(std::int64_t count) {
    const double n = static_cast<double>(count);
    for (std::size_t l = 0; l < m_trace.layers.size(); ++l) {
        m_trace.layers[l].weightGradients = m_scratch.layers[l].weightGradients / n;
        if (m_trace.layers[l].biasGradients)
            *m_trace.layers[l].biasGradients = *m_scratch.layers[l].biasGradients / n;
    }
}

std::optional<Divergence> Trainer::runBatch(std::int64_t& count) {
    const Dataset& data = *m_data;
    count =
        m_rule.onlyRow ? 1 : std::min(m_project->training.batchSize, data.size() - m_cursor.offset);
    if (count > 1)
        for (auto& layer : m_scratch.layers) {
            layer.weightGradients.setZero();
            if (layer.biasGradients)
                layer.biasGradients->setZero();
        }
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t row = rowAt(i);
        computeForward(m_trace, data.inputs.row(row).transpose(),
                       data.targets.row(row).transpose());
        if (m_listener)
            m_listener->forwardFinished(m_trace);
        computeBackward(m_trace);
        if (!passesFinite(m_trace))
            return Divergence{m_update + 1, firstNotFinite(m_trace, false).value_or(ValueId{})};
        if (m_listener)
            m_listener->backwardFinished(m_trace);
        if (count > 1)
            addGradients();
    }
    if (count > 1)
        takeMeanGradients(count);
    return std::nullopt;
}

std::optional<Divergence> Trainer::step() {
    std::int64_t count = 1;
    if (auto divergence = runBatch(count)) {
        // The weights of the last update lead to this: it must not have been.
        if (m_canRollBack) {
            rollBack();
            divergence->update = m_update + 1;
        }
        return divergence;
    }
    computeUpdate(m_trace);
    if (!updateFinite(m_trace)) {
        m_canRollBack = false;
        return Divergence{m_update + 1, firstNotFinite(m_trace, true).value_or(ValueId{})};
    }
    if (m_listener)
        m_listener->updateFinished(m_trace);
    swapParameters(m_trace);
    m_previousCursor = m_cursor;
    if (!m_rule.onlyRow) {
        m_cursor.offset += count;
        if (m_cursor.offset >= m_order.size())
            m_cursor = {m_cursor.epoch + 1, 0};
    }
    ++m_update;
    m_canRollBack = true;
    return std::nullopt;
}

std::optional<Divergence> Trainer::verify() {
    const Dataset& data = *m_data;
    const std::int64_t row = rowAt(0);
    computeForward(m_trace, data.inputs.row(row).transpose(), data.targets.row(row).transpose());
    computeBackward(m_trace);
    if (passesFinite(m_trace) || !m_canRollBack)
        return std::nullopt;
    const Divergence divergence{m_update, firstNotFinite(m_trace, false).value_or(ValueId{})};
    rollBack();
    return divergence;
}

void Trainer::rollBack() {
    swapParameters(m_trace);
    m_cursor = m_previousCursor;
    --m_update;
    m_canRollBack = false;
}

TrainingState Trainer::state() const {
    return {m_trace.network, m_trace.stateBefore, m_update, m_cursor};
}

double Trainer::meanLoss() {
    const Dataset& data = *m_examples->training;
    double sum = 0.0;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        computeForward(m_trace, data.inputs.row(row).transpose(),
                       data.targets.row(row).transpose());
        sum += m_trace.loss;
    }
    return sum / static_cast<double>(data.size());
}

}  // namespace stepgrad
