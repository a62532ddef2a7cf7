// The program itself, as it is started from a terminal.

#include <gtest/gtest.h>

#include <QDir>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

namespace stepgrad {
namespace {

struct Outcome {
    int status;
    QString out, err;
};

Outcome run(const QStringList& arguments, bool display = true) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
    environment.remove("QT_QPA_PLATFORM");
    if (display)
        environment.insert("QT_QPA_PLATFORM", "offscreen");
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(STEPGRAD_BINARY_DIR "/stepgrad"), arguments);
    process.waitForFinished(60000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

TEST(Program, TellsItsVersionAndHelp) {
    EXPECT_EQ(run({"--version"}, false).status, 0);
    EXPECT_TRUE(run({"--version"}, false).out.startsWith("stepgrad 0."));
    const Outcome help = run({"--help"}, false);
    EXPECT_EQ(help.status, 0);
    EXPECT_TRUE(help.out.contains("--pictures"));
}

TEST(Program, RefusesWhatItDoesNotUnderstand) {
    EXPECT_EQ(run({"--nonsense"}).status, 2);
    EXPECT_EQ(run({"one.stepgrad", "two.stepgrad"}).status, 2);
}

TEST(Program, SaysWhatCanBeDoneWithoutADisplay) {
    const Outcome outcome = run({}, false);
    EXPECT_EQ(outcome.status, 3);
    EXPECT_TRUE(outcome.err.contains("no display"));
    EXPECT_TRUE(outcome.err.contains("--pictures"));
}

TEST(Program, DrawsTheTenStepsWithoutADisplay) {
    const QTemporaryDir folder;
    const QString path = folder.filePath("new/pictures");
    const Outcome outcome = run({"--pictures", path}, false);
    EXPECT_EQ(outcome.status, 0);
    const QStringList files = QDir(path).entryList({"*.png"}, QDir::Files);
    ASSERT_EQ(files.size(), 10);
    QImage last;
    for (const QString& file : files) {
        const QImage image(QDir(path).filePath(file));
        EXPECT_EQ(image.size(), QSize(1440, 900));
        EXPECT_NE(image, last) << file.toStdString();
        EXPECT_TRUE(outcome.out.contains(file));
        last = image;
    }
}

TEST(Program, SaysWhereAProjectForPicturesIsWrong) {
    const QTemporaryDir folder;
    const Outcome outcome = run({"--pictures", folder.path(), folder.filePath("nowhere.stepgrad")});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_TRUE(outcome.err.contains("nowhere.stepgrad"));
}

TEST(Program, SaysWhereItCannotWritePictures) {
    const Outcome outcome = run({"--pictures", "/dev/null/pictures"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_TRUE(outcome.err.contains("/dev/null/pictures"));
}

TEST(Program, TellsHowLongItsStartTook) {
    const Outcome outcome = run({"--measure-start"});
    EXPECT_EQ(outcome.status, 0);
    const QStringList words = outcome.out.simplified().split(' ');
    ASSERT_EQ(words.size(), 5) << outcome.out.toStdString();
    EXPECT_GT(words[3].toDouble(), 0.0);
}

}  // namespace
}  // namespace stepgrad
