#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/network/activation.h"
#include "core/network/types.h"

namespace stepgrad {

/// The losses of one example with K outputs.
enum class Loss {
    HalfSquaredError,
    SquaredError,
    MeanSquaredError,
    BinaryCrossEntropy,
    CrossEntropy
};

/// One row of the table of losses.
struct LossInfo {
    Loss id;
    std::string_view key;   ///< name in project files, e.g. "half_squared_error"
    std::string_view name;  ///< name for people
    /// The output activation that the loss needs, or nothing: any but softmax.
    std::optional<Activation> output;
};

/// All losses, in the order of the enumeration.
std::span<const LossInfo> losses();

const LossInfo& info(Loss loss);

/// The loss of that key, or nothing.
std::optional<Loss> lossFromKey(std::string_view key);

/// Whether the loss and the activation of the output layer go together:
/// softmax exactly with cross-entropy, binary cross-entropy only with sigmoid.
bool fits(Loss loss, Activation output);

/// J of one example.
/// @param u  weighted inputs of the output layer (K)
/// @param h  predictions (K), h = f(u)
/// @param y  targets (K)
/// The cross-entropies are computed from u (softplus and log-sum-exp), so they
/// are finite for every finite u. Squared errors: 1/2 sum (h-y)^2, sum (h-y)^2,
/// 1/K sum (h-y)^2.
double lossValue(Loss loss, const Vector& u, const Vector& h, const Vector& y);

/// dJ/dh of one output of the squared errors: (h-y), 2(h-y), 2(h-y)/K.
/// @param outputs  K
/// Throws std::invalid_argument for the cross-entropies, whose delta is
/// taken with respect to u at once.
double lossSlope(Loss loss, double h, double y, Eigen::Index outputs);

/// delta = dJ/du of the output layer (K), into `delta`.
/// Squared errors: dJ/dh . f'(u). Binary cross-entropy with sigmoid: h - y.
/// Cross-entropy with softmax: h sum(y) - y, which is h - y where the targets
/// sum to 1.
void outputDelta(Loss loss, Activation output, const Vector& u, const Vector& h, const Vector& y,
                 Vector& delta);

}  // namespace stepgrad
