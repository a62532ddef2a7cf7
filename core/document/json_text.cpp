#include "core/document/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace stepgrad::json {
namespace {

template <typename Values>
void appendList(std::string& out, const Values& values) {
    out += '[';
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        if (i > 0)
            out += ", ";
        appendNumber(out, values[i]);
    }
    out += ']';
}

}  // namespace

void appendNumber(std::string& out, double value) {
    if (!std::isfinite(value))
        throw std::invalid_argument("a number that is not finite cannot be written");
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos)
        out += ".0";
}

void appendText(std::string& out, std::string_view text) {
    try {
        out += nlohmann::json(std::string(text)).dump();
    } catch (const nlohmann::json::exception&) {
        throw std::invalid_argument("a text that is not UTF-8 cannot be written");
    }
}

void appendVector(std::string& out, const Eigen::Ref<const Vector>& values) {
    appendList(out, values);
}

void appendMatrix(std::string& out, const Matrix& values) {
    out += '[';
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
        if (row > 0)
            out += ", ";
        appendList(out, values.row(row));
    }
    out += ']';
}

void appendRows(std::string& out, const Matrix& values, std::size_t indent,
                const std::stop_token& stop) {
    out += "[\n";
    for (Eigen::Index row = 0; row < values.rows() && !stop.stop_requested(); ++row) {
        out.append(indent, ' ');
        appendList(out, values.row(row));
        out += row + 1 < values.rows() ? ",\n" : "\n";
    }
    out.append(indent - 2, ' ');
    out += ']';
}

}  // namespace stepgrad::json
