#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/oracle/scalar_network.h"

/// One training step as a learner calculates it by hand: plain numbers, the
/// textbook's formulas one operation after the other, and every result shortened to
/// so many decimals before it is used again. It knows no expressions and no intervals.
namespace oracle {

struct ByHand {
    int decimals = 4;
    bool cutsOff = false;  ///< digits are cut off in place of rounding

    double operator()(double x) const {
        const double units = std::pow(10.0, decimals);
        // What is a tie or a whole number but for the errors of double is one.
        const double n = std::abs(x) * units + 1e-7;
        return std::copysign((cutsOff ? std::floor(n) : std::floor(n + 0.5)) / units, x);
    }
};

struct HandStep {
    using Row = std::vector<double>;
    std::vector<Row> u, h, delta;                       ///< [layer][neuron]
    std::vector<std::vector<Row>> gradient, newWeight;  ///< [layer][to][from]
    std::vector<Row> newBias;                           ///< [layer][neuron]
    double loss = 0.0;
};

inline double activatedByHand(const std::string& f, double u, const ByHand& r) {
    if (f == "sigmoid")
        return r(1.0 / r(1.0 + r(std::exp(-u))));
    if (f == "tanh")
        return r(std::tanh(u));
    if (f == "relu")
        return std::max(0.0, u);
    if (f == "leaky_relu")
        return u > 0.0 ? u : r(0.01 * u);
    if (f == "step")
        return u > 0.0 ? 1.0 : 0.0;
    return u;
}

inline double slopeByHand(const std::string& f, double u, double h, const ByHand& r) {
    if (f == "sigmoid")
        return r(h * r(1.0 - h));
    if (f == "tanh")
        return r(1.0 - r(h * h));
    if (f == "relu")
        return u > 0.0 ? 1.0 : 0.0;
    if (f == "leaky_relu")
        return u > 0.0 ? 1.0 : 0.01;
    return f == "step" ? 0.0 : 1.0;
}

inline void forwardByHand(const Network& net, HandStep::Row x, const ByHand& r, HandStep& step) {
    for (const Layer& layer : net.layers) {
        HandStep::Row u, h;
        for (std::size_t j = 0; j < layer.weights.size(); ++j) {
            double sum = 0.0;
            for (std::size_t k = 0; k < x.size(); ++k)
                sum += r(r(static_cast<double>(layer.weights[j][k])) * r(x[k]));
            if (!layer.biases.empty())
                sum += r(static_cast<double>(layer.biases[j]));
            u.push_back(r(sum));
        }
        double total = 0.0;
        for (const double one : u)
            total += r(std::exp(one));
        for (const double one : u)
            h.push_back(layer.activation == "softmax" ? r(r(std::exp(one)) / r(total))
                                                      : activatedByHand(layer.activation, one, r));
        step.u.push_back(u);
        step.h.push_back(h);
        x = h;
    }
}

/// J of squared errors; a cross-entropy's logarithms are not finite where a rounded
/// prediction is 0 or 1.
inline double lossByHand(const std::string& loss, const HandStep::Row& h, const HandStep::Row& y,
                         const ByHand& r) {
    double sum = 0.0;
    for (std::size_t k = 0; k < h.size(); ++k) {
        const double error = r(h[k] - y[k]);
        if (loss == "binary_cross_entropy")
            sum -= r(y[k] * r(std::log(h[k]))) + r((1.0 - y[k]) * r(std::log(r(1.0 - h[k]))));
        else if (loss == "cross_entropy")
            sum -= y[k] == 0.0 ? 0.0 : r(y[k] * r(std::log(h[k])));
        else
            sum += r(error * error);
    }
    if (loss == "half_squared_error")
        return r(0.5 * r(sum));
    if (loss == "mean_squared_error" && h.size() > 1)
        return r(r(1.0 / static_cast<double>(h.size())) * r(sum));
    return r(sum);
}

inline void deltasByHand(const Network& net, const HandStep::Row& y, const ByHand& r,
                         HandStep& step) {
    const std::size_t last = net.layers.size() - 1;
    step.delta.resize(net.layers.size());
    for (std::size_t l = last + 1; l-- > 0;)
        for (std::size_t j = 0; j < step.u[l].size(); ++j) {
            const double slope =
                slopeByHand(net.layers[l].activation, step.u[l][j], step.h[l][j], r);
            double sum = 0.0;
            if (l < last) {
                for (std::size_t m = 0; m < step.u[l + 1].size(); ++m)
                    sum += r(step.delta[l + 1][m] *
                             r(static_cast<double>(net.layers[l + 1].weights[m][j])));
                step.delta[l].push_back(r(r(sum) * slope));
                continue;
            }
            const double error = r(step.h[l][j] - y[j]);
            const auto outputs = static_cast<double>(y.size());
            if (net.loss.ends_with("cross_entropy"))
                step.delta[l].push_back(error);
            else if (net.loss == "half_squared_error")
                step.delta[l].push_back(r(error * slope));
            else if (net.loss == "mean_squared_error" && outputs > 1.0)
                step.delta[l].push_back(r(r(r(2.0 / outputs) * error) * slope));
            else
                step.delta[l].push_back(r(r(2.0 * error) * slope));
        }
}

/// One step of plain gradient descent. @param y  targets, 1 for one output and 0 for the
/// others where the loss is a cross-entropy
inline HandStep stepByHand(const Network& net, const HandStep::Row& x, const HandStep::Row& y,
                           double eta, const ByHand& r) {
    HandStep step;
    forwardByHand(net, x, r, step);
    step.loss = lossByHand(net.loss, step.h.back(), y, r);
    deltasByHand(net, y, r, step);
    for (std::size_t l = 0; l < net.layers.size(); ++l) {
        const HandStep::Row& source = l == 0 ? x : step.h[l - 1];
        step.gradient.emplace_back();
        step.newWeight.emplace_back();
        step.newBias.emplace_back();
        for (std::size_t j = 0; j < step.u[l].size(); ++j) {
            HandStep::Row gradients, weights;
            for (std::size_t k = 0; k < source.size(); ++k) {
                gradients.push_back(r(step.delta[l][j] * r(source[k])));
                weights.push_back(r(r(static_cast<double>(net.layers[l].weights[j][k])) -
                                    r(eta * gradients.back())));
            }
            step.gradient.back().push_back(gradients);
            step.newWeight.back().push_back(weights);
            if (!net.layers[l].biases.empty())
                step.newBias.back().push_back(
                    r(r(static_cast<double>(net.layers[l].biases[j])) - r(eta * step.delta[l][j])));
        }
    }
    return step;
}

}  // namespace oracle
