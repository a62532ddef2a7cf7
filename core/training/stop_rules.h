#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stepgrad {

constexpr std::int64_t kMostEpochs = 1'000'000'000;  ///< that a rule may count

/// When a run ends by itself; the first rule that holds ends it. All of them are
/// asked at the end of an epoch, and are about the training examples: those kept
/// back for testing have no say in the training.
struct StopRules {
    std::int64_t epochs = 0;              ///< of this run; 0: no rule
    std::optional<double> lossBelow;      ///< mean loss is below this, > 0
    std::optional<double> accuracyAbove;  ///< share of right answers has reached this, 0 … 1
    /// For this many epochs the mean loss has not fallen below its least value of
    /// this run by more than a ten-thousandth of it; 0: no rule.
    std::int64_t noProgressEpochs = 0;

    bool any() const { return epochs > 0 || needsLoss() || accuracyAbove; }
    /// Whether the loss must be measured after each epoch.
    bool needsLoss() const { return lossBelow || noProgressEpochs > 0; }
    bool operator==(const StopRules&) const = default;
};

/// What is wrong with the rules: "KEY: REASON" with a key of the project file's
/// `training`; or nothing.
std::optional<std::string> problemOf(const StopRules& rules);

enum class StopReason { Epochs, LossBelow, AccuracyAbove, NoProgress };
/// The name that files and results use: that of the rule's key.
std::string_view keyOf(StopReason reason);

/// Applies the rules to one run.
class StopWatch {
public:
    explicit StopWatch(const StopRules& rules) : m_rules(rules) {}

    /// @param loss      mean loss over the training examples; only looked at
    ///                  where `needsLoss()`
    /// @param accuracy  share of right answers; nothing where there are no
    ///                  classes, or no rule asks for it
    std::optional<StopReason> afterEpoch(double loss, std::optional<double> accuracy);

private:
    StopRules m_rules;
    std::int64_t m_epochs = 0;
    std::optional<double> m_leastLoss;
    std::int64_t m_epochsSinceProgress = 0;
};

}  // namespace stepgrad
