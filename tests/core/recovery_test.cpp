#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <set>

#include "core/data/read_error.h"
#include "core/data/text_file.h"
#include "core/document/project_json.h"
#include "core/document/recovery_store.h"
#include "core/document/recovery_writer.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

struct Recovery : testing::Test {
    QTemporaryDir temporary;
    std::string folder = temporary.filePath("settings/recovery").toStdString();

    QStringList files() const {
        return QDir(QString::fromStdString(folder)).entryList(QDir::Files, QDir::Name);
    }
    /// Of all documents that are kept, of programs that run, too.
    std::multiset<std::string> keptNames() const {
        std::multiset<std::string> names;
        for (const QString& file : files().filter(".recovery")) {
            const std::string text = readTextFile(folder + "/" + file.toStdString());
            names.insert(parseOutline(text.substr(text.find('\n') + 1), "kept").name);
        }
        return names;
    }
    static Project named(const std::string& name) {
        Project project = test::xorProject();
        project.name = name;
        return project;
    }
};

/// As a program that crashes while it has the document open.
void crashWith(const std::string& folder, const Project& project, const std::string& path) {
    RecoveryStore(folder).keep(project, path);
}

TEST_F(Recovery, GivesBackWhatACrashLeftBitForBit) {
    Project project = named("half a lesson");
    project.network.layers[0].weights(0, 0) = 0.1 + 0.2;
    crashWith(folder, project, "/home/me/lesson.stepgrad");
    RecoveryStore next(folder);
    const auto left = next.abandoned();
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].name, "half a lesson");
    EXPECT_EQ(left[0].path, "/home/me/lesson.stepgrad");
    EXPECT_GT(left[0].kept, 1'700'000'000'000);
    EXPECT_EQ(next.load(left[0].id), project);
}

TEST_F(Recovery, StaysUntilItIsRemovedAndLeavesNothingThen) {
    crashWith(folder, named("a"), "");
    for (int start = 0; start < 3; ++start)
        ASSERT_EQ(RecoveryStore(folder).abandoned().size(), 1u);
    RecoveryStore store(folder);
    store.remove(store.abandoned()[0].id);
    EXPECT_TRUE(store.abandoned().empty());
    EXPECT_EQ(files(), QStringList());
}

TEST_F(Recovery, ARunningProgramIsNoCrash) {
    RecoveryStore running(folder);
    running.keep(named("mine"), "");
    RecoveryStore other(folder);
    EXPECT_TRUE(other.abandoned().empty());
    EXPECT_TRUE(running.abandoned().empty());
    for (const QString& file : files())
        other.remove(file.section('.', 0, 0).toStdString());
    EXPECT_EQ(files().size(), 2);
}

TEST_F(Recovery, AProcessThatIsKilledIsOne) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        RecoveryStore store(folder);
        store.keep(named("killed"), "");
        const char done = 1;
        (void)!::write(pipe[1], &done, 1);
        ::pause();
    }
    char done = 0;
    ASSERT_EQ(::read(pipe[0], &done, 1), 1);
    EXPECT_TRUE(RecoveryStore(folder).abandoned().empty());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(RecoveryStore(folder).abandoned().size(), 1u);
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST_F(Recovery, GoesOnWhereItsFolderWasTakenAway) {
    RecoveryStore running(folder);
    running.keep(named("mine"), "");
    ASSERT_TRUE(QDir(QString::fromStdString(folder)).removeRecursively());
    crashWith(folder, named("theirs"), "");
    running.keep(named("mine"), "");
    const auto left = RecoveryStore(folder).abandoned();
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].name, "theirs");
}

TEST_F(Recovery, WhatAKilledProgramHasBegunGoesWithTheNextOne) {
    ASSERT_TRUE(QDir().mkpath(QString::fromStdString(folder)));
    const QString begun = QString::fromStdString(folder) + "/0123456789abcdef.lock";
    QFile lock(begun);
    ASSERT_TRUE(lock.open(QIODevice::WriteOnly));
    lock.close();
    RecoveryStore next(folder);
    next.keep(named("mine"), "");
    EXPECT_FALSE(QFile::exists(begun));
    EXPECT_EQ(files().size(), 2);
}

TEST_F(Recovery, WhatIsSavedIsKeptNoLonger) {
    RecoveryStore store(folder);
    store.clear();
    store.keep(named("a"), "");
    store.keep(named("b"), "");
    EXPECT_EQ(files().size(), 2);  // the document and the lock
    store.clear();
    EXPECT_EQ(files(), QStringList());
    store.keep(named("c"), "");
    EXPECT_EQ(files().size(), 2);
}

TEST_F(Recovery, TheOldestGoWhereThereAreTooMany) {
    for (std::size_t i = 0; i < RecoveryStore::kMostKept + 5; ++i)
        crashWith(folder, named("run " + std::to_string(i)), "");
    RecoveryStore store(folder);
    store.keep(named("present"), "");
    const auto left = store.abandoned();
    ASSERT_EQ(left.size(), RecoveryStore::kMostKept);
    EXPECT_EQ(left.front().name, "run " + std::to_string(RecoveryStore::kMostKept + 4));
}

TEST_F(Recovery, FilesThatAreNotItsOwnAreLeftAlone) {
    crashWith(folder, named("a"), "");
    const QDir dir(QString::fromStdString(folder));
    const QStringList strange{"0123456789abcdef.recovery", "notes.txt", "x.recovery"};
    for (const QString& name : strange) {
        QFile file(dir.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("{\"format\": \"other\"}\n");
    }
    RecoveryStore store(folder);
    EXPECT_EQ(store.abandoned().size(), 1u);
    for (const QString& name : strange)
        EXPECT_TRUE(files().contains(name)) << name.toStdString();
    EXPECT_THROW(store.load("0123456789abcdef"), ReadError);
    EXPECT_THROW(store.load("../../x"), ReadError);
}

TEST_F(Recovery, IsForTheUserAlone) {
    crashWith(folder, named("a"), "");
    const QFileInfo made(QString::fromStdString(folder));
    EXPECT_EQ(made.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

TEST_F(Recovery, TheWriterKeepsTheLatestAndTellsWhyNot) {
    {
        RecoveryWriter writer(folder);
        for (int i = 0; i < 200; ++i)
            writer.keep(std::make_shared<const Project>(named("edit " + std::to_string(i))), "");
        EXPECT_EQ(writer.finish(), "");
    }
    RecoveryStore store(folder);
    ASSERT_EQ(store.abandoned().size(), 1u);
    EXPECT_EQ(store.abandoned()[0].name, "edit 199");
    RecoveryWriter impossible("/proc/none");
    impossible.keep(std::make_shared<const Project>(named("a")), "");
    EXPECT_NE(impossible.finish().find("/proc/none"), std::string::npos);
    RecoveryWriter cleared(folder);
    cleared.keep(std::make_shared<const Project>(named("b")), "");
    cleared.clear();
    EXPECT_EQ(store.abandoned().size(), 1u);
}

Project large(const std::string& name) {
    Project project = articleExample();
    project.name = name;
    Dataset data;
    data.inputs = Matrix::Random(400'000, 2);
    data.targets = Matrix::Random(400'000, 1).cwiseAbs();
    project.data = std::make_shared<const Dataset>(data);
    return project;
}

TEST_F(Recovery, ACopyThatIsNotWantedAnyMoreIsGivenUp) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(writeProject(large("x"), stop.get_token()), "");
    RecoveryStore store(folder);
    store.keep(named("before"), "");
    store.keep(large("after"), "", stop.get_token());
    EXPECT_EQ(files().size(), 2);
    crashWith(folder, named("other"), "/home/me/\n\"x\".stepgrad");
    EXPECT_TRUE(store.hasChangesOf("/home/me/\n\"x\".stepgrad"));
    EXPECT_FALSE(store.hasChangesOf("")) << "its own is no crash";
    EXPECT_EQ(keptNames(), (std::multiset<std::string>{"before", "other"}));
    RecoveryWriter writer(folder);
    writer.keep(std::make_shared<const Project>(large("y")), "");
    writer.clear();
    EXPECT_EQ(writer.problem(), "");
    EXPECT_EQ(files().size(), 4);  // those of `store` and of the crash
    writer.keep(std::make_shared<const Project>(named("z")), "");
    EXPECT_EQ(writer.finish(), "");
    EXPECT_EQ(files().size(), 6);
}

}  // namespace
}  // namespace stepgrad
