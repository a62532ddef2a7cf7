#include "core/training/metrics.h"

#include "core/network/backpropagation.h"

namespace stepgrad {

int classCountOf(const Matrix& targets) {
    const bool single = targets.cols() == 1;
    for (Eigen::Index row = 0; row < targets.rows(); ++row) {
        Eigen::Index ones = 0;
        for (Eigen::Index k = 0; k < targets.cols(); ++k) {
            if (targets(row, k) != 0.0 && targets(row, k) != 1.0)
                return 0;
            ones += targets(row, k) == 1.0 ? 1 : 0;
        }
        if (!single && ones != 1)
            return 0;
    }
    return single ? 2 : static_cast<int>(targets.cols());
}

int classOf(const Eigen::Ref<const Vector>& outputs) {
    if (outputs.size() == 1)
        return outputs[0] >= 0.5 ? 1 : 0;
    Eigen::Index largest = 0;
    for (Eigen::Index k = 1; k < outputs.size(); ++k)
        if (outputs[k] > outputs[largest])
            largest = k;
    return static_cast<int>(largest);
}

std::optional<double> Metrics::accuracy() const {
    if (!hasClasses() || examples == 0)
        return std::nullopt;
    return static_cast<double>(confusion.trace()) / static_cast<double>(examples);
}

Metrics measure(const Network& network, Loss loss, const Dataset& data) {
    return *measure(network, loss, data, {});
}

std::optional<Metrics> measure(const Network& network, Loss loss, const Dataset& data,
                               const std::stop_token& stop) {
    Trace trace = makeTrace(network, loss, {}, {});
    Metrics metrics;
    metrics.examples = data.size();
    const int classes = classCountOf(data.targets);
    metrics.confusion = Metrics::Counts::Zero(classes, classes);
    double sum = 0.0;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        if (stop.stop_requested())
            return std::nullopt;
        computeForward(trace, data.inputs.row(row).transpose(), data.targets.row(row).transpose());
        sum += trace.loss;
        if (classes > 0)
            ++metrics.confusion(classOf(trace.targets), classOf(trace.prediction()));
    }
    metrics.loss = data.size() > 0 ? sum / static_cast<double>(data.size()) : 0.0;
    return metrics;
}

}  // namespace stepgrad
