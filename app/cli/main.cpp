#include <fcntl.h>
#include <unistd.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <new>

#include "app/cli/command.h"
#include "core/data/read_error.h"
#include "core/document/atomic_file.h"

namespace stepgrad::cli {
namespace {

constexpr const char* kFooter =
    "Results go to standard output, messages to standard error.\n"
    "Exit status: 0 done; 1 ran, and the answer is no (gradient check failed,\n"
    "training diverged); 2 wrong usage; 3 a file could not be read or written.";

/// A closed descriptor must not be given to the next file that is opened: results
/// would be written into it. Reading ends at once, writing fails.
void occupyStandardDescriptors() {
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/// What is wrong with the command line; a word in place of a command is named.
std::string problemOf(const CLI::App& program, const CLI::ParseError& error, int argc,
                      char** argv) {
    if (!program.get_subcommands().empty() || (argc > 1 && argv[1][0] == '-'))
        return error.what();
    std::string names;
    for (const auto* command : program.get_subcommands([](const CLI::App*) { return true; }))
        names += (names.empty() ? "" : ", ") + command->get_name();
    return (argc > 1 ? "\"" + std::string(argv[1]) + "\" is no command" : "a command is missing") +
           "; expected one of " + names;
}

int parseAndRun(int argc, char** argv) {
    CLI::App program("Backpropagation in slow motion, on the command line.", "stepgrad-cli");
    program.footer(kFooter);
    program.set_version_flag("--version", "stepgrad-cli " STEPGRAD_VERSION);
    program.require_subcommand(1);
    Run run;
    addTrace(program, run);
    addTrain(program, run);
    addPredict(program, run);
    addGradcheck(program, run);
    addWorksheet(program, run);
    addMail(program, run);
    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& request) {  // --help or --version
        std::ostringstream out, error;
        program.exit(request, out, error);
        print(out.str());
        return kDone;
    } catch (const CLI::ParseError& error) {
        throw UsageError("command line",
                         problemOf(program, error, argc, argv) + " (see stepgrad-cli --help)");
    }
    return run();
}

int guardedMain(int argc, char** argv) {
    try {
        return parseAndRun(argc, argv);
    } catch (const UsageError& error) {
        complain(error.what());
        return kUsage;
    } catch (const NoAnswer& error) {
        complain(error.what());
        return kAnswerIsNo;
    } catch (const std::bad_alloc&) {
        complain("memory: not enough for this project");
        return kFiles;
    } catch (const std::exception& error) {  // ReadError, FileError
        complain(error.what());
        return kFiles;
    }
}

}  // namespace
}  // namespace stepgrad::cli

int main(int argc, char** argv) {
    // Both are then told by the failing write, with a message instead of a silent end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    stepgrad::cli::occupyStandardDescriptors();
    return stepgrad::cli::guardedMain(argc, argv);
}
