#pragma once

#include "core/network/kernels/kernels.h"

// Long updates are made in pieces, between which is asked whether to stop. A piece changes
// nothing of the results: each of their numbers is summed within one piece.

namespace stepgrad {
namespace {

/// Multiplications between two looks: a few milliseconds of them.
constexpr std::int64_t kWorkBetweenLooks = 1 << 24;

inline bool isStopped(const FlatNetwork& network) {
    return network.isStopped && network.isStopped(network.stopContext);
}

/// How many of `count` things are done between two looks, a multiple of 8 or all.
/// @param work  multiplications for each
inline std::int64_t pieceOf(const FlatNetwork& network, std::int64_t count, std::int64_t work) {
    if (!network.isStopped)
        return count;
    const std::int64_t eights = kWorkBetweenLooks / (8 * (work > 0 ? work : 1));
    return 8 * (eights > 0 ? eights : 1);
}

/// Calls f(begin, end) for pieces of `count` things. @returns whether it was stopped
template <typename F>
inline bool inLooks(const FlatNetwork& network, std::int64_t count, std::int64_t work, F f) {
    const std::int64_t piece = pieceOf(network, count, work);
    for (std::int64_t begin = 0; begin < count; begin += piece) {
        f(begin, begin + piece < count ? begin + piece : count);
        if (isStopped(network))
            return true;
    }
    return false;
}

}  // namespace
}  // namespace stepgrad
