#pragma once

#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QtTest>

#include "app/actions.h"
#include "app/documents.h"
#include "app/look.h"
#include "app/main_window.h"
#include "app/settings.h"
#include "core/document/session.h"
#include "ui/action_button.h"
#include "ui/appearance.h"
#include "ui/graph/network_view.h"
#include "ui/number_field.h"

namespace stepgrad {

/// A window on the screen with the focus, on the example that the program starts
/// with, with settings and files in a folder of its own.
struct WindowTest : testing::Test {
    void SetUp() override {
        ASSERT_TRUE(folder.isValid());
        Settings::useFolder(folder.filePath("settings"));
        makeWindow();
    }
    void TearDown() override {
        // What a window sets for the whole program.
        window->look().setTheme(Look::Light);
        window->look().setTextSize(100);
        Appearance::instance().setNotation({});
        window.reset();
    }

    void makeWindow(QSize size = {1440, 900}) {
        window = std::make_unique<MainWindow>();
        Appearance::instance().setAnimated(false);
        window->resize(size);
        window->show();
        QApplication::setActiveWindow(window.get());
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    }

    Session& session() { return window->session(); }
    int step() { return session().still().currentStepIndex() + 1; }

    /// A key, to whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    }
    void press(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    ActionButton* button(const QString& name) {
        for (auto* found : window->findChildren<ActionButton*>())
            if (found->accessibleName() == name)
                return found;
        ADD_FAILURE() << "no button " << name.toStdString();
        return nullptr;
    }
    void click(const QString& name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    NumberField* learningRate() { return window->findChild<NumberField*>("learningRate"); }
    QString statusText() { return window->findChild<QLabel*>("status")->toolTip(); }
    QString savedText() { return window->findChild<QLabel*>("saved")->text(); }
    QString lossText() { return window->findChild<QLabel*>("loss")->text(); }

    /// A file dropped on the window.
    void drop(const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({9, 9}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent event({9, 9}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &event);
    }

    /// The question or complaint that stands in front of the window, if any.
    QMessageBox* box() {
        QCoreApplication::processEvents();
        return qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    }
    void answer(QMessageBox::StandardButton with) {
        QMessageBox* question = box();
        ASSERT_NE(question, nullptr);
        QTest::mouseClick(question->button(with), Qt::LeftButton);
        QCoreApplication::processEvents();
    }

    QTemporaryDir folder;
    std::unique_ptr<MainWindow> window;
};

}  // namespace stepgrad
