// Slopes and depth in the whole window.

#include "app/laboratory_views.h"

#include "app/laboratory.h"
#include "app/learn_menu.h"
#include "app/lessons.h"
#include "core/lessons/lesson_views.h"
#include "tests/app/window_fixture.h"
#include "ui/laboratory/activation_plot.h"
#include "ui/laboratory/laboratory_view.h"

namespace stepgrad {
namespace {

struct LaboratoryViewsTest : WindowTest {};

TEST_F(LaboratoryViewsTest, EachIsNamedByAKeyThatLessonsKnow) {
    for (const LaboratoryViewInfo& row : laboratoryViews()) {
        EXPECT_NE(std::ranges::find(laboratoryKeys(), std::string_view(row.key)),
                  laboratoryKeys().end())
            << row.key;
        EXPECT_FALSE(QString(row.tip).isEmpty());
    }
}

TEST_F(LaboratoryViewsTest, ANeuronChosenOnItsCurveIsSelectedInTheGraph) {
    ASSERT_TRUE(window->laboratory().open("slopes"));
    QCoreApplication::processEvents();
    auto* plot = window->findChildren<ActivationPlot*>().at(0);
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(1, false).toPoint());
    EXPECT_EQ(window->networkView().selectedValue(), ValueId::u(0, 1));
}

TEST_F(LaboratoryViewsTest, DepthOfThirtyLayersIsShownWhileItTrainsAndFoldsBack) {
    window->documents().newFromExample(":/examples/xor-2-3-1.stepgrad");
    ASSERT_TRUE(window->laboratory().open("depth"));
    QCoreApplication::processEvents();
    for (auto* field : window->laboratory().view("depth")->findChildren<NumberField*>())
        if (field->accessibleName() == "Layers") {
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, "30");
            QTest::keyClick(field, Qt::Key_Return);
        }
    ASSERT_EQ(session().project().network.layerCount(), 30);
    session().setSpeed(Speed::Fastest);
    session().train();
    ASSERT_TRUE(QTest::qWaitFor([this] { return session().still().update > 100; }, 20000));
    EXPECT_EQ(session().lossCurve().points.back().gradients.count(), 30);
    const auto* told = window->laboratory().view("depth")->findChild<QLabel*>("depthTold");
    // What is told meanwhile is measured, too: there is a gradient to speak of.
    EXPECT_TRUE(QTest::qWaitFor([told] { return told->text().contains("layer 30"); }));
    EXPECT_TRUE(session().isTraining());
    EXPECT_FALSE(told->text().contains("teaches the output nothing")) << told->text().toStdString();
    EXPECT_FALSE(told->text().contains("‖g‖ = 0.0000")) << told->text().toStdString();
    session().pause();
    EXPECT_TRUE(QTest::qWaitFor([told] { return told->text().contains("layer 30"); }))
        << told->text().toStdString();
    EXPECT_FALSE(window->grab().isNull());
}

}  // namespace
}  // namespace stepgrad
