#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/walkthrough/notation.h"

namespace stepgrad {

/// One way to write something: `key` on the command line, `name` for people.
struct ConventionOption {
    const char* key;
    const char* name;
};

/// One choice that textbooks make differently. Its options stand in the order of
/// their enumeration in Notation.
struct Convention {
    enum class Id { Neurons, Output, Loss, DeltaSign, Numbering };
    Id id;
    const char* key;   ///< "symbols": the option of the command line, without its dashes
    const char* name;  ///< "Neurons"
    std::span<const ConventionOption> options;
};

/// All choices, in the order of Convention::Id.
std::span<const Convention> conventions();

/// Which option a notation takes, as its place in `options`.
int optionOf(const Notation& notation, Convention::Id convention);
/// Takes an option. @param option  its place in `options`, in range
void setOption(Notation& notation, Convention::Id convention, int option);

/// Choices that often come together. Numbers (digits, decimal sign) are no part of them.
struct ConventionPreset {
    const char* key;
    const char* name;
    Notation notation;
};
std::span<const ConventionPreset> conventionPresets();

/// The preset whose choices the notation has, or nothing.
std::optional<std::size_t> presetOf(const Notation& notation);
/// The choices of the preset with the numbers as they were.
Notation withPreset(const Notation& notation, const ConventionPreset& preset);

}  // namespace stepgrad
