#include "core/document/progress_reader.h"

#include <utility>

#include "core/document/network_reader.h"

namespace stepgrad::json {
namespace {

constexpr std::uint64_t kMost = std::uint64_t{1} << 53;  ///< room to count on

std::function<void(std::uint64_t)> into(std::int64_t& out) {
    return [&out](std::uint64_t value) { out = static_cast<std::int64_t>(value); };
}

Vector vectorOf(const std::vector<double>& values) {
    return Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace

MemoryReader::MemoryReader(std::vector<OptimizerState::Slots>& layers, Budget& budget)
    : m_layers(layers),
      m_firstWeights(kMostNeurons, kMostNeurons, budget),
      m_secondWeights(kMostNeurons, kMostNeurons, budget),
      m_firstBiases(kMostNeurons, budget, NumbersReader::Null::Refused),
      m_secondBiases(kMostNeurons, budget, NumbersReader::Null::Refused) {
    add("first_weights", m_firstWeights);
    add("first_biases", m_firstBiases, Need::Optional);
    add("second_weights", m_secondWeights, Need::Optional);
    add("second_biases", m_secondBiases, Need::Optional);
}

void MemoryReader::complete() {
    OptimizerState::Slots slots;
    slots.firstWeights = m_firstWeights.take();
    if (given("second_weights"))
        slots.secondWeights = m_secondWeights.take();
    if (given("first_biases"))
        slots.firstBiases = vectorOf(m_firstBiases.values());
    if (given("second_biases"))
        slots.secondBiases = vectorOf(m_secondBiases.values());
    m_layers.push_back(std::move(slots));
}

OptimizerStateReader::OptimizerStateReader(OptimizerState& state)
    : m_budget{2 * limits::kParameters, "expected at most " +
                                            std::to_string(2 * limits::kParameters) +
                                            " numbers that are remembered"},
      m_updates(0, kMost, into(state.updates)),
      m_layer(state.layers, m_budget),
      m_layers(m_layer, "layer", static_cast<std::size_t>(limits::kLayers)) {
    add("updates", m_updates);
    add("layers", m_layers, Need::Optional);
}

ProgressReader::ProgressReader(std::optional<Progress>& progress)
    : m_out(progress),
      m_update(1, kMost, into(m_progress.update)),
      m_epoch(0, kMost, into(m_progress.cursor.epoch)),
      m_offset(0, kMost, into(m_progress.cursor.offset)) {
    add("update", m_update);
    add("epoch", m_epoch, Need::Optional);
    add("offset", m_offset, Need::Optional);
    add("optimizer_state", m_optimizer, Need::Optional);
}

void ProgressReader::complete() {
    m_out = std::move(m_progress);
}

}  // namespace stepgrad::json
