#include "core/practice/answer.h"

#include <algorithm>
#include <charconv>

namespace stepgrad {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

int digitsFrom(std::string_view text, std::size_t at) {
    int count = 0;
    while (at < text.size() && isDigit(text[at++]))
        ++count;
    return count;
}

/// No number has one beyond: doubles end before.
constexpr int kLargestExponent = 400;

/// The exponent of "1.5e-3"; 0 without one. The minus may be a true one.
int exponentOf(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos)
        return 0;
    const std::size_t first = text.find_first_of("0123456789", e);
    if (first == std::string_view::npos)
        return 0;
    int size = 0;
    const auto error = std::from_chars(text.data() + first, text.data() + text.size(), size).ec;
    if (error == std::errc::result_out_of_range || size > kLargestExponent)
        size = kLargestExponent;
    const bool plain = first == e + 1 || text[e + 1] == '+';
    return plain ? size : -size;
}

int decimalsOf(std::string_view text) {
    if (text.find('/') != std::string_view::npos)
        return Answer::kFractionDecimals;
    return std::clamp(decimalsTyped(text), 0, Answer::kMostDecimals);
}

}  // namespace

int decimalsTyped(std::string_view text) {
    const std::size_t point = text.find_first_of(".,");
    const int behindPoint = point == std::string_view::npos ? 0 : digitsFrom(text, point + 1);
    return behindPoint - exponentOf(text);
}

std::variant<Answer, NumberError> readAnswer(std::string_view text) {
    const auto number = parseNumber(text);
    if (const auto* error = std::get_if<NumberError>(&number))
        return *error;
    return Answer{std::get<double>(number), decimalsOf(text)};
}

}  // namespace stepgrad
