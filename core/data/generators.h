#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.h"

namespace stepgrad {

/// Examples with the names of what they are about.
struct NamedData {
    Dataset data;
    std::vector<std::string> inputNames;  ///< one an input
    /// Of class targets: two names for one column of 0 and 1, else one for each
    /// column of a one-hot target. Empty for regression.
    std::vector<std::string> classNames;
};

enum class Generator { And, Or, Xor, Gaussians, Circle, XorClouds, Spirals, Plane, Waves };

/// What a generator is asked for.
struct GeneratorParameters {
    std::int64_t size = 200;  ///< examples
    double noise = 0.1;       ///< 0 … 1
    std::uint64_t seed = 1;
};

/// One row of the table of generators.
struct GeneratorInfo {
    Generator id;
    std::string_view key;
    std::string_view name;         ///< for people
    std::string_view description;  ///< one sentence for people
    std::int64_t leastSize, mostSize, defaultSize;
    double mostNoise, defaultNoise;  ///< noise is from 0; both 0 where there is none
    bool hasClasses;                 ///< one target of 0 and 1; else any number

    bool isTable() const { return leastSize == mostSize; }  ///< the same four rows always
    GeneratorParameters defaults() const { return {defaultSize, defaultNoise, 1}; }
};
std::span<const GeneratorInfo> generators();
const GeneratorInfo& info(Generator generator);
std::optional<Generator> generatorFromKey(std::string_view key);

/// Two inputs and one target; the same parameters give the same bits. Points lie
/// about the square from -1 to 1; of classes, even rows (from 0) have target 0
/// and odd ones 1. With noise s and N standard normal numbers:
/// and, or, xor: the truth tables, rows 00 01 10 11
/// gaussians:  (-0.5, -0.5) or (0.5, 0.5), plus (0.1 + 0.5 s) N
/// circle:     a ring of radius 0.7 … 1 or a disc of radius 0 … 0.5, plus 0.3 s N
/// xor_clouds: signs equal or different, each coordinate 0.1 … 1 away from 0, plus 0.3 s N
/// spirals:    radius r = 0.05 … 1, angle 1.75 · 2 pi r, or half a turn more, plus 0.2 s N
/// plane:      y = (x1 + x2) / 2, plus 0.5 s N
/// waves:      y = sin(pi x1) cos(pi x2 / 2), plus 0.5 s N
/// Throws std::invalid_argument for a size or noise out of range.
NamedData generate(Generator generator, const GeneratorParameters& parameters);

}  // namespace stepgrad
