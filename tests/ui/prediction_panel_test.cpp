#include "ui/panels/prediction_panel.h"

#include <gtest/gtest.h>

#include <QImage>

#include "core/document/session.h"

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

}  // namespace
}  // namespace stepgrad
