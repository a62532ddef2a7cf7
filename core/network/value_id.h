#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>

#include "core/network/network.h"

namespace stepgrad {

/// The kinds of values that one training step consists of.
enum class ValueKind : std::uint8_t {
    Input,           ///< i_k
    Target,          ///< y_k
    Weight,          ///< w, before the update
    Bias,            ///< b, before the update
    U,               ///< weighted input
    H,               ///< activation; of the output layer: the prediction
    Loss,            ///< J
    Delta,           ///< dJ/du
    WeightGradient,  ///< dJ/dw
    BiasGradient,    ///< dJ/db
    NewWeight,       ///< w after the update
    NewBias          ///< b after the update
};

/// Names one value of a training step of a given network. The graph, the
/// formulas, the walkthrough and assistive technology all speak of values by it.
/// All indices count from 0.
struct ValueId {
    ValueKind kind = ValueKind::Loss;
    int layer = -1;   ///< layer it belongs to; -1 for inputs, targets and the loss
    int neuron = -1;  ///< neuron in the layer; or which input or target
    int input = -1;   ///< for weights and their gradients: which input of the layer

    auto operator<=>(const ValueId&) const = default;

    static ValueId inputOf(int k) { return {ValueKind::Input, -1, k, -1}; }
    static ValueId target(int k) { return {ValueKind::Target, -1, k, -1}; }
    static ValueId weight(int l, int j, int k) { return {ValueKind::Weight, l, j, k}; }
    static ValueId bias(int l, int j) { return {ValueKind::Bias, l, j, -1}; }
    static ValueId u(int l, int j) { return {ValueKind::U, l, j, -1}; }
    static ValueId h(int l, int j) { return {ValueKind::H, l, j, -1}; }
    static ValueId loss() { return {}; }
    static ValueId delta(int l, int j) { return {ValueKind::Delta, l, j, -1}; }
    static ValueId weightGradient(int l, int j, int k) {
        return {ValueKind::WeightGradient, l, j, k};
    }
    static ValueId biasGradient(int l, int j) { return {ValueKind::BiasGradient, l, j, -1}; }
    static ValueId newWeight(int l, int j, int k) { return {ValueKind::NewWeight, l, j, k}; }
    static ValueId newBias(int l, int j) { return {ValueKind::NewBias, l, j, -1}; }

    /// Inputs, targets, weights and biases: what a user can set.
    bool isEditable() const { return kind <= ValueKind::Bias; }
    /// Weights and biases (before the update).
    bool isParameter() const { return kind == ValueKind::Weight || kind == ValueKind::Bias; }

    /// The same place with another kind: the gradient of this weight, the new
    /// value of this bias, the delta of this neuron …
    ValueId as(ValueKind other) const { return {other, layer, neuron, input}; }
    /// The parameter that a gradient or a new value belongs to; of a parameter
    /// itself. Nothing for other kinds.
    std::optional<ValueId> parameter() const;
};

/// Whether the network has such a value (indices in range, the layer has biases).
bool exists(const Network& network, const ValueId& id);

/// The activation that feeds input k of a layer: i_k, or h_k of the layer before.
ValueId sourceOf(int layer, int k);

}  // namespace stepgrad

template <>
struct std::hash<stepgrad::ValueId> {
    std::size_t operator()(const stepgrad::ValueId& id) const noexcept {
        std::size_t h = static_cast<std::size_t>(id.kind);
        for (const int part : {id.layer, id.neuron, id.input})
            h = h * 1000003u + static_cast<std::size_t>(part + 1);
        return h;
    }
};
