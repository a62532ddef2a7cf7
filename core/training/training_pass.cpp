#include "core/training/training_pass.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "core/network/backpropagation.h"

namespace stepgrad {
namespace {

static_assert(static_cast<int>(Curve::Softmax) == static_cast<int>(Activation::Softmax));
static_assert(static_cast<int>(Curve::Step) == static_cast<int>(Activation::Step));
static_assert(static_cast<int>(Error::CrossEntropy) == static_cast<int>(Loss::CrossEntropy));

constexpr std::align_val_t kAlignment{64};
/// Numbers in a line of the cache: every array begins at one.
constexpr std::int64_t kLine = 8;
/// Updates change a parameter by far less than 1e220, so that from here it does
/// not become infinite.
constexpr double kEverydayParameter = 1e200;
constexpr double kEverydaySetting = 1e60;

std::int64_t strideOf(std::int64_t neurons) {
    if (neurons <= 2)
        return 2;
    return neurons <= 4 ? 4 : (neurons + kLine - 1) / kLine * kLine;
}

Rule ruleOf(const OptimizerSettings& settings) {
    switch (settings.type) {
        case OptimizerType::Sgd:
            return settings.momentum == 0.0 ? Rule::Sgd : Rule::Momentum;
        case OptimizerType::RmsProp:
            return Rule::RmsProp;
        case OptimizerType::Adam:
            return Rule::Adam;
    }
    return Rule::Sgd;
}

/// Hands out pieces of one block, or only counts them.
class Pieces {
public:
    explicit Pieces(double* base) : m_base(base) {}
    double* take(std::int64_t count) {
        double* piece = m_base ? m_base + m_used : nullptr;
        m_used += static_cast<std::size_t>((count + kLine - 1) / kLine * kLine);
        return piece;
    }
    std::size_t used() const { return m_used; }

private:
    double* m_base;
    std::size_t m_used = 0;
};

// Matrices here are neurons x inputs, the flat ones inputs x stride.
void toFlat(const Matrix& from, double* to, std::int64_t stride) {
    for (Eigen::Index j = 0; j < from.rows(); ++j)
        for (Eigen::Index k = 0; k < from.cols(); ++k)
            to[k * stride + j] = from(j, k);
}
void fromFlat(const double* from, Vector& to) {
    std::copy_n(from, to.size(), to.data());
}

}  // namespace

void TrainingPass::Free::operator()(double* memory) const {
    ::operator delete[](memory, kAlignment);
}

TrainingPass::TrainingPass(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                           const OptimizerState& state, std::int64_t most, const Kernels& fast)
    : m_kernels(&fast), m_layers(network.layers.size()) {
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const Layer& from = network.layers[l];
        FlatLayer& layer = m_layers[l];
        layer.curve = static_cast<Curve>(from.activation);
        layer.hasBiases = from.biases.has_value();
        layer.trainWeights = from.weightsTrainable;
        layer.trainBiases = from.biasesTrainable;
        layer.inputs = from.inputs();
        layer.neurons = from.neurons();
        layer.stride = strideOf(from.neurons());
    }
    m_flat.layers = m_layers.data();
    m_flat.count = std::ssize(m_layers);
    m_flat.error = static_cast<Error>(loss);
    m_flat.rule = ruleOf(optimizer);
    m_flat.eta = optimizer.learningRate;
    m_flat.momentum = optimizer.momentum;
    m_flat.alpha = optimizer.alpha;
    m_flat.beta1 = optimizer.beta1;
    m_flat.beta2 = optimizer.beta2;
    m_flat.epsilon = optimizer.epsilon;
    m_flat.clip = optimizer.clipNorm;
    m_flat.factor = 1.0;
    m_settingsEveryday =
        optimizer.learningRate < kEverydaySetting && optimizer.epsilon > 1.0 / kEverydaySetting;
    const std::size_t size = place(nullptr, most);
    m_memory.reset(new (kAlignment) double[size]());
    place(m_memory.get(), most);
    pointAtSources(most);
    read(network, state);
}

std::size_t TrainingPass::place(double* base, std::int64_t most) {
    Pieces pieces(base);
    const bool firsts = m_flat.rule != Rule::Sgd;
    const bool seconds = m_flat.rule == Rule::Adam;
    // First what an update changes, which is then one row of numbers.
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        FlatLayer& layer = m_layers[l];
        const std::int64_t weights = layer.inputs * layer.stride;
        layer.weights = pieces.take(weights);
        layer.biases = pieces.take(layer.stride);
        layer.back = l > 0 ? pieces.take(layer.neurons * m_layers[l - 1].stride) : nullptr;
        layer.first = firsts ? pieces.take(weights) : nullptr;
        layer.firstBiases = firsts ? pieces.take(layer.stride) : nullptr;
        layer.second = seconds ? pieces.take(weights) : nullptr;
        layer.secondBiases = seconds ? pieces.take(layer.stride) : nullptr;
    }
    m_parameterCount = pieces.used();
    for (FlatLayer& layer : m_layers) {
        for (double** values : {&layer.u, &layer.h, &layer.slope, &layer.complement, &layer.delta})
            *values = pieces.take(most * layer.stride);
        const bool keeps = most > 1 || m_flat.clip > 0.0;
        layer.gradients = keeps ? pieces.take(layer.inputs * layer.stride) : nullptr;
        layer.biasGradients = keeps ? pieces.take(layer.stride) : nullptr;
    }
    return pieces.used();
}

void TrainingPass::pointAtSources(std::int64_t most) {
    const auto n = static_cast<std::size_t>(most);
    m_sources.resize(n);
    m_targets.resize(n);
    m_rows.resize(2 * n * m_layers.size());
    m_flat.targets = m_targets.data();
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        FlatLayer& layer = m_layers[l];
        layer.deltaRows = m_rows.data() + 2 * n * l;
        const double** hRows = layer.deltaRows + n;
        for (std::int64_t i = 0; i < most; ++i) {
            layer.deltaRows[i] = layer.delta + i * layer.stride;
            hRows[i] = layer.h + i * layer.stride;
        }
        layer.sources = l == 0 ? m_sources.data() : m_layers[l - 1].deltaRows + n;
    }
}

bool TrainingPass::isLong(std::int64_t n) const {
    constexpr std::int64_t kLong = 1 << 26;  // multiplications of one of the three passes
    return n > 1 && n * static_cast<std::int64_t>(m_parameterCount) > kLong;
}

Outcome TrainingPass::update(std::int64_t n, const std::stop_token& stop) {
    if (m_flat.rule == Rule::Adam) {
        const auto t = static_cast<double>(m_updates + 1);
        m_flat.correction1 = 1.0 - std::pow(m_flat.beta1, t);
        m_flat.correction2 = 1.0 - std::pow(m_flat.beta2, t);
    }
    const bool mayStop = stop.stop_possible() && isLong(n);
    m_flat.isStopped = nullptr;
    if (mayStop) {
        const auto now = parameters();
        m_before.assign(now.begin(), now.end());
        m_flat.isStopped = [](const void* token) {
            return static_cast<const std::stop_token*>(token)->stop_requested();
        };
        m_flat.stopContext = &stop;
    }
    const Outcome outcome = m_kernels->update(m_flat, n);
    if (outcome == Outcome::Made)
        ++m_updates;
    else if (outcome == Outcome::Stopped)
        restore(m_before, m_updates);
    return outcome;
}

bool TrainingPass::isEveryday() const {
    const auto all = parameters();
    return m_settingsEveryday && std::all_of(all.begin(), all.end(), [](double p) {
               return std::abs(p) < kEverydayParameter;
           });
}

void TrainingPass::outputs(std::int64_t i, Vector& u, Vector& h) const {
    const FlatLayer& layer = m_layers.back();
    fromFlat(layer.u + i * layer.stride, u);
    fromFlat(layer.h + i * layer.stride, h);
}

void TrainingPass::turn(const double* from, std::int64_t stride, Matrix& to) const {
    m_kernels->turn(from, stride, to.rows(), to.cols(), to.data(), to.cols());
}

void TrainingPass::describe(std::int64_t n, Trace& trace) const {
    std::copy_n(m_sources[static_cast<std::size_t>(n - 1)], trace.inputs.size(),
                trace.inputs.data());
    std::copy_n(m_targets[static_cast<std::size_t>(n - 1)], trace.targets.size(),
                trace.targets.data());
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const FlatLayer& flat = m_layers[l];
        LayerTrace& layer = trace.layers[l];
        const std::int64_t row = (n - 1) * flat.stride;
        fromFlat(flat.u + row, layer.u);
        fromFlat(flat.h + row, layer.h);
        fromFlat(flat.delta + row, layer.delta);
        if (n > 1) {
            turn(flat.gradients, flat.stride, layer.weightGradients);
            if (layer.biasGradients)
                fromFlat(flat.biasGradients, *layer.biasGradients);
        } else {
            const Vector& x = trace.sources(static_cast<int>(l));
            for (Eigen::Index j = 0; j < layer.delta.size(); ++j)
                for (Eigen::Index k = 0; k < x.size(); ++k)
                    layer.weightGradients(j, k) = layer.delta[j] * x[k];
            if (layer.biasGradients)
                *layer.biasGradients = layer.delta;
        }
        turn(flat.weights, flat.stride, layer.newWeights);
        if (layer.newBiases)
            fromFlat(flat.biases, *layer.newBiases);
    }
    writeState(trace.stateAfter);
    trace.gradientNorm = m_flat.norm;
    trace.clipFactor = m_flat.factor;
    const LayerTrace& output = trace.layers.back();
    trace.loss = lossValue(trace.lossFunction, output.u, output.h, trace.targets);
}

void TrainingPass::read(const Network& network, const OptimizerState& state) {
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const Layer& from = network.layers[l];
        FlatLayer& layer = m_layers[l];
        toFlat(from.weights, layer.weights, layer.stride);
        if (l > 0)
            for (Eigen::Index j = 0; j < from.neurons(); ++j)
                for (Eigen::Index k = 0; k < from.inputs(); ++k)
                    layer.back[j * m_layers[l - 1].stride + k] = from.weights(j, k);
        if (from.biases)
            std::copy_n(from.biases->data(), from.biases->size(), layer.biases);
        if (!layer.first || state.layers.empty())
            continue;
        const auto& slots = state.layers[l];
        toFlat(slots.firstWeights, layer.first, layer.stride);
        std::copy_n(slots.firstBiases.data(), slots.firstBiases.size(), layer.firstBiases);
        if (!layer.second)
            continue;
        toFlat(slots.secondWeights, layer.second, layer.stride);
        std::copy_n(slots.secondBiases.data(), slots.secondBiases.size(), layer.secondBiases);
    }
    m_updates = state.updates;
}

void TrainingPass::write(Network& network, OptimizerState& state) const {
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const FlatLayer& layer = m_layers[l];
        turn(layer.weights, layer.stride, network.layers[l].weights);
        if (network.layers[l].biases)
            fromFlat(layer.biases, *network.layers[l].biases);
    }
    writeState(state);
}

void TrainingPass::writeState(OptimizerState& state) const {
    state.updates = m_updates;
    for (std::size_t l = 0; l < state.layers.size(); ++l) {
        const FlatLayer& layer = m_layers[l];
        auto& slots = state.layers[l];
        turn(layer.first, layer.stride, slots.firstWeights);
        fromFlat(layer.firstBiases, slots.firstBiases);
        if (!layer.second)
            continue;
        turn(layer.second, layer.stride, slots.secondWeights);
        fromFlat(layer.secondBiases, slots.secondBiases);
    }
}

void TrainingPass::restore(std::span<const double> parameters, std::int64_t updates) {
    std::copy(parameters.begin(), parameters.end(), m_memory.get());
    m_updates = updates;
}

}  // namespace stepgrad
