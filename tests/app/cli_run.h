#pragma once

#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>
#include <string>

/// Runs the real stepgrad-cli, for tests.
namespace stepgrad::cli_test {

using Json = nlohmann::json;

inline const QString kProgram = QStringLiteral(STEPGRAD_BINARY_DIR "/stepgrad-cli");
inline const QStringList kExamples{"one-step-by-hand", "and",      "or",        "xor",
                                   "and-2-3-1",        "or-2-3-1", "xor-2-3-1", "two-outputs"};

inline QString example(const QString& name) {
    return QStringLiteral(STEPGRAD_SOURCE_DIR "/resources/examples/") + name + ".stepgrad";
}

struct Outcome {
    int status = -1;
    std::string out, error;
    Json json() const { return Json::parse(out); }
};

/// Runs a program to its end, in an environment without any display.
inline Outcome runProgram(const QString& program, const QStringList& arguments) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
        environment.remove(name);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    Outcome run;
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return run;
    run.status = process.exitCode();
    run.out = process.readAllStandardOutput().toStdString();
    run.error = process.readAllStandardError().toStdString();
    return run;
}

inline Outcome cli(const QStringList& arguments) {
    return runProgram(kProgram, arguments);
}

/// The same through a shell, with its redirections.
inline Outcome shell(const QString& command) {
    return runProgram("/bin/sh", {"-c", QString(command).replace("CLI", kProgram)});
}

inline std::string textOf(const QString& path) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll().toStdString();
}

inline void put(const QString& path, const std::string& text) {
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_EQ(file.write(text.data(), static_cast<qint64>(text.size())),
              static_cast<qint64>(text.size()));
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

class CommandLine : public ::testing::Test {
protected:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// The article's example with a piece of its text replaced.
    QString variant(const std::string& from, const std::string& to) const {
        const QString file = path("variant.stepgrad");
        put(file, replaced(textOf(example("one-step-by-hand")), from, to));
        return file;
    }
    QTemporaryDir m_folder;
};

}  // namespace stepgrad::cli_test
