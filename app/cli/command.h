#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/document/project.h"
#include "core/network/network.h"

namespace stepgrad::cli {

/// What the program returns; part of its contract.
enum ExitStatus : int {
    kDone = 0,
    kAnswerIsNo = 1,  ///< it ran, and the gradients are wrong, the training diverged …
    kUsage = 2,       ///< options or arguments are wrong
    kFiles = 3        ///< a file could not be read or written
};

/// A command line that asks for what there is not. `what()` is "WHERE: WHAT".
class UsageError : public std::runtime_error {
public:
    UsageError(const std::string& where, const std::string& what)
        : std::runtime_error(where + ": " + what) {}
};

/// The computation itself says no: a value that is not finite.
class NoAnswer : public std::runtime_error {
public:
    NoAnswer(const std::string& where, const std::string& what)
        : std::runtime_error(where + ": " + what) {}
};

/// What the chosen subcommand does once all arguments are read; returns the exit status.
using Run = std::function<int()>;

// Each adds its subcommand to the program and sets `run` when it is chosen.
void addTrace(CLI::App& program, Run& run);
void addTrain(CLI::App& program, Run& run);
void addPredict(CLI::App& program, Run& run);
void addGradcheck(CLI::App& program, Run& run);
void addWorksheet(CLI::App& program, Run& run);
void addMail(CLI::App& program, Run& run);

/// The `FILE` argument of every subcommand.
void addFile(CLI::App& command, std::string& file);

/// `--format` with one of these words; the first is the default.
void addFormat(CLI::App& command, std::string& format, const std::vector<std::string>& words);

/// Writes to standard output. Throws FileError where not all can be written.
void print(std::string_view text);

/// Writes "stepgrad-cli: TEXT" to standard error, control characters made visible.
void complain(const std::string& text);

/// A JSON number; null for what JSON has no number for.
void appendNumberOrNull(std::string& out, double value);

}  // namespace stepgrad::cli
