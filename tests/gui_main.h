#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "ui/appearance.h"
#include "ui/program_style.h"

namespace stepgrad {

/// main() of the programs that test windows: offscreen, the same style, fonts
/// and locale everywhere, settings in a place of their own.
inline int runGuiTests(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir runtime;
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
    ::testing::InitGoogleTest(&argc, argv);
    if (GTEST_FLAG_GET(list_tests))
        return RUN_ALL_TESTS();
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setStyle(new ProgramStyle);
    QLocale::setDefault(QLocale::c());
    Appearance::instance().setAnimated(false);
    return RUN_ALL_TESTS();
}

}  // namespace stepgrad
