#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/laboratory/loss_surface.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// One of the optimizers that race.
struct RaceEntry {
    std::string name;  ///< "SGD η 0.1"
    OptimizerSettings optimizer;
};

/// Gradient descent with the project's learning rate (0.1 where it has another
/// optimizer), the same with momentum 0.9, and Adam with learning rate 0.05; the
/// project's own settings in place of those of the same kind.
std::vector<RaceEntry> raceEntries(const OptimizerSettings& own, const Notation& notation);

/// What is raced: from `starts` points of the plane of the axes, drawn evenly by the
/// seed, all other parameters as they are, each of the entries makes so many updates.
struct RaceRules {
    std::shared_ptr<const Project> project;  ///< the network as it is
    SurfaceAxis x, y;
    std::vector<RaceEntry> entries;
    int starts = 5;
    std::uint64_t seed = 1;
    std::int64_t updates = 400;
};

struct Racer {
    std::size_t entry = 0;           ///< of the rules
    int start = 0;                   ///< which of the starts
    std::vector<SurfacePoint> path;  ///< over the two parameters; the start first
    /// Mean J over the training examples where it is now; not a number as long as so many
    /// examples wait to be measured until the end.
    double loss = 0.0;
    bool hasDiverged = false;  ///< stopped before a number that is not finite
};

/// Start by start, the entries in their order. All make the same number of updates
/// between two calls of `progress`, which is told of the racers as they are. Uses
/// Trainer: the project's examples, batches and order. False once stop is requested.
bool runRace(const RaceRules& rules, const std::stop_token& stop,
             const std::function<void(const std::vector<Racer>&)>& progress);

}  // namespace stepgrad
