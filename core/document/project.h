#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/network/network.h"
#include "core/network/optimizer.h"

namespace stepgrad {

struct TrainingSettings {
    std::int64_t batchSize = 1;  ///< examples an update, >= 1; a last batch may be smaller
    bool shuffle = false;        ///< a new seeded order for every epoch
    std::uint64_t seed = 1;
    bool operator==(const TrainingSettings&) const = default;
};

/// Data that lies in a CSV file beside the project instead of in it.
struct CsvSource {
    std::string path;                        ///< relative to the project file
    std::vector<std::string> targetColumns;  ///< names of header cells
    bool operator==(const CsvSource&) const = default;
};

/// Everything that is saved; a value. The data set is shared and immutable.
struct Project {
    std::string name;
    Network network;
    Loss loss = Loss::HalfSquaredError;
    OptimizerSettings optimizer;
    TrainingSettings training;
    DatasetPtr data;                  ///< never null, at least one example
    std::optional<CsvSource> source;  ///< where `data` came from, if from a CSV file

    bool operator==(const Project& o) const {
        return name == o.name && network == o.network && loss == o.loss &&
               optimizer == o.optimizer && training == o.training &&
               (data == o.data || *data == *o.data) && source == o.source;
    }
};

/// The first thing that is wrong with a project (network, sizes of data, ranges
/// of settings), or nothing. Names the place as project files do.
std::optional<std::string> problemOf(const Project& project);

/// The article's example: 2–2–1, sigmoid, no biases, half squared error, eta 0.1.
Project articleExample();

}  // namespace stepgrad
