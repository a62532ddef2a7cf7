#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "core/training/metrics.h"
#include "core/training/trainer.h"

namespace stepgrad {

/// The end of a training of a fixed number of updates, and how well it does.
struct TrainingRun {
    std::shared_ptr<const Project> project;      ///< as it began
    std::shared_ptr<const TrainingState> state;  ///< after the updates
    Metrics training;                            ///< over the training examples
    std::optional<Metrics> test;                 ///< over those kept back, where there are any
    std::optional<Divergence> divergence;        ///< where it ended before its time

    /// The project with the trained weights and its progress: opened, it goes on training bit
    /// for bit as if it had not been interrupted.
    Project opened() const;
};

/// Trains the project from its first update on (`initialStateOf`), by the trainer that the
/// window uses: the same project gives the same bits. Rules that end a training are
/// not asked.
/// @param progress  told of the updates made so far, now and then; may be empty
/// @returns nothing once stop is requested.
/// Throws std::invalid_argument where the project is not valid.
std::optional<TrainingRun> trainFor(const Project& project, std::int64_t updates,
                                    const std::stop_token& stop,
                                    const std::function<void(std::int64_t)>& progress = {});

/// How well the network does on both parts of the project's examples.
Metrics measureTraining(const Project& project, const Network& network);
std::optional<Metrics> measureTest(const Project& project, const Network& network);

/// Updates of one epoch: training examples by the size of a batch, a last smaller one included.
std::int64_t updatesPerEpoch(const Project& project);

/// The project at a start that the seed determines: first weights by the project's
/// initializer (xavier_uniform where none is known), and the order of the examples.
/// Layers that are frozen keep their weights. Tells no progress.
Project begunWithSeed(Project project, std::uint64_t seed);

/// About what an epoch costs: examples x (weights and biases + what each example costs
/// besides), in units of which a processor does some 10^9 a second.
double epochCost(const Project& project);

}  // namespace stepgrad
