#include "core/network/optimizer.h"

#include <array>
#include <cmath>

namespace stepgrad {
namespace {

constexpr std::array<OptimizerInfo, 3> kOptimizers{{
    {OptimizerType::Sgd, "sgd", "gradient descent"},
    {OptimizerType::RmsProp, "rmsprop", "RMSProp"},
    {OptimizerType::Adam, "adam", "Adam"},
}};

template <typename M>
bool same(const M& a, const M& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() && a == b;
}

}  // namespace

std::span<const OptimizerInfo> optimizers() {
    return kOptimizers;
}

const OptimizerInfo& info(OptimizerType type) {
    return kOptimizers.at(static_cast<std::size_t>(type));
}

std::optional<OptimizerType> optimizerFromKey(std::string_view key) {
    for (const auto& row : kOptimizers)
        if (row.key == key)
            return row.id;
    return std::nullopt;
}

int OptimizerSettings::memory() const {
    switch (type) {
        case OptimizerType::Sgd:
            return momentum != 0.0 ? 1 : 0;
        case OptimizerType::RmsProp:
            return 1;
        case OptimizerType::Adam:
            return 2;
    }
    return 0;
}

bool OptimizerState::Slots::operator==(const Slots& o) const {
    return same(firstWeights, o.firstWeights) && same(secondWeights, o.secondWeights) &&
           same(firstBiases, o.firstBiases) && same(secondBiases, o.secondBiases);
}

OptimizerState initialState(const OptimizerSettings& settings, const Network& network) {
    OptimizerState state;
    const int memory = settings.memory();
    if (memory == 0)
        return state;
    for (const auto& layer : network.layers) {
        OptimizerState::Slots slots;
        slots.firstWeights = Matrix::Zero(layer.neurons(), layer.inputs());
        slots.firstBiases = Vector::Zero(layer.biases ? layer.neurons() : 0);
        if (memory > 1) {
            slots.secondWeights = slots.firstWeights;
            slots.secondBiases = slots.firstBiases;
        }
        state.layers.push_back(std::move(slots));
    }
    return state;
}

double penaltySlope(const OptimizerSettings& s, double w) {
    const double sign = w > 0.0 ? 1.0 : w < 0.0 ? -1.0 : 0.0;
    return s.l1 * sign + s.l2 * w;
}

double updated(const OptimizerSettings& s, double p, double g, std::int64_t t, double& m,
               double& v) {
    switch (s.type) {
        case OptimizerType::Sgd:
            if (s.momentum == 0.0)
                return p - s.learningRate * g;
            m = s.momentum * m + g;
            return p - s.learningRate * m;
        case OptimizerType::RmsProp:
            m = s.alpha * m + (1.0 - s.alpha) * g * g;
            return p - s.learningRate * g / (std::sqrt(m) + s.epsilon);
        case OptimizerType::Adam: {
            m = s.beta1 * m + (1.0 - s.beta1) * g;
            v = s.beta2 * v + (1.0 - s.beta2) * g * g;
            const double steps = static_cast<double>(t);
            const double mean = m / (1.0 - std::pow(s.beta1, steps));
            const double square = v / (1.0 - std::pow(s.beta2, steps));
            return p - s.learningRate * mean / (std::sqrt(square) + s.epsilon);
        }
    }
    return p;
}

}  // namespace stepgrad
