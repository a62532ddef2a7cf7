// Files through the window: opening, saving, recent ones, dropping, closing.

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>

#include "core/document/project_json.h"
#include "tests/app/window_fixture.h"

namespace stepgrad {
namespace {

struct WindowFiles : WindowTest {
    QString write(const QString& name, const Project& project) {
        return write(name, QByteArray::fromStdString(writeProject(project)));
    }
    QString write(const QString& name, const QByteArray& content) {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }
    /// An article's example under another name, to be told from the first.
    static Project other() {
        Project project = articleExample();
        project.name = "Another";
        project.optimizer.learningRate = 0.5;
        return project;
    }
    void change() { ASSERT_EQ(session().setValue(ValueId::weight(0, 0, 1), -0.25), ""); }
    QString name() { return QString::fromStdString(session().project().name); }
    /// Writes a name into the file dialog and accepts it.
    void chooseFile(const QString& path) {
        auto* dialog = window->findChild<QFileDialog*>();
        ASSERT_NE(dialog, nullptr);
        dialog->findChild<QLineEdit*>()->setText(path);
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        QCoreApplication::processEvents();
    }
};

TEST_F(WindowFiles, OpeningAFileShowsItAndItsName) {
    EXPECT_TRUE(window->openFile(write("other.stepgrad", other())));
    EXPECT_EQ(window->windowTitle(), "Another (2–2–1) — other.stepgrad[*] — Stepgrad");
    EXPECT_EQ(learningRate()->text(), "0.5");
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(WindowFiles, ABadFileIsRefusedWithPlaceAndReasonAndTheWorkStays) {
    change();
    QByteArray text = QByteArray::fromStdString(writeProject(other()));
    EXPECT_FALSE(window->openFile(write("bad.stepgrad", text.replace("\"sigmoid\"", "\"magic\""))));
    QMessageBox* complaint = box();
    ASSERT_NE(complaint, nullptr);
    EXPECT_TRUE(complaint->text().contains("bad.stepgrad"));
    EXPECT_TRUE(complaint->informativeText().contains("network.layers[0].activation"));
    answer(QMessageBox::Ok);
    EXPECT_EQ(name(), "One step by hand");
    EXPECT_DOUBLE_EQ(session().still().network().layers[0].weights(0, 1), -0.25);
    EXPECT_TRUE(window->isWindowModified());
}

TEST_F(WindowFiles, AMissingFileIsRefused) {
    EXPECT_FALSE(window->openFile(folder.filePath("nowhere.stepgrad")));
    answer(QMessageBox::Ok);
    EXPECT_EQ(name(), "One step by hand");
}

TEST_F(WindowFiles, SavingAFileThatWasOpenedWritesItThere) {
    const QString path = write("other.stepgrad", other());
    window->openFile(path);
    change();
    EXPECT_EQ(savedText(), "not saved");
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(savedText(), "saved");
    EXPECT_FALSE(window->isWindowModified());
    EXPECT_EQ(loadProject(path.toStdString()), session().project());
}

TEST_F(WindowFiles, WhatAnotherProgramHasWrittenThereIsNotReplacedUnasked) {
    const QString path = write("other.stepgrad", other());
    window->openFile(path);
    change();
    Project theirs = other();
    theirs.name = "Somebody's longer lesson";
    write("other.stepgrad", theirs);
    press(Qt::Key_S, Qt::ControlModifier);
    ASSERT_NE(box(), nullptr);
    EXPECT_TRUE(box()->text().contains("changed by another program"));
    answer(QMessageBox::Cancel);
    EXPECT_EQ(loadProject(path.toStdString()), theirs);
    EXPECT_TRUE(window->isWindowModified());
    window->documents().save();
    ASSERT_NE(box(), nullptr);
    for (QAbstractButton* button : box()->buttons())
        if (button->text().remove('&') == "Replace")
            QTest::mouseClick(button, Qt::LeftButton);
    QCoreApplication::processEvents();
    EXPECT_EQ(loadProject(path.toStdString()), session().project());
    EXPECT_FALSE(window->isWindowModified());
    change();
    window->documents().save();  // what was written here is known
    EXPECT_EQ(savedText(), "saved");
}

TEST_F(WindowFiles, AFileThatCannotBeReadIsNoReasonToLeaveTheWork) {
    change();
    window->documents().openAsking(write("bad.stepgrad", QByteArray("{")));
    ASSERT_NE(box(), nullptr);
    EXPECT_TRUE(box()->text().contains("could not be opened"));
    answer(QMessageBox::Ok);
    EXPECT_TRUE(window->isWindowModified());
    EXPECT_EQ(name(), "One step by hand");
}

TEST_F(WindowFiles, SavingWithoutAFileAsksForOneAndAddsTheSuffix) {
    change();
    press(Qt::Key_S, Qt::ControlModifier);
    chooseFile(folder.filePath("mine"));
    EXPECT_EQ(loadProject(folder.filePath("mine.stepgrad").toStdString()), session().project());
    EXPECT_EQ(window->documents().path(), folder.filePath("mine.stepgrad"));
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(WindowFiles, WhatCannotBeWrittenIsToldAndStaysUnsaved) {
    ASSERT_TRUE(QDir(folder.path()).mkdir("stick"));
    window->openFile(write("stick/other.stepgrad", other()));
    change();
    ASSERT_TRUE(QDir(folder.filePath("stick")).removeRecursively());  // it was pulled out
    press(Qt::Key_S, Qt::ControlModifier);
    ASSERT_NE(box(), nullptr);
    EXPECT_TRUE(box()->text().contains("could not be saved"));
    answer(QMessageBox::Cancel);
    EXPECT_TRUE(window->isWindowModified());
    // Or elsewhere, at once.
    window->documents().save();
    ASSERT_NE(box(), nullptr);
    QTest::mouseClick(box()->defaultButton(), Qt::LeftButton);
    chooseFile(folder.filePath("elsewhere"));
    EXPECT_FALSE(window->isWindowModified());
    EXPECT_EQ(window->documents().path(), folder.filePath("elsewhere.stepgrad"));
}

TEST_F(WindowFiles, RecentFilesAreOfferedLatestFirst) {
    const QString first = write("first.stepgrad", other());
    const QString second = write("second.stepgrad", other());
    window->openFile(first);
    window->openFile(second);
    window->openFile(folder.filePath("nowhere.stepgrad"));
    answer(QMessageBox::Ok);
    EXPECT_EQ(window->documents().recentFiles(), QStringList({second, first}));
    QMenu* file = window->menuBar()->actions().first()->menu();
    emit file->aboutToShow();
    for (QAction* action : file->actions())
        if (action->text() == "Open &Recent")
            action->menu()->actions().last()->trigger();
    EXPECT_EQ(window->documents().path(), first);
}

TEST_F(WindowFiles, AFileCanBeDroppedOnTheWindow) {
    drop(write("other.stepgrad", other()));
    EXPECT_EQ(name(), "Another");
}

TEST_F(WindowFiles, ADroppedFileThatIsBadLeavesTheWork) {
    drop(write("bad.stepgrad", QByteArray("{")));
    answer(QMessageBox::Ok);
    EXPECT_EQ(name(), "One step by hand");
}

TEST_F(WindowFiles, DroppingOntoUnsavedWorkAsksFirst) {
    change();
    drop(write("other.stepgrad", other()));
    answer(QMessageBox::Cancel);
    EXPECT_EQ(name(), "One step by hand");
    drop(folder.filePath("other.stepgrad"));
    answer(QMessageBox::Discard);
    EXPECT_EQ(name(), "Another");
}

TEST_F(WindowFiles, EveryShippedExampleOpens) {
    const auto examples = Documents::examples();
    ASSERT_GE(examples.size(), 6);
    EXPECT_EQ(examples.first().name, "One step by hand (2–2–1)");
    for (const auto& example : examples) {
        window->documents().newFromExample(example.path);
        EXPECT_EQ(box(), nullptr) << example.path.toStdString();
        EXPECT_TRUE(window->windowTitle().startsWith(example.name));
        EXPECT_TRUE(window->documents().path().isEmpty());
    }
}

TEST_F(WindowFiles, WithOtherDataSaveAsksWhereToAndLeavesTheFileAsItIs) {
    const QString path = write("other.stepgrad", other());
    window->openFile(path);
    Project replaced = session().project();
    replaced.name = "Circle";
    ASSERT_EQ(session().beginWith(replaced, "new data"), "");
    window->documents().save();
    auto* dialog = window->findChild<QFileDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_TRUE(dialog->selectedFiles().value(0).endsWith("circle.stepgrad"));
    dialog->reject();
    EXPECT_EQ(loadProject(path.toStdString()).name, other().name);
    // Undone, it is the file's again.
    session().undo();
    session().setValue(ValueId::weight(0, 0, 1), -0.25);
    window->documents().save();
    EXPECT_DOUBLE_EQ(loadProject(path.toStdString()).network.layers[0].weights(0, 1), -0.25);
}

TEST_F(WindowFiles, ClosingWithoutChangesAsksNothing) {
    press(Qt::Key_Right);  // walking is no change
    EXPECT_TRUE(window->close());
}

TEST_F(WindowFiles, ClosingWithChangesAndCancelStays) {
    change();
    EXPECT_FALSE(window->close());
    answer(QMessageBox::Cancel);
    EXPECT_TRUE(window->isVisible());
    EXPECT_TRUE(window->isWindowModified());
}

TEST_F(WindowFiles, ClosingWithChangesAndDiscardCloses) {
    change();
    window->close();
    answer(QMessageBox::Discard);
    EXPECT_FALSE(window->isVisible());
}

TEST_F(WindowFiles, ClosingWithChangesAndSaveSavesAndCloses) {
    const QString path = write("other.stepgrad", other());
    window->openFile(path);
    change();
    window->close();
    answer(QMessageBox::Save);
    EXPECT_FALSE(window->isVisible());
    EXPECT_DOUBLE_EQ(loadProject(path.toStdString()).network.layers[0].weights(0, 1), -0.25);
}

TEST_F(WindowFiles, ClosingStaysOpenWhereSavingIsGivenUp) {
    change();
    window->close();
    answer(QMessageBox::Save);
    auto* dialog = window->findChild<QFileDialog*>();
    ASSERT_NE(dialog, nullptr);
    dialog->reject();
    EXPECT_TRUE(window->isVisible());
}

TEST_F(WindowFiles, ClosingWhileTrainingPausesAndAsks) {
    session().setSpeed(Speed::Fastest);
    click("Train");
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().still().update > 5; }));
    window->close();
    EXPECT_FALSE(session().isTraining());
    answer(QMessageBox::Cancel);
    EXPECT_TRUE(window->isVisible());
}

}  // namespace
}  // namespace stepgrad
