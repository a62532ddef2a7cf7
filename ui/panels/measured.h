#pragma once

#include <memory>

#include "core/network/loss.h"
#include "core/network/network.h"

namespace stepgrad {

struct Examples;

/// What measured results depend on: while it stays, they need not be measured again.
struct Measured {
    Network network;
    Loss loss;
    std::shared_ptr<const Examples> examples;
    bool operator==(const Measured&) const = default;
};

}  // namespace stepgrad
