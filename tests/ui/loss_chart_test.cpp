#include "ui/charts/loss_chart.h"

#include <gtest/gtest.h>

#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QGraphicsSimpleTextItem>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QToolButton>
#include <QValueAxis>
#include <QtTest>
#include <cmath>
#include <set>

#include "ui/charts/curve_points.h"

namespace stepgrad {
namespace {

std::vector<LossPoint> falling(int count) {
    std::vector<LossPoint> points;
    for (int i = 0; i < count; ++i)
        points.push_back({i, 0.1072 * std::exp(-i / 100.0)});
    return points;
}

struct LossChartTest : testing::Test {
    void SetUp() override {
        chart.resize(700, 260);
        chart.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&chart));
        view = chart.findChild<QChartView*>();
        ASSERT_NE(view, nullptr);
    }
    void show(std::vector<LossPoint> points) {
        LossCurve curve;
        curve.current = points.back();
        curve.points = std::move(points);
        chart.showCurve(curve);
        QCoreApplication::processEvents();
    }
    QLineSeries* line() const { return qobject_cast<QLineSeries*>(view->chart()->series().back()); }
    QAbstractAxis* axis(Qt::Orientation o) const { return view->chart()->axes(o).first(); }
    QPoint pixelOf(double update, double loss) const {
        return view->mapFromScene(
            view->chart()->mapToScene(view->chart()->mapToPosition({update, loss}, line())));
    }
    LossChart chart;
    QChartView* view = nullptr;
};

TEST_F(LossChartTest, ShowsTheCurveOnAxesThatHoldItAndStartAtZero) {
    show(falling(150));
    EXPECT_EQ(line()->at(0), QPointF(0, 0.1072));
    EXPECT_EQ(line()->at(line()->count() - 1).x(), 149);
    const auto* x = qobject_cast<QValueAxis*>(axis(Qt::Horizontal));
    const auto* y = qobject_cast<QValueAxis*>(axis(Qt::Vertical));
    EXPECT_EQ(x->min(), 0);
    EXPECT_GE(x->max(), 149);
    EXPECT_EQ(y->min(), 0);
    EXPECT_GT(y->max(), 0.1072);
    EXPECT_LT(y->max(), 0.3);
    EXPECT_EQ(x->titleText(), "update");
    EXPECT_EQ(y->titleText(), "J");
}

TEST_F(LossChartTest, LossesNearTheLargestNumberLeaveRoomForTheCurve) {
    show({{0, 1.0}, {1, 7e307}});
    const auto* y = qobject_cast<QValueAxis*>(axis(Qt::Vertical));
    EXPECT_LE(QString::asprintf(y->labelFormat().toLatin1().constData(), y->max()).size(), 10);
    EXPECT_GT(view->chart()->plotArea().width(), 0.8 * chart.width());
}

TEST_F(LossChartTest, SaysMeanWhereThereAreSeveralExamples) {
    LossCurve curve;
    curve.points = falling(20);
    curve.isMean = true;
    chart.showCurve(curve);
    EXPECT_EQ(axis(Qt::Vertical)->titleText(), "mean J");
}

TEST_F(LossChartTest, ChangesToALogarithmicScaleAndBackByItsButtons) {
    show(falling(300));
    QToolButton *linear = nullptr, *log = nullptr;
    for (auto* button : chart.findChildren<QToolButton*>())
        (button->text() == "log" ? log : linear) = button;
    ASSERT_TRUE(linear && log);
    QTest::mouseClick(log, Qt::LeftButton);
    EXPECT_TRUE(chart.isLogarithmic());
    const auto* y = qobject_cast<QLogValueAxis*>(axis(Qt::Vertical));
    ASSERT_NE(y, nullptr);
    EXPECT_LE(y->min(), 0.1072 * std::exp(-2.99));
    EXPECT_GE(y->max(), 0.1072);
    QTest::mouseClick(linear, Qt::LeftButton);
    EXPECT_NE(qobject_cast<QValueAxis*>(axis(Qt::Vertical)), nullptr);
}

TEST_F(LossChartTest, ALossOfZeroIsLeftOutOfTheLogarithmicCurve) {
    show({{0, 0.5}, {1, 0.0}, {2, 0.25}});
    chart.setLogarithmic(true);
    EXPECT_EQ(line()->count(), 2);
    show({{0, 0.0}});
    EXPECT_EQ(line()->count(), 0);
    EXPECT_FALSE(chart.grab().isNull());
}

TEST_F(LossChartTest, PointingAtItReadsAPointOff) {
    show(falling(11));
    EXPECT_EQ(chart.readOff(), "");
    QTest::mouseMove(view->viewport(), pixelOf(4, 0.05));
    QCoreApplication::processEvents();
    EXPECT_EQ(chart.readOff(), "update 4 · J 0.1030");
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view->viewport(), &leave);
    EXPECT_EQ(chart.readOff(), "");
}

TEST_F(LossChartTest, ShowsEarlierTrainingsAsGhosts) {
    LossCurve curve;
    curve.points = falling(30);
    for (int i = 1; i <= 8; ++i)
        curve.ghosts.push_back({falling(10 * i), 0.1});
    chart.showCurve(curve);
    int shown = 0;
    for (auto* series : view->chart()->series())
        if (series != line() && qobject_cast<QLineSeries*>(series)->count() > 0)
            ++shown;
    EXPECT_EQ(shown, 5);  // the latest ones
    EXPECT_GE(qobject_cast<QValueAxis*>(axis(Qt::Horizontal))->max(), 79);
}

TEST_F(LossChartTest, AMuchLongerGhostDoesNotSqueezeTheNewCurve) {
    LossCurve curve;
    curve.ghosts.push_back({falling(1000), 0.5});
    curve.points = falling(1);
    chart.showCurve(curve);
    const auto* x = qobject_cast<QValueAxis*>(axis(Qt::Horizontal));
    EXPECT_GE(x->max(), 999);  // before the first update all of it shows
    curve.points = falling(41);
    chart.showCurve(curve);
    EXPECT_GE(x->max(), 40);
    EXPECT_LE(x->max(), 200);
}

TEST_F(LossChartTest, WhatIsCutOfAGhostDoesNotSetTheVerticalRange) {
    LossCurve curve;
    auto rising = falling(1000);
    rising.back().loss = 50.0;
    curve.ghosts.push_back({rising, 0.5});
    curve.points = falling(41);
    chart.showCurve(curve);
    EXPECT_LT(qobject_cast<QValueAxis*>(axis(Qt::Vertical))->max(), 1.0);
}

TEST_F(LossChartTest, TheLatestGhostSaysWhatItWas) {
    LossCurve curve;
    curve.points = falling(11);
    curve.ghosts = {{falling(11), 0.1}, {falling(11), 0.25}};
    chart.showCurve(curve);
    QStringList texts;
    for (const auto* item : view->scene()->items())
        if (const auto* text = qgraphicsitem_cast<const QGraphicsSimpleTextItem*>(item))
            if (text->isVisible())
                texts << text->text();
    EXPECT_TRUE(texts.contains(QStringLiteral("previous run, η = 0.25")));
}

TEST_F(LossChartTest, StaysSmallAndCalmWithMillionsOfUpdates) {
    std::vector<LossPoint> points;
    for (int i = 0; i < 4096; ++i)
        points.push_back({std::int64_t{i} * 10000, 0.1 + 0.05 * std::sin(i)});
    show(points);
    EXPECT_LE(line()->count(), 2 * 700 + 2);
    EXPECT_FALSE(chart.grab().isNull());
}

TEST(CurvePoints, KeepTheExtremesOfEachColumnAndBothEnds) {
    std::vector<LossPoint> points;
    for (int i = 0; i <= 1000; ++i)
        points.push_back({i, i == 503 ? 9.0 : i == 507 ? -9.0 : 1.0});
    const auto out = condensed(linesOf(CurveKind::Loss, points).front().points, 0, 1000, 10, false);
    EXPECT_LE(out.size(), 10 * 2 + 3);
    EXPECT_TRUE(out.contains(QPointF(503, 9.0)));
    EXPECT_TRUE(out.contains(QPointF(507, -9.0)));
    EXPECT_EQ(out.front().x(), 0);
    EXPECT_EQ(out.back().x(), 1000);
    for (int i = 1; i < out.size(); ++i)
        EXPECT_LE(out[i - 1].x(), out[i].x());
}

TEST(CurvePoints, NiceNumbersCoverTheirValue) {
    for (double v = 1e-9; v < 1e9; v *= 1.37) {
        EXPECT_GE(niceCeiling(v), v * (1 - 1e-9));
        EXPECT_LT(niceCeiling(v), v * 2.01);
        EXPECT_LE(v / niceInterval(v, 5), 5.0001);
    }
}

LossCurve withEverything() {
    LossCurve curve;
    curve.isMean = true;
    for (LossPoint& point : (curve.points = falling(30))) {
        point.testLoss = point.loss + 0.05;
        point.accuracy = 0.5 + 0.01 * static_cast<double>(point.update);
        point.testAccuracy = 0.4;
        point.gradients = {1e-4, 1e-2};
    }
    curve.current = curve.points.back();
    return curve;
}

TEST_F(LossChartTest, TheLossOfTheTestDataHasALineOfItsOwn) {
    chart.showCurve(withEverything());
    int lines = 0;
    for (auto* series : view->chart()->series())
        if (auto* of = qobject_cast<QLineSeries*>(series); of != line() && of->count() > 0) {
            ++lines;
            EXPECT_EQ(of->at(0).y(), 0.1072 + 0.05);
            EXPECT_NE(of->pen().color(), line()->pen().color());
        }
    EXPECT_EQ(lines, 1);
    QTest::mouseMove(view->viewport(), pixelOf(4, 0.05));
    QCoreApplication::processEvents();
    EXPECT_EQ(chart.readOff(), "update 4 · mean J 0.1030 · test data 0.1530");
}

TEST_F(LossChartTest, AccuracyAndGradientsCanBeChosenWhereThereAreSome) {
    chart.showCurve(withEverything());
    auto* choice = chart.findChild<QComboBox*>();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    EXPECT_EQ(axis(Qt::Vertical)->titleText(), "right (%)");
    EXPECT_EQ(line()->at(0), QPointF(0, 50.0));
    EXPECT_EQ(qobject_cast<QValueAxis*>(axis(Qt::Vertical))->max(), 100.0);
    QTest::keyClick(choice, Qt::Key_Down);
    EXPECT_NE(qobject_cast<QLogValueAxis*>(axis(Qt::Vertical)), nullptr);
    EXPECT_EQ(line()->at(0), QPointF(0, 1e-4));
    // Of numbers there is no share of right answers: the loss comes back.
    QTest::keyClick(choice, Qt::Key_Up);
    show(falling(20));
    EXPECT_EQ(choice->currentText(), "Loss");
    EXPECT_EQ(axis(Qt::Vertical)->titleText(), "J");
    QTest::keyClick(choice, Qt::Key_Down);
    EXPECT_EQ(choice->currentText(), "Loss");
    EXPECT_FALSE(chart.grab().isNull());
}

TEST_F(LossChartTest, OfThirtyLayersEachHasALineAndTheFirstAndTheLastANameOfTheirOwn) {
    LossCurve curve = withEverything();
    for (LossPoint& point : curve.points) {
        point.gradients = {};
        for (int l = 0; l < LayerNorms::kMost; ++l)
            point.gradients.add(std::pow(10.0, -l));
    }
    chart.showCurve(curve);
    auto* choice = chart.findChild<QComboBox*>();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    int lines = 0;
    std::set<QRgb> colours;
    for (auto* series : view->chart()->series())
        if (auto* of = qobject_cast<QLineSeries*>(series); of->count() > 0) {
            ++lines;
            colours.insert(of->pen().color().rgb());
        }
    EXPECT_EQ(lines, 30);
    EXPECT_GT(colours.size(), 20u);
    QStringList names;
    for (auto* item : view->scene()->items())
        if (auto* text = qgraphicsitem_cast<QGraphicsSimpleTextItem*>(item);
            text && text->isVisible() && text->text().startsWith("layer"))
            names << text->text();
    names.sort();
    EXPECT_EQ(names, (QStringList{"layer 1", "layer 30"}));
    EXPECT_FALSE(chart.grab().isNull());
}

TEST_F(LossChartTest, AClickOrADragChoosesAnUpdateAndWhatLiesAheadIsPale) {
    LossCurve curve;
    auto points = falling(101);
    curve.points.assign(points.begin(), points.begin() + 51);
    curve.ahead.assign(points.begin() + 51, points.end());
    chart.showCurve(curve);
    QCoreApplication::processEvents();
    EXPECT_EQ(line()->at(line()->count() - 1).x(), 50);
    EXPECT_GE(qobject_cast<QValueAxis*>(axis(Qt::Horizontal))->max(), 100);
    const QLineSeries* pale = nullptr;
    for (auto* series : view->chart()->series())
        if (auto* of = qobject_cast<QLineSeries*>(series); of != line() && of->count() > 0)
            pale = of;
    ASSERT_NE(pale, nullptr);
    EXPECT_EQ(pale->at(0).x(), 50);
    EXPECT_EQ(pale->at(pale->count() - 1).x(), 100);
    QSignalSpy spy(&chart, &LossChart::updateChosen);
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, pixelOf(80, 0.05));
    ASSERT_EQ(spy.count(), 1);
    EXPECT_NEAR(spy.takeFirst()[0].toDouble(), 80.0, 0.5);
    QTest::mouseMove(view->viewport(), pixelOf(20, 0.05));
    QMouseEvent drag(QEvent::MouseMove, pixelOf(20, 0.05),
                     view->viewport()->mapToGlobal(pixelOf(20, 0.05)), Qt::NoButton, Qt::LeftButton,
                     {});
    QCoreApplication::sendEvent(view->viewport(), &drag);
    ASSERT_GE(spy.count(), 1);
    EXPECT_NEAR(spy.back()[0].toDouble(), 20.0, 0.5);
}

}  // namespace
}  // namespace stepgrad
