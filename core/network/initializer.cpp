#include "core/network/initializer.h"

#include <array>
#include <cmath>

#include "core/network/random.h"

namespace stepgrad {
namespace {

constexpr std::array<InitializerInfo, 7> kInitializers{{
    {InitializerType::Uniform, "uniform", "uniform", true, true},
    {InitializerType::XavierUniform, "xavier_uniform", "Xavier, uniform", true, false},
    {InitializerType::XavierNormal, "xavier_normal", "Xavier, normal", true, false},
    {InitializerType::HeUniform, "he_uniform", "He, uniform", true, false},
    {InitializerType::HeNormal, "he_normal", "He, normal", true, false},
    {InitializerType::Zeros, "zeros", "all zero", false, false},
    {InitializerType::Constant, "constant", "all equal", false, true},
}};

/// Half the width of an even distribution, or the standard deviation of a normal
/// one, for a layer of that many inputs and neurons.
double spreadOf(const InitializerSettings& settings, double inputs, double neurons) {
    switch (settings.type) {
        case InitializerType::Uniform:
            return settings.scale;
        case InitializerType::XavierUniform:
            return std::sqrt(6.0 / (inputs + neurons));
        case InitializerType::XavierNormal:
            return std::sqrt(2.0 / (inputs + neurons));
        case InitializerType::HeUniform:
            return std::sqrt(6.0 / inputs);
        case InitializerType::HeNormal:
            return std::sqrt(2.0 / inputs);
        case InitializerType::Zeros:
        case InitializerType::Constant:
            break;
    }
    return 0.0;
}

bool isNormal(InitializerType type) {
    return type == InitializerType::XavierNormal || type == InitializerType::HeNormal;
}

/// Seeds of neighbouring layers have nothing in common (an odd constant of
/// splitmix64; std::mt19937_64 spreads what is left).
std::uint64_t seedOf(std::uint64_t seed, std::size_t layer) {
    return seed ^ (0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(layer));
}

}  // namespace

std::span<const InitializerInfo> initializers() {
    return kInitializers;
}

const InitializerInfo& info(InitializerType type) {
    return kInitializers.at(static_cast<std::size_t>(type));
}

std::optional<InitializerType> initializerFromKey(std::string_view key) {
    for (const auto& row : kInitializers)
        if (row.key == key)
            return row.id;
    return std::nullopt;
}

std::optional<std::string> problemOf(const InitializerSettings& settings) {
    if (!std::isfinite(settings.scale))
        return "scale: a finite number was expected";
    if (settings.type == InitializerType::Uniform && !(settings.scale > 0.0))
        return "scale: a number above 0 was expected";
    return std::nullopt;
}

void initialize(Network& network, const InitializerSettings& settings) {
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        Layer& layer = network.layers[l];
        const double spread = spreadOf(settings, static_cast<double>(layer.inputs()),
                                       static_cast<double>(layer.neurons()));
        if (layer.biases)
            layer.biases->setZero();
        if (!info(settings.type).isRandom) {
            layer.weights.setConstant(settings.type == InitializerType::Constant ? settings.scale
                                                                                 : 0.0);
            continue;
        }
        Random random(seedOf(settings.seed, l));
        for (double& weight : layer.weights.reshaped<Eigen::RowMajor>())
            weight = isNormal(settings.type) ? spread * random.normal()
                                             : random.uniform(-spread, spread);
    }
}

}  // namespace stepgrad
