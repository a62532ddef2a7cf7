#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/network/network.h"

namespace stepgrad {

/// How the neurons of one layer work on many examples.
struct LayerActivity {
    /// Of each neuron: the least and the greatest u, and the greatest |f'(u)|, over all
    /// examples that were measured. Empty slopes for softmax, which has none of its own.
    std::vector<double> least, greatest, steepest;
    /// u of the neurons on a few of the examples, evenly chosen: to be drawn.
    Matrix sample;  ///< examples x neurons

    std::vector<int> dead;       ///< see isDead
    std::vector<int> saturated;  ///< see isSaturated
};

struct Activity {
    std::int64_t measured = 0;  ///< examples
    std::int64_t examples = 0;  ///< that there are
    std::vector<LayerActivity> layers;

    bool isComplete() const { return measured == examples; }
};

/// A neuron is dead where f is a ReLU and u <= 0 on every example: f'(u) is 0 on all of
/// them, so that neither its weights nor what feeds it alone is ever changed.
bool isDead(Activation activation, double greatest);

/// A sigmoid or tanh neuron is saturated where f'(u) is less than a twentieth of its
/// greatest value (1/4 for the sigmoid, 1 for tanh) on every example.
bool isSaturated(Activation activation, double steepest);

/// Runs the examples through the network, plainly.
/// @param examples  as the network sees them; at least one
/// @param mostWork  products of a weight and an example; with more, only as many examples
///                  are measured, evenly chosen, at least one
Activity measureActivity(const Network& network, const Dataset& examples, double mostWork = 2e7);

/// What was found, in words: dead neurons by name, how many are saturated.
/// @param names  of the neurons as the user's notation has them, by layer
std::string activityText(const Network& network, const Activity& activity,
                         const std::vector<std::vector<std::string>>& names);

}  // namespace stepgrad
