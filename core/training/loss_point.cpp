#include "core/training/loss_point.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/document/project.h"
#include "core/network/backpropagation.h"
#include "core/training/metrics.h"
#include "core/training/training_pass.h"

namespace stepgrad {
namespace {

constexpr Eigen::Index kRowsBetweenLooks = 32;
/// More examples are not asked for their gradients, which cost several forward passes.
constexpr Eigen::Index kMostForGradients = 64;
/// Multiplications and additions, roughly.
constexpr double kLong = 5e7;

/// Mean loss and share of right answers on a part of the examples.
struct Score {
    double loss = 0.0;
    std::optional<double> accuracy;
};

std::optional<Score> score(TrainingPass& pass, Loss loss, const Dataset& part, bool hasClasses,
                           const std::stop_token& stop) {
    Vector u(part.targets.cols()), h = u, y = u;
    double sum = 0.0;
    std::int64_t right = 0;
    for (Eigen::Index row = 0; row < part.size(); ++row) {
        if (row % kRowsBetweenLooks == 0 && stop.stop_requested())
            return std::nullopt;
        const double* targets = part.targets.data() + row * part.targets.cols();
        pass.setExample(0, part.inputs.data() + row * part.inputs.cols(), targets);
        pass.forward();
        pass.outputs(0, u, h);
        std::copy_n(targets, y.size(), y.data());
        sum += lossValue(loss, u, h, y);
        right += hasClasses && classOf(h) == classOf(y);
    }
    const auto size = static_cast<double>(part.size());
    Score score{sum / size, {}};
    if (hasClasses)
        score.accuracy = static_cast<double>(right) / size;
    return score;
}

/// False once stop is requested.
bool addGradients(LossPoint& point, const Network& network, Loss loss, const Dataset& part,
                  const std::stop_token& stop) {
    Trace trace = makeTrace(network, loss, {}, {});
    std::vector<LayerTrace> sums = trace.layers;
    for (LayerTrace& sum : sums) {
        sum.weightGradients.setZero();
        if (sum.biasGradients)
            sum.biasGradients->setZero();
    }
    const Eigen::Index every = (part.size() + kMostForGradients - 1) / kMostForGradients;
    Eigen::Index count = 0;
    for (Eigen::Index row = 0; row < part.size(); row += every, ++count) {
        if (stop.stop_requested())
            return false;
        computeForward(trace, part.input(row), part.target(row));
        computeBackward(trace);
        for (std::size_t l = 0; l < sums.size(); ++l) {
            sums[l].weightGradients += trace.layers[l].weightGradients;
            if (sums[l].biasGradients)
                *sums[l].biasGradients += *trace.layers[l].biasGradients;
        }
    }
    LayerNorms norms;
    for (int l = 0; l < std::min(network.layerCount(), LayerNorms::kMost); ++l) {
        const LayerTrace& sum = sums[static_cast<std::size_t>(l)];
        double squares = sum.weightGradients.squaredNorm();
        if (sum.biasGradients)
            squares += sum.biasGradients->squaredNorm();
        const double norm = std::sqrt(squares) / static_cast<double>(count);
        if (!std::isfinite(norm))
            return true;
        norms.add(norm);
    }
    point.gradients = norms;
    return true;
}

}  // namespace

std::optional<double> meanLoss(TrainingPass& pass, Loss loss, const Dataset& examples,
                               const std::stop_token& stop) {
    const auto found = score(pass, loss, examples, false, stop);
    return found ? std::optional(found->loss) : std::nullopt;
}

bool takesLongToMeasure(const Project& project, const Network& network) {
    const Eigen::Index rows = project.data->size();
    const double passes =
        static_cast<double>(rows) + 4.0 * static_cast<double>(std::min(rows, kMostForGradients));
    return passes * static_cast<double>(network.parameterCount()) > kLong;
}

std::optional<LossPoint> measurePoint(TrainingPass& pass, const Network& network,
                                      const Project& project, std::int64_t update,
                                      const std::stop_token& stop) {
    const auto examples = project.examples();
    const bool hasClasses = classCountOf(examples->all->targets) > 0;
    const auto training = score(pass, project.loss, *examples->training, hasClasses, stop);
    if (!training)
        return std::nullopt;
    LossPoint point{update, training->loss};
    point.accuracy = training->accuracy;
    if (examples->test) {
        const auto test = score(pass, project.loss, *examples->test, hasClasses, stop);
        if (!test)
            return std::nullopt;
        if (std::isfinite(test->loss))
            point.testLoss = test->loss;
        point.testAccuracy = test->accuracy;
    }
    if (!addGradients(point, network, project.loss, *examples->training, stop))
        return std::nullopt;
    return point;
}

LossPoint measurePoint(const Project& project, const Network& network, std::int64_t update) {
    return *measurePoint(project, network, update, {});
}

std::optional<LossPoint> measurePoint(const Project& project, const Network& network,
                                      std::int64_t update, const std::stop_token& stop) {
    const Dataset& data = *project.examples()->training;
    if (network.inputCount() != data.inputs.cols() || network.outputCount() != data.targets.cols())
        throw std::invalid_argument("the examples do not fit the network");
    TrainingPass pass(network, project.loss, {}, {}, 1);
    return measurePoint(pass, network, project, update, stop);
}

}  // namespace stepgrad
