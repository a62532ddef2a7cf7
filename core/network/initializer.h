#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/network/network.h"

namespace stepgrad {

enum class InitializerType {
    Uniform,
    XavierUniform,
    XavierNormal,
    HeUniform,
    HeNormal,
    Zeros,
    Constant
};

/// One row of the table of initialisations.
struct InitializerInfo {
    InitializerType id;
    std::string_view key;   ///< name in project files
    std::string_view name;  ///< name for people
    bool isRandom;          ///< the seed matters
    bool hasScale;          ///< `scale` matters
};
std::span<const InitializerInfo> initializers();
const InitializerInfo& info(InitializerType type);
std::optional<InitializerType> initializerFromKey(std::string_view key);

/// How the weights of a network begin.
struct InitializerSettings {
    InitializerType type = InitializerType::XavierUniform;
    std::uint64_t seed = 1;
    /// uniform: weights lie from -scale to scale, scale > 0; constant: every
    /// weight is the scale. Of no meaning for the others.
    double scale = 0.5;
    bool operator==(const InitializerSettings&) const = default;
};

/// What is wrong with the settings: "KEY: REASON" with a key of the project
/// file's `initializer`; or nothing.
std::optional<std::string> problemOf(const InitializerSettings& settings);

/// Overwrites all weights, of frozen layers too; all biases become 0. The same
/// settings and shape give the same bits. With n inputs and m neurons of the layer:
/// uniform:        even in [-scale, scale)
/// xavier_uniform: even in [-a, a), a = sqrt(6 / (n + m))
/// xavier_normal:  normal, standard deviation sqrt(2 / (n + m))
///                 — Glorot & Bengio 2010, eq. 16 and 12
/// he_uniform:     even in [-a, a), a = sqrt(6 / n)
/// he_normal:      normal, standard deviation sqrt(2 / n)
///                 — He, Zhang, Ren & Sun 2015, eq. 10
/// zeros: 0; constant: scale
/// Each layer draws from numbers of its own: another size of one layer leaves
/// the start of the others as it is, but for the limits above.
void initialize(Network& network, const InitializerSettings& settings);

}  // namespace stepgrad
