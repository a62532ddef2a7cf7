#include "core/walkthrough/conventional_value.h"

#include <stdexcept>

namespace stepgrad {
namespace {

double turned(double value, const ValueId& id, const Notation& notation) {
    // 0 − value, so that 0 stays 0 and does not become −0.
    return id.kind == ValueKind::Delta && notation.turnsDelta() ? 0.0 - value : value;
}

}  // namespace

double conventionalValue(const Trace& trace, const ValueId& id, const Notation& notation) {
    const auto value = trace.value(id);
    if (!value)
        throw std::out_of_range("the network has no such value");
    return turned(*value, id, notation);
}

std::optional<double> conventionalValue(const Still& still, const ValueId& id,
                                        const Notation& notation) {
    const auto value = still.value(id);
    return value ? std::optional(turned(*value, id, notation)) : std::nullopt;
}

ValueLookup conventionalValues(const Trace& trace, const Notation& notation) {
    return
        [&trace, &notation](const ValueId& id) { return conventionalValue(trace, id, notation); };
}

}  // namespace stepgrad
