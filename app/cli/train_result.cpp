#include "app/cli/train_result.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "app/cli/command.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad::cli {
namespace {

std::string count(std::int64_t n, const char* what) {
    return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

std::string percent(double share) {
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), 100.0 * share,
                                   std::chars_format::fixed, 2);
    return std::string(digits.data(), end.ptr) + " %";
}

std::string lossText(double loss) {
    return std::isfinite(loss) ? exactNumber(loss) : "not finite";
}

std::string endText(StopReason reason) {
    switch (reason) {
        case StopReason::Epochs:
            break;
        case StopReason::LossBelow:
            return "the loss fell below its limit";
        case StopReason::AccuracyAbove:
            return "the accuracy reached its limit";
        case StopReason::NoProgress:
            return "the loss made no more progress";
    }
    return {};
}

/// A line for each true class: how many of it were taken for which class.
std::string confusionText(const TrainResult& result) {
    const auto& counts = result.confusion;
    const auto nameOf = [&](Eigen::Index k) {
        return result.classNames.empty() ? "class " + std::to_string(k)
                                         : result.classNames[static_cast<std::size_t>(k)];
    };
    std::string text = "confusion (a row for each true class, a column for each prediction)\n";
    for (Eigen::Index truth = 0; truth < counts.rows(); ++truth) {
        text += " ";
        for (Eigen::Index k = 0; k < counts.cols(); ++k) {
            const std::string number = std::to_string(counts(truth, k));
            text += std::string(std::max<std::size_t>(6, number.size() + 1) - number.size(), ' ') +
                    number;
        }
        text += "   " + nameOf(truth) + "\n";
    }
    return text;
}

}  // namespace

std::string trainJson(const TrainResult& result) {
    std::string out = "{ \"format\": \"stepgrad-training\", \"version\": 1, \"epochs\": " +
                      std::to_string(result.epochs) +
                      ", \"updates\": " + std::to_string(result.updates) +
                      ", \"examples\": " + std::to_string(result.examples);
    const auto number = [&out](const char* key, const std::optional<double>& value) {
        if (!value)
            return;
        out += std::string(", \"") + key + "\": ";
        appendNumberOrNull(out, *value);
    };
    number("loss", result.end.loss);
    number("accuracy", result.end.accuracy);
    number("test_loss", result.end.testLoss);
    number("test_accuracy", result.end.testAccuracy);
    number("seconds", result.seconds);
    number("examples_per_second", result.rate());
    if (result.stopReason)
        out += ", \"stopped_by\": \"" + std::string(keyOf(*result.stopReason)) + "\"";
    return out + ", \"outcome\": \"" + (result.divergence ? "diverged" : "finished") + "\" }\n";
}

std::string trainText(const TrainResult& result) {
    const Measurement& end = result.end;
    std::string out = count(result.epochs, "epoch") + ", " + count(result.updates, "update") +
                      ", " + count(result.examples, "example") + " in " +
                      formatNumber(result.seconds) + " s (" +
                      std::to_string(std::llround(result.rate())) + " examples/s)\n";
    out += "loss J = " + lossText(end.loss) + " (mean over the " +
           (end.testLoss ? "training " : "") + "data)\n";
    if (end.accuracy)
        out += "accuracy " + percent(*end.accuracy) + (end.testLoss ? " (training)\n" : "\n");
    if (end.testLoss)
        out += "test loss J = " + lossText(*end.testLoss) + "\n";
    if (end.testAccuracy)
        out += "test accuracy " + percent(*end.testAccuracy) + "\n";
    constexpr Eigen::Index kMostShown = 20;
    if (result.confusion.size() > 0 && result.confusion.rows() <= kMostShown && end.testLoss)
        out += confusionText(result);
    if (result.stopReason && result.stopReason != StopReason::Epochs)
        out += "stopped: " + endText(*result.stopReason) + "\n";
    return out + (result.divergence ? "diverged\n" : "finished\n");
}

std::string historyCsv(const TrainResult& result) {
    const bool hasTest = result.end.testLoss.has_value();
    const bool hasClasses = hasTest && result.end.accuracy;
    std::string text = std::string("epoch,loss") + (hasTest ? ",test_loss" : "") +
                       (hasClasses ? ",accuracy,test_accuracy" : "") + "\n";
    std::array<char, 40> digits{};
    const auto append = [&](double value) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                       std::chars_format::general, 17);
        text += "," + std::string(digits.data(), end.ptr);
    };
    for (std::size_t i = 0; i < result.history.size(); ++i) {
        const Measurement& moment = result.history[i];
        text += std::to_string(i + 1);
        append(moment.loss);
        if (hasTest)
            append(moment.testLoss.value_or(0.0));
        if (hasClasses) {
            append(moment.accuracy.value_or(0.0));
            append(moment.testAccuracy.value_or(0.0));
        }
        text += "\n";
    }
    return text;
}

}  // namespace stepgrad::cli
