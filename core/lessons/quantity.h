#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// What a lesson can speak of and ask for: a value of a training step, or a number
/// that belongs to it.
struct Quantity {
    enum class Kind {
        Value,         ///< `value`
        LearningRate,  ///< eta
        LossAfter,     ///< J of the same example with the new weights
        Miss,          ///< prediction minus target of output `value.neuron`
        Slope,         ///< f'(u) of the neuron of `value`
        GradientRatio  ///< norm of the gradient of the first layer's weights and biases over
                       ///< that of the last layer's
    };
    Kind kind = Kind::Value;
    ValueId value;  ///< what lights when it is pointed at; of the learning rate none
    bool operator==(const Quantity&) const = default;
};

/// The quantity of that name, or nothing. Names are plain ASCII, indices count from 1
/// as on the graph, weights by source neuron whatever the user's notation is:
/// i1 y y1 w5 b3 u1 h1 yhat yhat1 J delta3 dJ/dw5 dJ/db1 w5_new b1_new, eta, J_new,
/// miss (prediction minus target), slope1 (f'(u1)) and gradient_ratio. Where weights have no number
/// of their own, w[2,1,3] is the one of layer 2, to neuron 1, from neuron 3.
std::optional<Quantity> quantityNamed(std::string_view name, const Network& network);

/// Whether names mean the same quantities in both, whatever these are worth: layers of
/// the same sizes and activations, biases at the same ones.
bool haveSameQuantities(const Network& a, const Network& b);

/// What such names look like, for messages.
std::string quantityNames();

/// The worth in this training step, computed yet or not; may be not finite, and is NaN
/// where the network of this step has no such quantity.
double worthOf(const Quantity& quantity, const Trace& trace);

/// Whether the walk has come far enough for it to be known.
bool isKnown(const Quantity& quantity, const Still& still);

/// "w₅", "η", "ŷ − y", "f′(u₁)".
std::string symbolOf(const Quantity& quantity, const Network& network, const Notation& notation);

}  // namespace stepgrad
