#include "app/practice.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableWidget>

#include "app/actions.h"
#include "app/lessons.h"
#include "core/document/project_json.h"
#include "tests/app/window_fixture.h"
#include "ui/charts/loss_chart.h"
#include "ui/formula/formula_view.h"
#include "ui/practice/homework_dialog.h"
#include "ui/practice/practice_panel.h"

namespace stepgrad {
namespace {

struct PracticeTest : WindowTest {
    PracticePanel* panel() { return window->findChild<PracticePanel*>(); }
    QLineEdit* field() { return panel()->findChild<QLineEdit*>("practiceField"); }
    QString asked() { return panel()->findChild<QLabel*>("askedValue")->text(); }
    std::string said() { return panel()->findChild<QLabel*>("verdict")->text().toStdString(); }
    QString progress() { return panel()->findChild<QLabel*>("practiceProgress")->text(); }
    void choose(const QString& text) {
        QCoreApplication::processEvents();  // so that the buttons have their places
        for (auto* button : panel()->findChildren<QPushButton*>())
            if (button->text() == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        ADD_FAILURE() << "no button " << text.toStdString();
    }
    void begin() { press(Qt::Key_P); }
    void showAll() {
        for (int i = 0; i < 22; ++i)
            choose("Show");
    }
    void answer(const QString& text) {
        ASSERT_EQ(QApplication::focusWidget(), field());
        QTest::keyClicks(field(), text);
        press(Qt::Key_Return);
    }
    HomeworkDialog* homework() { return window->findChild<HomeworkDialog*>(); }
    QString cell(int row, int column) {
        return homework()->findChild<QTableWidget*>()->item(row, column)->text();
    }
};

TEST_F(PracticeTest, HidesWhatLiesAheadAndAsksForTheFirstValue) {
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    begin();
    EXPECT_TRUE(panel()->isVisible());
    EXPECT_TRUE(window->action(ActionId::Practice).isChecked());
    EXPECT_EQ(asked(), "u₁ =");
    EXPECT_EQ(progress(), "1 of 22");
    EXPECT_EQ(session().still().position, 0);
    EXPECT_EQ(QApplication::focusWidget(), field());
    EXPECT_FALSE(button("Next")->isEnabled());
    EXPECT_NE(button("Next")->toolTip().indexOf("practice"), -1);
    EXPECT_FALSE(button("Train")->isEnabled());
    session().setLearningRate(0.2);  // anything that refreshes the actions
    EXPECT_FALSE(button("Back")->isEnabled());
}

TEST_F(PracticeTest, AcceptsARightAnswerShowsItAndAsksTheNext) {
    begin();
    answer("0,2");
    EXPECT_EQ(said(), "Right. u₁ = 0.2000; you wrote 0,2.");
    EXPECT_EQ(asked(), "u₂ =");
    EXPECT_EQ(session().still().position, 1);
    EXPECT_EQ(field()->text(), "");
    answer("1.0");
    answer("0.5498");
    EXPECT_EQ(said(), "Right. h₁ = 0.549834; you wrote 0.5498.");
    EXPECT_EQ(progress(), "4 of 22");
}

TEST_F(PracticeTest, NamesTheMistakeAndStaysAtTheValue) {
    begin();
    answer("0.5498");
    EXPECT_EQ(
        said(),
        "Not right. This is h₁, the activation; asked is u₁, before the activation function.");
    EXPECT_EQ(session().still().position, 0);
    EXPECT_EQ(field()->selectedText(), "0.5498");
    answer("0.2");
    EXPECT_EQ(asked(), "u₂ =");
}

TEST_F(PracticeTest, SaysWhyATextIsNoNumber) {
    begin();
    answer("1/0");
    EXPECT_NE(said().find("fraction"), std::string::npos);
    EXPECT_EQ(progress(), "1 of 22");
    EXPECT_EQ(session().still().position, 0);
}

TEST_F(PracticeTest, FollowsTheStudentWhoUsesTheNewWeightForADelta) {
    begin();
    for (const char* text : {"0.2", "1", "0.5498", "0.7311", "0.1480", "0.5369", "0.1072",
                             "-0.1150", "-0.0632", "-0.0841"})
        answer(text);
    EXPECT_EQ(asked(), "δ₁ =");
    answer("-0.0344");
    EXPECT_EQ(said(),
              "Not right. Here the new w₅ was used: δ₁ needs w₅ as it was before the "
              "update.");
    answer("-0.0341");
    EXPECT_EQ(asked(), "δ₂ =");
}

TEST_F(PracticeTest, TakesAnAnswerThatIsTypedAtTheGraph) {
    begin();
    window->networkView().setFocus();
    QTest::keyClicks(&window->networkView(), "0");
    EXPECT_EQ(QApplication::focusWidget(), field());
    answer(".2");
    EXPECT_EQ(asked(), "u₂ =");
    EXPECT_EQ(session().still().network().layers[0].weights(0, 0), 0.3);
}

TEST_F(PracticeTest, GivesThreeHints) {
    begin();
    auto* formulas = panel()->findChild<FormulaView*>();
    EXPECT_FALSE(formulas->isVisible());
    choose("Hint");
    ASSERT_TRUE(formulas->isVisible());
    EXPECT_EQ(formulas->text(), "u₁ = w₁i₁ + w₃i₂");
    choose("Next Hint");
    EXPECT_EQ(formulas->text().indexOf("= 0.2"), -1);
    choose("Show Result");
    EXPECT_NE(formulas->text().indexOf("0.2000"), -1);
    EXPECT_EQ(asked(), "u₂ =");
    EXPECT_EQ(session().still().position, 1);
}

TEST_F(PracticeTest, TellsAtTheEndWhatWasHard) {
    begin();
    showAll();
    EXPECT_EQ(said().substr(0, 5), "Done.");
    EXPECT_NE(said().find("0 of 22"), std::string::npos);
    EXPECT_TRUE(session().still().isEnd());
}

TEST_F(PracticeTest, LeavesTheDocumentAsItWas) {
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    const Project before = session().project();
    const auto position = session().still().position;
    begin();
    answer("0.2");
    choose("New Numbers");
    EXPECT_FALSE(session().project() == before);
    EXPECT_EQ(progress(), "1 of 22");
    EXPECT_EQ(session().still().position, 0);
    choose("Leave");
    EXPECT_FALSE(panel()->isVisible());
    EXPECT_EQ(session().project(), before);
    EXPECT_EQ(session().still().position, position);
    EXPECT_FALSE(session().isModified());
    EXPECT_TRUE(button("Next")->isEnabled());
    EXPECT_EQ(button("Next")->toolTip().indexOf("practice"), -1);
    press(Qt::Key_Right);
    EXPECT_EQ(step(), 3);
}

TEST_F(PracticeTest, GivesBackAnUpdateThatWasMadeBefore) {
    for (int i = 0; i < 10; ++i)
        press(Qt::Key_Right);
    ASSERT_TRUE(session().still().isEnd());
    const Project before = session().project();
    const auto depth = session().undoDepth();
    begin();
    choose("New Numbers");
    choose("Leave");
    EXPECT_EQ(session().project(), before);
    EXPECT_TRUE(session().still().isEnd());
    EXPECT_EQ(session().undoDepth(), depth);
}

TEST_F(PracticeTest, GivesBackTheUpdateThatTheCurveWasLeftFrom) {
    for (int i = 0; i < 12; ++i)
        press(Qt::Key_Right);
    const auto update = session().still().update;
    const auto position = session().still().position;
    begin();
    emit window->lossChart().updateChosen(0);
    choose("Leave");
    EXPECT_EQ(session().still().update, update);
    EXPECT_EQ(session().still().position, position);
}

TEST_F(PracticeTest, IsLeftBeforeALessonPutsTheDocumentAside) {
    const Project before = session().project();
    begin();
    choose("New Numbers");
    ASSERT_TRUE(window->lessons().open(Lessons::shipped().at(0).path));
    EXPECT_FALSE(panel()->isVisible());
    window->lessons().leave();
    EXPECT_EQ(session().project(), before);
}

TEST_F(PracticeTest, OfALessonLeavesTheOwnDocumentWhereItWas) {
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    const auto position = session().still().position;
    ASSERT_TRUE(window->lessons().open(Lessons::shipped().at(0).path));
    window->networkView().setFocus();
    begin();
    ASSERT_TRUE(panel()->isVisible());
    window->action(ActionId::LeaveLesson).trigger();
    EXPECT_FALSE(panel()->isVisible());
    EXPECT_EQ(session().still().position, position);
}

TEST_F(PracticeTest, IsLeftBeforeTheDocumentIsSaved) {
    const QString path = folder.filePath("own.stepgrad");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(writeProject(session().project())));
    file.close();
    ASSERT_TRUE(window->openFile(path));
    const Project before = session().project();
    begin();
    choose("New Numbers");
    window->action(ActionId::Save).trigger();
    EXPECT_FALSE(panel()->isVisible());
    EXPECT_EQ(loadProject(path.toStdString()).network, before.network);
}

TEST_F(PracticeTest, IsLeftBeforeTheWindowCloses) {
    begin();
    choose("New Numbers");
    window->close();
    EXPECT_EQ(box(), nullptr) << "nothing was changed that could be lost";
    EXPECT_FALSE(window->isVisible());
}

TEST_F(PracticeTest, LetsPresentingUndoAndRedoWait) {
    session().setLearningRate(0.25);
    ASSERT_TRUE(window->action(ActionId::Undo).isEnabled());
    begin();
    for (const ActionId id : {ActionId::Present, ActionId::Undo, ActionId::Redo})
        EXPECT_FALSE(window->action(id).isEnabled());
    choose("Leave");
    EXPECT_TRUE(window->action(ActionId::Present).isEnabled());
    EXPECT_TRUE(window->action(ActionId::Undo).isEnabled());
    for (const ActionId id : {ActionId::Redo, ActionId::Back, ActionId::Restart})
        EXPECT_FALSE(window->action(id).isEnabled()) << "there is nothing to go back to";
}

TEST_F(PracticeTest, RefusesAnotherLearningRateAndAnotherNetwork) {
    const Project before = session().project();
    begin();
    learningRate()->setFocus();
    learningRate()->selectAll();
    QTest::keyClicks(learningRate(), "0.25");
    QTest::keyClick(learningRate(), Qt::Key_Return);
    EXPECT_TRUE(learningRate()->problem().contains("practice"));
    window->action(ActionId::AddNeuron).trigger();
    EXPECT_EQ(session().project(), before);
    EXPECT_EQ(asked(), "u₁ =");
}

TEST_F(PracticeTest, LeavesAfterAWholeRoundWithTheUpdateNotMade) {
    begin();
    showAll();
    choose("Leave");
    EXPECT_EQ(session().still().position, 0);
    EXPECT_FALSE(session().isModified());
}

TEST_F(PracticeTest, GivesNothingAwayInCurveAndPanels) {
    for (int i = 0; i < 11; ++i)
        press(Qt::Key_Right);  // into the second training step, of which J would be known
    begin();
    EXPECT_EQ(lossText().indexOf("0.10"), -1);
    EXPECT_TRUE(window->lossChart().accessibleDescription().isEmpty() ||
                !window->lossChart().accessibleDescription().contains("update 1"));
    auto* tabs = window->findChild<QDockWidget*>("results")->findChild<QTabBar*>();
    EXPECT_FALSE(tabs->isTabEnabled(3));
    choose("Leave");
    EXPECT_TRUE(tabs->isTabEnabled(3));
}

TEST_F(PracticeTest, KeepsNumbersAndStepsAsTheyAre) {
    begin();
    window->networkView().editValue(ValueId::weight(0, 0, 0));
    QTest::keyClicks(QApplication::focusWidget(), "9");
    press(Qt::Key_Return);
    EXPECT_TRUE(window->networkView().isEditing()) << "refused, with the reason beside it";
    EXPECT_EQ(session().still().network().layers[0].weights(0, 0), 0.3);
    press(Qt::Key_Escape);
    EXPECT_EQ(session().still().position, 0);
}

TEST_F(PracticeTest, BeginsAnewWhenTheNumbersChange) {
    begin();
    answer("0.2");
    session().setValue(ValueId::weight(0, 0, 0), 0.5);
    EXPECT_EQ(asked(), "u₁ =");
    EXPECT_EQ(session().still().position, 0);
    answer("0.4");
    EXPECT_EQ(asked(), "u₂ =");
}

TEST_F(PracticeTest, AsksAPartOfTheStep) {
    begin();
    auto* part = panel()->findChild<QComboBox*>();
    part->setFocus();
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    EXPECT_EQ(asked(), "δ₃ =");
    EXPECT_EQ(session().still().position, 7);
    EXPECT_EQ(progress(), "1 of 9");
}

TEST_F(PracticeTest, FitsInASmallWindowWithLargeText) {
    window->look().setTextSize(200);
    window->resize(1024, 700);
    begin();
    QCoreApplication::processEvents();
    for (auto* button : panel()->findChildren<QPushButton*>()) {
        const QRect place(button->mapTo(panel(), QPoint()), button->size());
        EXPECT_TRUE(!button->isVisible() || panel()->rect().contains(place))
            << button->text().toStdString();
        EXPECT_TRUE(!button->isVisible() || button->width() >= button->minimumSizeHint().width())
            << button->text().toStdString() << " is cut off";
    }
}

TEST_F(PracticeTest, ChecksAPastedSheet) {
    press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_NE(homework(), nullptr);
    EXPECT_TRUE(homework()->isVisible());
    EXPECT_FALSE(homework()->isModal());
    QGuiApplication::clipboard()->setText("delta3\t-0.4631\ndelta1\t-0.1376\nu1\t0.2\n");
    auto* table = homework()->findChild<QTableWidget*>();
    QTest::keyClick(table, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(cell(0, 2), "Right");
    EXPECT_EQ(cell(7, 2), "Not right");
    EXPECT_EQ(cell(7, 4), "Here the slope σ′(u₃) is missing: δ₃ needs (ŷ − y) · ŷ(1 − ŷ).");
    EXPECT_EQ(cell(10, 2), "Carried on");
    EXPECT_EQ(homework()->findChild<QLabel*>("homeworkSummary")->text(),
              "1 of 3 right, 1 wrong, 1 follows from an earlier error.");
    EXPECT_TRUE(table->isColumnHidden(3)) << "results are shown on request only";
}

TEST_F(PracticeTest, ChecksWhatIsTypedInTheSheet) {
    window->action(ActionId::CheckHomework).trigger();
    auto* table = homework()->findChild<QTableWidget*>();
    QApplication::setActiveWindow(homework());
    table->setFocus();
    table->setCurrentCell(0, 1);
    QTest::keyClicks(table, "0");
    ASSERT_TRUE(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), ".4");
    press(Qt::Key_Return);
    QCoreApplication::processEvents();
    EXPECT_EQ(table->currentRow(), 1) << "Enter goes on to the next value";
    EXPECT_EQ(cell(0, 4), "The term w₃i₂ has the wrong sign here.");
    for (auto* button : homework()->findChildren<QPushButton*>())
        if (button->text() == "&Copy as Text")
            QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(QGuiApplication::clipboard()->text(),
              "value\tyours\tmark\nu₁\t0.4\twrong, sign of a term: The term w₃i₂ has the wrong "
              "sign here.\n");
}

}  // namespace
}  // namespace stepgrad
