#pragma once

#include "core/network/kernels/clipped.h"
#include "core/network/kernels/passes.h"
#include "core/network/kernels/smallest.h"
#include "core/network/kernels/updates.h"

// The table of kernels of the processor that the including source is compiled for.

namespace stepgrad {
namespace {

/// A rule that is known to the compiler.
template <Rule kRule>
struct RuleIs {
    static constexpr Rule value = kRule;
};
template <typename F>
STEPGRAD_INLINE auto withRule(Rule rule, F f) {
    switch (rule) {
        case Rule::Momentum:
            return f(RuleIs<Rule::Momentum>{});
        case Rule::RmsProp:
            return f(RuleIs<Rule::RmsProp>{});
        case Rule::Adam:
            return f(RuleIs<Rule::Adam>{});
        case Rule::Sgd:
            break;
    }
    return f(RuleIs<Rule::Sgd>{});
}

/// Whether an input is strange.
STEPGRAD_INLINE unsigned strangeInputs(const FlatNetwork& network, std::int64_t n) {
    unsigned bad = 0;
    const FlatLayer& first = network.layers[0];
    for (std::int64_t b = 0; b < n; ++b) {
        const double* x = first.sources[b];
        std::int64_t k = 0;
        for (; k + kLanes<VMost> <= first.inputs; k += kLanes<VMost>)
            bad |= strange(load<VMost>(x + k));
        for (; k < first.inputs; ++k)
            bad |= strange(x[k]);
    }
    return bad;
}

// Apart from the passes: together they would have too few registers.
[[gnu::noinline]] bool updateParameters(const FlatNetwork& network, std::int64_t n) {
    return withRule(network.rule,
                    [&](auto rule) { return updateAll<decltype(rule)::value>(network, n); });
}

[[gnu::noinline]] bool updateClipped(FlatNetwork& network, std::int64_t n) {
    if (writeGradients(network, n))
        return true;
    measureGradient(network);
    withRule(network.rule, [&](auto rule) { updateAllClipped<decltype(rule)::value>(network); });
    return false;
}

/// Both passes of n examples. @returns whether they were stopped
inline bool passBatch(const FlatNetwork& network, std::int64_t n, unsigned& bad) {
    std::int64_t work = 0;
    for (std::int64_t l = 0; l < network.count; ++l)
        work += 2 * network.layers[l].inputs * network.layers[l].stride;
    return inLooks(network, n, work, [&](std::int64_t begin, std::int64_t end) {
        bad |= forwardBatch(network, begin, end - begin);
        bad |= backwardBatch(network, begin, end - begin);
    });
}

inline Outcome updateAny(FlatNetwork& network, std::int64_t n) {
    unsigned bad = strangeInputs(network, n);
    if (n == 1) {
        bad |= forwardOne(network);
        bad |= backwardOne(network);
    } else if (passBatch(network, n, bad)) {
        return Outcome::Stopped;
    }
    if (bad)
        return Outcome::Strange;
    const bool stopped =
        network.clip > 0.0 ? updateClipped(network, n) : updateParameters(network, n);
    return stopped ? Outcome::Stopped : Outcome::Made;
}

[[gnu::noinline]] bool updateSmall(const FlatNetwork& network) {
    const FlatLayer& first = network.layers[0];
    return !(first.inputs == 2 ? strange(load<V2>(first.sources[0])) : strangeInputs(network, 1)) &&
           withRule(network.rule,
                    [&](auto rule) { return updateSmallestBy<decltype(rule)::value>(network); });
}

inline Outcome update(FlatNetwork& network, std::int64_t n) {
    if (n == 1 && isSmallest(network))
        return updateSmall(network) ? Outcome::Made : Outcome::Strange;
    return updateAny(network, n);
}

inline void forward(FlatNetwork& network) {
    forwardOne(network);
}

inline ResponseAt respond(Curve curve, double u) {
    const auto response = respondAt(curve, u);
    return {response.value, response.slope, response.complement};
}

inline void respondAll(Curve curve, const double* u, double* value, double* slope,
                       std::int64_t count) {
    for (std::int64_t at = 0; at < count; at += kLanes<VMost>) {
        const auto response = respondAt(curve, load<VMost>(u + at));
        store(value + at, response.value);
        store(slope + at, response.slope);
    }
}

inline double expOf(double x) {
    return expOfNegative(x);
}

constexpr Kernels tableNamed(const char* name) {
    return {name, update, forward, respond, respondAll, expOf, turn};
}

}  // namespace
}  // namespace stepgrad
