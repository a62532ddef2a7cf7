#include "core/network/backpropagation.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "core/network/clipping.h"

namespace stepgrad {
namespace {

void weightedInputs(const Layer& layer, const Vector& x, Vector& u) {
    // In plain loops and in one fixed order of summation, which the kernels of
    // training keep to: a value is the same to its last bit however it was reached.
    const Eigen::Index inputs = layer.inputs();
    for (Eigen::Index j = 0; j < layer.neurons(); ++j) {
        double sum = layer.weights(j, 0) * x[0];
        for (Eigen::Index k = 1; k < inputs; ++k)
            sum += layer.weights(j, k) * x[k];
        u[j] = layer.biases ? sum + (*layer.biases)[j] : sum;
    }
}

void hiddenDelta(const Layer& next, const Vector& nextDelta, const Layer& layer, const Vector& u,
                 Vector& delta) {
    const auto slope = info(layer.activation).derivative;
    for (Eigen::Index k = 0; k < next.inputs(); ++k)
        delta[k] = nextDelta[0] * next.weights(0, k);
    for (Eigen::Index m = 1; m < next.neurons(); ++m)
        for (Eigen::Index k = 0; k < next.inputs(); ++k)
            delta[k] += nextDelta[m] * next.weights(m, k);
    for (Eigen::Index k = 0; k < delta.size(); ++k)
        delta[k] *= slope(u[k]);
}

struct SlotPair {
    double* first;
    double* second;
};

/// @param factor     that clips the gradients
/// @param penalised  whether the penalty's slope belongs to the gradients
void updateArray(const OptimizerSettings& settings, std::int64_t t, double factor, const double* p,
                 const double* g, double* out, SlotPair slots, Eigen::Index count, bool penalised) {
    double none = 0.0;
    for (Eigen::Index i = 0; i < count; ++i) {
        double& m = slots.first ? slots.first[i] : none;
        double& v = slots.second ? slots.second[i] : none;
        const double clipped = factor * g[i];
        const double slope = penalised ? clipped + penaltySlope(settings, p[i]) : clipped;
        out[i] = updated(settings, p[i], slope, t, m, v);
    }
}

template <typename M>
double* dataOrNull(M& m) {
    return m.size() > 0 ? m.data() : nullptr;
}

/// Whether the optimizer's memory has the shapes of the network and its kind.
bool fitsState(const OptimizerState& state, const OptimizerSettings& optimizer,
               const Network& network) {
    const int memory = optimizer.memory();
    if (state.layers.size() != (memory > 0 ? network.layers.size() : 0))
        return false;
    const auto has = [](const auto& slot, Eigen::Index rows, Eigen::Index columns, bool needed) {
        return needed ? slot.rows() == rows && slot.cols() == columns : slot.size() == 0;
    };
    for (std::size_t l = 0; l < state.layers.size(); ++l) {
        const auto& slots = state.layers[l];
        const auto& layer = network.layers[l];
        const Eigen::Index biases = layer.biases ? layer.neurons() : 0;
        if (!has(slots.firstWeights, layer.neurons(), layer.inputs(), true) ||
            !has(slots.secondWeights, layer.neurons(), layer.inputs(), memory > 1) ||
            !has(slots.firstBiases, biases, 1, biases > 0) ||
            !has(slots.secondBiases, biases, 1, memory > 1 && biases > 0))
            return false;
    }
    return true;
}

void requireSize(Eigen::Index found, Eigen::Index expected, const char* what) {
    if (found != expected)
        throw std::invalid_argument(std::string(what) + ": expected " + std::to_string(expected) +
                                    " values, found " + std::to_string(found));
}

}  // namespace

Trace makeTrace(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                const OptimizerState& state) {
    if (const auto problem = problemOf(network, loss))
        throw std::invalid_argument(*problem);
    Trace trace;
    trace.network = network;
    trace.lossFunction = loss;
    trace.optimizer = optimizer;
    trace.stateBefore = state;
    if (optimizer.memory() > 0 && state.layers.empty()) {
        trace.stateBefore = initialState(optimizer, network);
        trace.stateBefore.updates = state.updates;
    }
    if (!fitsState(trace.stateBefore, optimizer, network))
        throw std::invalid_argument("the optimizer's memory is not that of this network");
    trace.stateAfter = trace.stateBefore;
    trace.inputs = Vector::Zero(network.inputCount());
    trace.targets = Vector::Zero(network.outputCount());
    for (const auto& layer : network.layers) {
        LayerTrace t;
        t.u = t.h = t.delta = Vector::Zero(layer.neurons());
        t.weightGradients = Matrix::Zero(layer.neurons(), layer.inputs());
        t.newWeights = layer.weights;
        if (layer.biases) {
            t.biasGradients = Vector::Zero(layer.neurons());
            t.newBiases = layer.biases;
        }
        trace.layers.push_back(std::move(t));
    }
    return trace;
}

void computeForward(Trace& trace, const Eigen::Ref<const Vector>& inputs,
                    const Eigen::Ref<const Vector>& targets) {
    requireSize(inputs.size(), trace.network.inputCount(), "inputs");
    requireSize(targets.size(), trace.network.outputCount(), "targets");
    trace.inputs = inputs;
    trace.targets = targets;
    for (int l = 0; l < trace.network.layerCount(); ++l) {
        auto& layer = trace.layers[static_cast<std::size_t>(l)];
        const auto& parameters = trace.network.layers[static_cast<std::size_t>(l)];
        weightedInputs(parameters, trace.sources(l), layer.u);
        activate(parameters.activation, layer.u, layer.h);
    }
    const auto& output = trace.layers.back();
    trace.loss = lossValue(trace.lossFunction, output.u, output.h, trace.targets);
}

void computeBackward(Trace& trace) {
    for (int l = trace.network.layerCount() - 1; l >= 0; --l) {
        const auto i = static_cast<std::size_t>(l);
        auto& layer = trace.layers[i];
        const auto& parameters = trace.network.layers[i];
        if (trace.network.isOutput(l))
            outputDelta(trace.lossFunction, parameters.activation, layer.u, layer.h, trace.targets,
                        layer.delta);
        else
            hiddenDelta(trace.network.layers[i + 1], trace.layers[i + 1].delta, parameters, layer.u,
                        layer.delta);
        const Vector& x = trace.sources(l);
        for (Eigen::Index j = 0; j < parameters.neurons(); ++j)
            for (Eigen::Index k = 0; k < parameters.inputs(); ++k)
                layer.weightGradients(j, k) = layer.delta[j] * x[k];
        if (layer.biasGradients)
            *layer.biasGradients = layer.delta;
    }
}

void computeUpdate(Trace& trace) {
    trace.stateAfter = trace.stateBefore;
    const std::int64_t t = ++trace.stateAfter.updates;
    trace.gradientNorm = trace.optimizer.clips() ? gradientNorm(trace) : 0.0;
    trace.clipFactor = clipFactor(trace.optimizer, trace.gradientNorm);
    for (std::size_t l = 0; l < trace.layers.size(); ++l) {
        auto& layer = trace.layers[l];
        const auto& parameters = trace.network.layers[l];
        SlotPair weightSlots{nullptr, nullptr}, biasSlots{nullptr, nullptr};
        if (!trace.stateAfter.layers.empty()) {
            auto& slots = trace.stateAfter.layers[l];
            weightSlots = {dataOrNull(slots.firstWeights), dataOrNull(slots.secondWeights)};
            biasSlots = {dataOrNull(slots.firstBiases), dataOrNull(slots.secondBiases)};
        }
        if (parameters.weightsTrainable)
            updateArray(trace.optimizer, t, trace.clipFactor, parameters.weights.data(),
                        layer.weightGradients.data(), layer.newWeights.data(), weightSlots,
                        parameters.weights.size(), trace.optimizer.hasPenalty());
        else
            layer.newWeights = parameters.weights;
        if (!parameters.biases)
            continue;
        if (parameters.biasesTrainable)
            updateArray(trace.optimizer, t, trace.clipFactor, parameters.biases->data(),
                        layer.biasGradients->data(), layer.newBiases->data(), biasSlots,
                        parameters.biases->size(), false);
        else
            *layer.newBiases = *parameters.biases;
    }
}

Trace completed(Trace trace) {
    computeBackward(trace);
    computeUpdate(trace);
    return trace;
}

namespace {

/// Runs the network; leaves u of the output layer in `u` and returns h.
Vector run(const Network& network, const Eigen::Ref<const Vector>& inputs, Vector& u) {
    requireSize(inputs.size(), network.inputCount(), "inputs");
    Vector x = inputs;
    for (const auto& layer : network.layers) {
        u.resize(layer.neurons());
        weightedInputs(layer, x, u);
        x.resize(layer.neurons());
        activate(layer.activation, u, x);
    }
    return x;
}

}  // namespace

double lossOf(const Network& network, Loss loss, const Eigen::Ref<const Vector>& inputs,
              const Eigen::Ref<const Vector>& targets) {
    requireSize(targets.size(), network.outputCount(), "targets");
    Vector u;
    const Vector h = run(network, inputs, u);
    return lossValue(loss, u, h, targets);
}

Vector predict(const Network& network, const Eigen::Ref<const Vector>& inputs) {
    Vector u;
    return run(network, inputs, u);
}

Trace trainingStep(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                   const OptimizerState& state, const Eigen::Ref<const Vector>& inputs,
                   const Eigen::Ref<const Vector>& targets) {
    Trace trace = makeTrace(network, loss, optimizer, state);
    computeForward(trace, inputs, targets);
    computeBackward(trace);
    computeUpdate(trace);
    trace.lossAfter = lossOf(trace.networkAfter(), loss, inputs, targets);
    return trace;
}

namespace {

std::optional<ValueId> notFinite(const Vector& v, const ValueId& place) {
    for (Eigen::Index j = 0; j < v.size(); ++j)
        if (!std::isfinite(v[j]))
            return ValueId{place.kind, place.layer, static_cast<int>(j), -1};
    return std::nullopt;
}

std::optional<ValueId> notFinite(const Matrix& m, const ValueId& place) {
    for (Eigen::Index j = 0; j < m.rows(); ++j)
        for (Eigen::Index k = 0; k < m.cols(); ++k)
            if (!std::isfinite(m(j, k)))
                return ValueId{place.kind, place.layer, static_cast<int>(j), static_cast<int>(k)};
    return std::nullopt;
}

std::optional<ValueId> notFiniteForward(const Trace& trace) {
    for (int l = 0; l < trace.network.layerCount(); ++l) {
        const auto& layer = trace.layers[static_cast<std::size_t>(l)];
        if (auto id = notFinite(layer.u, ValueId::u(l, 0)))
            return id;
        if (auto id = notFinite(layer.h, ValueId::h(l, 0)))
            return id;
    }
    if (!std::isfinite(trace.loss))
        return ValueId::loss();
    return std::nullopt;
}

std::optional<ValueId> notFiniteBackward(const Trace& trace) {
    for (int l = trace.network.layerCount() - 1; l >= 0; --l) {
        const auto& layer = trace.layers[static_cast<std::size_t>(l)];
        if (auto id = notFinite(layer.delta, ValueId::delta(l, 0)))
            return id;
        if (auto id = notFinite(layer.weightGradients, ValueId::weightGradient(l, 0, 0)))
            return id;
        if (layer.biasGradients)
            if (auto id = notFinite(*layer.biasGradients, ValueId::biasGradient(l, 0)))
                return id;
    }
    return std::nullopt;
}

/// What the optimizer remembers of a parameter counts as its new value: a mean
/// square that overflows divides every later step to nothing, silently.
std::optional<ValueId> notFiniteMemory(const OptimizerState& state) {
    for (int l = 0; l < static_cast<int>(state.layers.size()); ++l) {
        const auto& slots = state.layers[static_cast<std::size_t>(l)];
        for (const Matrix* weights : {&slots.firstWeights, &slots.secondWeights})
            if (auto id = notFinite(*weights, ValueId::newWeight(l, 0, 0)))
                return id;
        for (const Vector* biases : {&slots.firstBiases, &slots.secondBiases})
            if (auto id = notFinite(*biases, ValueId::newBias(l, 0)))
                return id;
    }
    return std::nullopt;
}

}  // namespace

std::optional<ValueId> firstNotFinite(const Trace& trace, bool withUpdate) {
    if (auto id = notFiniteForward(trace))
        return id;
    if (auto id = notFiniteBackward(trace))
        return id;
    if (!withUpdate)
        return std::nullopt;
    for (int l = 0; l < trace.network.layerCount(); ++l) {
        const auto& layer = trace.layers[static_cast<std::size_t>(l)];
        if (auto id = notFinite(layer.newWeights, ValueId::newWeight(l, 0, 0)))
            return id;
        if (layer.newBiases)
            if (auto id = notFinite(*layer.newBiases, ValueId::newBias(l, 0)))
                return id;
    }
    return notFiniteMemory(trace.stateAfter);
}

}  // namespace stepgrad
