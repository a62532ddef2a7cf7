// What the programs ask of the system: no network, no other program, no file but those
// that the user chose, their own settings and temporary files that are gone at the end.

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <algorithm>

#include "core/document/atomic_file.h"
#include "core/document/project_json.h"

namespace stepgrad {
namespace {

const QString kPrograms = QStringLiteral(STEPGRAD_BINARY_DIR);

struct Harmless : testing::Test {
    QTemporaryDir folder;
    QString at(const QString& name) const { return folder.filePath(name); }

    void SetUp() override {
        QDir(folder.path()).mkdir("home");
        QDir(folder.path()).mkdir("chosen");
        QDir(folder.path()).mkdir("temporary");
        QDir(folder.path()).mkdir("runtime");
        QFile::setPermissions(at("runtime"),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        writeFileAtomically(at("chosen/lesson.stepgrad").toStdString(),
                            writeProject(articleExample()));
    }

    /// The system calls of a whole run that name files, programs or the network.
    QStringList callsOf(const QStringList& command) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("HOME", at("home"));
        environment.insert("XDG_CONFIG_HOME", at("home"));
        environment.insert("XDG_CACHE_HOME", at("home"));
        environment.insert("XDG_RUNTIME_DIR", at("runtime"));
        environment.insert("TMPDIR", at("temporary"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        // A search for leaks traces the program, too; only one can.
        environment.insert("ASAN_OPTIONS", "detect_leaks=0");
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(at("chosen"));
        process.start("strace",
                      QStringList{"-f", "-qq", "-s", "400", "-o", at("calls"), "-e",
                                  "trace=%network,%process,open,openat,creat,unlink,unlinkat,"
                                  "rename,renameat,renameat2,mkdir,mkdirat,symlink,symlinkat,"
                                  "link,linkat,truncate,chmod,fchmodat"} +
                          command);
        EXPECT_TRUE(process.waitForFinished(110'000)) << process.errorString().toStdString();
        EXPECT_EQ(process.exitCode(), 0) << process.readAllStandardError().toStdString();
        QFile calls(at("calls"));
        EXPECT_TRUE(calls.open(QIODevice::ReadOnly));
        return QString::fromLocal8Bit(calls.readAll()).split('\n', Qt::SkipEmptyParts);
    }

    bool isPlaceOfItsOwn(const QString& path) const {
        const QString clean = QDir::cleanPath(QDir(at("chosen")).absoluteFilePath(path));
        return clean.startsWith(folder.path() + '/') || clean == "/dev/null" || clean == "/dev/tty";
    }

    /// Programs, libraries, fonts and tables of the system; none of the user's.
    static bool isPlaceOfTheSystem(const QString& path) {
        static const QStringList kPlaces{"/usr/",
                                         "/lib/",
                                         "/lib64/",
                                         "/etc/",
                                         "/proc/",
                                         "/sys/",
                                         "/dev/",
                                         "/run/",
                                         "/var/cache/fontconfig",
                                         "/var/lib/dbus/machine-id"};
        const QString clean = QDir::cleanPath(path) + '/';
        return clean.startsWith(kPrograms) ||
               std::ranges::any_of(
                   kPlaces, [&clean](const QString& place) { return clean.startsWith(place); });
    }

    void expectHarmless(const QStringList& calls) {
        static const QRegularExpression kName(QStringLiteral("^\\d+\\s+(\\w+)\\("));
        static const QRegularExpression kPath(QStringLiteral("\"([^\"]*)\""));
        static const QStringList kWrites{"creat",     "unlink", "unlinkat", "rename",  "renameat",
                                         "renameat2", "mkdir",  "mkdirat",  "symlink", "symlinkat",
                                         "link",      "linkat", "truncate", "chmod",   "fchmodat"};
        int programs = 0;
        ASSERT_GT(calls.size(), 20);
        for (const QString& call : calls) {
            const QString name = kName.match(call).captured(1);
            const bool connects = name == "socket" || name == "connect";
            EXPECT_TRUE(!connects || call.contains("AF_UNIX")) << call.toStdString();
            EXPECT_NE(name, "sendto") << call.toStdString();
            if (name.startsWith("exec"))
                ++programs;
            EXPECT_FALSE(name == "fork" || name == "vfork") << call.toStdString();
            const bool opens = name.startsWith("open");
            const bool writes = kWrites.contains(name) ||
                                (opens && (call.contains("O_WRONLY") || call.contains("O_RDWR") ||
                                           call.contains("O_CREAT")));
            if (opens && !writes) {
                const QString path = kPath.match(call).captured(1);
                EXPECT_TRUE(isPlaceOfTheSystem(path) || isPlaceOfItsOwn(path))
                    << call.toStdString();
            }
            if (!writes)
                continue;
            for (auto paths = kPath.globalMatch(call); paths.hasNext();) {
                const QString path = paths.next().captured(1);
                // A file without a name yet is its own, too.
                EXPECT_TRUE(path.startsWith("/proc/self/fd/") || isPlaceOfItsOwn(path))
                    << call.toStdString();
            }
        }
        EXPECT_EQ(programs, 1);
    }

    QStringList left(const QString& name) const {
        return QDir(at(name)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
};

TEST_F(Harmless, TheWindowThroughEditsSavesAndItsEnd) {
    expectHarmless(callsOf({kPrograms + "/stepgrad-editor", at("chosen"), "6", "100"}));
    EXPECT_EQ(left("temporary"), QStringList());
    EXPECT_EQ(left("chosen"), (QStringList{"lesson.stepgrad", "log", "settings"}));
    EXPECT_EQ(QDir(at("chosen/settings/stepgrad/recovery")).entryList(QDir::Files | QDir::Hidden),
              QStringList());
}

TEST_F(Harmless, ThePicturesOfAStep) {
    expectHarmless(callsOf({kPrograms + "/stepgrad", "--pictures", at("chosen/pictures"),
                            at("chosen/lesson.stepgrad")}));
    EXPECT_EQ(left("temporary"), QStringList());
}

TEST_F(Harmless, TheCommandLine) {
    expectHarmless(callsOf({kPrograms + "/stepgrad-cli", "train", at("chosen/lesson.stepgrad"),
                            "--epochs", "5", "--output", at("chosen/trained.stepgrad"), "--history",
                            at("chosen/loss.csv")}));
    EXPECT_EQ(left("chosen"), (QStringList{"lesson.stepgrad", "loss.csv", "trained.stepgrad"}));
    EXPECT_EQ(left("temporary"), QStringList());
    EXPECT_EQ(left("home"), QStringList());
}

TEST_F(Harmless, NoLibraryOfTheNetworkIsLinked) {
    for (const char* program : {"/stepgrad", "/stepgrad-cli"}) {
        QProcess process;
        process.start("ldd", {kPrograms + program});
        ASSERT_TRUE(process.waitForFinished());
        const QString libraries = QString::fromLocal8Bit(process.readAllStandardOutput());
        ASSERT_TRUE(libraries.contains("libQt6Core"));
        for (const char* name : {"Qt6Network", "Qt6WebEngine", "libcurl", "libssl", "libsoup"})
            EXPECT_FALSE(libraries.contains(QLatin1String(name))) << program << " " << name;
    }
}

}  // namespace
}  // namespace stepgrad
