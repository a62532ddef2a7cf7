#pragma once

#include <optional>

#include "core/network/trace.h"

namespace stepgrad {

/// A trace with all vectors and matrices allocated for the network, its values
/// not yet computed. Nothing below allocates again.
/// @param state  of the first update (empty) or of an earlier one
/// Throws std::invalid_argument where `problemOf(network, loss)` has something to
/// say, or where the state is of another network or another kind of optimizer.
Trace makeTrace(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                const OptimizerState& state);

/// Forward pass: u_l = W_l h_{l-1} + b_l, h_l = f(u_l), and J.
/// @param inputs   (network inputs)
/// @param targets  (network outputs)
/// Writes inputs, targets, u, h and loss. Throws std::invalid_argument on sizes
/// that are not the network's. — article, "Forward Pass", steps 1 to 5.
void computeForward(Trace& trace, const Eigen::Ref<const Vector>& inputs,
                    const Eigen::Ref<const Vector>& targets);

/// Backward pass of a computed forward pass, for every layer, last one first:
/// delta_L = dJ/du_L, delta_l = (W_{l+1}^T delta_{l+1}) . f'(u_l), weight
/// gradients delta_l h_{l-1}^T, bias gradients delta_l. All with the weights
/// from before the update. — article, "Backward Pass", steps 1 to 4.
void computeBackward(Trace& trace);

/// Update: new weights and biases from the gradients in the trace (clipped where
/// that is asked for, see clipping.h; and with the penalty of weights, where there is
/// one, see `penaltySlope`), each once; frozen parts keep their values. Writes newWeights,
/// newBiases, stateAfter, gradientNorm and clipFactor; `network` and `stateBefore` stay as they
/// are. — article, "Updating the Weights".
void computeUpdate(Trace& trace);

/// The same step with its backward pass and its update, where only its forward pass was
/// computed; the loss after it is left as it is.
Trace completed(Trace trace);

/// J of one example without its gradients.
double lossOf(const Network& network, Loss loss, const Eigen::Ref<const Vector>& inputs,
              const Eigen::Ref<const Vector>& targets);

/// The outputs for one example.
Vector predict(const Network& network, const Eigen::Ref<const Vector>& inputs);

/// One whole training step of one example, with `lossAfter`.
Trace trainingStep(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                   const OptimizerState& state, const Eigen::Ref<const Vector>& inputs,
                   const Eigen::Ref<const Vector>& targets);

/// The first value of the trace, in the order of computation (u and h of each
/// layer, J, deltas, gradients, new parameters), that is not finite; or nothing.
/// @param withUpdate  whether the new parameters are looked at too, and what the
///                    optimizer remembers of them (reported as the new parameter)
std::optional<ValueId> firstNotFinite(const Trace& trace, bool withUpdate);

}  // namespace stepgrad
