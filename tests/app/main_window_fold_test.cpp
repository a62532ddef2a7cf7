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
