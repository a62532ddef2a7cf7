// The views of the loss surface and of the costs in the window, by real events.

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>

#include "app/laboratory.h"
#include "core/laboratory/loss_surface.h"
#include "core/laboratory/timing.h"
#include "tests/app/window_fixture.h"
#include "tests/core/session_support.h"
#include "ui/laboratory/contour_plot.h"
#include "ui/laboratory/growth_plot.h"
#include "ui/laboratory/laboratory_view.h"

namespace stepgrad {
namespace {

struct LandscapeTest : WindowTest {
    void open(const QString& example, const QString& view) {
        window->documents().newFromExample(":/examples/" + example + ".stepgrad");
        ASSERT_TRUE(window->laboratory().open(view));
        QCoreApplication::processEvents();
    }
    LaboratoryView* view() { return window->laboratory().current(); }
    ContourPlot* plot() { return view()->findChild<ContourPlot*>(); }
    QString text(const char* name) { return view()->findChild<QLabel*>(name)->text(); }
    void press(const QString& label) {
        for (auto* button : view()->findChildren<QPushButton*>())
            if (button->text() == label) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        FAIL() << "no button " << label.toStdString();
    }
    bool waitForSurface() {
        return test::waitFor([&] { return plot()->surface() && plot()->surface()->side > 60; });
    }
    /// The wheel, over the middle of the plot.
    void turnWheel(int by) {
        const QPointF at = plot()->rect().center();
        QWheelEvent event(at, plot()->mapToGlobal(at), {}, {0, by}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot(), &event);
    }
    double weight() { return session().still().network().layers[0].weights(0, 0); }
    double bias() { return (*session().still().network().layers[0].biases)[0]; }
};

TEST_F(LandscapeTest, ShowsTheSurfaceOfTheFirstTwoParametersFirst) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    EXPECT_EQ(plot()->surface()->x.parameter, ValueId::weight(0, 0, 0));
    EXPECT_EQ(plot()->surface()->y.parameter, ValueId::bias(0, 0));
    EXPECT_EQ(plot()->marks().present, (SurfacePoint{-1.5, -1.0}));
    ASSERT_TRUE(test::waitFor([&] { return text("verdict").startsWith("Not a critical point"); }));
    EXPECT_TRUE(plot()->accessibleDescription().contains("−1.5"));
}

TEST_F(LandscapeTest, AClickSetsBothWeightsAsOneEdit) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    const auto depth = session().undoDepth();
    const SurfacePoint to{0.5, 0.25};
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->placeOf(to).toPoint());
    EXPECT_NEAR(weight(), to.x, 0.05);
    EXPECT_NEAR(bias(), to.y, 0.05);
    EXPECT_EQ(session().undoDepth(), depth + 1);
    session().undo();
    EXPECT_EQ(weight(), -1.5);
    EXPECT_EQ(bias(), -1.0);
}

TEST_F(LandscapeTest, ADragIsOneEditWhereItEnds) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    const auto depth = session().undoDepth();
    const QPoint from = plot()->placeOf(plot()->marks().present).toPoint();
    QTest::mousePress(plot(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 5; ++i)
        QTest::mouseMove(plot(), from + QPoint(8 * i, -4 * i));
    EXPECT_EQ(weight(), -1.5);
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, from + QPoint(40, -20));
    EXPECT_GT(weight(), -1.5);
    EXPECT_GT(bias(), -1.0);
    EXPECT_EQ(session().undoDepth(), depth + 1);
}

TEST_F(LandscapeTest, TheArrowKeysNudgeThePoint) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    plot()->setFocus();
    QTest::keyClick(plot(), Qt::Key_Right);
    QTest::keyClick(plot(), Qt::Key_Up);
    EXPECT_NEAR(weight(), -1.4, 1e-12);
    EXPECT_NEAR(bias(), -0.9, 1e-12);
}

TEST_F(LandscapeTest, TheWheelAndTheFieldsChangeTheRange) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    const SurfaceAxis before = plot()->surface()->x;
    turnWheel(120);
    ASSERT_TRUE(test::waitFor([&] { return plot()->surface()->x.high < before.high; }));
    auto* field = view()->findChild<QLineEdit*>("range01");
    ASSERT_NE(field, nullptr);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, "7");
    QTest::keyClick(field, Qt::Key_Return);
    ASSERT_TRUE(test::waitFor([&] { return plot()->surface()->x.high == 7.0; }));
}

TEST_F(LandscapeTest, AnotherWeightIsChosenFromTheLists) {
    open("xor", "landscape");
    ASSERT_TRUE(waitForSurface());
    auto* up = window->findChild<QComboBox*>("up");
    ASSERT_NE(up, nullptr);
    up->setFocus();
    QTest::keyClick(up, Qt::Key_End);
    ASSERT_TRUE(
        test::waitFor([&] { return plot()->surface()->y.parameter == ValueId::bias(1, 0); }));
}

TEST_F(LandscapeTest, FindsALocalMinimumAndGoesThere) {
    open("local-minimum", "landscape");
    session().setParameters({{ValueId::weight(0, 0, 0), 0.4}, {ValueId::bias(0, 0), 0.1}}, "start");
    press("Find critical point");
    ASSERT_TRUE(test::waitFor([&] { return text("task").contains("Minimum"); }));
    press("Go there");
    ASSERT_TRUE(test::waitFor([&] { return text("verdict").startsWith("Minimum"); }));
    EXPECT_NEAR(weight(), 0.2808, 1e-3);
    EXPECT_TRUE(text("eigenvalues").contains("0.0498"));
}

TEST_F(LandscapeTest, NamesTheSaddlePoint) {
    open("saddle", "landscape");
    session().setParameters({{ValueId::weight(0, 0, 0), 0.0}, {ValueId::weight(1, 0, 0), 0.0}},
                            "start");
    ASSERT_TRUE(test::waitFor([&] { return text("verdict").startsWith("Saddle point"); }));
    EXPECT_TRUE(text("verdict").contains("1 of 2 directions leads down"));
}

TEST_F(LandscapeTest, NamesThePlateau) {
    open("plateau", "landscape");
    ASSERT_TRUE(test::waitFor([&] { return text("verdict").startsWith("Plateau"); }));
}

TEST_F(LandscapeTest, ARaceFillsItsTable) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    press("Race");
    ASSERT_TRUE(test::waitFor([&] {
        return plot()->marks().racers.size() == 15 &&
               plot()->marks().racers.back().path.size() == 401;
    }));
    auto* table = view()->findChild<QTableWidget*>();
    ASSERT_NE(table, nullptr);
    EXPECT_TRUE(table->isVisibleTo(view()));
    EXPECT_EQ(table->rowCount(), 3);
    EXPECT_EQ(table->columnCount(), 5);
    EXPECT_FALSE(table->item(2, 4)->text().isEmpty());
}

TEST_F(LandscapeTest, TellsOfTheLatestTaskOnlyAndOfNoneThatWasStopped) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    press("Race");
    ASSERT_TRUE(test::waitFor([&] { return !plot()->marks().racers.empty(); }));
    press("Find critical point");
    EXPECT_TRUE(plot()->marks().racers.empty());
    EXPECT_FALSE(view()->findChild<QTableWidget*>()->isVisibleTo(view()));
    ASSERT_TRUE(test::waitFor([&] { return text("task").contains("Newton"); }));
    press("Go there");
    EXPECT_FALSE(view()->findChild<QLabel*>("task")->isVisibleTo(view()));
    press("Race");
    ASSERT_TRUE(test::waitFor([&] { return !plot()->marks().racers.empty(); }));
    auto* up = view()->tools()->findChild<QComboBox*>("up");
    up->setFocus();
    QTest::keyClick(up, Qt::Key_Home);
    EXPECT_FALSE(view()->findChild<QLabel*>("task")->isVisibleTo(view()));
}

TEST_F(LandscapeTest, DrawsTheWayOfTheTraining) {
    open("local-minimum", "landscape");
    ASSERT_TRUE(waitForSurface());
    session().setSpeed(Speed::Fastest);
    session().train();
    ASSERT_TRUE(test::waitFor([&] { return session().still().update > 50; }));
    session().pause();
    ASSERT_TRUE(test::waitFor([&] { return plot()->marks().path.size() > 3; }));
    EXPECT_EQ(plot()->marks().path.front().at, (SurfacePoint{-1.5, -1.0}));
    EXPECT_EQ(plot()->marks().path.back().at, plot()->marks().present);
}

TEST_F(LandscapeTest, SaysWhyThereAreNoThreeDimensionsWithoutAScreen) {
    open("xor", "landscape");
    QToolButton* button = nullptr;
    for (auto* each : window->findChildren<QToolButton*>())
        if (each->accessibleName() == "3-D")
            button = each;
    ASSERT_NE(button, nullptr);
    if (QGuiApplication::platformName() == "offscreen") {
        EXPECT_FALSE(button->isEnabled());
        EXPECT_TRUE(button->toolTip().contains("screen"));
    }
}

TEST_F(LandscapeTest, WorksOnLargeNetworksWithAPartOfTheExamples) {
    open("digits", "landscape");
    ASSERT_TRUE(test::waitFor([&] { return text("verdict").contains("alone"); }));
    ASSERT_TRUE(test::waitFor([&] { return plot()->surface() != nullptr; }));
}

TEST_F(LandscapeTest, FollowsTheNetworkWhenItIsBuiltAnew) {
    open("xor", "landscape");
    ASSERT_TRUE(waitForSurface());
    window->documents().newFromExample(":/examples/saddle.stepgrad");
    ASSERT_TRUE(
        test::waitFor([&] { return plot()->surface()->y.parameter == ValueId::weight(1, 0, 0); }));
}

TEST_F(LandscapeTest, CostsAreCountedAtOnceAndMeasuredSoon) {
    open("xor-2-3-1", "costs");
    auto* table = view()->findChild<QTableWidget*>();
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->rowCount(), 3);
    // 2–3: six products, three sums of two and three biases, three activations.
    EXPECT_EQ(table->item(0, 1)->text(), "15");
    ASSERT_TRUE(test::waitFor([&] { return text("times").contains("Measured here"); }));
    EXPECT_TRUE(text("naive").contains("measured"));
    EXPECT_TRUE(text("bill").startsWith("300 epochs of 4 examples"));
    auto* curve = view()->findChild<GrowthPlot*>();
    ASSERT_TRUE(
        test::waitFor([&] { return curve->points().size() == growthSizes(Growth::Width).size(); }));
    EXPECT_FALSE(text("growthText").isEmpty());
}

TEST_F(LandscapeTest, TheBillIsForTheEpochsAskedFor) {
    open("xor-2-3-1", "costs");
    ASSERT_TRUE(test::waitFor([&] { return text("bill").startsWith("300"); }));
    auto* epochs = view()->findChild<QLineEdit*>("epochs");
    epochs->setFocus();
    epochs->selectAll();
    QTest::keyClicks(epochs, "7");
    QTest::keyClick(epochs, Qt::Key_Return);
    EXPECT_TRUE(text("bill").startsWith("7 epochs of 4 examples"));
}

TEST_F(LandscapeTest, TheCurveOfGrowthCanBeStoppedAndChanged) {
    open("xor-2-3-1", "costs");
    auto* curve = view()->findChild<GrowthPlot*>();
    ASSERT_TRUE(test::waitFor([&] { return curve->points().size() >= 2; }));
    press("Stop");
    const auto points = curve->points().size();
    QCoreApplication::processEvents();
    EXPECT_EQ(curve->points().size(), points);
    auto* growth = view()->findChild<QComboBox*>("growth");
    growth->setFocus();
    QTest::keyClick(growth, Qt::Key_End);
    ASSERT_TRUE(
        test::waitFor([&] { return curve->points().size() == growthSizes(Growth::Batch).size(); }));
}

}  // namespace
}  // namespace stepgrad
