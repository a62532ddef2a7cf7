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
[[gnu::noinline]] void updateParameters(const FlatNetwork& network, std::int64_t n) {
    withRule(network.rule, [&](auto rule) { updateAll<decltype(rule)::value>(network, n); });
}

[[gnu::noinline]] void updateClipped(FlatNetwork& network, std::int64_t n) {
    writeGradients(network, n);
    measureGradient(network);
    withRule(network.rule, [&](auto rule) { updateAllClipped<decltype(rule)::value>(network); });
}

inline bool updateAny(FlatNetwork& network, std::int64_t n) {
    unsigned bad = strangeInputs(network, n);
    bad |= n == 1 ? forwardOne(network) : forwardBatch(network, n);
    bad |= n == 1 ? backwardOne(network) : backwardBatch(network, n);
    if (bad)
        return false;
    if (network.clip > 0.0)
        updateClipped(network, n);
    else
        updateParameters(network, n);
    return true;
}

[[gnu::noinline]] bool updateSmall(const FlatNetwork& network) {
    const FlatLayer& first = network.layers[0];
    return !(first.inputs == 2 ? strange(load<V2>(first.sources[0])) : strangeInputs(network, 1)) &&
           withRule(network.rule,
                    [&](auto rule) { return updateSmallestBy<decltype(rule)::value>(network); });
}

inline bool update(FlatNetwork& network, std::int64_t n) {
    return n == 1 && isSmallest(network) ? updateSmall(network) : updateAny(network, n);
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
