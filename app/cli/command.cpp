#include "app/cli/command.h"

#include <unistd.h>

#include <CLI/Validators.hpp>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "core/document/atomic_file.h"
#include "core/document/json_text.h"

namespace stepgrad::cli {

void addFile(CLI::App& command, std::string& file) {
    command.add_option("FILE", file, "The project file (*.stepgrad)")->required();
}

void addFormat(CLI::App& command, std::string& format, const std::vector<std::string>& words) {
    format = words.front();
    command.add_option("--format", format, "How the result is written")
        ->check(CLI::IsMember(words))
        ->default_str(words.front());
}

void print(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(STDOUT_FILENO, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw FileError("standard output: cannot be written: " +
                            std::generic_category().message(errno));
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

void complain(const std::string& text) {
    std::string line = "stepgrad-cli: ";
    for (const char c : text)
        line += c == '\n' || c == '\r' || c == '\t' ? ' ' : c >= 0 && c < ' ' ? '?' : c;
    line += '\n';
    // There is nobody left to tell where this fails.
    [[maybe_unused]] const ssize_t count = ::write(STDERR_FILENO, line.data(), line.size());
}

void appendNumberOrNull(std::string& out, double value) {
    if (std::isfinite(value))
        json::appendNumber(out, value);
    else
        out += "null";
}

}  // namespace stepgrad::cli
