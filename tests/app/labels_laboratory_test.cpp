// The laboratory of labels and of the spam detector in the window, and their lessons.

#include <QComboBox>
#include <QPushButton>
#include <QTabBar>
#include <algorithm>

#include "app/laboratory.h"
#include "app/lessons.h"
#include "tests/app/window_fixture.h"
#include "tests/core/session_support.h"
#include "ui/laboratory/hypotheses_view.h"
#include "ui/laboratory/label_plot.h"
#include "ui/laboratory/labels_view.h"
#include "ui/panels/lesson_panel.h"

namespace stepgrad {
namespace {

struct LabelsLaboratoryTest : WindowTest {
    LabelsView* labels() { return qobject_cast<LabelsView*>(window->laboratory().view("labels")); }
    HypothesesView* hypotheses() {
        return qobject_cast<HypothesesView*>(window->laboratory().view("hypotheses"));
    }
    void startLesson(const char* name) {
        ASSERT_TRUE(window->lessons().open(QStringLiteral(":/lessons/%1.lesson").arg(name)));
        QCoreApplication::processEvents();
    }
    QString feedback() { return window->findChild<LessonPanel*>()->feedback(); }
    void clickIn(QWidget* view, const char* name) {
        auto* button = window->findChild<QPushButton*>(name);
        ASSERT_TRUE(button && view);
        QTest::mouseClick(button, Qt::LeftButton);
    }
};

TEST_F(LabelsLaboratoryTest, TheLessonSeesAPoorRunAndItsCure) {
    startLesson("limit-3-labels");
    ASSERT_EQ(window->laboratory().current(), labels());
    clickIn(labels(), "labelsRun");
    ASSERT_TRUE(test::waitFor([&] {
        return labels()->curve() &&
               labels()->curve()->runs.size() >= labels()->curve()->plan.values.size();
    }));
    clickIn(labels(), "labelsRun");
    auto* plot = labels()->findChild<LabelPlot*>();
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(0).toPoint());
    EXPECT_TRUE(feedback().startsWith("Done.")) << feedback().toStdString();
    for (int i = 0; i < 2; ++i)
        clickIn(labels(), "lessonNext");
    EXPECT_EQ(session().project().examples()->training->size(), 10);
    EXPECT_EQ(feedback(), "");
    const std::size_t all = labels()->curve()->plan.values.size() - 1;
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(all).toPoint());
    EXPECT_TRUE(feedback().startsWith("Done.")) << feedback().toStdString();
}

TEST_F(LabelsLaboratoryTest, AnOpenedRunIsUnsavedWorkThatCanBeUndone) {
    ASSERT_TRUE(window->openFile(":/examples/iris.stepgrad"));
    ASSERT_TRUE(window->laboratory().open("labels"));
    clickIn(labels(), "labelsRun");
    ASSERT_TRUE(test::waitFor([&] { return labels()->curve() && labels()->curve()->isDone(); }));
    auto* plot = labels()->findChild<LabelPlot*>();
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(0).toPoint());
    EXPECT_EQ(savedText(), "not saved");
    EXPECT_EQ(session().undoText(), "opening of a run");
    window->action(ActionId::Undo).trigger();
    EXPECT_EQ(session().project().examples()->training->size(), 120);
    EXPECT_TRUE(labels()->curve()->isDone());
}

TEST_F(LabelsLaboratoryTest, TheSpamLessonSeesATrainedNetwork) {
    startLesson("spam-hypotheses");
    ASSERT_EQ(window->laboratory().current(), hypotheses());
    clickIn(hypotheses(), "hypothesesTrain");
    ASSERT_TRUE(test::waitFor([&] { return hypotheses()->runs() != nullptr; }));
    EXPECT_EQ(feedback(), "");
    auto* tabs = window->findChild<QTabBar*>("hypothesesPages");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(3).center());
    clickIn(hypotheses(), "takeRun0");
    EXPECT_TRUE(feedback().startsWith("Done.")) << feedback().toStdString();
}

TEST_F(LabelsLaboratoryTest, BothViewsFitASmallWindowWithLargeText) {
    window.reset();
    makeWindow({1024, 700});
    ASSERT_TRUE(window->openFile(":/examples/spam.stepgrad"));
    for (const int percent : {100, 200}) {
        window->look().setTextSize(percent);
        QCoreApplication::processEvents();
        const int before = window->minimumSizeHint().width();
        for (const char* key : {"labels", "hypotheses"}) {
            ASSERT_TRUE(window->laboratory().open(key));
            QCoreApplication::processEvents();
            EXPECT_LE(window->minimumSizeHint().width(), std::max(before, 1024)) << key << percent;
            EXPECT_TRUE(window->laboratory().current()->isVisible());
        }
    }
}

}  // namespace
}  // namespace stepgrad
