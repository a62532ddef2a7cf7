#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/training/metrics.h"
#include "core/training/stop_rules.h"

namespace stepgrad::cli {

/// What is measured of the weights at one moment.
struct Measurement {
    double loss = 0.0;  ///< mean over the training examples
    std::optional<double> accuracy, testLoss, testAccuracy;
};

/// How a training went.
struct TrainResult {
    std::int64_t epochs = 0;  ///< completed
    std::int64_t updates = 0;
    std::int64_t examples = 0;         ///< seen in all epochs together
    double seconds = 0.0;              ///< spent on updates
    Measurement end;                   ///< with the weights at the end
    Metrics::Counts confusion;         ///< of the test examples, or of all where there are none
    std::vector<Measurement> history;  ///< after each completed epoch, if asked for
    std::optional<StopReason> stopReason;
    std::optional<std::string> divergence;
    std::vector<std::string> classNames;

    double rate() const { return seconds > 0.0 ? static_cast<double>(examples) / seconds : 0.0; }
};

/// The three forms of the result. What does not apply (accuracy without classes,
/// test values without a split) is left out.
std::string trainJson(const TrainResult& result);
std::string trainText(const TrainResult& result);
/// A row an epoch, numbers with 17 significant digits: epoch, loss, and of a
/// project with a split test_loss and, for classes, accuracy and test_accuracy.
std::string historyCsv(const TrainResult& result);

}  // namespace stepgrad::cli
