#pragma once

#include <string>

#include "core/walkthrough/derivation.h"

namespace stepgrad {

/// What there is before the first step, and what to do.
std::string paragraphBeforeStart(const Network& network);

}  // namespace stepgrad
