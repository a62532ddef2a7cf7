#pragma once

#include <span>
#include <string_view>

namespace stepgrad {

/// The views of the laboratory that a stop of a lesson can open, by their names in
/// lesson files, in the order in which the window offers them.
std::span<const std::string_view> laboratoryKeys();

}  // namespace stepgrad
