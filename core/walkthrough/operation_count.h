#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "core/network/network.h"

namespace stepgrad {

/// Stands for every count above 10^18.
constexpr std::int64_t kBeyondCounting = std::numeric_limits<std::int64_t>::max();

/// How many multiplications all gradients of one example take, once the forward
/// pass is done. Counted are products of the factors of the chain rule. The factors
/// themselves (dJ/dŷ, or dJ/du where the loss merges it with the output's slope, and
/// f'(u)) are taken as known; a factor 1 (the slope of a linear neuron, say) counts
/// as any other, but that of a bias, which is never multiplied by.
struct OperationCounts {
    std::int64_t gradients = 0;  ///< weights and biases, frozen ones included
    /// Each path of each weight and bias by itself: a product of F factors takes
    /// F − 1. With n_l neurons in layer l of L, P_l = n_{l+1} · … · n_L paths from
    /// each of them to J, d_l = 2 (L − l) factors behind its u and s = 1 (0 where
    /// the loss merges):  Σ_l P_l · (weights_l · (s + d_l + 1) + biases_l · (s + d_l)).
    std::int64_t byPaths = 0;
    /// By backpropagation as it is computed here: s · n_L for the output deltas,
    /// n_{l+1} · n_l + n_l for the deltas of each hidden layer, one for the gradient
    /// of each weight, none for those of biases.
    std::int64_t byDeltas = 0;
};
OperationCounts countMultiplications(const Network& network, Loss loss);

/// The count for people; "more than 10¹⁸" where it is beyond counting.
std::string countText(std::int64_t count);

/// What the deltas save: "All 6 gradients of this network take 20 multiplications path
/// by path, and 11 with δ, …".
std::string savingText(const OperationCounts& counts);

}  // namespace stepgrad
