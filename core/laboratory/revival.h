#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/network/network.h"

namespace stepgrad {

/// What came of an attempt to wake dead neurons.
struct Revival {
    int revived = 0;
    int left = 0;    ///< no weights of their own make them answer: all that feeds them is 0
    int frozen = 0;  ///< dead, in a layer whose weights are not trained
};

/// Gives every dead ReLU neuron (isDead in activity.h) of the network, layer after layer
/// from the first one, new incoming weights with which it answers some of the examples:
/// weights even in [−a, a) with a = ½ √(6/n), n inputs, half of what He et al. 2015
/// (eq. 10) begin with, drawn from the seed; and a bias that lets about half of the
/// examples through, b = −median of w·x. A neuron without bias takes the weights with the
/// other sign where it would answer none, and so does one whose bias is frozen. What leaves
/// the neuron stays, and so does a neuron that cannot be woken.
/// @param examples  as the network sees them, at least one
Revival revive(Network& network, const Dataset& examples, std::uint64_t seed);

}  // namespace stepgrad
