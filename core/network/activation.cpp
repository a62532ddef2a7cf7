#include "core/network/activation.h"

#include <array>
#include <stdexcept>

#include "core/network/kernels/kernels.h"

namespace stepgrad {
namespace {

constexpr double kLeak = 0.01;

// Sigmoid and tanh are the kernels' own, so that what is shown of a step and what
// training makes of it are the same numbers.
double sigmoidDerivative(double u) {
    return kernels().respond(Curve::Sigmoid, u).slope;
}
double tanhValue(double u) {
    return kernels().respond(Curve::Tanh, u).value;
}
double tanhDerivative(double u) {
    return kernels().respond(Curve::Tanh, u).slope;
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
    return kernels().respond(Curve::Sigmoid, u).value;
}

double sigmoidComplement(double u) {
    return kernels().respond(Curve::Sigmoid, u).complement;
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
            h[k] = kernels().expOfNegative(u[k] - top);
            sum = k == 0 ? h[k] : sum + h[k];
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
