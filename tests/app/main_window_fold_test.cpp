// Folding of large layers, through the window.

#include "tests/app/window_fixture.h"

namespace stepgrad {
namespace {

struct WindowFolding : WindowTest {
    NetworkView& view() { return window->networkView(); }
    QAction& fold() { return window->action(ActionId::FoldLarge); }
    void openDigits() {
        window->documents().newFromExample(":/examples/digits.stepgrad");
        ASSERT_EQ(session().still().network().inputCount(), 64);
    }
};

TEST_F(WindowFolding, IsOffAtFirstAndKeptWhenChosen) {
    openDigits();
    EXPECT_FALSE(fold().isChecked());
    EXPECT_FALSE(view().isFolded(1));
    fold().trigger();
    EXPECT_TRUE(view().isFolded(0));
    EXPECT_TRUE(view().isFolded(1));
    makeWindow();
    openDigits();
    EXPECT_TRUE(fold().isChecked());
    EXPECT_TRUE(view().isFolded(1));
    fold().trigger();
    EXPECT_FALSE(view().isFolded(1));
}

TEST_F(WindowFolding, TheActionShowsTheTrueStateOfWhatIsUnfoldedByHand) {
    openDigits();
    fold().trigger();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().standInRect(1).center());
    EXPECT_FALSE(fold().isChecked());
    fold().trigger();
    EXPECT_TRUE(fold().isChecked());
    EXPECT_TRUE(view().isFolded(1));
    // What was done by hand is no new choice for networks to come.
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().standInRect(1).center());
    makeWindow();
    EXPECT_TRUE(fold().isChecked());
    openDigits();
    EXPECT_TRUE(view().isFolded(1));
}

TEST_F(WindowFolding, TheKeyOfNextUnfoldsWhereTheKeyboardIs) {
    openDigits();
    fold().trigger();
    window->selectValue(ValueId::inputOf(5));
    view().setFocus();
    press(Qt::Key_Tab);
    press(Qt::Key_Space);
    EXPECT_FALSE(view().isFolded(0));
    EXPECT_EQ(step(), 0);
    press(Qt::Key_Space);
    EXPECT_EQ(step(), 1);
}

TEST_F(WindowFolding, IsNothingToUndo) {
    openDigits();
    fold().trigger();
    EXPECT_FALSE(window->action(ActionId::Undo).isEnabled());
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(WindowFolding, StaysWhileStepsAndTrainingGoOn) {
    openDigits();
    fold().trigger();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().standInRect(1).center());
    EXPECT_FALSE(view().isFolded(1));
    for (int i = 0; i < 10; ++i)
        press(Qt::Key_Right);
    EXPECT_TRUE(view().isFolded(0));
    EXPECT_FALSE(view().isFolded(1));
    session().setSpeed(Speed::Fastest);
    session().train();
    EXPECT_TRUE(QTest::qWaitFor([&] { return session().still().update > 50; }));
    session().pause();
    EXPECT_TRUE(view().isFolded(0));
    EXPECT_FALSE(view().isFolded(1));
}

}  // namespace
}  // namespace stepgrad
