#include "core/walkthrough/conventional_value.h"

#include <stdexcept>

namespace stepgrad {

double conventionalValue(const Trace& trace, const ValueId& id, const Notation& /*notation*/) {
    const auto value = trace.value(id);
    if (!value)
        throw std::out_of_range("the network has no such value");
    return *value;
}

ValueLookup conventionalValues(const Trace& trace, const Notation& notation) {
    return
        [&trace, &notation](const ValueId& id) { return conventionalValue(trace, id, notation); };
}

}  // namespace stepgrad
