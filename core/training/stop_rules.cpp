#include "core/training/stop_rules.h"

#include <cmath>

namespace stepgrad {
namespace {

constexpr double kLeastProgress = 1e-4;  ///< as a share of the least loss

}  // namespace

std::optional<std::string> problemOf(const StopRules& rules) {
    if (rules.epochs < 0 || rules.epochs > kMostEpochs)
        return "epochs: a whole number from 1 to 1000000000 was expected";
    if (rules.lossBelow && !(std::isfinite(*rules.lossBelow) && *rules.lossBelow > 0.0))
        return "loss_below: a number above 0 was expected";
    if (rules.accuracyAbove && !(*rules.accuracyAbove > 0.0 && *rules.accuracyAbove <= 1.0))
        return "accuracy_above: a number above 0, at most 1, was expected";
    if (rules.noProgressEpochs < 0 || rules.noProgressEpochs > kMostEpochs)
        return "no_progress_epochs: a whole number from 1 to 1000000000 was expected";
    return std::nullopt;
}

std::string_view keyOf(StopReason reason) {
    switch (reason) {
        case StopReason::Epochs:
            return "epochs";
        case StopReason::LossBelow:
            return "loss_below";
        case StopReason::AccuracyAbove:
            return "accuracy_above";
        case StopReason::NoProgress:
            return "no_progress_epochs";
    }
    return {};
}

std::optional<StopReason> StopWatch::afterEpoch(double loss, std::optional<double> accuracy) {
    ++m_epochs;
    if (m_rules.lossBelow && loss < *m_rules.lossBelow)
        return StopReason::LossBelow;
    if (m_rules.accuracyAbove && accuracy && *accuracy >= *m_rules.accuracyAbove)
        return StopReason::AccuracyAbove;
    ++m_epochsSinceProgress;
    if (!m_leastLoss || loss < *m_leastLoss * (1.0 - kLeastProgress)) {
        m_leastLoss = loss;
        m_epochsSinceProgress = 0;
    }
    if (m_rules.noProgressEpochs > 0 && m_epochsSinceProgress >= m_rules.noProgressEpochs)
        return StopReason::NoProgress;
    if (m_rules.epochs > 0 && m_epochs >= m_rules.epochs)
        return StopReason::Epochs;
    return std::nullopt;
}

}  // namespace stepgrad
