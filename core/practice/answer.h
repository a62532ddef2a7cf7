#pragma once

#include <string_view>
#include <variant>

#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// What a learner typed for a value, and with how many digits he calculates.
struct Answer {
    double value = 0.0;
    /// Decimals as typed: 4 for "−0.1150", 3 for "1.15e-1" … A fraction is taken for
    /// exact and counts as kFractionDecimals. 0 … kMostDecimals.
    int decimals = 4;

    static constexpr int kFractionDecimals = 4;
    static constexpr int kMostDecimals = 12;
    bool operator==(const Answer&) const = default;
};

/// How many decimals a number has as it was typed: 4 for "−0.1150" and "1.15e-2". Negative
/// where its last digit stands before the ones: −2 for "1.5e3". An exponent counts as no
/// more than ±400. @param text  that `parseNumber` understands, and no fraction
int decimalsTyped(std::string_view text);

/// Reads what was typed, as `parseNumber` does: comma or point, fractions, any digits.
std::variant<Answer, NumberError> readAnswer(std::string_view text);

}  // namespace stepgrad
