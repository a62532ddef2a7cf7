#pragma once

#include <QString>
#include <functional>

#include "core/document/network_edit.h"

namespace stepgrad {

/// How the graph has the network changed. Whoever sets it carries edits out and
/// tells refusals itself.
struct NetworkBuilder {
    std::function<void(const NetworkEdit&)> edit;
    /// Why an edit cannot be made; empty where it can.
    std::function<QString(const NetworkEdit&)> reasonAgainst;
};

}  // namespace stepgrad
