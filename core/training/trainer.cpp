#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/network/backpropagation.h"
#include "core/walkthrough/notation.h"
#include "core/walkthrough/number_text.h"

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

/// Updates after which the parameters are remembered once more: few enough to be
/// repeated at once, so many that copying costs nothing.
constexpr std::int64_t kCheckpointUpdates = 256;

void tell(TrainerListener& listener, const Trace& trace) {
    listener.forwardFinished(trace);
    listener.backwardFinished(trace);
    listener.updateFinished(trace);
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
    return "update " + formatCount(update) + " was not made: " + symbolText(value, network) +
           " would be too large to be a number. The weights before it are kept; " +
           kAgainstDivergence + ".";
}

Trainer::Trainer(std::shared_ptr<const Project> project, const TrainingState& state, RunRule rule)
    : m_project(std::move(project)),
      m_rule(rule),
      m_examples(m_project->examples()),
      m_data(rule.onlyRow ? m_examples->walkable : m_examples->training),
      m_order(m_examples->training->size(), m_project->training),
      m_cursor(state.cursor),
      m_update(state.update),
      m_trace(makeTrace(state.network, m_project->loss, m_project->optimizer, state.optimizer)),
      m_pass(m_trace.network, m_project->loss, m_project->optimizer, m_trace.stateBefore,
             rule.onlyRow ? 1 : std::min(m_project->training.batchSize, examples().size())),
      m_isEveryday(isEveryday()) {
    const Dataset& data = examples();
    if (data.inputs.cols() != state.network.inputCount() ||
        data.targets.cols() != state.network.outputCount())
        throw std::invalid_argument("the examples do not fit the network");
    if (m_rule.onlyRow && (*m_rule.onlyRow < 0 || *m_rule.onlyRow >= data.size()))
        throw std::invalid_argument("no such example");
    if (m_cursor.offset < 0 || m_cursor.offset >= m_order.size())
        throw std::invalid_argument("the position is not in the data");
    remember(m_checkpoint);
}

/// Whether the pass makes the same updates as the readable way: it knows no penalties.
bool Trainer::isEveryday() const {
    return m_pass.isEveryday() && !m_project->optimizer.hasPenalty();
}

void Trainer::setListener(TrainerListener* listener) {
    m_listener = listener;
    m_pass.keepGradients(listener != nullptr);
}

inline std::int64_t Trainer::rowAt(std::int64_t index) {
    return m_rule.onlyRow ? *m_rule.onlyRow
                          : m_order.row({m_cursor.epoch, m_cursor.offset + index});
}

inline std::int64_t Trainer::batchCount() const {
    return m_rule.onlyRow
               ? 1
               : std::min(m_project->training.batchSize, examples().size() - m_cursor.offset);
}

void Trainer::bringUpTrace() const {
    if (m_traceIsNow)
        return;
    m_pass.write(m_trace.network, m_trace.stateBefore);
    m_traceIsNow = true;
}

const Network& Trainer::network() const {
    bringUpTrace();
    return m_trace.network;
}

TrainingState Trainer::state() const {
    bringUpTrace();
    return {m_trace.network, m_trace.stateBefore, m_update, m_cursor};
}

/// What would have to be repeated takes no longer than a long update.
bool Trainer::isTimeToRemember(std::int64_t count) const {
    const std::int64_t since = m_update - m_checkpoint.update;
    return since >= kCheckpointUpdates || (since > 0 && m_pass.isLong(since * count));
}

void Trainer::remember(Checkpoint& checkpoint) const {
    const auto parameters = m_pass.parameters();
    checkpoint.parameters.assign(parameters.begin(), parameters.end());
    checkpoint.optimizerUpdates = m_pass.updates();
    checkpoint.update = m_update;
    checkpoint.cursor = m_cursor;
}

inline void Trainer::advance(std::int64_t count) {
    if (!m_rule.onlyRow || m_rule.takesTurn) {
        m_cursor.offset += count;
        if (m_cursor.offset >= m_order.size())
            m_cursor = {m_cursor.epoch + 1, 0};
    }
    ++m_update;
    m_canRollBack = true;
}

inline Outcome Trainer::makeFast(std::int64_t count, TrainerListener* listener,
                                 const std::stop_token& stop) {
    const Dataset& data = examples();
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t row = rowAt(i);
        m_pass.setExample(i, data.inputs.data() + row * data.inputs.cols(),
                          data.targets.data() + row * data.targets.cols());
    }
    if (listener)
        bringUpTrace();
    if (const Outcome outcome = m_pass.update(count, stop); outcome != Outcome::Made)
        return outcome;
    if (listener) {
        m_pass.describe(count, m_trace);
        tell(*listener, m_trace);
        swapParameters(m_trace);
    }
    m_traceIsNow = listener != nullptr;
    return Outcome::Made;
}

void Trainer::addGradients() {
    for (std::size_t l = 0; l < m_trace.layers.size(); ++l) {
        m_sums[l].weightGradients += m_trace.layers[l].weightGradients;
        if (m_trace.layers[l].biasGradients)
            *m_sums[l].biasGradients += *m_trace.layers[l].biasGradients;
    }
}

void Trainer::takeMeanGradients(std::int64_t count) {
    const double n = static_cast<double>(count);
    for (std::size_t l = 0; l < m_trace.layers.size(); ++l) {
        m_trace.layers[l].weightGradients = m_sums[l].weightGradients / n;
        if (m_trace.layers[l].biasGradients)
            *m_trace.layers[l].biasGradients = *m_sums[l].biasGradients / n;
    }
}

std::optional<Divergence> Trainer::runBatch(std::int64_t count, const std::stop_token& stop) {
    const Dataset& data = examples();
    if (count > 1)
        m_sums = m_trace.layers;
    for (auto& layer : m_sums) {
        layer.weightGradients.setZero();
        if (layer.biasGradients)
            layer.biasGradients->setZero();
    }
    for (std::int64_t i = 0; i < count && !stop.stop_requested(); ++i) {
        const std::int64_t row = rowAt(i);
        computeForward(m_trace, data.inputs.row(row).transpose(),
                       data.targets.row(row).transpose());
        computeBackward(m_trace);
        if (!passesFinite(m_trace))
            return Divergence{m_update + 1, firstNotFinite(m_trace, false).value_or(ValueId{})};
        if (count > 1)
            addGradients();
    }
    if (count > 1)
        takeMeanGradients(count);
    return std::nullopt;
}

std::optional<Divergence> Trainer::makeReadable(std::int64_t count, TrainerListener* listener,
                                                const std::stop_token& stop) {
    bringUpTrace();
    if (auto divergence = runBatch(count, stop)) {
        // The weights of the last update lead to this: it must not have been.
        if (m_canRollBack) {
            rollBack();
            divergence->update = m_update + 1;
        }
        return divergence;
    }
    if (stop.stop_requested())
        return std::nullopt;
    computeUpdate(m_trace);
    if (!updateFinite(m_trace)) {
        m_canRollBack = false;
        return Divergence{m_update + 1, firstNotFinite(m_trace, true).value_or(ValueId{})};
    }
    if (listener)
        tell(*listener, m_trace);
    swapParameters(m_trace);
    m_pass.read(m_trace.network, m_trace.stateBefore);
    m_isEveryday = isEveryday();
    advance(count);
    return std::nullopt;
}

std::optional<Divergence> Trainer::make(TrainerListener* listener, const std::stop_token& stop) {
    const std::int64_t count = batchCount();
    const bool remembers = isTimeToRemember(count);
    if (remembers)
        remember(m_next);
    const std::int64_t before = m_update;
    const Outcome outcome = m_isEveryday ? makeFast(count, listener, stop) : Outcome::Strange;
    std::optional<Divergence> divergence;
    if (outcome == Outcome::Made)
        advance(count);
    else if (outcome == Outcome::Strange)
        divergence = makeReadable(count, listener, stop);
    if (remembers && m_update > before)
        std::swap(m_checkpoint, m_next);
    return divergence;
}

std::optional<Divergence> Trainer::step(const std::stop_token& stop) {
    return make(m_listener, stop);
}

std::optional<Divergence> Trainer::verify() {
    bringUpTrace();
    const Dataset& data = examples();
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
    // From the last checkpoint all updates but the last once more: they were
    // finite then and give the same bits.
    const std::int64_t wanted = m_update - 1;
    m_pass.restore(m_checkpoint.parameters, m_checkpoint.optimizerUpdates);
    m_isEveryday = isEveryday();
    m_traceIsNow = false;
    m_update = m_checkpoint.update;
    m_cursor = m_checkpoint.cursor;
    while (m_update < wanted)
        make(nullptr, {});
    m_canRollBack = false;
}

std::optional<double> Trainer::meanLoss(const std::stop_token& stop) {
    return stepgrad::meanLoss(m_pass, m_project->loss, *m_examples->training, stop);
}

std::optional<LossPoint> Trainer::point(const std::stop_token& stop) {
    return measurePoint(m_pass, network(), *m_project, m_update, stop);
}

}  // namespace stepgrad
