#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace stepgrad {

/// What could not be read, where, and what was expected. `what()` is
/// "WHERE: WHAT", ready for `stepgrad-cli: ` in front and for a dialog.
class ReadError : public std::runtime_error {
public:
    ReadError(std::string where, std::string expected)
        : std::runtime_error(where + ": " + expected),
          m_where(std::move(where)),
          m_reason(std::move(expected)) {}
    const std::string& where() const { return m_where; }
    const std::string& reason() const { return m_reason; }

private:
    std::string m_where, m_reason;
};

}  // namespace stepgrad
