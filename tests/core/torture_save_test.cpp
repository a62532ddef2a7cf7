// Saving under violence: kills, full disks.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>

#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "tests/core/project_json_samples.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {
namespace {

namespace fs = std::filesystem;
using Write = std::function<void(const std::string& path, const std::string& text)>;

constexpr std::size_t kBytes = 512 << 10;

/// A project file of about 512 kB, with numbers that depend on the seed.
std::string largeProject(std::uint64_t seed) {
    Dice dice(seed);
    Project project = samples::wideProject(2, 40, 40);
    const auto number = [&dice] { return dice.real(-1.0, 1.0); };
    for (Layer& layer : project.network.layers)
        layer.weights = Matrix::NullaryExpr(40, 40, number);
    const auto rows = 300;
    project.data = std::make_shared<const Dataset>(
        Dataset{Matrix::NullaryExpr(rows, 40, number), Matrix::NullaryExpr(rows, 40, number)});
    return writeProject(project);
}

std::string textOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t filesIn(const std::string& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

void writePlainly(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

/// What kills in the middle of saves have left.
struct Damage {
    int torn = 0, missing = 0, midway = 0;
};

struct TortureSave : testing::Test {
    QTemporaryDir temporary;
    const std::string folder = temporary.path().toStdString();
    const std::string path = folder + "/lesson.stepgrad";
    const std::string one = largeProject(1), two = largeProject(2);

    /// Kills a process that saves one and the other in turn, at random moments.
    Damage kill(int times, const Write& write) {
        Damage damage;
        Dice dice(4711);
        write(path, one);
        for (int i = 0; i < times; ++i) {
            std::array<int, 2> ready{};
            EXPECT_EQ(::pipe(ready.data()), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                for (bool second = i % 2 == 0;; second = !second) {
                    write(path, second ? two : one);
                    if (::write(ready[1], "r", 1) != 1)
                        ::_exit(1);
                }
            }
            char letter = 0;
            EXPECT_EQ(::read(ready[0], &letter, 1), 1);
            ::usleep(static_cast<useconds_t>(dice.whole(0, 6000)));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            ::close(ready[0]);
            ::close(ready[1]);
            const std::string left = textOf(path);
            damage.missing += fs::exists(path) ? 0 : 1;
            damage.torn += left == one || left == two ? 0 : 1;
            damage.midway += filesIn(folder) > 1 ? 1 : 0;
            removeStrayFiles(path);  // what the next start does
            EXPECT_EQ(filesIn(folder), 1u);
        }
        return damage;
    }
};

TEST_F(TortureSave, AKillLeavesAWholeFileAndNoStrayAfterTheNextStart) {
    ASSERT_GT(one.size(), kBytes / 2);
    const int times = rounds(60, 2000);
    const Damage damage =
        kill(times, [](const auto& to, const auto& text) { writeFileAtomically(to, text); });
    tell(std::to_string(times) + " kills while a project of " + std::to_string(one.size() >> 10) +
         " kB was saved: " + std::to_string(damage.torn) + " torn, " +
         std::to_string(damage.missing) + " missing, " + std::to_string(damage.midway) +
         " hit a save midway");
    EXPECT_EQ(damage.torn, 0);
    EXPECT_EQ(damage.missing, 0);
    EXPECT_GT(damage.midway, 0);
}

TEST_F(TortureSave, TheSameKillsTearAFileThatIsWrittenPlainly) {
    const int times = rounds(60, 500);
    const Damage damage = kill(times, writePlainly);
    tell(std::to_string(times) +
         " kills of plain truncating writes: " + std::to_string(damage.torn) + " torn");
    EXPECT_GT(damage.torn, 0);
}

TEST_F(TortureSave, AFullDiskAtAnyPlaceLeavesTheOldFile) {
    writeFileAtomically(path, one);
    int tried = 0;
    for (std::size_t limit = 0; limit < two.size(); limit += 4096) {
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit most{limit, limit};
            if (::setrlimit(RLIMIT_FSIZE, &most) != 0)
                ::_exit(3);
            try {
                writeFileAtomically(path, two);
            } catch (const FileError& error) {
                ::_exit(std::string(error.what()).find(path) == 0 ? 0 : 2);
            }
            ::_exit(1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFEXITED(status));
        ASSERT_EQ(WEXITSTATUS(status), 0) << limit;
        ASSERT_EQ(textOf(path), one) << limit;
        ASSERT_EQ(filesIn(folder), 1u) << limit;
        ++tried;
    }
    tell(std::to_string(tried) + " saves stopped by a size limit at every 4 kB: old file " +
         "identical, error told, no stray file");
}

}  // namespace
}  // namespace stepgrad
