#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace stepgrad {

/// How often a torture test tries: a few times in every run of the tests, often where
/// STEPGRAD_TORTURE is set (./dev torture).
inline int rounds(int few, int many) {
    return std::getenv("STEPGRAD_TORTURE") ? many : few;
}

/// A figure for docs/reliability.md.
inline void tell(const std::string& what) {
    std::printf("figure: %s\n", what.c_str());
    std::fflush(stdout);
}

}  // namespace stepgrad
