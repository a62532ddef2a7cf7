#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/network/types.h"

namespace stepgrad {

/// How the scaling of an input is found.
enum class ScalingKind { None, Standardise, ZeroToOne, LogStandardise };

/// One row of the table of kinds.
struct ScalingInfo {
    ScalingKind id;
    std::string_view key;
    std::string_view name;  ///< for people
};
std::span<const ScalingInfo> scalingKinds();

/// What the network sees of one input: (t - offset) · factor, where t is the
/// input x itself or ln(1 + x).
struct InputScaling {
    bool log1p = false;
    double offset = 0.0;
    double factor = 1.0;  ///< finite and not 0

    double apply(double x) const;
    /// The x of which the network sees `scaled`, as near as doubles allow.
    double invert(double scaled) const;
    bool operator==(const InputScaling&) const = default;
};

/// The scaling of every input, as numbers: new inputs are scaled alike.
struct Scaling {
    std::vector<InputScaling> inputs;

    /// @param raw  examples x inputs. Results are not finite where a value has no
    /// logarithm or is too large; `problemOf` finds the place.
    Matrix apply(const Matrix& raw) const;
    Vector apply(const Vector& raw) const;
    bool operator==(const Scaling&) const = default;
};

/// The scaling of one column, found on the given rows only (all of `values`):
/// standardise      offset = mean, factor = 1 / standard deviation (of the population)
/// zero_to_one      offset = least, factor = 1 / (greatest - least)
/// log_standardise  as standardise, of ln(1 + x)
/// A column that is constant, or whose spread is too small for a factor, keeps
/// the factor 1. Throws std::invalid_argument for log_standardise of a value of
/// -1 or below, and for values whose spread is too large for a number.
InputScaling fitScaling(ScalingKind kind, std::span<const double> values);

/// The scaling of all inputs, found on those rows only.
/// @param raw    examples x inputs
/// @param rows   of `raw`; at least one
/// @param kinds  one for each input, or one for all
/// Throws std::invalid_argument as above, naming the input (from 1), and for
/// another number of kinds.
Scaling fitScaling(std::span<const ScalingKind> kinds, const Matrix& raw,
                   std::span<const std::int64_t> rows);

/// What is wrong with the numbers or with their use on these examples:
/// "scaling.factor[2]: …", "inputs[3][0]: …"; or nothing.
std::optional<std::string> problemOf(const Scaling& scaling, const Matrix& raw);

}  // namespace stepgrad
