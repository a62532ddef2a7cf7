#pragma once

#include <optional>
#include <vector>

#include "core/walkthrough/step.h"

namespace stepgrad {

/// The values of a network in the order of their computation: inputs; weights
/// and biases of layer 1, its u and h; …; targets, J; deltas and gradients of
/// the last layer, and so on to the first; new parameters.
/// @param weightsOf  all weights and what belongs to them, or only those that
/// enter or leave this neuron (an U or H), or none
struct ValueOrder {
    bool allWeights = true;
    std::optional<ValueId> weightsOf;
};
std::vector<ValueId> orderedValues(const Network& network, const ValueOrder& order = {});

/// The value before or after this one that `accepts`; nothing at the end. With
/// no value to start from: the first, or the last.
template <typename Accepts>
std::optional<ValueId> neighbour(const std::vector<ValueId>& values,
                                 const std::optional<ValueId>& from, bool forward,
                                 const Accepts& accepts) {
    const auto count = static_cast<std::ptrdiff_t>(values.size());
    std::ptrdiff_t i = forward ? -1 : count;
    if (from)
        for (std::ptrdiff_t n = 0; n < count; ++n)
            if (values[static_cast<std::size_t>(n)] == *from)
                i = n;
    for (i += forward ? 1 : -1; i >= 0 && i < count; i += forward ? 1 : -1)
        if (accepts(values[static_cast<std::size_t>(i)]))
            return values[static_cast<std::size_t>(i)];
    return std::nullopt;
}

}  // namespace stepgrad
