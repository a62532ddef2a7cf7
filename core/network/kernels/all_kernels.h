#pragma once

#include "core/network/kernels/passes.h"
#include "core/network/kernels/updates.h"

// The table of kernels of the processor that the including source is compiled for.

namespace stepgrad {
namespace {

inline void updateBy(const FlatNetwork& network, std::int64_t n) {
    switch (network.rule) {
        case Rule::Sgd:
            return updateAll<Rule::Sgd>(network, n);
        case Rule::Momentum:
            return updateAll<Rule::Momentum>(network, n);
        case Rule::RmsProp:
            return updateAll<Rule::RmsProp>(network, n);
        case Rule::Adam:
            return updateAll<Rule::Adam>(network, n);
    }
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

inline bool update(FlatNetwork& network, std::int64_t n) {
    unsigned bad = strangeInputs(network, n);
    bad |= n == 1 ? forwardOne(network) : forwardBatch(network, n);
    bad |= n == 1 ? backwardOne(network) : backwardBatch(network, n);
    if (bad)
        return false;
    updateBy(network, n);
    return true;
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
