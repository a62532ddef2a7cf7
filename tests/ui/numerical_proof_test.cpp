#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QTest>

#include "tests/ui/graph_fixture.h"
#include "ui/proof/numerical_proof_dialog.h"
#include "ui/proof/sweep_plot.h"
#include "ui/proof/tangent_plot.h"

namespace stepgrad {
namespace {

struct ProofTest : testing::Test {
    void SetUp() override {
        dialog.setCommit([this](const ValueId& id, double value) {
            moves.push_back(value);
            walk.set(id, value);
            dialog.showProof(walk.still(), id);
            return QString();
        });
    }
    void TearDown() override { Appearance::instance().setNotation({}); }
    void open(int step) {
        dialog.showProof(walk.atStep(step), w1);
        QApplication::setActiveWindow(&dialog);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&dialog));
    }
    QString allText() {
        QStringList all;
        for (const auto* label : dialog.findChildren<QLabel*>())
            all << label->text();
        return all.join('\n');
    }
    TangentPlot& tangent() { return *dialog.findChild<TangentPlot*>(); }
    void mouse(QEvent::Type type, const QPointF& at) {
        const bool isMove = type == QEvent::MouseMove;
        QMouseEvent event(type, at, tangent().mapToGlobal(at),
                          isMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
        QApplication::sendEvent(&tangent(), &event);
    }

    const ValueId w1 = ValueId::weight(0, 0, 0);
    GraphWalk walk{articleNetwork()};
    NumericalProofDialog dialog;
    std::vector<double> moves;
};

TEST_F(ProofTest, ShowsNoNumberBeforeTheWalkHasComeToTheGradient) {
    open(8);
    EXPECT_TRUE(allText().contains("∂J/∂w₁ is not yet computed"));
    EXPECT_FALSE(allText().contains("−0.0342"));
    EXPECT_TRUE(tangent().accessibleDescription().isEmpty());
    EXPECT_TRUE(dialog.findChild<SweepPlot*>()->accessibleDescription().isEmpty());
    dialog.showProof(walk.atStep(9), w1);
    EXPECT_TRUE(allText().contains("∂J/∂w₁ = −0.0342"));
    EXPECT_TRUE(allText().contains("The best h is"));
    EXPECT_TRUE(tangent().accessibleDescription().contains("slope −0.0342"));
}

TEST_F(ProofTest, ShowsTheStepOnlyOnceTheUpdateIsTold) {
    open(9);
    EXPECT_FALSE(allText().contains("0.3034"));
    EXPECT_FALSE(tangent().accessibleDescription().contains("0.3034"));
    dialog.showProof(walk.atStep(10), w1);
    EXPECT_TRUE(allText().contains("leads to 0.3034"));
    EXPECT_TRUE(tangent().accessibleDescription().contains("0.3034"));
}

TEST_F(ProofTest, DraggingThePointChangesTheWeightAndThePointGoesAlongTheCurve) {
    open(9);
    const QPointF from = tangent().pointPosition();
    mouse(QEvent::MouseButtonPress, from);
    mouse(QEvent::MouseMove, from + QPointF(40.0, 25.0));
    ASSERT_EQ(moves.size(), 1u);
    EXPECT_GT(moves[0], 0.3);
    EXPECT_NEAR(tangent().pointPosition().x(), from.x() + 40.0, 1.5);
    EXPECT_LT(tangent().accessibleDescription().indexOf("J = 0.1072"), 0);
    mouse(QEvent::MouseMove, from + QPointF(-30.0, 0.0));
    mouse(QEvent::MouseButtonRelease, from + QPointF(-30.0, 0.0));
    ASSERT_EQ(moves.size(), 2u);
    EXPECT_LT(moves[1], 0.3);
    // Let go, it stays where it is.
    mouse(QEvent::MouseMove, from);
    EXPECT_EQ(moves.size(), 2u);
}

TEST_F(ProofTest, APressBesideThePointMovesNothing) {
    open(9);
    const QPointF beside = tangent().pointPosition() + QPointF(60.0, 0.0);
    mouse(QEvent::MouseButtonPress, beside);
    mouse(QEvent::MouseMove, beside + QPointF(20.0, 0.0));
    EXPECT_TRUE(moves.empty());
}

TEST_F(ProofTest, ArrowKeysMoveTheWeightInDecimals) {
    open(9);
    tangent().setFocus();
    QTest::keyClick(&tangent(), Qt::Key_Right);
    QTest::keyClick(&tangent(), Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(moves, (std::vector<double>{0.4, 0.39}));
}

TEST_F(ProofTest, FarFromTheFirstPlaceTheCurveIsShownAroundThePoint) {
    open(9);
    tangent().setFocus();
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(&tangent(), Qt::Key_Right);
    EXPECT_DOUBLE_EQ(moves.back(), 4.3);
    EXPECT_TRUE(QRectF(tangent().rect()).contains(tangent().pointPosition()));
}

}  // namespace
}  // namespace stepgrad
