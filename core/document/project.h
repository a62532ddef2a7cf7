#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/examples.h"
#include "core/network/initializer.h"
#include "core/network/network.h"
#include "core/network/optimizer.h"
#include "core/training/progress.h"
#include "core/training/stop_rules.h"

namespace stepgrad {

struct TrainingSettings {
    std::int64_t batchSize = 1;  ///< examples an update, >= 1; a last batch may be smaller
    bool shuffle = false;        ///< a new seeded order for every epoch
    std::uint64_t seed = 1;
    StopRules stop;  ///< when Train ends by itself; none: never
    bool operator==(const TrainingSettings&) const = default;
};

/// Data that lies in a CSV file beside the project instead of in it.
struct CsvSource {
    std::string path;                         ///< relative to the project file
    std::vector<std::string> targetColumns;   ///< names of header cells
    std::vector<std::string> inputColumns{};  ///< likewise; empty: all others
    std::optional<char> delimiter{};  ///< ',', ';' or '\t'; none: as the header shows, ',' or ';'
    bool decimalComma = false;
    bool operator==(const CsvSource&) const = default;
};

/// Everything that is saved; a value. The data set is shared and immutable.
struct Project {
    std::string name;
    Network network;
    Loss loss = Loss::HalfSquaredError;
    OptimizerSettings optimizer;
    TrainingSettings training;
    std::optional<InitializerSettings> initializer;  ///< how the weights began, if known
    DatasetPtr data;                  ///< as entered; never null, at least one example
    std::optional<CsvSource> source;  ///< where `data` came from, if from a CSV file
    /// Of class targets: a name for each output, or two for a single output (of 0
    /// and of 1). May be empty.
    std::vector<std::string> classNames;
    std::optional<Split> split;      ///< none: all examples are for training
    std::optional<Scaling> scaling;  ///< none: the network sees inputs as entered
    /// Where the training of these weights stands: only in what is saved and opened,
    /// never in what is being worked on. None: it begins.
    std::optional<Progress> progress;
    /// Walked through as the row after the last of the data; as wide as these. No part
    /// of what is saved and compared.
    std::optional<OwnExample> ownExample;
    ExamplesCache cache;  ///< see `examples()`; no part of the value

    /// The examples as the network sees them, computed once for each data, split,
    /// scaling and own example. The project must be valid.
    std::shared_ptr<const Examples> examples() const {
        return cache.get(data, split, scaling, ownExample);
    }
    /// How many rows can be walked through: the data's, and the user's own.
    std::int64_t rowCount() const { return data->size() + (ownExample ? 1 : 0); }
    /// Inputs as the network sees them. @param entered  one number an input
    Vector seen(const Vector& entered) const { return scaling ? scaling->apply(entered) : entered; }

    bool operator==(const Project& o) const {
        return name == o.name && network == o.network && loss == o.loss &&
               optimizer == o.optimizer && training == o.training && initializer == o.initializer &&
               (data == o.data || *data == *o.data) && source == o.source &&
               classNames == o.classNames && split == o.split && scaling == o.scaling &&
               progress == o.progress;
    }
};

/// The first thing that is wrong with a project (network, sizes of data, ranges
/// of settings), or nothing. Names the place as project files do.
std::optional<std::string> problemOf(const Project& project);

/// The article's example: 2–2–1, sigmoid, no biases, half squared error, eta 0.1.
Project articleExample();

}  // namespace stepgrad
