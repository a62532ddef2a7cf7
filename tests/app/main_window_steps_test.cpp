// The walkthrough driven through the window by mouse and keys.

#include <QChartView>
#include <QComboBox>
#include <QListView>
#include <QSlider>
#include <QTabBar>

#include <QDoubleSpinBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>

#include "tests/app/window_fixture.h"
#include "ui/charts/runs_button.h"
#include "ui/panels/current_step_label.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/walkthrough_panel.h"

namespace stepgrad {
namespace {

struct WindowSteps : WindowTest {
    double loss() { return session().still().value(ValueId::loss()).value_or(-1.0); }
};

TEST_F(WindowSteps, BeginBeforeTheFirstStepOfTheArticlesExample) {
    EXPECT_EQ(step(), 0);
    EXPECT_EQ(window->windowTitle(), "One step by hand (2–2–1)[*] — Stepgrad");
    EXPECT_EQ(lossText(), "J = –");
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(WindowSteps, TenPressesOfTheNextButtonMakeTheTrainingStep) {
    for (int i = 1; i <= 10; ++i) {
        click("Next");
        EXPECT_EQ(step(), i);
    }
    EXPECT_TRUE(session().still().isEnd());
    EXPECT_EQ(lossText(), "J = 0.1072");
}

TEST_F(WindowSteps, RightArrowSpaceAndPageDownAreNext) {
    int expected = 0;
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Space, Qt::Key_PageDown}) {
        press(key);
        EXPECT_EQ(step(), ++expected) << key;
    }
}

TEST_F(WindowSteps, LeftArrowAndPageUpAreBack) {
    for (int i = 0; i < 5; ++i)
        press(Qt::Key_Right);
    press(Qt::Key_Left);
    EXPECT_EQ(step(), 4);
    press(Qt::Key_PageUp);
    EXPECT_EQ(step(), 3);
    click("Back");
    EXPECT_EQ(step(), 2);
}

TEST_F(WindowSteps, BackCannotBePressedAtTheBeginning) {
    EXPECT_FALSE(button("Back")->isEnabled());
    press(Qt::Key_Left);
    EXPECT_EQ(step(), 0);
    press(Qt::Key_Right);
    EXPECT_TRUE(button("Back")->isEnabled());
}

TEST_F(WindowSteps, NextPhaseGoesToTheEndOfEachPass) {
    click("Next phase");
    EXPECT_EQ(step(), 5);
    press(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(step(), 9);
    click("Next phase");
    EXPECT_EQ(step(), 10);
}

TEST_F(WindowSteps, NextAfterTheUpdateBeginsTheNextTrainingStepAndBackReturns) {
    for (int i = 0; i < 11; ++i)
        press(Qt::Key_Right);
    EXPECT_EQ(session().still().update, 1);
    EXPECT_EQ(step(), 1);
    while (session().canGoBack())
        press(Qt::Key_Left);
    EXPECT_EQ(session().still().update, 0);
    EXPECT_EQ(step(), 0);
    EXPECT_DOUBLE_EQ(session().still().network().layers[0].weights(0, 1), -0.2);
}

TEST_F(WindowSteps, HomeAndTheButtonRestart) {
    for (int i = 0; i < 14; ++i)
        press(Qt::Key_Right);
    press(Qt::Key_Home);
    EXPECT_EQ(step(), 0);
    EXPECT_EQ(session().still().update, 0);
    press(Qt::Key_Right);
    click("Restart");
    EXPECT_EQ(step(), 0);
}

TEST_F(WindowSteps, AClickOnAStepOfTheListGoesThere) {
    auto* list = window->findChild<WalkthroughPanel*>()->findChild<QListView*>();
    const auto* model = list->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        if (!index.data().toString().contains("Hidden deltas"))
            continue;
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
    }
    EXPECT_EQ(step(), 8);
}

TEST_F(WindowSteps, DetailChoosesHowFarNextGoes) {
    auto* detail = window->findChild<QComboBox*>();
    detail->setCurrentText("Single value");
    click("Next");
    EXPECT_EQ(session().still().position, 1);
    detail->setCurrentText("Phase");
    click("Next");
    EXPECT_EQ(step(), 5);
}

TEST_F(WindowSteps, SpacePressesAFocusedButtonInsteadOfNext) {
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    button("Back")->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Space);
    EXPECT_EQ(step(), 1);
    press(Qt::Key_Right);  // the arrows are the walkthrough's even so
    EXPECT_EQ(step(), 2);
}

TEST_F(WindowSteps, AClickOnAButtonLeavesTheKeysToTheWalkthrough) {
    click("Next");
    click("Back");
    press(Qt::Key_Space);
    EXPECT_EQ(step(), 1);
}

TEST_F(WindowSteps, KeysInsideTheLearningRateFieldDoNotStep) {
    press(Qt::Key_Right);
    learningRate()->setFocus();
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Space, Qt::Key_PageDown,
                              Qt::Key_PageUp, Qt::Key_Home, Qt::Key_T})
        press(key);
    EXPECT_EQ(step(), 1);
    EXPECT_FALSE(session().isTraining());
}

TEST_F(WindowSteps, KeysInsideAnOpenEditorOfTheGraphDoNotStep) {
    press(Qt::Key_Right);
    window->networkView().editValue(ValueId::weight(0, 0, 0));
    ASSERT_TRUE(window->networkView().isEditing());
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Home, Qt::Key_PageDown})
        press(key);
    EXPECT_EQ(step(), 1);
    press(Qt::Key_Escape);
    EXPECT_FALSE(window->networkView().isEditing());
}

TEST_F(WindowSteps, ArrowsMoveAFocusedSliderAndTabsInsteadOfTheWalkthrough) {
    auto* slider = window->findChild<QSlider*>();
    slider->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Right);
    EXPECT_EQ(session().speed(), Speed::OnePerSecond);
    EXPECT_EQ(step(), 0);
    press(Qt::Key_Space);  // which a slider has no use for
    EXPECT_EQ(step(), 1);
}

TEST_F(WindowSteps, TTrainsAndPauses) {
    session().setSpeed(Speed::Fastest);
    press(Qt::Key_T);
    EXPECT_TRUE(session().isTraining());
    EXPECT_EQ(button("Pause")->isEnabled(), true);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().still().update > 50; }));
    press(Qt::Key_T);
    EXPECT_FALSE(session().isTraining());
    EXPECT_NE(button("Train"), nullptr);
    const std::int64_t update = session().still().update;
    EXPECT_GT(update, 50);
    click("Next");  // goes on from exactly there
    EXPECT_GE(session().still().update, update);
    EXPECT_FALSE(session().isTraining());
}

TEST_F(WindowSteps, NextWhileTrainingPausesFirst) {
    session().setSpeed(Speed::Fastest);
    click("Train");
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().still().update > 10; }));
    press(Qt::Key_Right);
    EXPECT_FALSE(session().isTraining());
}

TEST_F(WindowSteps, TrainingShowsTheFallingLossWhileItRuns) {
    click("Next phase");
    const double before = loss();
    session().setSpeed(Speed::Fastest);
    click("Train");
    EXPECT_TRUE(QTest::qWaitFor([&] {
        const QString text = lossText().mid(4);
        return session().isTraining() && text != "–" && text.toDouble() < before / 2;
    }));
    EXPECT_TRUE(statusText().contains("training, "));
    EXPECT_EQ(savedText(), "not saved");
}

TEST_F(WindowSteps, AtSpeedTheExplanationShowsNoDigitThatIsGoneAndPauseTellsTheLastUpdate) {
    session().setDetail(Detail::Step);
    click("Next");
    auto* panel = window->findChild<ExplanationPanel*>();
    ASSERT_TRUE(panel);
    EXPECT_NE(panel->latex(), "");
    session().setSpeed(Speed::Fastest);
    click("Train");
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return panel->latex().isEmpty() && session().still().update > 0; }));
    click("Pause");
    EXPECT_TRUE(panel->latex().contains("new"));
}

TEST_F(WindowSteps, ControlZAndControlShiftZUndoAndRedoEditsAndSteps) {
    ASSERT_EQ(session().setValue(ValueId::weight(0, 0, 1), -0.25), "");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(session().still().network().layers[0].weights(0, 1), -0.2);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_DOUBLE_EQ(session().still().network().layers[0].weights(0, 1), -0.25);
    EXPECT_TRUE(window->action(ActionId::Undo).text().contains("w₃"));
}

TEST_F(WindowSteps, TheStatusBarTellsWhereTheUserIs) {
    for (int i = 0; i < 8; ++i)
        press(Qt::Key_Right);
    EXPECT_EQ(statusText(),
              "Example 1 of 1 · step 8 of 10 · update 0 · 2–2–1, sigmoid, half squared error, "
              "no bias · 6 parameters");
    EXPECT_EQ(savedText(), "saved");
}

TEST_F(WindowSteps, AStopIsToldInABarThatBlocksNothing) {
    Project project = articleExample();
    for (Layer& layer : project.network.layers)
        layer.activation = Activation::Linear;
    project.optimizer.learningRate = 1e120;
    session().open(project);
    for (int i = 0; i < 12; ++i)
        click("Next phase");
    EXPECT_TRUE(window->findChild<QWidget*>("messageBar")->isVisible());
    EXPECT_FALSE(window->findChild<QWidget*>("messageBar")->accessibleName().isEmpty());
    EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
}

TEST_F(WindowSteps, AfterTheSpeedIsChosenByTheMouseTheArrowsStillStep) {
    auto* speed = window->findChild<QSlider*>();
    ASSERT_NE(speed, nullptr);
    QTest::mouseClick(speed, Qt::LeftButton, {}, QPoint(speed->width() - 3, speed->height() / 2));
    const int chosen = speed->value();
    press(Qt::Key_Right);
    EXPECT_EQ(step(), 1);
    EXPECT_EQ(speed->value(), chosen);
}

TEST_F(WindowSteps, AtAReadableSpeedAllPartsTellOfTheSameUpdate) {
    session().setSpeed(Speed::OnePerSecond);
    auto* title = window->findChild<CurrentStepLabel*>();
    ASSERT_NE(title, nullptr);
    int compared = 0;
    QObject::connect(&session(), &Session::lossCurveChanged, title, [&] {
        if (!session().isTraining() || !session().lossCurve().current)
            return;
        const auto* chart = window->findChild<QChartView*>();
        const QString update = QString::number(session().lossCurve().current->update);
        EXPECT_TRUE(chart->accessibleDescription().contains("update " + update))
            << chart->accessibleDescription().toStdString();
        ++compared;
    });
    session().train();
    EXPECT_TRUE(QTest::qWaitFor([&] { return compared > 0; }));
    session().pause();
}

TEST_F(WindowSteps, GoToUpdateGoesBackIntoTheTraining) {
    for (int i = 0; i < 35; ++i)
        session().next();
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
    ASSERT_TRUE(dialog);
    EXPECT_EQ(dialog->doubleMaximum(), 3.0);
    auto* field = dialog->findChild<QDoubleSpinBox*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, "1");
    QTest::keyClick(field, Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().still().update == 1; }));
    EXPECT_TRUE(session().still().isStart());
}

TEST_F(WindowSteps, EarlierRunsAreRenamedHiddenAndRemovedByTheirButton) {
    auto* runs = window->findChild<RunsButton*>();
    EXPECT_FALSE(runs->isVisible());
    for (int run = 0; run < 2; ++run) {
        for (int i = 0; i < 25; ++i)
            session().next();
        click("Restart");
    }
    EXPECT_TRUE(runs->isVisible());
    const auto choose = [&](int run, const QString& what) {
        emit runs->menu()->aboutToShow();
        QMenu* of = runs->menu()->actions()[run]->menu();
        for (QAction* action : of->actions())
            if (action->text().remove('&') == what)
                action->trigger();
    };
    choose(0, "Rename…");
    auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
    ASSERT_TRUE(dialog);
    auto* field = dialog->findChild<QLineEdit*>();
    field->selectAll();
    QTest::keyClicks(field, "first & slow");
    QTest::keyClick(field, Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().earlierRuns()[0].name == "first & slow"; }));
    emit runs->menu()->aboutToShow();
    EXPECT_TRUE(runs->menu()->actions()[0]->text().startsWith("first && slow, η = 0.1"));
    choose(1, "Shown");
    EXPECT_EQ(session().lossCurve().ghosts.size(), 1U);
    choose(1, "Remove");
    choose(0, "Remove");
    EXPECT_TRUE(session().lossCurve().ghosts.empty());
    EXPECT_FALSE(runs->isVisible());
}

}  // namespace
}  // namespace stepgrad
