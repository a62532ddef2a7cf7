#include "ui/panels/prediction_panel.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QFontInfo>
#include <QImage>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>

#include "core/document/session.h"
#include "tests/ui/formula_fixture.h"
#include "ui/appearance.h"
#include "ui/panels/prediction_view.h"

namespace stepgrad {
namespace {

void press(Session& session, int times) {
    for (int i = 0; i < times; ++i)
        session.next();
}

TEST(PredictionPanel, IsBlankUntilThePredictionIsComputed) {
    Session session;
    PredictionPanel panel;
    panel.resize(panel.sizeHint());
    press(session, 3);
    panel.showStill(session.still());
    EXPECT_TRUE(panel.accessibleDescription().startsWith("ŷ = –"));
    EXPECT_TRUE(panel.accessibleDescription().contains("not yet computed"));
    EXPECT_FALSE(panel.accessibleDescription().contains("0.5369"));
    const QImage blank = panel.grab().toImage();
    press(session, 1);
    panel.showStill(session.still());
    EXPECT_NE(panel.grab().toImage(), blank);
    EXPECT_EQ(panel.accessibleDescription(),
              "ŷ = 0.5369 · 53.7 % that the label is 1 · error ŷ − y = −0.4631");
}

TEST(PredictionPanel, HasARowForEachOutput) {
    Project p = articleExample();
    p.network.layers[1].weights = Matrix{{1.2, -0.7}, {0.1, 0.2}, {0.3, 0.4}};
    Dataset data = *p.data;
    data.targets = Matrix{{0.0, 1.0, 0.0}};
    p.data = std::make_shared<const Dataset>(data);
    Session session;
    session.open(p);
    press(session, 4);
    PredictionPanel panel;
    const int one = panel.sizeHint().height();
    panel.showStill(session.still());
    EXPECT_GT(panel.sizeHint().height(), one);
    const QStringList lines = panel.accessibleDescription().split('\n');
    ASSERT_EQ(lines.size(), 3);
    EXPECT_TRUE(lines[1].startsWith("ŷ₂ = "));
    EXPECT_TRUE(lines[2].contains("error ŷ₃ − y₃ = "));
}

TEST(PredictionPanel, SaysNoPercentForOutputsThatAreNoProbability) {
    Project p = articleExample();
    p.network.layers[1].activation = Activation::Tanh;
    Session session;
    session.open(p);
    press(session, 4);
    PredictionPanel panel;
    panel.resize(300, 120);
    panel.showStill(session.still());
    EXPECT_FALSE(panel.accessibleDescription().contains("%"));
    EXPECT_FALSE(panel.grab().isNull());
}

TEST(PredictionPanel, NarrowPanelsAndLargeLettersTakeMoreHeightInsteadOfOverlapping) {
    Session session;
    press(session, 4);
    PredictionPanel panel;
    panel.showStill(session.still());
    auto* view = panel.findChild<PredictionView*>();
    const int wide = view->heightForWidth(500);
    EXPECT_GT(view->heightForWidth(220), wide);
    panel.setFont(enlarged(2.0));
    EXPECT_GT(view->heightForWidth(500), wide * 3 / 2);
    panel.resize(260, 120);
    panel.show();
    QApplication::sendPostedEvents();
    EXPECT_EQ(view->height(), view->heightForWidth(view->width()));
    EXPECT_TRUE(panel.findChild<QScrollArea*>()->verticalScrollBar()->isVisible());
}

TEST(PredictionPanel, ShowsHowFarThePredictionIsFromTheTarget) {
    Session session;
    press(session, 4);
    PredictionPanel panel;
    panel.resize(400, 160);
    panel.showStill(session.still());
    const Palette& palette = Appearance::instance().palette();
    const QImage image = panel.grab().toImage();
    int filled = 0, markLeft = image.width();
    for (int y = 0; y < image.height(); ++y) {
        int run = 0;
        for (int x = 0; x < image.width(); ++x) {
            run += image.pixelColor(x, y) == palette.done;
            // A mark, not the letters of the target's caption: three in a row, on the bar.
            if (run > 50 && x + 2 < image.width() && image.pixelColor(x, y) == palette.loss &&
                image.pixelColor(x + 2, y) == palette.loss)
                markLeft = std::min(markLeft, x);
        }
        filled = std::max(filled, run);
    }
    const double em = QFontInfo(panel.font()).pixelSize();
    const double bar = 400 - 2 * em;
    EXPECT_NEAR(filled, 0.5369 * bar, 3.0);
    EXPECT_NEAR(markLeft, 400 - em - 3, 2.0);
}

TEST(PredictionPanel, TheBarOfAnUnboundedOutputReachesToItsTarget) {
    Project p = articleExample();
    p.network.layers[1].activation = Activation::Linear;
    p.network.layers[1].weights *= -10.0;
    Session session;
    session.open(p);
    press(session, 4);
    PredictionPanel panel;
    panel.resize(400, 160);
    panel.showStill(session.still());
    // Of a negative output nothing lies right of 0, where the target is.
    const QImage image = panel.grab().toImage();
    int right = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == Appearance::instance().palette().done)
                right = std::max(right, x);
    ASSERT_LT(*session.still().value(ValueId::h(1, 0)), 0.0);
    EXPECT_GT(right, 50);
    EXPECT_LT(right, 350);
}

}  // namespace
}  // namespace stepgrad
