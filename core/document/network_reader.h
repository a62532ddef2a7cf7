#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/json_values.h"
#include "core/network/network.h"

namespace stepgrad::json {

constexpr auto kMostNeurons = static_cast<std::size_t>(limits::kNeurons);

/// "one of "sgd", "rmsprop", "adam"", from a table of entries with keys.
template <typename Entries>
std::string oneOf(const Entries& entries) {
    std::string list;
    for (const auto& entry : entries)
        list += (list.empty() ? "one of \"" : ", \"") + std::string(entry.key) + "\"";
    return list;
}

/// A word that stands for an entry of a table, into `out`.
template <typename Id, typename Entries>
WordReader entryReader(Id& out, const Entries& entries,
                       std::optional<Id> (*fromKey)(std::string_view)) {
    return {oneOf(entries), [&out, fromKey](std::string_view key) {
                const auto id = fromKey(key);
                if (id)
                    out = *id;
                return id.has_value();
            }};
}

class TrainableReader : public ObjectReader {
public:
    explicit TrainableReader(Layer& layer);

private:
    FlagReader m_weights, m_biases;
};

/// Appends each layer that it reads.
class LayerReader : public ObjectReader {
public:
    LayerReader(std::vector<Layer>& layers, Budget& budget);

protected:
    void begin() override;
    void complete() override;

private:
    std::vector<Layer>& m_layers;
    Layer m_layer;
    WordReader m_activation;
    MatrixReader m_weights;
    NumbersReader m_biases;
    TrainableReader m_trainable{m_layer};
};

/// Reads the shapes and numbers of each layer; whether the layers go together
/// is for `problemOf` to say.
class NetworkReader : public ObjectReader {
public:
    explicit NetworkReader(Network& network);

protected:
    void complete() override;

private:
    Network& m_network;
    Budget m_budget{limits::kParameters, "expected at most " + std::to_string(limits::kParameters) +
                                             " weights and biases in a network"};
    TextsReader m_names;
    LayerReader m_layer;
    ObjectsReader m_layers{m_layer, "layer", static_cast<std::size_t>(limits::kLayers)};
};

}  // namespace stepgrad::json
