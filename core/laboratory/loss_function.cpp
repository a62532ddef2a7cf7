#include "core/laboratory/loss_function.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/network/backpropagation.h"
#include "core/network/gradient_check.h"
#include "core/network/random.h"

namespace stepgrad {
namespace {

constexpr std::int64_t kLeastExamples = 64;
constexpr std::uint64_t kSeed = 1;
constexpr double kStep = 6e-6;  ///< about the cube root of the rounding of a double

const double* slopeOf(const Trace& trace, const ValueId& id) {
    const LayerTrace& layer = trace.layers[static_cast<std::size_t>(id.layer)];
    return id.kind == ValueKind::Weight ? &layer.weightGradients(id.neuron, id.input)
                                        : &(*layer.biasGradients)[id.neuron];
}

}  // namespace

std::vector<ValueId> trainableParameters(const Network& network) {
    std::vector<ValueId> all;
    for (int l = 0; l < network.layerCount(); ++l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        for (int j = 0; layer.weightsTrainable && j < layer.neurons(); ++j)
            for (int k = 0; k < layer.inputs(); ++k)
                all.push_back(ValueId::weight(l, j, k));
        for (int j = 0; layer.biases && layer.biasesTrainable && j < layer.neurons(); ++j)
            all.push_back(ValueId::bias(l, j));
    }
    return all;
}

Network withoutNumbers(Network network) {
    for (Layer& layer : network.layers) {
        layer.weights.setZero();
        if (layer.biases)
            layer.biases->setZero();
    }
    return network;
}

MeasuredExamples examplesWithin(const Project& project, double evaluations, double most) {
    const DatasetPtr training = project.examples()->training;
    const auto each = evaluations * static_cast<double>(project.network.weightCount());
    const auto count = std::max(kLeastExamples, static_cast<std::int64_t>(most / each));
    if (count >= training->size())
        return {training, training->size()};
    std::vector<std::int64_t> rows(static_cast<std::size_t>(training->size()));
    std::iota(rows.begin(), rows.end(), 0);
    Random(kSeed).shuffle(rows);
    rows.resize(static_cast<std::size_t>(count));
    std::ranges::sort(rows);
    auto part = std::make_shared<Dataset>();
    part->inputs = training->inputs(rows, Eigen::all);
    part->targets = training->targets(rows, Eigen::all);
    return {part, training->size()};
}

MeasuredExamples oneExample(const Project& project, std::int64_t row) {
    const DatasetPtr all = project.examples()->walkable;
    auto one = std::make_shared<Dataset>();
    one->inputs = all->inputs.row(row);
    one->targets = all->targets.row(row);
    return {one, 1};
}

LossFunction::LossFunction(const Network& network, Loss loss, DatasetPtr examples,
                           const std::vector<ValueId>& variables)
    : m_trace(makeTrace(network, loss, {}, {})), m_examples(std::move(examples)) {
    for (const ValueId& id : variables) {
        m_values.push_back(&parameterOf(m_trace.network, id));
        m_slopes.push_back(slopeOf(m_trace, id));
    }
}

Vector LossFunction::point() const {
    return Vector::NullaryExpr(
        size(), [&](Eigen::Index i) { return *m_values[static_cast<std::size_t>(i)]; });
}

void LossFunction::moveTo(const Vector& point) {
    for (Eigen::Index i = 0; i < size(); ++i)
        *m_values[static_cast<std::size_t>(i)] = point[i];
}

double LossFunction::value() {
    double sum = 0.0;
    for (Eigen::Index row = 0; row < m_examples->size(); ++row) {
        computeForward(m_trace, m_examples->input(row), m_examples->target(row));
        sum += m_trace.loss;
    }
    return sum / static_cast<double>(m_examples->size());
}

Vector LossFunction::gradient() {
    Vector sum = Vector::Zero(size());
    for (Eigen::Index row = 0; row < m_examples->size(); ++row) {
        computeForward(m_trace, m_examples->input(row), m_examples->target(row));
        computeBackward(m_trace);
        for (Eigen::Index i = 0; i < size(); ++i)
            sum[i] += *m_slopes[static_cast<std::size_t>(i)];
    }
    return sum / static_cast<double>(m_examples->size());
}

std::optional<Eigen::MatrixXd> LossFunction::hessian(const std::stop_token& stop) {
    Eigen::MatrixXd hessian(size(), size());
    for (Eigen::Index i = 0; i < size(); ++i) {
        if (stop.stop_requested())
            return std::nullopt;
        double& value = *m_values[static_cast<std::size_t>(i)];
        const double at = value;
        const double h = kStep * std::max(1.0, std::abs(at));
        value = at + h;
        const double above = value;
        hessian.col(i) = gradient();
        value = at - h;
        hessian.col(i) = ((hessian.col(i) - gradient()) / (above - value)).eval();
        value = at;
    }
    return Eigen::MatrixXd(0.5 * (hessian + hessian.transpose()));
}

}  // namespace stepgrad
