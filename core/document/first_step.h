#pragma once

#include <cstdint>
#include <optional>

#include "core/document/project.h"
#include "core/network/value_id.h"

namespace stepgrad {

/// The example of the step that a project opens with. The project must be valid.
std::int64_t firstRowOf(const Project& project);

/// The first value of that step, forward and backward, that would be too large to be a
/// number; or nothing. Such a project cannot be opened. The project must be valid.
std::optional<ValueId> tooLargeInFirstStep(const Project& project);

}  // namespace stepgrad
