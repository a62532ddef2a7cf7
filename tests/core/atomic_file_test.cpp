#include "core/document/atomic_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <set>

namespace stepgrad {
namespace {

namespace fs = std::filesystem;

std::string textOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What saving is refused with; empty where it succeeds.
std::string refusal(const std::string& path, const std::string& content = "new") {
    try {
        writeFileAtomically(path, content);
    } catch (const FileError& error) {
        return error.what();
    }
    return {};
}

/// Runs in a process of its own; returns its exit status.
int inChild(const std::function<int()>& body) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class AtomicFile : public ::testing::Test {
protected:
    void put(const std::string& content) const { std::ofstream(m_path) << content; }
    std::set<std::string> names() const {
        std::set<std::string> all;
        for (const auto& entry : fs::directory_iterator(m_folder))
            all.insert(entry.path().filename().string());
        return all;
    }
    QTemporaryDir m_temporary;
    const std::string m_folder = m_temporary.path().toStdString();
    const std::string m_path = m_folder + "/lesson.stepgrad";
    const std::set<std::string> m_onlyTheFile{"lesson.stepgrad"};
};

TEST_F(AtomicFile, WritesANewFileWithThePermissionsOfTheUmask) {
    const mode_t before = ::umask(027);
    writeFileAtomically(m_path, "content\n");
    ::umask(before);
    EXPECT_EQ(textOf(m_path), "content\n");
    EXPECT_EQ(fs::status(m_path).permissions(), fs::perms(0640));
    EXPECT_EQ(names(), m_onlyTheFile);
}

TEST_F(AtomicFile, ReplacesAFileAndKeepsItsPermissions) {
    put("a longer old content");
    fs::permissions(m_path, fs::perms(0606));
    writeFileAtomically(m_path, "new");
    EXPECT_EQ(textOf(m_path), "new");
    EXPECT_EQ(fs::status(m_path).permissions(), fs::perms(0606));
    EXPECT_EQ(names(), m_onlyTheFile);
}

TEST_F(AtomicFile, WritesEveryByteOfAnyContent) {
    std::string content(20'000'000, 'x');
    content[5] = '\0';
    content += "\xFF\n";
    writeFileAtomically(m_path, content);
    EXPECT_TRUE(textOf(m_path) == content);
    writeFileAtomically(m_path, "");
    EXPECT_EQ(textOf(m_path), "");
}

TEST_F(AtomicFile, FollowsALinkToTheFileThatItNames) {
    fs::create_directory(m_folder + "/real");
    std::ofstream(m_folder + "/real/file") << "old";
    fs::create_symlink("real/file", m_folder + "/inner");
    fs::create_symlink(m_folder + "/inner", m_path);
    writeFileAtomically(m_path, "new");
    EXPECT_EQ(textOf(m_folder + "/real/file"), "new");
    EXPECT_TRUE(fs::is_symlink(m_path));
    EXPECT_TRUE(fs::is_symlink(m_folder + "/inner"));
}

TEST_F(AtomicFile, ALinkToNothingMakesTheFileThatItNames) {
    fs::create_directory(m_folder + "/real");
    fs::create_symlink("real/file", m_path);
    writeFileAtomically(m_path, "new");
    EXPECT_EQ(textOf(m_folder + "/real/file"), "new");
    EXPECT_TRUE(fs::is_symlink(m_path));
}

TEST_F(AtomicFile, WorksInThePresentFolderAndWithTheLongestNames) {
    const std::string name = std::string(250, 'n') + ".file";
    const auto before = fs::current_path();
    fs::current_path(m_folder);
    writeFileAtomically(name, "1");
    writeFileAtomically(name, "2");
    fs::current_path(before);
    EXPECT_EQ(textOf(m_folder + "/" + name), "2");
    EXPECT_EQ(names(), std::set<std::string>{name});
}

TEST_F(AtomicFile, RefusesPlacesWhereNoFileCanBe) {
    EXPECT_EQ(refusal(m_folder), m_folder + ": cannot be written: Is a directory");
    EXPECT_EQ(refusal(m_path + "/x"), m_path + "/x: cannot be written: No such file or directory");
    put("old");
    EXPECT_EQ(refusal(m_path + "/x"), m_path + "/x: cannot be written: Not a directory");
    EXPECT_EQ(refusal("/dev/full"),
              "/dev/full: cannot be written: expected a file, found a device or a pipe");
    EXPECT_EQ(refusal(""), ": cannot be written: No such file or directory");
    EXPECT_EQ(refusal(m_folder + "/" + std::string(256, 'n')).substr(m_folder.size() + 257),
              ": cannot be written: File name too long");
    fs::create_symlink("loop", m_folder + "/loop");
    EXPECT_EQ(refusal(m_folder + "/loop"),
              m_folder + "/loop: cannot be written: Too many levels of symbolic links");
    EXPECT_EQ(refusal("/proc/stepgrad").substr(0, 34), "/proc/stepgrad: cannot be written:");
}

TEST_F(AtomicFile, AsksBeforeLongWorkWithoutTouchingAnything) {
    EXPECT_THROW(checkWritable(m_folder), FileError);
    EXPECT_THROW(checkWritable(m_folder + "/none/x"), FileError);
    checkWritable(m_path);
    EXPECT_EQ(names(), std::set<std::string>{});
}

/// Whether saving is refused for want of permission to one who is not root.
bool isDenied(const std::string& path) {
    return inChild([&] {
               if (::geteuid() == 0 && ::setuid(65534) != 0)
                   return 100;
               return refusal(path) == path + ": cannot be written: Permission denied" ? 1 : 0;
           }) == 1;
}

TEST_F(AtomicFile, AFileThatIsWriteProtectedIsLeftAlone) {
    put("old");
    fs::permissions(m_path, fs::perms(0444));
    fs::permissions(m_folder, fs::perms(0777));
    EXPECT_TRUE(isDenied(m_path));
    EXPECT_EQ(textOf(m_path), "old");
    EXPECT_EQ(names(), m_onlyTheFile);
}

TEST_F(AtomicFile, InAFolderThatIsWriteProtectedTheOldFileStays) {
    put("old");
    fs::permissions(m_path, fs::perms(0666));
    fs::permissions(m_folder, fs::perms(0555));
    EXPECT_TRUE(isDenied(m_path));
    EXPECT_TRUE(isDenied(m_folder + "/new"));
    fs::permissions(m_folder, fs::perms(0755));
    EXPECT_EQ(textOf(m_path), "old");
    EXPECT_EQ(names(), m_onlyTheFile);
}

TEST_F(AtomicFile, WhereTheDiskTakesOnlyAPartTheOldFileStays) {
    put("old");
    const int status = inChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{100'000, 100'000};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 100;
        if (!refusal(m_path, std::string(99'999, 'x')).empty())
            return 101;
        return refusal(m_path, std::string(100'001, 'y')) ==
                       m_path + ": cannot be written: File too large"
                   ? 1
                   : 0;
    });
    EXPECT_EQ(status, 1);
    EXPECT_EQ(textOf(m_path), std::string(99'999, 'x'));
    EXPECT_EQ(names(), m_onlyTheFile);
}

TEST_F(AtomicFile, RemovesStrayFilesOfTheDeadButNotOthers) {
    put("old");
    const std::string stray = ".lesson.stepgrad.0123456789abcdef.saving";
    const std::set<std::string> others{"lesson.stepgrad", ".other.stepgrad.0123456789abcdef.saving",
                                       ".lesson.stepgrad.0123456789abcde.saving",
                                       ".lesson.stepgrad.0123456789abcdeX.saving",
                                       "lesson.stepgrad.saving"};
    for (const auto& name : others)
        std::ofstream(m_folder + "/" + name) << "keep";
    std::ofstream(m_folder + "/" + stray) << "half a fi";
    writeFileAtomically(m_path, "new");
    EXPECT_EQ(names(), others);
}

TEST_F(AtomicFile, SavesAtTheSameTimeDoNotDisturbEachOther) {
    constexpr int kWriters = 4, kSaves = 100;
    std::vector<pid_t> children;
    for (int writer = 0; writer < kWriters; ++writer) {
        const pid_t child = ::fork();
        if (child == 0) {
            int failures = 0;
            for (int i = 0; i < kSaves; ++i)
                failures +=
                    !refusal(m_path, std::string(5000, static_cast<char>('a' + writer))).empty();
            ::_exit(failures);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(status, 0);
    }
    const std::string content = textOf(m_path);
    ASSERT_EQ(content.size(), 5000u);
    EXPECT_EQ(content, std::string(5000, content[0]));
    EXPECT_EQ(names(), m_onlyTheFile);
}

/// Saves without end: contents of one letter each, of different lengths.
[[noreturn]] void saveForEver(const std::string& path, int ready) {
    for (unsigned i = 0;; ++i) {
        writeFileAtomically(path, std::string(200'000 + i % 7, static_cast<char>('a' + i % 26)));
        if (i == 0 && ::write(ready, "r", 1) != 1)
            ::_exit(1);
    }
}

bool isWhole(const std::string& content) {
    return content.size() >= 200'000 && content == std::string(content.size(), content[0]) &&
           content.size() - 200'000 < 7;
}

TEST_F(AtomicFile, AKillAtAnyMomentLeavesAWholeFile) {
    std::mt19937 random(4711);
    int strays = 0;
    for (int kill = 0; kill < 100; ++kill) {
        int ready[2];
        ASSERT_EQ(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0)
            saveForEver(m_path, ready[1]);
        char letter = 0;
        ASSERT_EQ(::read(ready[0], &letter, 1), 1);
        ::usleep(static_cast<useconds_t>(random() % 3000));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ready[0]);
        ::close(ready[1]);
        ASSERT_TRUE(isWhole(textOf(m_path))) << kill;
        ASSERT_LE(names().size(), 2u) << kill;
        strays += static_cast<int>(names().size()) - 1;
    }
    // The kills did hit saves in the middle, and the next save cleans up.
    EXPECT_GT(strays, 0);
    writeFileAtomically(m_path, "end");
    EXPECT_EQ(textOf(m_path), "end");
    EXPECT_EQ(names(), m_onlyTheFile);
}

TEST_F(AtomicFile, GivenUpLeavesTheOldOneAndNoOther) {
    put("old");
    std::stop_source stop;
    stop.request_stop();
    writeFileAtomically(m_path, "new", stop.get_token());
    EXPECT_EQ(textOf(m_path), "old");
    EXPECT_EQ(names().size(), 1u);
}

TEST_F(AtomicFile, OfManyPiecesIsWhole) {
    std::string content(40'000'001, 'x');
    for (std::size_t i = 0; i < content.size(); i += 1'000'003)
        content[i] = static_cast<char>('a' + i % 26);
    writeFileAtomically(m_path, content);
    EXPECT_TRUE(textOf(m_path) == content);
    EXPECT_EQ(names().size(), 1u);
}

}  // namespace
}  // namespace stepgrad
