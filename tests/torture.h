#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace stepgrad {

/// How often a torture test tries: a few times in every run of the tests; many times where
/// STEPGRAD_TORTURE is 1, a tenth of that where it is 10 (./dev torture).
inline int rounds(int few, int many) {
    const char* part = std::getenv("STEPGRAD_TORTURE");
    return part ? std::max(few, many / std::max(1, std::atoi(part))) : few;
}

/// What a torture test rolls its dice by: always the same, unless STEPGRAD_SEED is another.
inline unsigned long long seed(unsigned long long usual) {
    const char* other = std::getenv("STEPGRAD_SEED");
    return other ? std::strtoull(other, nullptr, 10) : usual;
}

/// A figure for docs/reliability.md.
inline void tell(const std::string& what) {
    std::printf("figure: %s\n", what.c_str());
    std::fflush(stdout);
}

}  // namespace stepgrad
