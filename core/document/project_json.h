#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "core/document/project.h"

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

/// A project from the text of a project file (version 1).
/// @param name    for messages: the file's name
/// @param folder  where a relative CSV path is looked up
/// Throws ReadError on anything that is not exactly right: the place is a line
/// for broken JSON, a key ("network.layers[1].weights[0][2]") for the rest.
Project parseProject(std::string_view text, const std::string& name, const std::string& folder);

/// The text of the project file. Every double reads back bit for bit; equal
/// projects give equal bytes.
std::string writeProject(const Project& project);

/// Reads a project file. Throws ReadError also for what the system refuses
/// (missing, a directory, no permission) and for files above 512 MB.
Project loadProject(const std::string& path);

}  // namespace stepgrad
