#include <QClipboard>
#include <QPushButton>
#include <QShortcut>

#include "tests/ui/graph_fixture.h"
#include "ui/graph/value_order.h"

namespace stepgrad {
namespace {

class GraphKeyboard : public GraphTest {
protected:
    /// A window that takes what the view leaves.
    struct KeyCatcher : QObject {
        std::vector<int> keys;
        bool eventFilter(QObject*, QEvent* event) override {
            if (event->type() == QEvent::KeyPress)
                keys.push_back(static_cast<QKeyEvent*>(event)->key());
            return false;
        }
    };

    void focusFirst() {
        view->clearFocus();
        view->setFocus(Qt::TabFocusReason);
    }
    std::vector<ValueId> tabThrough() {
        focusFirst();
        std::vector<ValueId> order;
        while (view->hasFocus() && view->selectedValue() && order.size() < 1000) {
            order.push_back(*view->selectedValue());
            QTest::keyClick(view, Qt::Key_Tab);
            if (view->selectedValue() == order.back())
                break;
        }
        return order;
    }
};

}  // namespace

TEST_F(GraphKeyboard, TabMovesThroughTheValuesInTheOrderOfTheirComputation) {
    show(articleNetwork(), 7);
    const std::vector<ValueId> expected = {i1,
                                           i2,
                                           w1,
                                           w2,
                                           w3,
                                           w4,
                                           ValueId::u(0, 0),
                                           ValueId::u(0, 1),
                                           ValueId::h(0, 0),
                                           ValueId::h(0, 1),
                                           w5,
                                           w6,
                                           ValueId::u(1, 0),
                                           ValueId::h(1, 0),
                                           y,
                                           ValueId::loss(),
                                           ValueId::delta(1, 0),
                                           ValueId::weightGradient(1, 0, 0),
                                           ValueId::weightGradient(1, 0, 1)};
    EXPECT_EQ(tabThrough(), expected);
}

TEST_F(GraphKeyboard, TabSkipsWhatIsNotComputedYet) {
    show(articleNetwork(), 0);
    EXPECT_EQ(tabThrough(), (std::vector<ValueId>{i1, i2, w1, w2, w3, w4, w5, w6, y}));
}

TEST_F(GraphKeyboard, BiasesComeWithTheWeightsOfTheirLayer) {
    const auto values = orderedValues(networkOf({2, 1, 1}, true));
    const std::vector<ValueId> start = {
        i1, i2, w1, ValueId::weight(0, 0, 1), ValueId::bias(0, 0), ValueId::u(0, 0)};
    EXPECT_TRUE(std::equal(start.begin(), start.end(), values.begin()));
}

TEST_F(GraphKeyboard, TabPastTheLastValueLeavesTheView) {
    QPushButton after(QStringLiteral("after"), &window);
    after.show();
    QWidget::setTabOrder(view, &after);
    show(articleNetwork(), 0);
    view->selectValue(y);
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_TRUE(after.hasFocus());
    QTest::keyClick(&after, Qt::Key_Backtab);
    EXPECT_TRUE(view->hasFocus());
    EXPECT_EQ(view->selectedValue(), y);
}

TEST_F(GraphKeyboard, ShiftTabGoesBackAndLeavesAtTheFirst) {
    QPushButton before(QStringLiteral("before"), &window);
    before.show();
    QWidget::setTabOrder(&before, view);
    view->selectValue(i2);
    QTest::keyClick(view, Qt::Key_Backtab);
    EXPECT_EQ(view->selectedValue(), i1);
    QTest::keyClick(view, Qt::Key_Backtab);
    EXPECT_TRUE(before.hasFocus());
}

TEST_F(GraphKeyboard, TheFocusIsVisible) {
    view->selectValue(w5);
    view->clearFocus();
    const QImage without = view->grab().toImage();
    view->setFocus(Qt::OtherFocusReason);
    EXPECT_NE(view->grab().toImage(), without);
}

TEST_F(GraphKeyboard, TheWindowsKeysPassThrough) {
    KeyCatcher catcher;
    window.installEventFilter(&catcher);
    view->selectValue(w1);
    const std::vector<int> keys = {Qt::Key_Right,    Qt::Key_Left, Qt::Key_Space, Qt::Key_PageUp,
                                   Qt::Key_PageDown, Qt::Key_Home, Qt::Key_T};
    for (const int key : keys)
        QTest::keyClick(view, static_cast<Qt::Key>(key));
    EXPECT_EQ(catcher.keys, keys);
    EXPECT_FALSE(view->isEditing());
}

TEST_F(GraphKeyboard, ShortcutsOfTheWindowWorkWhileTheGraphHasTheFocus) {
    int next = 0, train = 0;
    QShortcut right(QKeySequence(Qt::Key_Right), &window), t(QKeySequence(Qt::Key_T), &window);
    QObject::connect(&right, &QShortcut::activated, [&] { ++next; });
    QObject::connect(&t, &QShortcut::activated, [&] { ++train; });
    view->selectValue(w1);
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_T);
    EXPECT_EQ(next, 1);
    EXPECT_EQ(train, 1);
}

TEST_F(GraphKeyboard, TheWindowsKeysMoveTheCursorWhileAnEditorIsOpen) {
    int next = 0;
    QShortcut right(QKeySequence(Qt::Key_Right), &window),
        space(QKeySequence(Qt::Key_Space), &window);
    QObject::connect(&right, &QShortcut::activated, [&] { ++next; });
    QObject::connect(&space, &QShortcut::activated, [&] { ++next; });
    view->editValue(w1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    EXPECT_EQ(next, 0);
    EXPECT_TRUE(view->isEditing());
}

TEST_F(GraphKeyboard, ControlCCopiesTheSelectedValueInFullPrecision) {
    show(articleNetwork(), 8);
    view->selectValue(ValueId::delta(0, 0));
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QApplication::clipboard()->text(),
              QString::fromStdString(exactNumber(*walk.still().value(ValueId::delta(0, 0)))));
}

TEST_F(GraphKeyboard, TabInAnEditorAcceptsAndGoesToTheNextValue) {
    view->editValue(w1);
    QTest::keyClicks(QApplication::focusWidget(), "0.5");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    EXPECT_FALSE(view->isEditing());
    ASSERT_EQ(edits.size(), 1u);
    EXPECT_EQ(view->selectedValue(), w2);
    EXPECT_TRUE(view->hasFocus());
}

TEST_F(GraphKeyboard, EscapeDeselects) {
    view->selectValue(w1);
    QTest::keyClick(view, Qt::Key_Escape);
    EXPECT_FALSE(view->selectedValue());
}

}  // namespace stepgrad
