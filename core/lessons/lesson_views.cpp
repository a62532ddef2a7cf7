#include "core/lessons/lesson_views.h"

#include <array>

namespace stepgrad {
namespace {

constexpr std::array<std::string_view, 7> kKeys{"slopes", "depth", "labels",    "landscape",
                                                "costs",  "mail",  "hypotheses"};

}  // namespace

std::span<const std::string_view> laboratoryKeys() {
    return kKeys;
}

}  // namespace stepgrad
