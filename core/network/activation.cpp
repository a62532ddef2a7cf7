#include "core/network/activation.h"

#include <array>
#include <cmath>
#include <stdexcept>

namespace stepgrad {
namespace {

constexpr double kLeak = 0.01;

double sigmoidDerivative(double u) {
    // sigma(u) sigma(-u) equals sigma (1 - sigma) and keeps its digits where
    // sigma rounds to 1.
    return sigmoid(u) * sigmoid(-u);
}
double tanhValue(double u) {
    return std::tanh(u);
}
double tanhDerivative(double u) {
    // tanh(u) = 2 sigma(2u) - 1: 1 - tanh^2 by its identity, which keeps its
    // digits where tanh rounds to 1.
    return 4.0 * sigmoidDerivative(2.0 * u);
}
double reluValue(double u) {
    return u > 0.0 ? u : 0.0;
}
double reluDerivative(double u) {
    return u > 0.0 ? 1.0 : 0.0;
}
double leakyValue(double u) {
    return u > 0.0 ? u : kLeak * u;
}
double leakyDerivative(double u) {
    return u > 0.0 ? 1.0 : kLeak;
}
double linearValue(double u) {
    return u;
}
double linearDerivative(double) {
    return 1.0;
}
double stepValue(double u) {
    return u > 0.0 ? 1.0 : 0.0;
}
double stepDerivative(double) {
    return 0.0;
}

constexpr std::array<ActivationInfo, 7> kActivations{{
    {Activation::Sigmoid, "sigmoid", "sigmoid", sigmoid, sigmoidDerivative, false},
    {Activation::Tanh, "tanh", "tanh", tanhValue, tanhDerivative, false},
    {Activation::Relu, "relu", "ReLU", reluValue, reluDerivative, false},
    {Activation::LeakyRelu, "leaky_relu", "leaky ReLU", leakyValue, leakyDerivative, false},
    {Activation::Linear, "linear", "linear", linearValue, linearDerivative, false},
    {Activation::Step, "step", "step", stepValue, stepDerivative, false},
    {Activation::Softmax, "softmax", "softmax", nullptr, nullptr, true},
}};

}  // namespace

double sigmoid(double u) {
    if (u >= 0.0)
        return 1.0 / (1.0 + std::exp(-u));
    const double e = std::exp(u);
    return e / (1.0 + e);
}

std::span<const ActivationInfo> activations() {
    return kActivations;
}

const ActivationInfo& info(Activation activation) {
    return kActivations.at(static_cast<std::size_t>(activation));
}

std::optional<Activation> activationFromKey(std::string_view key) {
    for (const auto& row : kActivations)
        if (row.key == key)
            return row.id;
    return std::nullopt;
}

void activate(Activation activation, const Vector& u, Vector& h) {
    if (activation == Activation::Softmax) {
        const double top = u.maxCoeff();
        double sum = 0.0;
        for (Eigen::Index k = 0; k < u.size(); ++k) {
            h[k] = std::exp(u[k] - top);
            sum += h[k];
        }
        h /= sum;
        return;
    }
    const auto f = info(activation).value;
    for (Eigen::Index k = 0; k < u.size(); ++k)
        h[k] = f(u[k]);
}

void activationDerivative(Activation activation, const Vector& u, Vector& derivative) {
    const auto f = info(activation).derivative;
    if (!f)
        throw std::invalid_argument("softmax has no derivative of one number");
    for (Eigen::Index k = 0; k < u.size(); ++k)
        derivative[k] = f(u[k]);
}

}  // namespace stepgrad
