#pragma once

#include <optional>

#include "core/document/json_values.h"
#include "core/training/progress.h"

namespace stepgrad::json {

/// What an optimizer remembers of one layer; appended to `layers`.
class MemoryReader : public ObjectReader {
public:
    MemoryReader(std::vector<OptimizerState::Slots>& layers, Budget& budget);

protected:
    void complete() override;

private:
    std::vector<OptimizerState::Slots>& m_layers;
    MatrixReader m_firstWeights, m_secondWeights;
    NumbersReader m_firstBiases, m_secondBiases;
};

class OptimizerStateReader : public ObjectReader {
public:
    explicit OptimizerStateReader(OptimizerState& state);

private:
    Budget m_budget;
    WholeReader m_updates;
    MemoryReader m_layer;
    ObjectsReader m_layers;
};

/// Reads the numbers; whether they fit network, data and optimizer is for
/// `problemOf` to say.
class ProgressReader : public ObjectReader {
public:
    explicit ProgressReader(std::optional<Progress>& progress);
    /// Whether it is told what the optimizer remembers.
    bool hasMemory() const { return given("optimizer_state"); }

protected:
    void complete() override;

private:
    std::optional<Progress>& m_out;
    Progress m_progress;
    WholeReader m_update, m_epoch, m_offset;
    OptimizerStateReader m_optimizer{m_progress.optimizer};
};

}  // namespace stepgrad::json
