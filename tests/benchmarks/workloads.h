#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/document/project.h"
#include "core/training/training_state.h"

namespace stepgrad {
class TrainingEngine;
}

namespace stepgrad::bench {

/// A network with data and training settings whose speed is compared between
/// engines. Examples are taken in order, without shuffling.
struct Workload {
    std::string name;
    std::string metric;  ///< "steps/s" for W1, else "examples/s"
    std::shared_ptr<const Project> project;

    TrainingState start() const;
};

/// The names: W1 W2 W2b1 W3 W4.
///   W1    2-2-1 sigmoid, no biases, half squared error, eta 0.1, one example
///   W2    2-8-8-8-1 tanh, half squared error, eta 0.03, batches of 10, 250 points
///         of a disc in a ring
///   W2b1  the same, batches of one
///   W3    57-32-16-1 sigmoid, half squared error, eta 0.5, batches of 32, 4601
///         random points on two sides of a plane
///   W4    784-128-10 ReLU and softmax, cross-entropy, eta 0.05, batches of 32,
///         10,000 noisy pictures of ten classes
/// Always the same numbers. Nothing for another name.
std::optional<Workload> workload(const std::string& name);

/// A network of the shape that a text such as "100-100-10" names, tanh and sigmoid, with
/// 200 random examples in batches of 10. Nothing for another text.
std::optional<Project> shapedProject(const std::string& shape);

/// Connects a slot to each of the three signals of every pass.
/// @param sum  what the slots add J to; outlives the engine
void listenTo(TrainingEngine& engine, double& sum);

}  // namespace stepgrad::bench
