#include "core/laboratory/timing.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "core/document/history.h"
#include "core/laboratory/loss_function.h"
#include "core/network/backpropagation.h"
#include "core/network/gradient_check.h"
#include "core/network/initializer.h"
#include "core/training/trainer.h"

namespace stepgrad {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSeries = 15;
constexpr std::size_t kMostMoved = 200;
constexpr std::int64_t kWidestBatch = 1024;
constexpr std::int64_t kUsualWidth = 8;

double secondsOf(const std::function<void()>& turn, std::int64_t turns) {
    const auto begin = Clock::now();
    for (std::int64_t i = 0; i < turns; ++i)
        turn();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Seconds of one turn, in the fastest of some series that all together take about
/// `seconds`: whatever else the machine does can only make it slower. 0 once stop is
/// requested.
double timeOf(const std::function<void()>& turn, double seconds, const std::stop_token& stop) {
    if (stop.stop_requested())
        return 0.0;
    std::int64_t turns = 1;
    if (const double first = secondsOf(turn, 1); first > seconds)
        return first;  // nothing that takes so long needs many series
    while (!stop.stop_requested() && secondsOf(turn, turns) < seconds / (2 * kSeries) &&
           turns < (std::int64_t{1} << 30))
        turns *= 2;
    double fastest = std::numeric_limits<double>::infinity();
    for (int series = 0; series < kSeries; ++series) {
        if (stop.stop_requested())
            return 0.0;
        fastest = std::min(fastest, secondsOf(turn, turns) / static_cast<double>(turns));
    }
    return fastest;
}

void goThrough(Trace& trace, const Dataset& data, std::int64_t batch, bool isForward,
               const std::stop_token& stop) {
    for (std::int64_t i = 0; i < batch && !stop.stop_requested(); ++i) {
        if (isForward)
            computeForward(trace, data.input(i % data.size()), data.target(i % data.size()));
        else
            computeBackward(trace);
    }
}

/// One forward pass for each of the first parameters, and one more.
void moveEach(Trace& trace, const Dataset& data, const std::vector<double*>& parameters,
              const std::stop_token& stop) {
    const Vector inputs = data.input(0), targets = data.target(0);
    computeForward(trace, inputs, targets);
    for (double* parameter : parameters) {
        if (stop.stop_requested())
            return;
        const double at = *parameter;
        *parameter = at + 1e-6;
        computeForward(trace, inputs, targets);
        *parameter = at;
    }
}

Dataset someExamples(const Network& network, std::int64_t count) {
    Dataset data;
    data.inputs = Matrix::NullaryExpr(count, network.inputCount(), [](auto row, auto column) {
        return 0.1 * static_cast<double>((7 * row + 3 * column) % 21 - 10);
    });
    data.targets = Matrix::NullaryExpr(count, network.outputCount(), [](auto row, auto column) {
        return row % 2 == column % 2 ? 1.0 : 0.0;
    });
    return data;
}

}  // namespace

std::optional<PhaseTimes> measurePhases(const Project& project, double seconds,
                                        const std::stop_token& stop) {
    const Dataset& data = *project.examples()->training;
    PhaseTimes times;
    times.batch = std::min<std::int64_t>(project.training.batchSize, data.size());
    const OptimizerState state = initialState(project.optimizer, project.network);
    Trace trace = makeTrace(project.network, project.loss, project.optimizer, state);
    const auto time = [&](const std::function<void()>& turn) {
        return timeOf(turn, seconds, stop);
    };
    times.forward = time([&] { goThrough(trace, data, times.batch, true, stop); });
    times.backward = time([&] { goThrough(trace, data, times.batch, false, stop); });
    times.update = time([&] { computeUpdate(trace); });
    times.gradients = time([&] {
        goThrough(trace, data, 1, true, stop);
        computeBackward(trace);
    });
    std::vector<double*> moved;
    for (const ValueId& id : trainableParameters(project.network))
        if (moved.size() < kMostMoved)
            moved.push_back(&parameterOf(trace.network, id));
    const double parts = static_cast<double>(project.network.parameterCount() + 1) /
                         static_cast<double>(moved.size() + 1);
    times.naive = parts * time([&] { moveEach(trace, data, moved, stop); });
    auto own = std::make_shared<Project>(project);
    own->progress.reset();
    Trainer trainer(own, initialStateOf(*own));
    times.training = time([&] { trainer.step(); });
    if (stop.stop_requested())
        return std::nullopt;
    return times;
}

std::vector<std::int64_t> growthSizes(Growth growth) {
    std::vector<std::int64_t> sizes;
    const std::int64_t last = growth == Growth::Width   ? 512
                              : growth == Growth::Depth ? 64
                                                        : kWidestBatch;
    for (std::int64_t size = growth == Growth::Width ? 2 : 1; size <= last; size *= 2)
        sizes.push_back(size);
    return sizes;
}

Network grown(const Network& network, Growth growth, std::int64_t size) {
    if (growth == Growth::Batch)
        return network;
    Layer hidden = network.layers.front();
    const bool hasHidden = network.layerCount() > 1;
    if (!hasHidden) {
        hidden.activation = Activation::Sigmoid;
        hidden.biases = Vector();
    }
    const std::int64_t count =
        growth == Growth::Depth ? size : std::max(1, network.layerCount() - 1);
    const std::int64_t width = growth == Growth::Width ? size
                               : hasHidden             ? network.layers.front().neurons()
                                                       : kUsualWidth;
    Network result;
    result.inputNames = network.inputNames;
    Eigen::Index inputs = network.inputCount();
    const auto add = [&](Layer layer, Eigen::Index neurons) {
        layer.weights.setZero(neurons, inputs);
        if (layer.biases)
            layer.biases->setZero(neurons);
        inputs = neurons;
        result.layers.push_back(std::move(layer));
    };
    for (std::int64_t l = 0; l < count; ++l)
        add(hidden, width);
    add(network.layers.back(), network.outputCount());
    initialize(result, {});
    return result;
}

bool measureGrowth(const Project& project, Growth growth, double seconds,
                   const std::stop_token& stop,
                   const std::function<void(const GrowthPoint&)>& tell) {
    for (const std::int64_t size : growthSizes(growth)) {
        const Network network = grown(project.network, growth, size);
        const std::int64_t batch =
            growth == Growth::Batch
                ? size
                : std::min(project.training.batchSize, project.examples()->training->size());
        const auto data = std::make_shared<Dataset>(someExamples(network, batch));
        TrainingPass pass(network, project.loss, project.optimizer,
                          initialState(project.optimizer, network), batch);
        for (std::int64_t i = 0; i < batch; ++i)
            pass.setExample(i, data->inputs.data() + i * data->inputs.cols(),
                            data->targets.data() + i * data->targets.cols());
        const double each = timeOf([&] { pass.update(batch); }, seconds, stop);
        if (stop.stop_requested())
            return false;
        const Costs costs = countCosts(network, project.loss, project.optimizer, batch);
        tell({size, static_cast<double>(costs.perUpdate().all()), each});
    }
    return true;
}

}  // namespace stepgrad
