#include "core/walkthrough/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace stepgrad {
namespace {

constexpr std::string_view kMinus = "−";
constexpr std::string_view kNarrowSpace = "\u202f";
constexpr int kSignificant = 3;
constexpr double kScientificFrom = 1e7;

std::string print(double value, std::chars_format form, int precision) {
    std::array<char, 512> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form, precision);
    return {buffer.data(), end.ptr};
}

/// True minus signs, the decimal sign asked for, exponents without "+" and zeros.
std::string dress(std::string_view plain, const NumberFormat& format) {
    std::string out;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        if (c == '-')
            out += kMinus;
        else if (c == '.')
            out += format.decimalComma ? ',' : '.';
        else if (c == 'e') {
            out += 'e';
            if (plain[i + 1] == '-')
                out += kMinus;
            i += 2;
            while (i + 1 < plain.size() && plain[i] == '0')
                ++i;
            out += plain.substr(i);
            break;
        } else
            out += c;
    }
    return out;
}

/// The place of the first significant digit once rounded to three: 0 for 1…9.99.
int magnitude(double value) {
    const std::string text =
        print(std::abs(value), std::chars_format::scientific, kSignificant - 1);
    return std::atoi(text.c_str() + text.find('e') + 1);
}

NumberError outOfRange(bool large) {
    return {large ? "this number is too large" : "this number is too small to be told from 0"};
}

/// Whether a number in scientific or plain notation, known to be beyond what a
/// double can hold, is so on the large side. (Not by strtod: it follows the locale.)
bool isLarge(std::string_view text) {
    const std::size_t e = std::min(text.find_first_of("eE"), text.size());
    const std::string_view digits = text.substr(0, e);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.find_first_of("123456789");
    // The power of ten of the first digit that is not 0.
    const auto place = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
    if (e == text.size())
        return place > 0;
    const bool minus = text.substr(e + 1).starts_with('-');
    std::string_view power = text.substr(std::min(text.find_first_of("123456789", e), text.size()));
    constexpr std::size_t kAnyPower = 12;  // more digits than any text has characters
    std::int64_t exponent = 0;
    for (const char c : power.substr(0, kAnyPower))
        exponent = 10 * exponent + (c - '0');
    return place + (minus ? -exponent : exponent) > 0;
}

/// A plain number (no fraction): finite, or a reason.
std::variant<double, NumberError> parsePlain(std::string_view text) {
    if (text.empty())
        return NumberError{"a number was expected"};
    if (text.front() == '+' && !text.starts_with("+-"))
        text.remove_prefix(1);
    // from_chars takes neither "+1" (dealt with) nor hexadecimal, and reads
    // "inf" and "nan", which are refused below.
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool outside = error == std::errc::result_out_of_range;
    if ((error != std::errc() && !outside) || end != text.data() + text.size())
        return NumberError{"a number was expected, such as −0.25, 1e-3 or 1/3"};
    if (outside)
        return outOfRange(isLarge(text));
    if (!std::isfinite(value))
        return NumberError{"a finite number was expected"};
    return value;
}

/// ASCII minus for the Unicode ones, point for comma, no space around.
std::string normalise(std::string_view text) {
    struct Spelling {
        std::string_view from;
        char to;
    };
    static constexpr std::array<Spelling, 6> kSpellings{{
        {"−", '-'},
        {"–", '-'},
        {",", '.'},
        {"\u00a0", ' '},  // the spaces that copied texts have
        {"\u2009", ' '},
        {"\u202f", ' '},
    }};
    std::string out;
    while (!text.empty()) {
        const auto* spelling =
            std::find_if(kSpellings.begin(), kSpellings.end(),
                         [&](const Spelling& s) { return text.starts_with(s.from); });
        const bool found = spelling != kSpellings.end();
        out += found ? spelling->to : text.front();
        text.remove_prefix(found ? spelling->from.size() : 1);
    }
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!out.empty() && blank(out.back()))
        out.pop_back();
    std::size_t start = 0;
    while (start < out.size() && blank(out[start]))
        ++start;
    return out.substr(start);
}

}  // namespace

std::string formatNumber(double value, const NumberFormat& format) {
    if (!std::isfinite(value))
        throw std::invalid_argument("a value that is not finite is never shown as a number");
    if (value == 0.0)
        return dress(print(0.0, std::chars_format::fixed, format.decimals), format);
    const int place = magnitude(value);
    if (std::abs(value) >= kScientificFrom)
        return dress(print(value, std::chars_format::scientific,
                           std::max(format.decimals, kSignificant - 1)),
                     format);
    if (place + format.decimals + 1 >= kSignificant)
        return dress(print(value, std::chars_format::fixed, format.decimals), format);
    if (place >= -4)
        return dress(print(value, std::chars_format::fixed, kSignificant - 1 - place), format);
    return dress(print(value, std::chars_format::scientific, kSignificant - 1), format);
}

std::string exactNumber(double value, const NumberFormat& format) {
    if (!std::isfinite(value))
        throw std::invalid_argument("a value that is not finite is never shown as a number");
    std::array<char, 64> buffer{};
    const double size = std::abs(value);
    const bool plain = size == 0.0 || (size >= 1e-5 && size < 1e16);
    const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form);
    return dress({buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())}, format);
}

std::variant<double, NumberError> parseNumber(std::string_view text) {
    const std::string plain = normalise(text);
    const std::size_t slash = plain.find('/');
    if (slash == std::string::npos)
        return parsePlain(plain);
    const auto above = parsePlain(normalise(plain.substr(0, slash)));
    const auto below = parsePlain(normalise(plain.substr(slash + 1)));
    for (const auto* part : {&above, &below})
        if (const auto* error = std::get_if<NumberError>(part))
            return *error;
    if (std::get<double>(below) == 0.0)
        return NumberError{"a fraction cannot have 0 below"};
    const double value = std::get<double>(above) / std::get<double>(below);
    if (!std::isfinite(value))
        return outOfRange(true);
    if (value == 0.0 && std::get<double>(above) != 0.0)
        return outOfRange(false);
    return value;
}

std::string formatCount(std::int64_t count) {
    constexpr std::size_t kUngrouped = 4;
    std::string digits = std::to_string(count);
    const bool negative = digits.front() == '-';
    if (negative)
        digits.erase(0, 1);
    if (digits.size() > kUngrouped)
        for (std::size_t at = digits.size(); at > 3; at -= 3)
            digits.insert(at - 3, kNarrowSpace);
    return (negative ? std::string(kMinus) : std::string()) + digits;
}

double roundedAsShown(double value, const NumberFormat& format) {
    if (!std::isfinite(value))
        return value;
    const auto read = parseNumber(formatNumber(value, format));
    const double* rounded = std::get_if<double>(&read);
    return rounded ? *rounded : value;
}

}  // namespace stepgrad
