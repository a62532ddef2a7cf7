#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace stepgrad {

/// How numbers are written for people.
struct NumberFormat {
    int decimals = 4;           ///< 1 … 15
    bool decimalComma = false;  ///< 0,25 instead of 0.25
    bool operator==(const NumberFormat&) const = default;
};

/// A finite number for people: `decimals` decimals where these show at least
/// three significant digits (or the number is 0), else three significant digits
/// from 0.0001 on, else scientific ("1.23e−5"). From 10^7 on scientific too.
/// With the true minus sign; never "−0". Throws std::invalid_argument for NaN
/// and infinity, which are never shown as numbers.
std::string formatNumber(double value, const NumberFormat& format = {});

/// The fewest digits that read back bit for bit, with the true minus sign and
/// the decimal sign asked for: for tooltips, editors and copies. Scientific only
/// below 0.00001 and from 10^16 on.
std::string exactNumber(double value, const NumberFormat& format = {});

/// A count for people, in groups of three digits from 10 000 on, which a narrow
/// space that does not break parts: with a decimal comma or a point alike. With the
/// true minus sign.
std::string formatCount(std::int64_t count);

/// What is left of a number once formatNumber has written it; as it is where it
/// is not finite.
double roundedAsShown(double value, const NumberFormat& format = {});

/// Why a text is no number; for people.
struct NumberError {
    std::string reason;
};

/// What a user typed: "-0.25", "-.25", "−0,25", "1e-3", "1/3", with spaces
/// around. Point and comma both are decimal signs; never grouping. The result is
/// finite, and 0 only where 0 was typed: "1e999", "1/0" and "1e-999" are errors.
std::variant<double, NumberError> parseNumber(std::string_view text);

}  // namespace stepgrad
