#include "ui/panels/walkthrough_panel.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QListView>
#include <QSignalSpy>
#include <QtTest>

#include "core/document/session.h"
#include "ui/panels/step_model.h"

namespace stepgrad {
namespace {

struct WalkthroughPanelTest : testing::Test {
    void SetUp() override {
        panel.resize(250, 620);
        panel.show();
        QApplication::setActiveWindow(&panel);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&panel));
        list = panel.findChild<QListView*>();
        model = qobject_cast<StepModel*>(list->model());
        tell(0);
    }
    void tell(int presses) {
        for (int i = 0; i < presses; ++i)
            session.next();
        panel.showStill(session.still());
    }
    QString toolTip(int step) { return model->indexOfStep(step).data(Qt::ToolTipRole).toString(); }
    StepModel::State state(int step) {
        return static_cast<StepModel::State>(
            model->indexOfStep(step).data(StepModel::StateRole).toInt());
    }
    Session session;
    WalkthroughPanel panel;
    QListView* list = nullptr;
    StepModel* model = nullptr;
};

TEST_F(WalkthroughPanelTest, GroupsTheTenStepsUnderTheirPhases) {
    EXPECT_EQ(model->rowCount(), 13);
    EXPECT_EQ(model->index(0).data().toString(), "Forward pass");
    EXPECT_EQ(model->index(6).data().toString(), "Backward pass");
    EXPECT_EQ(model->index(11).data().toString(), "Update");
    EXPECT_EQ(model->indexOfStep(7).data().toString(), "8  Hidden deltas");
}

TEST_F(WalkthroughPanelTest, ShowsValuesOnlyOfWhatIsComputed) {
    EXPECT_EQ(state(0), StepModel::State::Ahead);
    EXPECT_TRUE(toolTip(0).contains("not yet computed"));
    tell(8);
    EXPECT_EQ(state(6), StepModel::State::Done);
    EXPECT_EQ(state(7), StepModel::State::Current);
    EXPECT_EQ(state(8), StepModel::State::Ahead);
    EXPECT_TRUE(toolTip(7).contains("δ₁ = −0.0342"));
    EXPECT_TRUE(toolTip(7).contains("δ₂ = 0.0158"));
    EXPECT_FALSE(toolTip(8).contains("="));
    EXPECT_EQ(list->currentIndex(), model->indexOfStep(7));
}

TEST_F(WalkthroughPanelTest, AClickOnAStepChoosesIt) {
    QSignalSpy chosen(&panel, &WalkthroughPanel::stepChosen);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(model->indexOfStep(4)).center());
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 4);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(model->index(0)).center());
    EXPECT_EQ(chosen.count(), 1);  // a heading
}

TEST_F(WalkthroughPanelTest, ArrowsAndEnterChooseAStepToo) {
    tell(2);
    QSignalSpy chosen(&panel, &WalkthroughPanel::stepChosen);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 2);
}

TEST_F(WalkthroughPanelTest, LeavesTheKeysOfTheWalkthroughToTheWindow) {
    for (const auto key :
         {Qt::Key_Right, Qt::Key_Left, Qt::Key_Space, Qt::Key_PageDown, Qt::Key_Home, Qt::Key_T}) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        event.accept();
        QApplication::sendEvent(list, &event);
        EXPECT_FALSE(event.isAccepted()) << key;
    }
}

TEST_F(WalkthroughPanelTest, PointingAtAValueNamesIt) {
    tell(8);
    QSignalSpy hovered(&panel, &WalkthroughPanel::valueHovered);
    const QRect row = list->visualRect(model->indexOfStep(7));
    for (int x = row.left(); x < row.right(); x += 3)
        QTest::mouseMove(list->viewport(), QPoint(x, row.bottom() - row.height() / 3));
    std::vector<ValueId> ids;
    for (const auto& call : hovered)
        if (const auto id = call[0].value<std::optional<ValueId>>())
            ids.push_back(*id);
    EXPECT_EQ(ids, (std::vector{ValueId::delta(0, 0), ValueId::delta(0, 1)}));
}

TEST_F(WalkthroughPanelTest, TheValuePointedAtElsewhereIsLit) {
    tell(8);
    const QImage before = panel.grab().toImage();
    panel.highlightValue(ValueId::delta(0, 1));
    EXPECT_NE(panel.grab().toImage(), before);
    panel.highlightValue({});
    EXPECT_EQ(panel.grab().toImage(), before);
}

TEST_F(WalkthroughPanelTest, AWideNetworkIsToldInBriefAndWithoutDelay) {
    Project p = articleExample();
    p.network.layers[0].weights = Matrix::Constant(800, 2, 0.01);
    p.network.layers[1].weights = Matrix::Constant(1, 800, 0.01);
    session.open(p);
    tell(10);
    EXPECT_LT(toolTip(0).size(), 800);
    EXPECT_TRUE(toolTip(0).endsWith("…"));
    EXPECT_FALSE(panel.grab().isNull());
}

TEST_F(WalkthroughPanelTest, LongTitlesWrapAndRowsKeepTheirHeight) {
    panel.resize(150, 620);
    tell(0);
    const int row = list->visualRect(model->indexOfStep(6)).height();
    panel.resize(400, 620);
    EXPECT_LT(list->visualRect(model->indexOfStep(6)).height(), row);
    panel.resize(150, 620);
    tell(7);  // step 7 in bold
    EXPECT_EQ(list->visualRect(model->indexOfStep(6)).height(), row);
}

TEST_F(WalkthroughPanelTest, TheCurrentStepStaysInSightWhenThePanelShrinks) {
    tell(10);
    panel.resize(250, 160);
    EXPECT_TRUE(list->viewport()->rect().contains(list->visualRect(model->indexOfStep(9))));
}

}  // namespace
}  // namespace stepgrad
