#include "core/laboratory/comparison_words.h"

#include <cmath>

#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

constexpr double kNoDifference = 0.01;
constexpr double kNothing = 1e-9;  ///< of u: what rounding leaves of 0

std::string rounded(double value, const NumberFormat& format) {
    return exactNumber(std::round(100.0 * value) / 100.0, format);
}

/// With its tenths, so that two can be compared: "82.0 %".
std::string tenths(double share, const NumberFormat& format) {
    return formatNumber(100.0 * share, {1, format.decimalComma}) + " %";
}

std::string scoreOf(const Metrics& metrics, const NumberFormat& format) {
    if (const auto accuracy = metrics.accuracy())
        return tenths(*accuracy, format);
    return std::isfinite(metrics.loss) ? formatNumber(metrics.loss, format)
                                       : "too large to be a number";
}

/// The weight of links of the one without hidden layer.
double weightOfLinks(const std::vector<TrainingRun>& runs) {
    return runs.back().state->network.layers.front().weights(0, 1);
}

}  // namespace

std::string networkName(const Network& network) {
    if (network.layerCount() > 1)
        return network.shapeText();
    return (network.outputCount() == 1 ? "single neuron " : "no hidden layer ") +
           network.shapeText();
}

std::string runWords(const TrainingRun& run, const NumberFormat& format) {
    std::string text = networkName(run.state->network) + ": ";
    const bool hasClasses = run.training.hasClasses();
    const std::string what = hasClasses ? " right" : " mean loss";
    if (run.test)
        text += scoreOf(*run.test, format) + what + " on " + formatCount(run.test->examples) +
                " test examples, ";
    text += scoreOf(run.training, format) + what + " on " + formatCount(run.training.examples) +
            " training examples.";
    if (run.divergence)
        text += " Its training stopped early: " + run.divergence->text(run.state->network);
    return text;
}

std::string comparisonWords(const std::vector<TrainingRun>& runs, const NumberFormat& format) {
    if (runs.size() < 2 || !runs[0].test || !runs[0].test->hasClasses())
        return {};
    const double hidden = *runs[0].test->accuracy(), flat = *runs[1].test->accuracy();
    const std::string names = networkName(runs[0].state->network) + " gets " +
                              tenths(hidden, format) + " of the test examples right, the " +
                              networkName(runs[1].state->network) + " " + tenths(flat, format) +
                              ": ";
    if (std::abs(hidden - flat) < kNoDifference)
        return names + "less than one point apart, so what is hidden is of no use here.";
    const bool isOne = runs[0].state->network.layerCount() == 2;
    const std::string what = isOne ? "the hidden layer " : "the hidden layers ";
    const std::string by =
        exactNumber(std::round(1000.0 * std::abs(hidden - flat)) / 10.0, format) + " points.";
    if (hidden > flat)
        return names + what + (isOne ? "is worth " : "are worth ") + by;
    return names + what + (isOne ? "costs " : "cost ") + by;
}

std::string interactionWords(const FeatureStudy& study, const Network& network, int x, int y,
                             int output, const NumberFormat& format) {
    const Interaction corners = study.interactionOf(network, x, y, output);
    const auto name = [&](int k) { return network.inputNames[static_cast<std::size_t>(k)]; };
    const std::string both = name(x) + " and " + name(y);
    if (std::abs(corners.ofU) < kNothing)
        return networkName(network) + ": " + both +
               " change u by the sum of what each does alone, and nothing beyond.";
    return networkName(network) + ": together " + both + " change u by " +
           rounded(corners.ofU, format) + " beyond the sum of both: ŷ is " +
           rounded(corners.lowLow, format) + " where both are low, " +
           rounded(corners.highLow, format) + " with " + name(x) + " alone high, " +
           rounded(corners.lowHigh, format) + " with " + name(y) + " alone, " +
           rounded(corners.highHigh, format) + " with both.";
}

std::string interactionInShort(const FeatureStudy& study, const Network& network, int x, int y,
                               int output, const NumberFormat& format) {
    const double ofU = study.interactionOf(network, x, y, output).ofU;
    return networkName(network) + ": " + rounded(std::abs(ofU) < kNothing ? 0.0 : ofU, format) +
           " in u beyond the sum";
}

std::string newslettersWords(const std::vector<TrainingRun>* with,
                             const std::vector<TrainingRun>* without, const NumberFormat& format) {
    if (!with && !without)
        return {};
    std::string text = "Weight of links in the " +
                       networkName((with ? with : without)->back().state->network) + ": ";
    if (with)
        text += rounded(weightOfLinks(*with), format) + " with the newsletters";
    if (with && without)
        text += ", ";
    if (without)
        text += rounded(weightOfLinks(*without), format) + " without them";
    return text + ".";
}

}  // namespace stepgrad
