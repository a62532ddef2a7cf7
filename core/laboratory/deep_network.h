#pragma once

#include <optional>
#include <string>

#include "core/document/project.h"

namespace stepgrad {

/// What of a network is chosen to see what depth does: how many layers, how wide the
/// hidden ones are, their activation, and how the weights begin.
struct DepthPlan {
    static constexpr int kMostLayers = 30;
    static constexpr int kMostNeurons = 64;

    int layers = 2;  ///< with the output layer; 1 has no hidden one
    int width = 1;   ///< neurons of each hidden layer
    Activation hidden = Activation::Sigmoid;
    InitializerSettings start;
    bool operator==(const DepthPlan&) const = default;
};

/// The plan that the project comes nearest to: width and activation of its first hidden
/// layer, its own initialisation where that is known.
DepthPlan planOf(const Project& project);

/// Why the plan cannot be built, in words that end a sentence; or nothing.
std::optional<std::string> reasonAgainst(const Project& project, const DepthPlan& plan);

/// The project with another network: hidden layers as the plan says, all with biases if
/// the first layer has them; the output layer works as before; new weights by the
/// plan's initialisation. Data, loss, training stay. Throws std::invalid_argument where
/// there is a reason against it.
Project withPlan(const Project& project, const DepthPlan& plan);

}  // namespace stepgrad
