// Lessons in the window: what they set up, judge, and give back.

#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <map>

#include "app/lessons.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "tests/app/window_fixture.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using test::Seen;

struct LessonsTest : WindowTest {
    Lessons& lessons() { return window->lessons(); }
    LessonPanel* panel() { return window->findChild<LessonPanel*>(); }
    QDockWidget* dock(const char* name) { return window->findChild<QDockWidget*>(name); }
    QString path(int lesson) { return Lessons::shipped().at(lesson).path; }
    void clickOn(const char* name) {
        auto* button = panel()->findChild<QPushButton*>(name);
        ASSERT_NE(button, nullptr) << name;
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QString text(const char* name) { return window->findChild<QLabel*>(name)->text(); }
    void answer(const QString& typed) {
        auto* field = panel()->findChild<QLineEdit*>("lessonAnswer");
        ASSERT_NE(field, nullptr);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void chooseOption(int index) {
        QTest::mouseClick(panel()->findChildren<QRadioButton*>().at(index), Qt::LeftButton,
                          Qt::NoModifier, QPoint(8, 8));
    }
    /// Where the panels stand, of those that are seen.
    std::map<QString, QRect> places() {
        std::map<QString, QRect> all;
        for (const auto* panel : window->findChildren<QDockWidget*>())
            if (panel->isVisible())
                all[panel->objectName()] = panel->geometry();
        return all;
    }
    void writeLesson(const QString& name, const QByteArray& text) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
};

TEST_F(LessonsTest, AreListedInTheMenuLearn) {
    auto* learn = window->menuBar()->findChild<QMenu*>("learnMenu");
    ASSERT_NE(learn, nullptr);
    auto* menu = learn->findChild<QMenu*>();
    QStringList texts;
    for (const QAction* action : menu->actions())
        texts << action->text().remove('&');
    EXPECT_TRUE(texts.contains("1 What a neuron is")) << texts.join(", ").toStdString();
    EXPECT_TRUE(texts.contains("5 Again and again"));
    EXPECT_TRUE(texts.contains("Open Lesson…"));
    EXPECT_FALSE(window->action(ActionId::LeaveLesson).isEnabled());
    menu->actions().at(1)->trigger();
    EXPECT_TRUE(lessons().isRunning());
    EXPECT_EQ(text("lessonProgress"), "1 of 6");
    EXPECT_TRUE(panel()->isVisible());
    EXPECT_TRUE(window->action(ActionId::LeaveLesson).isEnabled());
}

TEST_F(LessonsTest, AStopSetsUpTheWindow) {
    ASSERT_TRUE(lessons().open(path(2), 3));
    EXPECT_EQ(session().still().currentStep()->id, "backward.2.delta");
    EXPECT_EQ(text("lessonStop"), "From δ to the gradient");
    lessons().goTo(0);
    EXPECT_EQ(session().still().currentStep()->id, "forward.loss");
    EXPECT_EQ(window->networkView().selectedValue(), ValueId::weight(1, 0, 0));
}

TEST_F(LessonsTest, AnswersAreJudgedAndNothingBlocks) {
    ASSERT_TRUE(lessons().open(path(0)));
    answer("0.3");
    EXPECT_TRUE(panel()->feedback().contains("Not this number"))
        << panel()->feedback().toStdString();
    answer("-0,2");
    EXPECT_TRUE(panel()->feedback().contains("not the sign"));
    answer("0,2");
    EXPECT_TRUE(panel()->feedback().startsWith("Right: u₁ = 0.2000."))
        << panel()->feedback().toStdString();
    clickOn("lessonNext");
    EXPECT_EQ(text("lessonProgress"), "2 of 4");
    EXPECT_EQ(panel()->feedback(), "");
    ASSERT_TRUE(session().setValue(ValueId::weight(0, 0, 1), -2.0).isEmpty());
    EXPECT_TRUE(panel()->feedback().startsWith("Done."));
    clickOn("lessonNext");
    chooseOption(1);
    EXPECT_TRUE(panel()->feedback().startsWith("No."));
    chooseOption(0);
    EXPECT_TRUE(panel()->feedback().startsWith("Right."));
    clickOn("lessonBack");
    EXPECT_EQ(text("lessonProgress"), "2 of 4");
    EXPECT_EQ(session().still().network().layers[0].weights(0, 1), -0.2);
    for (int i = 0; i < 3; ++i)
        clickOn("lessonNext");
    EXPECT_FALSE(lessons().isRunning());
}

TEST_F(LessonsTest, TheArrowsGoOnDrivingTheWalkthroughAfterAnAnswer) {
    ASSERT_TRUE(lessons().open(path(2), 5));
    chooseOption(0);
    window->networkView().setFocus();
    press(Qt::Key_Left);
    EXPECT_EQ(session().still().currentStep()->id, "backward.1.delta");
}

TEST_F(LessonsTest, EveryStopOfEveryLessonCanBeShown) {
    for (const Lessons::Entry& entry : Lessons::shipped()) {
        ASSERT_TRUE(lessons().open(entry.path));
        const auto count = static_cast<int>(lessons().lesson()->stops.size());
        for (int stop = 0; stop < count; ++stop) {
            EXPECT_EQ(text("lessonProgress"), QString("%1 of %2").arg(stop + 1).arg(count));
            for (const QLabel* label : panel()->findChildren<QLabel*>())
                EXPECT_FALSE(label->text().contains('{')) << label->text().toStdString();
            clickOn("lessonNext");
        }
        EXPECT_FALSE(lessons().isRunning());
    }
}

TEST_F(LessonsTest, AFileThatALessonWasSavedOverIsTheDocumentsNoMore) {
    const QString path = folder.filePath("mine.stepgrad");
    const Project mine = session().project();
    writeFileAtomically(path.toStdString(), writeProject(mine));
    ASSERT_TRUE(window->openFile(path));
    ASSERT_TRUE(lessons().open(this->path(4)));
    lessons().leave();
    EXPECT_EQ(savedText(), "saved");
    ASSERT_TRUE(lessons().open(this->path(4)));
    writeFileAtomically(path.toStdString(), writeProject(session().project()));
    lessons().leave();
    EXPECT_EQ(session().project(), mine);
    EXPECT_EQ(savedText(), "not saved");
}

TEST_F(LessonsTest, LeavingGivesDocumentAndWindowBack) {
    test::press(session(), 13);
    ASSERT_TRUE(session().setValue(test::kW3, 0.123).isEmpty());
    window->selectValue(test::kW3);
    window->action(ActionId::Paths).setChecked(true);
    dock("loss")->hide();
    QCoreApplication::processEvents();
    const Seen before(session());
    const auto placesBefore = places();
    const QString undo = session().undoText(), title = window->windowTitle();
    ASSERT_EQ(savedText(), "not saved");

    ASSERT_TRUE(lessons().open(path(4)));
    EXPECT_EQ(savedText(), "saved");
    EXPECT_FALSE(window->action(ActionId::Paths).isChecked());
    test::press(session(), 40);
    clickOn("lessonNext");
    clickOn("lessonLeave");
    QCoreApplication::processEvents();

    EXPECT_EQ(Seen(session()), before);
    EXPECT_EQ(session().undoText(), undo);
    EXPECT_EQ(savedText(), "not saved");
    EXPECT_EQ(window->windowTitle(), title);
    EXPECT_EQ(places(), placesBefore);
    EXPECT_FALSE(panel()->isVisible());
    EXPECT_TRUE(window->action(ActionId::Paths).isChecked());
    EXPECT_EQ(window->networkView().selectedValue(), test::kW3);
    EXPECT_EQ(window->action(ActionId::Undo).isEnabled(), true);
}

TEST_F(LessonsTest, TheFileOfTheUserIsNotTheOneOfALesson) {
    const QString file = folder.filePath("mine.stepgrad");
    ASSERT_TRUE(QFile::copy(STEPGRAD_SOURCE_DIR "/resources/examples/xor.stepgrad", file));
    ASSERT_TRUE(window->openFile(file));
    ASSERT_TRUE(lessons().open(path(0)));
    EXPECT_EQ(window->documents().path(), "");
    lessons().leave();
    EXPECT_EQ(window->documents().path(), file);
    EXPECT_EQ(savedText(), "saved");
}

TEST_F(LessonsTest, OpeningAProjectLeavesTheLessonAndAsksForTheUsersOwn) {
    ASSERT_TRUE(session().setValue(test::kW3, 0.5).isEmpty());
    ASSERT_TRUE(lessons().open(path(0)));
    window->documents().newFromExample(":/examples/or.stepgrad");
    EXPECT_FALSE(lessons().isRunning());
    WindowTest::answer(QMessageBox::Discard);
    EXPECT_EQ(session().name(), "OR (2–2–1)");
}

TEST_F(LessonsTest, AFileThatCannotBeReadLeavesTheLessonAsItIs) {
    ASSERT_TRUE(lessons().open(path(0), 1));
    EXPECT_FALSE(window->openFile(folder.filePath("none.stepgrad")));
    WindowTest::answer(QMessageBox::Ok);
    EXPECT_TRUE(lessons().isRunning());
    EXPECT_EQ(text("lessonProgress"), "2 of 4");
}

TEST_F(LessonsTest, ALessonIsResumedWhereItWasLeft) {
    ASSERT_TRUE(lessons().open(path(1), 2));
    lessons().leave();
    window.reset();
    makeWindow();
    QAction& resume = window->action(ActionId::ResumeLesson);
    ASSERT_TRUE(resume.isEnabled());
    resume.trigger();
    EXPECT_EQ(lessons().stop(), 2);
    EXPECT_EQ(text("lessonProgress"), "3 of 6");
}

TEST_F(LessonsTest, ClosingTheWindowGivesTheUsersOwnBackFirst) {
    ASSERT_TRUE(session().setValue(test::kW3, 0.5).isEmpty());
    ASSERT_TRUE(lessons().open(path(0)));
    EXPECT_FALSE(window->close());
    ASSERT_NE(box(), nullptr);
    EXPECT_TRUE(box()->text().contains("One step by hand"));
    WindowTest::answer(QMessageBox::Cancel);
    EXPECT_EQ(session().still().network().layers[0].weights(0, 1), 0.5);
}

TEST_F(LessonsTest, ATeachersLessonIsOpenedAndABrokenOneRefusedWithItsPlace) {
    writeLesson("mine.lesson", R"({"format": "stepgrad-lesson", "version": 1, "title": "Mine",
        "summary": "S", "project": "example:or", "stops": [{"title": "A", "text": ["{w1}"]}]})");
    writeLesson("bad.lesson", R"({"format": "stepgrad-lesson", "version": 1, "title": "Mine",
        "summary": "S", "project": "example:or", "stops": [{"title": "A", "text": ["{w9}"]}]})");
    EXPECT_FALSE(lessons().open(folder.filePath("bad.lesson")));
    ASSERT_NE(box(), nullptr);
    EXPECT_TRUE(box()->informativeText().contains("stops[0].text[0]"));
    WindowTest::answer(QMessageBox::Ok);
    EXPECT_FALSE(lessons().isRunning());
    EXPECT_EQ(session().name(), "One step by hand");
    ASSERT_TRUE(lessons().open(folder.filePath("mine.lesson")));
    EXPECT_EQ(text("lessonStop"), "A");
    EXPECT_EQ(session().name(), "OR (2–2–1)");
}

TEST_F(LessonsTest, TextsFollowTheNotation) {
    ASSERT_TRUE(lessons().open(path(0)));
    window->look().setDecimalComma(true);
    bool hasComma = false;
    for (const QLabel* label : panel()->findChildren<QLabel*>())
        hasComma = hasComma || label->accessibleName().contains("0,3");
    EXPECT_TRUE(hasComma);
}

TEST_F(LessonsTest, TheWindowFitsAtTheLeastSizeAndLargeText) {
    window->resize(1024, 700);
    ASSERT_TRUE(lessons().open(path(2), 1));
    QCoreApplication::processEvents();
    EXPECT_LE(window->width(), 1024);
    EXPECT_TRUE(panel()->isVisible());
    window->look().setTextSize(200);
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
    EXPECT_TRUE(panel()->isVisible());
    EXPECT_LE(window->width(), 1024);
}

}  // namespace
}  // namespace stepgrad
