// Paths and numerical proof of the selected gradient, through the window.

#include <QToolButton>

#include "tests/app/window_fixture.h"
#include "ui/formula/formula_view.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/paths_view.h"
#include "ui/proof/numerical_proof_dialog.h"
#include "ui/proof/tangent_plot.h"

namespace stepgrad {
namespace {

struct GradientViewsTest : WindowTest {
    NetworkView& view() { return window->networkView(); }
    void click(const ValueId& id) {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().rectOf(id).center());
    }
    void next(int steps) {
        for (int i = 0; i < steps; ++i)
            press(Qt::Key_Right);
    }
    PathsView* paths() { return window->findChild<PathsView*>(); }
    QString allText() {
        QStringList all;
        for (const auto* label : paths()->findChildren<QLabel*>())
            if (label->isVisibleTo(paths()))
                all << label->text();
        for (const auto* formulas : paths()->findChildren<FormulaView*>())
            if (formulas->isVisibleTo(paths()))
                all << formulas->text();
        return all.join('\n');
    }
    NumericalProofDialog* proof() { return window->findChild<NumericalProofDialog*>(); }
    double weight() { return session().still().network().layers[0].weights(0, 0); }

    const ValueId w1 = ValueId::weight(0, 0, 0);
};

TEST_F(GradientViewsTest, WLightsThePathsOfTheSelectedWeightAndListsThem) {
    next(9);
    click(w1);
    EXPECT_FALSE(paths()->isVisible());
    press(Qt::Key_W);
    EXPECT_TRUE(window->action(ActionId::Paths).isChecked());
    EXPECT_TRUE(view().isLit(ValueId::weight(1, 0, 0)));
    EXPECT_FALSE(view().isLit(ValueId::weight(1, 0, 1)));
    EXPECT_TRUE(paths()->isVisible());
    EXPECT_TRUE(allText().contains("One path leads from w₁ to J."));
    EXPECT_TRUE(allText().contains("take 20 multiplications path by path, and only 11 with δ"));
    press(Qt::Key_W);
    EXPECT_FALSE(paths()->isVisible());
    EXPECT_FALSE(view().isLit(ValueId::weight(1, 0, 0)));
}

TEST_F(GradientViewsTest, WithoutASelectionItSaysWhatToSelect) {
    press(Qt::Key_W);
    EXPECT_TRUE(allText().contains("Select a weight, a bias or a neuron"));
    EXPECT_FALSE(view().isLit(ValueId::loss()));
}

TEST_F(GradientViewsTest, PointingAtAPathOfTheListLightsThatOneAlone) {
    window->documents().newFromExample(":/examples/two-outputs.stepgrad");
    next(9);
    click(w1);
    press(Qt::Key_W);
    FormulaView* second = nullptr;
    for (auto* formulas : paths()->findChildren<FormulaView*>())
        if (formulas->isVisibleTo(paths()) && formulas->accessibleName().startsWith("path 2"))
            second = formulas;
    ASSERT_NE(second, nullptr);
    EXPECT_TRUE(view().isLit(ValueId::weight(1, 0, 0)));
    second->setFocus();
    EXPECT_FALSE(view().isLit(ValueId::weight(1, 0, 0)));
    EXPECT_TRUE(view().isLit(ValueId::weight(1, 1, 0)));
    view().setFocus();
    EXPECT_TRUE(view().isLit(ValueId::weight(1, 0, 0)));
    QEnterEvent enter({2, 2}, {2, 2}, {2, 2});
    QApplication::sendEvent(second, &enter);
    EXPECT_FALSE(view().isLit(ValueId::weight(1, 0, 0)));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(second, &leave);
    EXPECT_TRUE(view().isLit(ValueId::weight(1, 0, 0)));
}

TEST_F(GradientViewsTest, TheListGivesNothingAwayBeforeTheWalkHasComeThere) {
    window->documents().newFromExample(":/examples/two-outputs.stepgrad");
    next(8);
    click(w1);
    press(Qt::Key_W);
    EXPECT_TRUE(allText().contains("go on with Next"));
    EXPECT_TRUE(allText().contains("p₁ + p₂"));
    EXPECT_FALSE(allText().contains("0."));
    next(1);
    EXPECT_FALSE(allText().contains("go on with Next"));
    EXPECT_TRUE(allText().contains("0."));
}

TEST_F(GradientViewsTest, TheProofIsOnlyThereForWeightsAndBiases) {
    QAction& action = window->action(ActionId::NumericalProof);
    EXPECT_FALSE(action.isEnabled());
    next(9);
    click(ValueId::h(0, 0));
    EXPECT_FALSE(action.isEnabled());
    click(w1);
    EXPECT_TRUE(action.isEnabled());
    press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_NE(proof(), nullptr);
    EXPECT_TRUE(proof()->isVisible());
    EXPECT_EQ(proof()->parameter(), w1);
    click(ValueId::weight(0, 1, 1));
    EXPECT_EQ(proof()->parameter(), ValueId::weight(0, 1, 1));
}

TEST_F(GradientViewsTest, DraggingThePointEditsTheWeightAndIsOneUndoEntry) {
    next(9);
    click(w1);
    window->action(ActionId::NumericalProof).trigger();
    auto* plot = proof()->findChild<TangentPlot*>();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(proof()));
    const QPoint from = plot->pointPosition().toPoint();
    QTest::mousePress(plot, Qt::LeftButton, {}, from);
    for (int by = 10; by <= 50; by += 10) {
        const QPointF at = from + QPoint(by, 0);
        QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         {});
        QApplication::sendEvent(plot, &move);
    }
    QTest::mouseRelease(plot, Qt::LeftButton, {}, from + QPoint(50, 0));
    EXPECT_GT(weight(), 0.4);
    EXPECT_EQ(step(), 9);
    EXPECT_NE(lossText(), "J = 0.1072");
    session().undo();
    EXPECT_DOUBLE_EQ(weight(), 0.3);
    EXPECT_FALSE(session().canUndo());
}

TEST_F(GradientViewsTest, TheProofClosesWhenItsWeightIsGone) {
    next(9);
    click(ValueId::weight(0, 1, 1));
    window->action(ActionId::NumericalProof).trigger();
    ASSERT_NE(proof(), nullptr);
    ASSERT_EQ(session().editNetwork(RemoveNeuron{0, 1}), "");
    EXPECT_TRUE(!proof() || !proof()->isVisible());
}

TEST_F(GradientViewsTest, BelowTheChainRuleStandButtonsForBoth) {
    next(9);
    click(w1);
    QStringList names;
    for (auto* button : window->findChild<ExplanationPanel*>()->findChildren<QToolButton*>())
        if (button->isVisible() && button->defaultAction())
            names << button->text();
    EXPECT_EQ(names, (QStringList{"Paths to J", "Numerical Proof…"}));
}

}  // namespace
}  // namespace stepgrad
