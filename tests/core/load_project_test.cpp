#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

#include "core/document/project_json.h"
#include "tests/core/project_json_samples.h"

namespace stepgrad {
namespace {

/// What loading that path is refused with.
std::string loadRefusal(const std::string& path) {
    try {
        loadProject(path);
    } catch (const ReadError& error) {
        return error.what();
    }
    return {};
}

class LoadProject : public ::testing::Test {
protected:
    QTemporaryDir m_temporary;
    const std::string m_folder = m_temporary.path().toStdString();
};

TEST_F(LoadProject, RefusesWhatTheSystemCannotRead) {
    const std::string none = m_folder + "/none.stepgrad";
    EXPECT_EQ(loadRefusal(none), none + ": cannot be read: No such file or directory");
    EXPECT_EQ(loadRefusal(m_folder), m_folder + ": expected a file, found a directory");
    EXPECT_EQ(loadRefusal("/dev/null"), "/dev/null: expected a file, found a device or a pipe");
    const std::string pipe = m_folder + "/pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(loadRefusal(pipe), pipe + ": expected a file, found a device or a pipe");
}

TEST_F(LoadProject, RefusesFilesWithoutPermission) {
    const std::string path = m_folder + "/secret.stepgrad";
    std::ofstream(path) << samples::with("", "");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    std::filesystem::permissions(m_folder, std::filesystem::perms::all);
    // Root may read everything: be somebody else for a moment.
    const bool isRoot = ::geteuid() == 0;
    if (isRoot) {
        ASSERT_EQ(::seteuid(65534), 0);
    }
    const std::string message = loadRefusal(path);
    if (isRoot) {
        ASSERT_EQ(::seteuid(0), 0);
    }
    EXPECT_EQ(message, path + ": cannot be read: Permission denied");
}

TEST_F(LoadProject, RefusesFilesThatAreTooLargeBeforeReadingThem) {
    const std::string path = m_folder + "/large.stepgrad";
    std::ofstream(path) << "{}";
    std::filesystem::resize_file(path, (512u << 20) + 1);  // a hole: takes no space
    EXPECT_EQ(loadRefusal(path), path + ": expected at most 512 MB, found a larger file");
}

TEST_F(LoadProject, NamesTheFileAsItWasAskedFor) {
    const std::string path = m_folder + "/bad.stepgrad";
    std::ofstream(path) << "{ \"format\": }";
    EXPECT_TRUE(loadRefusal(path).starts_with(path + ":1:13: broken JSON")) << loadRefusal(path);
}

}  // namespace
}  // namespace stepgrad
