#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

#include "ui/appearance.h"

namespace stepgrad {

/// main() of the programs that test windows: offscreen, the same style, fonts
/// and locale everywhere, settings in a place of their own.
inline int runGuiTests(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    char runtime[] = "/tmp/stepgrad-test-XXXXXX";
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR") && mkdtemp(runtime))
        qputenv("XDG_RUNTIME_DIR", runtime);
    ::testing::InitGoogleTest(&argc, argv);
    if (GTEST_FLAG_GET(list_tests))
        return RUN_ALL_TESTS();
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setStyle("Fusion");
    QLocale::setDefault(QLocale::c());
    Appearance::instance().setAnimated(false);
    return RUN_ALL_TESTS();
}

}  // namespace stepgrad
