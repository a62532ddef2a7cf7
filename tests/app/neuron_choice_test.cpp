// What stands inside the neurons, chosen in the menu.

#include <QMenu>
#include <QMenuBar>

#include "core/walkthrough/number_text.h"
#include "tests/app/window_fixture.h"

namespace stepgrad {
namespace {

struct NeuronChoiceTest : WindowTest {
    NetworkView& view() { return window->networkView(); }
    QAction& action(ActionId id) { return window->action(id); }
    /// With the keyboard, through the menu in which the action stands.
    void choose(ActionId id) {
        for (QMenu* menu : window->findChildren<QMenu*>())
            if (menu->actions().contains(&action(id))) {
                menu->popup({0, 0});
                menu->setActiveAction(&action(id));
                QTest::keyClick(menu, Qt::Key_Return);
                return;
            }
        ADD_FAILURE() << "in no menu";
    }
    void next(int steps) {
        view().setFocus();
        for (int i = 0; i < steps; ++i)
            press(Qt::Key_Right);
    }
    QString text(double value) { return QString::fromStdString(formatNumber(value, {})); }
    const Trace& trace() { return *session().still().trace; }
    QImage picture() { return view().grab().toImage(); }
};

TEST_F(NeuronChoiceTest, ValuesComeFirstAndOneChoiceIsCheckedAtATime) {
    EXPECT_TRUE(action(ActionId::NeuronValues).isChecked());
    choose(ActionId::NeuronBiases);
    EXPECT_TRUE(action(ActionId::NeuronBiases).isChecked());
    EXPECT_FALSE(action(ActionId::NeuronValues).isChecked());
    choose(ActionId::NeuronDeltas);
    EXPECT_TRUE(action(ActionId::NeuronDeltas).isChecked());
    EXPECT_FALSE(action(ActionId::NeuronBiases).isChecked());
}

TEST_F(NeuronChoiceTest, DeltaIsBlankUntilItIsComputedAndThenThatOfTheTrace) {
    choose(ActionId::NeuronDeltas);
    next(5);
    for (int j = 0; j < 2; ++j)
        EXPECT_EQ(view().textInside(0, j), "");
    EXPECT_EQ(view().textInside(1, 0), "");
    next(1);
    EXPECT_EQ(view().textInside(1, 0), text(*trace().value(ValueId::delta(1, 0))));
    EXPECT_EQ(view().textInside(1, 0), "−0.1151");
    EXPECT_EQ(view().textInside(0, 0), "");
    next(2);
    EXPECT_EQ(view().textInside(0, 0), "−0.0342");
    EXPECT_EQ(view().textInside(0, 1), "0.0158");
    choose(ActionId::NeuronValues);
    EXPECT_EQ(view().textInside(0, 0), text(*trace().value(ValueId::h(0, 0))));
}

TEST_F(NeuronChoiceTest, DeltaStandsInTheCircleAndNotInABadgeAboveIt) {
    next(8);
    const ValueId delta = ValueId::delta(0, 0);
    const QRect badge = view().rectOf(delta);
    const auto filled = [&](const QImage& image) {
        return image.pixelColor(view().viewport()->mapTo(
            &view(), QPoint(badge.left() + badge.height() / 2, badge.top() + 4)));
    };
    const Palette& palette = Appearance::instance().palette();
    EXPECT_EQ(filled(picture()), mixed(palette.deltaFill, palette.backward, 0.2));
    choose(ActionId::NeuronDeltas);
    EXPECT_NE(filled(picture()), mixed(palette.deltaFill, palette.backward, 0.2));
    EXPECT_EQ(view().rectOf(delta), view().rectOf(ValueId::h(0, 0)));
    // A click on the number selects what stands there.
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().rectOf(delta).center());
    EXPECT_EQ(view().selectedValue(), delta);
}

TEST_F(NeuronChoiceTest, BiasIsThatOfTheNeuronAndNothingWhereThereIsNone) {
    choose(ActionId::NeuronBiases);
    EXPECT_EQ(view().textInside(0, 0), "");
    window->documents().newFromExample(":/examples/xor.stepgrad");
    const Network& network = session().still().network();
    for (int j = 0; j < network.layers[0].weights.rows(); ++j)
        EXPECT_EQ(view().textInside(0, j), text((*network.layers[0].biases)[j]));
    // The chip below stays where it is edited.
    const ValueId bias = ValueId::bias(0, 1);
    QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, view().rectOf(bias).center());
    ASSERT_TRUE(view().isEditing());
    press(QStringLiteral("0.75"));
    press(Qt::Key_Return);
    EXPECT_EQ((*session().still().network().layers[0].biases)[1], 0.75);
    EXPECT_EQ(view().textInside(0, 1), "0.7500");
    choose(ActionId::NeuronValues);
    EXPECT_EQ(view().textInside(0, 1), "");
}

TEST_F(NeuronChoiceTest, TheKeysOfTheMapsTurnThemOnAndBackToValues) {
    const QImage plain = picture();
    choose(ActionId::NeuronBiases);
    view().setFocus();
    press(Qt::Key_M, Qt::ControlModifier);
    EXPECT_TRUE(action(ActionId::NeuronMaps).isChecked());
    EXPECT_NE(picture(), plain);
    press(Qt::Key_M, Qt::ControlModifier);
    EXPECT_TRUE(action(ActionId::NeuronValues).isChecked());
    EXPECT_EQ(picture(), plain);
}

TEST_F(NeuronChoiceTest, WithoutTwoInputsThereAreNoMapsAndTheReasonIsTold) {
    choose(ActionId::NeuronMaps);
    window->documents().newFromExample(":/examples/iris.stepgrad");
    EXPECT_FALSE(action(ActionId::NeuronMaps).isEnabled());
    EXPECT_TRUE(action(ActionId::NeuronMaps).toolTip().contains("two inputs"));
    EXPECT_TRUE(action(ActionId::NeuronValues).isChecked());
    window->documents().newFromExample(":/examples/xor.stepgrad");
    EXPECT_TRUE(action(ActionId::NeuronMaps).isEnabled());
    EXPECT_TRUE(action(ActionId::NeuronMaps).isChecked());
    EXPECT_TRUE(action(ActionId::NeuronMaps).toolTip().contains("Ctrl+M"));
}

TEST_F(NeuronChoiceTest, IsKeptFromStartToStart) {
    choose(ActionId::NeuronDeltas);
    window.reset();
    makeWindow();
    EXPECT_TRUE(action(ActionId::NeuronDeltas).isChecked());
    next(6);
    EXPECT_EQ(view().textInside(1, 0), "−0.1151");
}

}  // namespace
}  // namespace stepgrad
