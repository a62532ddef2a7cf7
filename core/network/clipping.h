#pragma once

#include "core/network/optimizer.h"

namespace stepgrad {

struct Trace;

// Gradient clipping by the global norm: where the gradient of an update, all weights and
// biases that are trained taken together as one vector g, is longer than a limit c, it is
// shortened to c and keeps its direction: g <- k g, k = c / max(c, |g|).
// — Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural
// networks", algorithm 1.
// With batches, g is the mean gradient of the batch. What is frozen is no part of it. It
// comes before everything else that an optimizer does: the penalty of weights is added
// to k g, and moments are those of k g.

/// |g| of the gradients in the trace: the Euclidean norm over all that is trained. The
/// squares are summed for each neuron (weights in the order of the inputs, then the bias),
/// these sums in the order of the neurons and layers. Does not overflow where the
/// norm is a number; not finite where a gradient is not.
double gradientNorm(const Trace& trace);

/// k, from 0 to 1; 1 where the settings do not clip.
double clipFactor(const OptimizerSettings& settings, double norm);

}  // namespace stepgrad
