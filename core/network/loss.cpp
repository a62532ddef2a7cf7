#include "core/network/loss.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace stepgrad {
namespace {

constexpr std::array<LossInfo, 5> kLosses{{
    {Loss::HalfSquaredError, "half_squared_error", "half squared error", std::nullopt},
    {Loss::SquaredError, "squared_error", "squared error", std::nullopt},
    {Loss::MeanSquaredError, "mean_squared_error", "mean squared error", std::nullopt},
    {Loss::BinaryCrossEntropy, "binary_cross_entropy", "binary cross-entropy", Activation::Sigmoid},
    {Loss::CrossEntropy, "cross_entropy", "cross-entropy", Activation::Softmax},
}};

/// ln(1 + e^u) without overflow.
double softplus(double u) {
    return std::max(u, 0.0) + std::log1p(std::exp(-std::abs(u)));
}

double sumOfSquares(const Vector& h, const Vector& y) {
    double sum = 0.0;
    for (Eigen::Index k = 0; k < h.size(); ++k)
        sum += (h[k] - y[k]) * (h[k] - y[k]);
    return sum;
}

double binaryCrossEntropy(const Vector& u, const Vector& y) {
    // -ln sigma(u) = softplus(-u) and -ln(1 - sigma(u)) = softplus(u).
    double sum = 0.0;
    for (Eigen::Index k = 0; k < u.size(); ++k)
        sum += y[k] * softplus(-u[k]) + (1.0 - y[k]) * softplus(u[k]);
    return sum;
}

double crossEntropy(const Vector& u, const Vector& y) {
    const double top = u.maxCoeff();
    double sum = 0.0;
    for (Eigen::Index k = 0; k < u.size(); ++k)
        sum += std::exp(u[k] - top);
    const double logSum = std::log(sum);
    double loss = 0.0;
    for (Eigen::Index k = 0; k < u.size(); ++k)
        if (y[k] != 0.0)  // u - top may be too far apart for a double: not 0 times infinity
            loss += y[k] * (logSum - (u[k] - top));
    return loss;
}

}  // namespace

std::span<const LossInfo> losses() {
    return kLosses;
}

const LossInfo& info(Loss loss) {
    return kLosses.at(static_cast<std::size_t>(loss));
}

std::optional<Loss> lossFromKey(std::string_view key) {
    for (const auto& row : kLosses)
        if (row.key == key)
            return row.id;
    return std::nullopt;
}

bool fits(Loss loss, Activation output) {
    const auto needed = info(loss).output;
    return needed ? *needed == output : output != Activation::Softmax;
}

double lossValue(Loss loss, const Vector& u, const Vector& h, const Vector& y) {
    switch (loss) {
        case Loss::HalfSquaredError:
            return 0.5 * sumOfSquares(h, y);
        case Loss::SquaredError:
            return sumOfSquares(h, y);
        case Loss::MeanSquaredError:
            return sumOfSquares(h, y) / static_cast<double>(h.size());
        case Loss::BinaryCrossEntropy:
            return binaryCrossEntropy(u, y);
        case Loss::CrossEntropy:
            return crossEntropy(u, y);
    }
    throw std::invalid_argument("unknown loss");
}

double lossSlope(Loss loss, double h, double y, Eigen::Index outputs) {
    switch (loss) {
        case Loss::HalfSquaredError:
            return h - y;
        case Loss::SquaredError:
            return 2.0 * (h - y);
        case Loss::MeanSquaredError:
            return 2.0 * (h - y) / static_cast<double>(outputs);
        case Loss::BinaryCrossEntropy:
        case Loss::CrossEntropy:
            break;
    }
    throw std::invalid_argument("the delta of a cross-entropy is taken with respect to u");
}

void outputDelta(Loss loss, Activation output, const Vector& u, const Vector& h, const Vector& y,
                 Vector& delta) {
    if (loss == Loss::BinaryCrossEntropy) {
        // sigma(u) - y, written so that it keeps its digits where sigma rounds to 1.
        for (Eigen::Index k = 0; k < u.size(); ++k)
            delta[k] = (1.0 - y[k]) * sigmoid(u[k]) - y[k] * sigmoidComplement(u[k]);
        return;
    }
    if (loss == Loss::CrossEntropy) {
        double sum = y[0];
        for (Eigen::Index k = 1; k < y.size(); ++k)
            sum += y[k];
        delta = h * sum - y;
        return;
    }
    const auto derivative = info(output).derivative;
    if (!derivative)
        throw std::invalid_argument("softmax needs the cross-entropy loss");
    for (Eigen::Index k = 0; k < u.size(); ++k)
        delta[k] = lossSlope(loss, h[k], y[k], u.size()) * derivative(u[k]);
}

}  // namespace stepgrad
