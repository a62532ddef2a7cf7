#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/network/network.h"

namespace stepgrad {

enum class OptimizerType { Sgd, RmsProp, Adam };

/// One row of the table of optimizers.
struct OptimizerInfo {
    OptimizerType id;
    std::string_view key;   ///< name in project files
    std::string_view name;  ///< name for people
};
std::span<const OptimizerInfo> optimizers();
const OptimizerInfo& info(OptimizerType type);
std::optional<OptimizerType> optimizerFromKey(std::string_view key);

/// How weights follow their gradients. Names and defaults as in PyTorch.
struct OptimizerSettings {
    OptimizerType type = OptimizerType::Sgd;
    double learningRate = 0.1;  ///< eta > 0
    double momentum = 0.0;      ///< sgd: 0 <= momentum < 1
    double alpha = 0.99;        ///< rmsprop: smoothing of the squared gradient, 0 <= alpha < 1
    double beta1 = 0.9;         ///< adam, 0 <= beta < 1
    double beta2 = 0.999;
    double epsilon = 1e-8;  ///< rmsprop, adam: > 0
    double l1 = 0.0;        ///< weights only: see `penaltySlope`; >= 0
    double l2 = 0.0;
    double clipNorm = 0.0;  ///< longest gradient, see clipping.h; 0: as long as it is

    /// How many numbers the optimizer remembers for each parameter: 0, 1 or 2.
    int memory() const;
    bool hasPenalty() const { return l1 != 0.0 || l2 != 0.0; }
    bool clips() const { return clipNorm > 0.0; }
    bool operator==(const OptimizerSettings&) const = default;
};

/// What an optimizer remembers between updates. Empty for plain gradient descent.
struct OptimizerState {
    /// For one layer: what is remembered for its weights and biases, in the
    /// shapes of these. sgd with momentum: first = velocity; rmsprop: first =
    /// mean square; adam: first = mean, second = mean square.
    struct Slots {
        Matrix firstWeights, secondWeights;
        Vector firstBiases, secondBiases;
        bool operator==(const Slots& other) const;
    };
    std::int64_t updates = 0;   ///< updates made so far (adam's t)
    std::vector<Slots> layers;  ///< one a layer, or none where nothing is remembered
    bool operator==(const OptimizerState&) const = default;
};

/// The state before the first update: all zeros, shaped for the network.
OptimizerState initialState(const OptimizerSettings& settings, const Network& network);

/// What draws a weight w towards 0, added to its gradient in every update: the
/// slope l1 sign(w) + l2 w of the penalty l1 |w| + l2 w^2 / 2, with sign(0) = 0.
/// Biases have none. The penalty is no part of J, of its gradients as shown, or
/// of the curve: all these stay the data's.
double penaltySlope(const OptimizerSettings& settings, double w);

/// The new value of one parameter.
/// @param p         the parameter before the update
/// @param g         its gradient, clipped where that is asked for; of a weight, plus
///                  the `penaltySlope`
/// @param t         number of this update, from 1
/// @param m, v      first and second slot before; on return after the update
/// sgd:     w - eta g;  with momentum mu: m <- mu m + g, w - eta m
/// rmsprop: m <- alpha m + (1-alpha) g^2, w - eta g / (sqrt(m) + eps)
/// adam:    m <- b1 m + (1-b1) g, v <- b2 v + (1-b2) g^2,
///          w - eta (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps)     (Kingma & Ba 2015)
double updated(const OptimizerSettings& settings, double p, double g, std::int64_t t, double& m,
               double& v);

}  // namespace stepgrad
