#include "app/recovery.h"

#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QTableWidget>

#include "app/lessons.h"
#include "app/recovery_dialog.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "tests/app/window_fixture.h"
#include "ui/message_bar.h"

namespace stepgrad {
namespace {

const ValueId kW5 = ValueId::weight(1, 0, 0);

struct RecoveryTest : WindowTest {
    /// The window is gone without having been closed, and a new one is there.
    void crash() {
        window.reset();
        makeWindow();
        window->offerUnsavedWork();
    }
    RecoveryDialog* dialog() { return window->findChild<RecoveryDialog*>(); }
    QPushButton* dialogButton(const QString& text) {
        for (auto* button : dialog()->findChildren<QPushButton*>())
            if (button->text().remove('&') == text)
                return button;
        return nullptr;
    }
    QStringList kept() const {
        return QDir(folder.filePath("settings/stepgrad/recovery"))
            .entryList({"*.recovery"}, QDir::Files);
    }
};

TEST_F(RecoveryTest, NothingIsOfferedWhereNothingWasUnsaved) {
    session().next();
    window->recovery().flush();
    EXPECT_EQ(kept(), QStringList());
    crash();
    EXPECT_EQ(dialog(), nullptr);
}

TEST_F(RecoveryTest, OpensWhatACrashLeftAsUnsavedChanges) {
    const QString path = folder.filePath("mine.stepgrad");
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(writeProject(session().project()).c_str());
    }
    ASSERT_TRUE(window->openFile(path));
    ASSERT_EQ(session().setValue(kW5, 0.1 + 0.2), "");
    window->recovery().flush();
    const Project before = session().project();
    crash();
    ASSERT_NE(dialog(), nullptr);
    EXPECT_EQ(dialog()->findChild<QTableWidget*>()->item(0, 1)->text(), path);
    QTest::mouseClick(dialogButton("Open"), Qt::LeftButton);
    EXPECT_EQ(session().project(), before);
    EXPECT_TRUE(session().isModified());
    EXPECT_EQ(savedText(), "not saved");
    EXPECT_EQ(window->documents().path(), path);
    // It is this program's now: offered again after another crash, once.
    EXPECT_EQ(kept().size(), 1);
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(loadProject(path.toStdString()).network, before.network);
    EXPECT_EQ(kept(), QStringList());
}

TEST_F(RecoveryTest, OtherDataThatACrashLeftAreNotSavedOverTheFileOfBefore) {
    const QString path = folder.filePath("mine.stepgrad");
    const Project mine = session().project();
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(writeProject(mine).c_str());
    }
    ASSERT_TRUE(window->openFile(path));
    Project other = mine;
    other.name = "Circle";
    ASSERT_EQ(session().beginWith(other, "new data"), "");
    window->recovery().flush();
    crash();
    QTest::mouseClick(dialogButton("Open"), Qt::LeftButton);
    ASSERT_EQ(session().project().name, "Circle");
    window->documents().save();
    EXPECT_NE(window->findChild<QFileDialog*>(), nullptr);
    EXPECT_EQ(loadProject(path.toStdString()).name, mine.name);
}

TEST_F(RecoveryTest, IsKeptAfterTenEditsAtTheLatest) {
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(session().setValue(kW5, 0.5 + i), "");
    // No flush, and no time goes by.
    window.reset();
    EXPECT_EQ(kept().size(), 1);
    makeWindow();
}

TEST_F(RecoveryTest, IsKeptAfterAWhileWithoutFurtherEdits) {
    ASSERT_EQ(session().setValue(kW5, 0.5), "");
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return !kept().isEmpty(); }, 2 * Recovery::kMilliseconds + 5000));
}

TEST_F(RecoveryTest, LaterKeepsAllAndDeleteAsksFirst) {
    ASSERT_EQ(session().setValue(kW5, 0.5), "");
    window->recovery().flush();
    crash();
    QTest::mouseClick(dialogButton("Later"), Qt::LeftButton);
    EXPECT_EQ(kept().size(), 1);
    crash();
    ASSERT_NE(dialog(), nullptr);
    QTest::mouseClick(dialogButton("Delete…"), Qt::LeftButton);
    ASSERT_NE(box(), nullptr);
    QTest::keyClick(box(), Qt::Key_Escape);
    EXPECT_EQ(kept().size(), 1);
    QTest::mouseClick(dialogButton("Delete…"), Qt::LeftButton);
    for (auto* button : box()->buttons())
        if (button->text().remove('&') == "Delete") {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    EXPECT_EQ(kept(), QStringList());
    crash();
    EXPECT_EQ(dialog(), nullptr);
}

TEST_F(RecoveryTest, ClosingInPeaceLeavesNothing) {
    ASSERT_EQ(session().setValue(kW5, 0.5), "");
    window->recovery().flush();
    window->close();
    answer(QMessageBox::Discard);
    EXPECT_EQ(kept(), QStringList());
}

TEST_F(RecoveryTest, TheUsersDocumentIsKeptWhileALessonOrPracticeShowsAnother) {
    ASSERT_EQ(session().setValue(kW5, 0.5), "");
    const Project mine = session().project();
    window->lessons().open(Lessons::shipped().first().path);
    ASSERT_EQ(session().setValue(kW5, 9.0), "");
    window->recovery().flush();
    crash();
    ASSERT_NE(dialog(), nullptr);
    QTest::mouseClick(dialogButton("Open"), Qt::LeftButton);
    EXPECT_EQ(session().project(), mine);

    window->action(ActionId::Practice).trigger();
    window->action(ActionId::PracticeAgain).trigger();
    ASSERT_NE(session().project(), mine);
    window->recovery().flush();
    crash();
    ASSERT_NE(dialog(), nullptr);
    QTest::mouseClick(dialogButton("Open"), Qt::LeftButton);
    EXPECT_EQ(session().project(), mine);
}

TEST_F(RecoveryTest, AsksBeforeItTakesThePlaceOfUnsavedWork) {
    ASSERT_EQ(session().setValue(kW5, 0.5), "");
    window->recovery().flush();
    window.reset();
    makeWindow();
    ASSERT_EQ(session().setValue(kW5, 0.75), "");
    window->offerUnsavedWork();
    QTest::mouseClick(dialogButton("Open"), Qt::LeftButton);
    answer(QMessageBox::Cancel);
    EXPECT_EQ(session().still().value(kW5), 0.75);
}

TEST_F(RecoveryTest, OpeningTheFileItselfTellsOfItsKeptChanges) {
    const QString path = folder.filePath("mine.stepgrad");
    writeFileAtomically(path.toStdString(), writeProject(session().project()));
    ASSERT_TRUE(window->openFile(path));
    auto* bar = window->findChild<MessageBar*>();
    EXPECT_EQ(bar->message(), "");
    ASSERT_EQ(session().setValue(kW5, 0.5), "");
    window->recovery().flush();
    window.reset();
    makeWindow();
    bar = window->findChild<MessageBar*>();
    ASSERT_TRUE(window->openFile(path));
    EXPECT_TRUE(bar->message().contains("Unsaved Work")) << bar->message().toStdString();
    window->offerUnsavedWork();
    QTest::mouseClick(dialogButton("Open"), Qt::LeftButton);
    EXPECT_EQ(session().still().value(kW5), 0.5);
    EXPECT_FALSE(bar->message().contains("Unsaved Work")) << bar->message().toStdString();
}

}  // namespace
}  // namespace stepgrad
