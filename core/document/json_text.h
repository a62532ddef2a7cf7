#pragma once

#include <Eigen/Core>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/network/types.h"

/// Pieces of JSON text, appended to `out`.
namespace stepgrad::json {

/// The shortest digits that read back bit for bit, with a point or an exponent:
/// 1.0, -0.0, 5e-324. Throws std::invalid_argument for NaN and infinity, which
/// JSON does not have.
void appendNumber(std::string& out, double value);

/// A string in quotes. Throws std::invalid_argument for what is not UTF-8.
void appendText(std::string& out, std::string_view text);

/// [1.0, 0.5]
void appendVector(std::string& out, const Eigen::Ref<const Vector>& values);

/// [[0.3, -0.2], [0.8, 0.4]]
void appendMatrix(std::string& out, const Matrix& values);

/// A row a line, indented by that many spaces; the closing bracket by two less. Leaves
/// rows out once stop is requested.
void appendRows(std::string& out, const Matrix& values, std::size_t indent,
                const std::stop_token& stop = {});

}  // namespace stepgrad::json
