// Editing through the window: learning rate, values of the graph, examples.

#include <QClipboard>
#include <QLineEdit>
#include <QTableView>

#include "tests/app/window_fixture.h"
#include "ui/panels/data_panel.h"

namespace stepgrad {
namespace {

struct WindowEdit : WindowTest {
    double eta() { return session().project().optimizer.learningRate; }
    void type(const QString& text) {
        learningRate()->setFocus();
        learningRate()->selectAll();
        press(text);
    }
    double weight(int layer, int j, int k) {
        return session().still().network().layers[static_cast<std::size_t>(layer)].weights(j, k);
    }
};

TEST_F(WindowEdit, EnterAcceptsALearningRate) {
    type("0.5");
    EXPECT_DOUBLE_EQ(eta(), 0.1);  // not before it is accepted
    press(Qt::Key_Return);
    EXPECT_DOUBLE_EQ(eta(), 0.5);
    EXPECT_EQ(learningRate()->text(), "0.5");
}

TEST_F(WindowEdit, LeavingTheFieldAcceptsALearningRate) {
    type("1/4");
    window->networkView().setFocus();
    EXPECT_DOUBLE_EQ(eta(), 0.25);
    EXPECT_EQ(learningRate()->text(), "0.25");
}

TEST_F(WindowEdit, ALearningRateThatIsNoNumberIsRefusedWithAReason) {
    type("fast");
    press(Qt::Key_Return);
    EXPECT_FALSE(learningRate()->problem().isEmpty());
    EXPECT_EQ(learningRate()->text(), "fast");  // stays to be mended
    EXPECT_EQ(learningRate()->accessibleDescription(), learningRate()->problem());
    EXPECT_DOUBLE_EQ(eta(), 0.1);
}

TEST_F(WindowEdit, ALearningRateOfZeroIsRefused) {
    type("0");
    press(Qt::Key_Return);
    EXPECT_TRUE(learningRate()->problem().contains("above 0"));
    EXPECT_DOUBLE_EQ(eta(), 0.1);
}

TEST_F(WindowEdit, EscapeAndLeavingARefusedTextBringTheOldLearningRateBack) {
    type("fast");
    press(Qt::Key_Escape);
    EXPECT_EQ(learningRate()->text(), "0.1");
    type("fast");
    press(Qt::Key_Return);
    window->networkView().setFocus();
    EXPECT_EQ(learningRate()->text(), "0.1");
    EXPECT_TRUE(learningRate()->problem().isEmpty());
}

TEST_F(WindowEdit, UndoOfTheLearningRateShowsTheOldOne) {
    type("0.5");
    press(Qt::Key_Return);
    window->networkView().setFocus();
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(eta(), 0.1);
    EXPECT_EQ(learningRate()->text(), "0.1");
}

TEST_F(WindowEdit, ControlZInsideTheFieldUndoesTypingAndNotTheProject) {
    ASSERT_EQ(session().setValue(ValueId::weight(0, 0, 1), -0.25), "");
    type("0.7");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(weight(0, 0, 1), -0.25);
}

TEST_F(WindowEdit, DoubleClickingAWeightAndTypingChangesItAndAllThatFollows) {
    for (int i = 0; i < 8; ++i)
        press(Qt::Key_Right);
    NetworkView& view = window->networkView();
    const QPoint at = view.rectOf(ValueId::weight(0, 0, 1)).center();
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at);
    ASSERT_TRUE(view.isEditing());
    press("-0.25");
    press(Qt::Key_Return);
    EXPECT_DOUBLE_EQ(weight(0, 0, 1), -0.25);
    EXPECT_EQ(step(), 8);
    EXPECT_NEAR(*session().still().value(ValueId::u(0, 0)), 0.3 - 0.25 * 0.5, 1e-15);
    EXPECT_TRUE(window->isWindowModified());
    EXPECT_EQ(savedText(), "not saved");
}

TEST_F(WindowEdit, F2EditsTheSelectedValueAndControlCCopiesItWithAllDigits) {
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Right);
    NetworkView& view = window->networkView();
    EXPECT_FALSE(window->action(ActionId::EditValue).isEnabled());
    window->selectValue(ValueId::weight(0, 0, 1));
    window->action(ActionId::Copy).trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), "-0.2");
    window->selectValue(ValueId::h(1, 0));
    EXPECT_FALSE(window->action(ActionId::EditValue).isEnabled());
    window->action(ActionId::Copy).trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), "0.5369474766169516");
    window->selectValue(ValueId::weight(0, 0, 1));
    window->action(ActionId::EditValue).trigger();
    EXPECT_TRUE(view.isEditing());
}

TEST_F(WindowEdit, TheTableOfExamplesDrivesTheWalkthrough) {
    window->documents().newFromExample(":/examples/xor.stepgrad");
    window->showTab(1);
    QTableView* table = window->findChild<DataPanel*>()->table();
    ASSERT_TRUE(table->isVisible());
    const QModelIndex second = table->model()->index(1, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(second).center());
    EXPECT_EQ(session().example(), 1);
    EXPECT_TRUE(statusText().startsWith("Example 2 of 4"));

    QTest::keyClick(table, Qt::Key_Right);  // moves in the table, not in the walkthrough
    EXPECT_EQ(step(), 0);
    EXPECT_EQ(table->currentIndex().column(), 1);
}

TEST_F(WindowEdit, CellsAreCopiedFromTheTableWhereItHasTheFocus) {
    window->documents().newFromExample(":/examples/xor.stepgrad");
    window->selectValue(ValueId::weight(0, 0, 0));
    window->showTab(1);
    QTableView* table = window->findChild<DataPanel*>()->table();
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, 1));
    QGuiApplication::clipboard()->setText("before");
    press(Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), "1");
}

}  // namespace
}  // namespace stepgrad
