// The curve over labels: measured, stopped, gone on with, and its runs opened.

#include "ui/laboratory/labels_view.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "core/document/session.h"
#include "tests/core/laboratory_support.h"
#include "tests/core/session_support.h"
#include "ui/laboratory/label_plot.h"

namespace stepgrad {
namespace {

using test::waitFor;

struct LabelsViewTest : testing::Test {
    void show(Project project, std::int64_t epochs) {
        project.training.stop.epochs = epochs;
        session.open(project);
        view = std::make_unique<LabelsView>(session);
        view->resize(1000, 330);
        view->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(view.get()));
        view->refresh();
        plot = view->findChild<LabelPlot*>();
        run = view->findChild<QPushButton*>("labelsRun");
    }
    void measureAll() {
        QTest::mouseClick(run, Qt::LeftButton);
        ASSERT_TRUE(waitFor([&] { return view->curve() && view->curve()->isDone(); }));
    }
    QString text(const char* name) { return view->findChild<QLabel*>(name)->text(); }
    void chooseQuestion(int index) {
        auto* box = view->findChild<QComboBox*>("labelsQuestion");
        box->setFocus();
        QTest::keyClick(box, index == 1 ? Qt::Key_Down : Qt::Key_Up);
    }

    Session session;
    std::unique_ptr<LabelsView> view;
    LabelPlot* plot = nullptr;
    QPushButton* run = nullptr;
};

TEST_F(LabelsViewTest, MeasuresAndSaysWhatItFound) {
    show(test::example("iris"), 2);
    EXPECT_EQ(run->text(), "Measure");
    EXPECT_FALSE(text("labelsFound").isEmpty());
    measureAll();
    EXPECT_EQ(view->curve()->runs.size(), view->curve()->runCount());
    EXPECT_TRUE(text("labelsFound").contains("With 10 labels"))
        << text("labelsFound").toStdString();
    EXPECT_TRUE(plot->accessibleDescription().contains("120 labels"));
}

TEST_F(LabelsViewTest, AClickOnARunOpensThatVeryRunAndUndoTakesItBack) {
    const Project before = test::example("iris");
    show(before, 2);
    const Project whole = session.project();
    measureAll();
    const LabelCurve& curve = *view->curve();
    // One that no other covers.
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < curve.runs.size(); ++i)
        if (curve.runs[i].point == 0 && curve.runs[i].seed == 3)
            chosen = i;
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(chosen).toPoint());
    EXPECT_EQ(session.project().examples()->training->size(), 10);
    EXPECT_TRUE(session.projectToSave() == openedRun(whole, curve.plan, curve.runs[chosen]))
        << session.name();
    EXPECT_EQ(session.still().update, curve.plan.updates);
    EXPECT_EQ(*measureTest(session.project(), session.project().network)->accuracy(),
              testScore(curve.runs[chosen]));
    EXPECT_TRUE(session.isModified());
    session.undo();
    EXPECT_TRUE(session.project() == whole);
}

TEST_F(LabelsViewTest, StopsAndGoesOnWhereItWas) {
    show(test::example("digits"), 40);
    QTest::mouseClick(run, Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return view->curve() && view->curve()->runs.size() >= 2; }));
    EXPECT_EQ(run->text(), "Stop");
    QTest::mouseClick(run, Qt::LeftButton);
    EXPECT_EQ(run->text(), "Go On");
    const std::size_t made = view->curve()->runs.size();
    EXPECT_LT(made, view->curve()->runCount());
    const Network first = view->curve()->runs[0].state->network;
    QCoreApplication::processEvents();
    EXPECT_EQ(view->curve()->runs.size(), made);
    QTest::mouseClick(run, Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return view->curve()->runs.size() > made; }));
    EXPECT_TRUE(view->curve()->runs[0].state->network == first);
    view->leave();
    for (std::size_t i = 0; i < view->curve()->runs.size(); ++i)
        EXPECT_EQ(view->curve()->runs[i].seed, view->curve()->seedOf(i));
}

TEST_F(LabelsViewTest, TheArrowsChooseARunAndEnterOpensIt) {
    show(test::example("iris"), 2);
    measureAll();
    plot->setFocus();
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Up, Qt::Key_Return})
        QTest::keyClick(plot, key);
    const LabelCurve& curve = *view->curve();
    const std::size_t chosen = 1 + curve.plan.values.size();
    EXPECT_EQ(session.name(), labelProject(curve.project, curve.plan, 1, 2).name);
    EXPECT_TRUE(session.project().network == curve.runs[chosen].state->network);
}

TEST_F(LabelsViewTest, AsksForWrongLabelsBesideTheirNumberAndKeepsBoth) {
    show(test::example("iris"), 2);
    measureAll();
    const std::size_t first = view->curve()->runs.size();
    chooseQuestion(1);
    EXPECT_EQ(view->curve(), nullptr);
    measureAll();
    EXPECT_EQ(view->curve()->plan.question, LabelQuestion::Wrong);
    EXPECT_TRUE(text("labelsFound").contains("wrong labels"));
    chooseQuestion(0);
    ASSERT_NE(view->curve(), nullptr);
    EXPECT_EQ(view->curve()->runs.size(), first);
}

TEST_F(LabelsViewTest, SaysWhyThereIsNothingToMeasure) {
    show(test::example("xor"), 1);
    EXPECT_FALSE(run->isEnabled());
    EXPECT_TRUE(text("labelsFound").contains("kept back for testing"));
}

}  // namespace
}  // namespace stepgrad
