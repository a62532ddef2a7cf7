#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/network/types.h"

namespace stepgrad {

/// The activation functions. `Softmax` is for the output layer only, together
/// with the cross-entropy loss.
enum class Activation { Sigmoid, Tanh, Relu, LeakyRelu, Linear, Step, Softmax };

/// One row of the table of activations.
struct ActivationInfo {
    Activation id;
    std::string_view key;   ///< name in project files, e.g. "leaky_relu"
    std::string_view name;  ///< name for people, e.g. "leaky ReLU"
    /// f(u), any u. Null for softmax, which is no function of one number.
    double (*value)(double u);
    /// f'(u), always a function of u. Null for softmax.
    double (*derivative)(double u);
    bool outputOnly;  ///< may only stand in the output layer
};

/// All activations, in the order of the enumeration.
std::span<const ActivationInfo> activations();

const ActivationInfo& info(Activation activation);

/// The activation of that key, or nothing.
std::optional<Activation> activationFromKey(std::string_view key);

/// sigma(u) = 1 / (1 + e^-u), without overflow for any finite u; relative error
/// below 1e-15, exactly 0 or 1 beyond 708 in size.
double sigmoid(double u);

/// sigma(-u) = 1 - sigma(u), with all digits where sigma(u) rounds to 1.
double sigmoidComplement(double u);

/// h = f(u), elementwise; softmax over all of u (shifted by its maximum).
/// @param u, h  vectors of the same size; h is overwritten.
void activate(Activation activation, const Vector& u, Vector& h);

/// f'(u), elementwise. Formulas: mathematics of each activation; derivative 0
/// of ReLU and 0.01 of leaky ReLU at u = 0; 0 everywhere for step.
/// Throws std::invalid_argument for softmax.
void activationDerivative(Activation activation, const Vector& u, Vector& derivative);

}  // namespace stepgrad
