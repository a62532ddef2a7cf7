#include "core/laboratory/costs.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stepgrad {
namespace {

constexpr std::int64_t kDouble = sizeof(double);

/// Of one parameter, by `updated` and `penaltySlope`.
Work updateOfOne(const OptimizerSettings& settings, bool isWeight) {
    Work work;
    switch (settings.type) {
        case OptimizerType::Sgd:
            work = settings.momentum == 0.0 ? Work{1, 1, 0} : Work{2, 2, 0};
            break;
        case OptimizerType::RmsProp:
            work = {5, 3, 1};
            break;
        case OptimizerType::Adam:
            work = {9, 4, 1};
            break;
    }
    if (isWeight && settings.l1 != 0.0)
        work = work + Work{0, 1, 0};
    if (isWeight && settings.l2 != 0.0)
        work = work + Work{1, 1, 0};
    return work;
}

std::int64_t trainedWeights(const Layer& layer) {
    return layer.weightsTrainable ? layer.weights.size() : 0;
}

std::int64_t trainedBiases(const Layer& layer) {
    return layer.biases && layer.biasesTrainable ? layer.neurons() : 0;
}

Work backwardOf(const Network& network, int l, Loss loss) {
    const Layer& layer = network.layers[static_cast<std::size_t>(l)];
    const std::int64_t n = layer.neurons();
    const Work work{layer.weights.size(), 0, 0};
    if (!network.isOutput(l)) {
        const std::int64_t next = network.layers[static_cast<std::size_t>(l) + 1].neurons();
        return work + Work{n * next + n, n * (next - 1), n};
    }
    return work + (info(loss).output ? Work{0, n, 0} : Work{n, n, n});
}

std::string number(double value, const Notation& notation) {
    return formatNumber(value, notation.numbers);
}

/// Three digits, without zeros behind them.
std::string short3(double value, const Notation& notation) {
    const double unit = std::pow(10.0, std::floor(std::log10(std::max(value, 1e-300))) - 2.0);
    const double rounded = std::round(value / unit) * unit;
    return rounded >= 1e4 ? formatCount(std::llround(rounded))
                          : exactNumber(std::round(rounded * 1e6) / 1e6, notation.numbers);
}

}  // namespace

double Costs::naiveRatio() const {
    return static_cast<double>(naive()) / static_cast<double>(forward.all() + backward.all());
}

Costs countCosts(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                 std::int64_t batch) {
    Costs costs;
    costs.batch = batch;
    costs.parameters = network.parameterCount();
    std::int64_t before = network.inputCount();
    for (int l = 0; l < network.layerCount(); ++l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        const std::int64_t m = layer.inputs(), n = layer.neurons();
        LayerCosts each{m, n, n * m + (layer.biases ? n : 0), {}, {}, {}, 0};
        each.forward = {n * m, n * (m - 1) + (layer.biases ? n : 0), n};
        each.backward = backwardOf(network, l, loss);
        each.update = updateOfOne(optimizer, true) * trainedWeights(layer) +
                      updateOfOne(optimizer, false) * trainedBiases(layer);
        if (batch > 1)
            costs.mean =
                costs.mean + Work{1, batch - 1, 0} * (trainedWeights(layer) + trainedBiases(layer));
        each.keptBytes = 2 * n * batch * kDouble;
        costs.forward = costs.forward + each.forward;
        costs.backward = costs.backward + each.backward;
        costs.update = costs.update + each.update;
        costs.memory.kept += each.keptBytes;
        costs.memory.forwardOnly = std::max(costs.memory.forwardOnly, (before + n) * kDouble);
        before = n;
        costs.layers.push_back(each);
    }
    costs.memory.parameters = costs.parameters * kDouble;
    costs.memory.gradients = costs.parameters * kDouble;
    costs.memory.optimizer = costs.parameters * kDouble * optimizer.memory();
    return costs;
}

Bill billOf(const Project& project, std::int64_t epochs, double secondsPerExample) {
    const std::int64_t examples = project.examples()->training->size();
    const std::int64_t batch = std::min(project.training.batchSize, examples);
    const auto costs = [&](std::int64_t size) {
        return static_cast<double>(
            countCosts(project.network, project.loss, project.optimizer, size).perUpdate().all());
    };
    const std::int64_t rest = examples % batch;
    Bill bill{epochs, examples, epochs * ((examples + batch - 1) / batch), 0.0, 0.0};
    bill.operations =
        static_cast<double>(epochs) *
        (static_cast<double>(examples / batch) * costs(batch) + (rest > 0 ? costs(rest) : 0.0));
    bill.seconds = static_cast<double>(epochs) * static_cast<double>(examples) * secondsPerExample;
    return bill;
}

std::string durationText(double seconds, const Notation& notation) {
    if (seconds >= 90.0 * 60.0)
        return formatCount(std::llround(seconds / 60.0) / 60) + " h " +
               formatCount(std::llround(seconds / 60.0) % 60) + " min";
    if (seconds >= 90.0)
        return short3(seconds / 60.0, notation) + " min";
    constexpr std::array kUnits{std::pair(1.0, " s"), std::pair(1e-3, " ms"),
                                std::pair(1e-6, " µs"), std::pair(1e-9, " ns")};
    for (const auto& [unit, name] : kUnits)
        if (seconds >= unit || unit == kUnits.back().first)
            return short3(seconds / unit, notation) + name;
    return {};
}

std::string bytesText(std::int64_t bytes, const Notation& notation) {
    constexpr std::array kUnits{std::pair(1e9, " GB"), std::pair(1e6, " MB"),
                                std::pair(1e3, " kB")};
    const auto size = static_cast<double>(bytes);
    for (const auto& [unit, name] : kUnits)
        if (size >= unit)
            return short3(size / unit, notation) + name;
    return formatCount(bytes) + " bytes";
}

std::string billText(const Bill& bill, const Notation& notation) {
    const std::string operations = bill.operations < 1e15
                                       ? formatCount(std::llround(bill.operations))
                                       : number(bill.operations, notation);
    return formatCount(bill.epochs) + " epochs of " + formatCount(bill.examples) +
           (bill.examples == 1 ? " example: " : " examples: ") + operations + " operations in " +
           formatCount(bill.updates) + " updates, about " + durationText(bill.seconds, notation) +
           " on this machine.";
}

std::string naiveText(const Costs& costs, double measuredRatio, const Notation& notation) {
    std::string text = "All " + formatCount(costs.parameters) + " gradients of one example take " +
                       formatCount(costs.naive()) +
                       " operations by difference quotients, a forward pass and one more for each "
                       "weight and bias, but " +
                       formatCount(costs.forward.all() + costs.backward.all()) +
                       " by backpropagation. The naive way takes " +
                       short3(costs.naiveRatio(), notation) + " times as many";
    if (measuredRatio > 0.0)
        text += " (" + short3(measuredRatio, notation) + " times as long, measured)";
    return text + ".";
}

}  // namespace stepgrad
