#include "ui/panels/data_panel.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/document/session.h"
#include "ui/number_field.h"

namespace stepgrad {
namespace {

Project xorProject() {
    Project p = articleExample();
    Dataset data;
    data.inputs = Matrix{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    data.targets = Matrix{{0}, {1}, {1}, {0}};
    p.data = std::make_shared<const Dataset>(data);
    return p;
}

struct DataPanelTest : testing::Test {
    DataPanelTest() {
        session.open(xorProject());
        panel = std::make_unique<DataPanel>(session);
        panel->resize(420, 260);
        panel->show();
        QApplication::setActiveWindow(panel.get());
    }
    void SetUp() override { ASSERT_TRUE(QTest::qWaitForWindowActive(panel.get())); }
    QTableView* table() { return panel->table(); }
    QPoint at(int row, int column) {
        return table()->visualRect(table()->model()->index(row, column)).center();
    }
    void click(int row, int column) {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, at(row, column));
    }
    QToolButton* button(const QString& text) {
        for (auto* b : panel->findChildren<QToolButton*>())
            if (b->text() == text)
                return b;
        return nullptr;
    }
    /// Types into the cell as a user does: double-click, text, Enter.
    void beginTyping(int row, int column, const char* text) {
        click(row, column);
        QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, at(row, column));
        auto* editor = table()->viewport()->findChild<QLineEdit*>();
        ASSERT_NE(editor, nullptr);
        editor->selectAll();
        QTest::keyClicks(editor, text);
    }
    void type(int row, int column, const char* text) {
        beginTyping(row, column, text);
        auto* editor = table()->findChild<NumberField*>();
        QTest::keyClick(editor, Qt::Key_Return);
        QCoreApplication::processEvents();  // the edit is taken over from the event loop
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    bool note(const QString& part) {
        for (auto* label : panel->findChildren<QLabel*>())
            if (label->accessibleName() == "Refused" && label->text().contains(part))
                return true;
        return false;
    }
    const Dataset data() { return *session.project().data; }

    Session session;
    std::unique_ptr<DataPanel> panel;
};

TEST_F(DataPanelTest, ShowsEveryExampleWithInputsAndTargets) {
    const auto* model = table()->model();
    EXPECT_EQ(model->rowCount(), 4);
    EXPECT_EQ(model->columnCount(), 3);
    EXPECT_EQ(model->headerData(0, Qt::Horizontal).toString(), "i₁");
    EXPECT_EQ(model->headerData(2, Qt::Horizontal).toString(), "y");
    EXPECT_EQ(model->index(2, 0).data().toString(), "1");
    EXPECT_EQ(table()->currentIndex().row(), 0);
}

TEST_F(DataPanelTest, AClickChoosesTheExampleOfTheWalkthrough) {
    click(2, 1);
    EXPECT_EQ(session.example(), 2);
    QTest::keyClick(table(), Qt::Key_Down);
    EXPECT_EQ(session.example(), 3);
}

TEST_F(DataPanelTest, FollowsTheSessionWithoutDrivingIt) {
    session.selectExample(3);
    EXPECT_EQ(table()->currentIndex().row(), 3);
    EXPECT_FALSE(session.canUndo());
}

TEST_F(DataPanelTest, ACellIsEditedWithDecimalCommaAndUndone) {
    type(1, 0, "0,25");
    EXPECT_EQ(data().inputs(1, 0), 0.25);
    EXPECT_EQ(session.undoText(), "edit of example 2");
    type(1, 2, "1/4");
    EXPECT_EQ(data().targets(1, 0), 0.25);
    session.undo();
    session.undo();
    EXPECT_EQ(table()->model()->index(1, 0).data().toString(), "0");
}

TEST_F(DataPanelTest, ACellThatIsNoNumberIsRefusedWithAReason) {
    type(1, 0, "abc");
    EXPECT_EQ(data().inputs(1, 0), 0.0);
    EXPECT_TRUE(note("number"));
    EXPECT_FALSE(session.canUndo());
}

TEST_F(DataPanelTest, WhatIsRefusedStaysInItsCellUntilItIsMended) {
    type(1, 0, "0.x5");
    auto* editor = table()->findChild<NumberField*>();
    ASSERT_TRUE(editor);
    EXPECT_TRUE(editor->isVisible());
    EXPECT_EQ(editor->text(), "0.x5");
    EXPECT_NE(editor->problem(), "");
    editor->selectAll();
    QTest::keyClicks(editor, "0.75");
    QTest::keyClick(editor, Qt::Key_Return);
    EXPECT_EQ(data().inputs(1, 0), 0.75);
    EXPECT_FALSE(note("number"));
    // Given up with Esc, the old value is there again.
    type(1, 0, "1e999");
    editor = table()->findChild<NumberField*>();
    ASSERT_TRUE(editor);
    QTest::keyClick(editor, Qt::Key_Escape);
    EXPECT_EQ(data().inputs(1, 0), 0.75);
    EXPECT_EQ(table()->model()->index(1, 0).data().toString(), "0.75");
}

TEST_F(DataPanelTest, EscGivesUpANumberThatCouldBeAccepted) {
    beginTyping(1, 0, "0.75");
    auto* editor = table()->findChild<NumberField*>();
    ASSERT_TRUE(editor);
    QTest::keyClick(editor, Qt::Key_Escape);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    EXPECT_EQ(data().inputs(1, 0), 0.0);
    EXPECT_FALSE(session.canUndo());
}

TEST_F(DataPanelTest, MayGoWhileACellIsEdited) {
    beginTyping(1, 0, "0.75");
    panel.reset();
    EXPECT_FALSE(session.canUndo());
}

TEST_F(DataPanelTest, LeavingTheCellForAnotherWindowKeepsWhatIsWritten) {
    beginTyping(1, 0, "0.75");
    auto* editor = table()->findChild<NumberField*>();
    ASSERT_TRUE(editor);
    QWidget other;
    other.show();
    QApplication::setActiveWindow(&other);
    ASSERT_TRUE(QTest::qWaitForWindowActive(&other));
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    EXPECT_EQ(data().inputs(1, 0), 0.75);
}

TEST_F(DataPanelTest, ExamplesAreAddedAndRemovedButTheLastOneStays) {
    click(1, 0);
    QTest::mouseClick(button("Add"), Qt::LeftButton);
    EXPECT_EQ(session.exampleCount(), 5);
    EXPECT_EQ(session.example(), 2);
    EXPECT_EQ(data().inputs(2, 1), 1.0);
    EXPECT_EQ(data().targets(3, 0), 1.0);
    QTest::mouseClick(button("Remove"), Qt::LeftButton);
    EXPECT_EQ(data(), *xorProject().data);
    for (int left = 3; left >= 1; --left) {
        QTest::keyClick(table(), Qt::Key_Delete);
        EXPECT_EQ(session.exampleCount(), left);
    }
    EXPECT_FALSE(button("Remove")->isEnabled());
    QTest::keyClick(table(), Qt::Key_Delete);
    EXPECT_EQ(session.exampleCount(), 1);
}

TEST_F(DataPanelTest, CellsFromASpreadsheetArePastedAndTheTableGrows) {
    click(3, 0);
    QApplication::clipboard()->setText("0,5\t0.25\t1\r\n2\t3\t0\r\n");
    QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(session.exampleCount(), 5);
    EXPECT_EQ(data().inputs(3, 0), 0.5);
    EXPECT_EQ(data().targets(4, 0), 0.0);
    EXPECT_EQ(data().inputs(4, 1), 3.0);
    session.undo();
    EXPECT_EQ(data(), *xorProject().data);
}

TEST_F(DataPanelTest, ABadCellOnTheClipboardIsNamedAndNothingIsPasted) {
    click(0, 0);
    QApplication::clipboard()->setText("1\tx\n");
    QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_TRUE(note("“x” in row 1, column 2"));
    EXPECT_EQ(data(), *xorProject().data);
    QApplication::clipboard()->setText("1\t2\t3\t4");
    QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_TRUE(note("more cells"));
}

}  // namespace
}  // namespace stepgrad
