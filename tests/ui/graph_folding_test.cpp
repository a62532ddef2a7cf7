// Large layers behind a stand-in, by real events.

#include <QAccessible>
#include <QMenu>

#include "tests/ui/graph_fixture.h"

namespace stepgrad {
namespace {

class GraphFoldingTest : public GraphTest {
protected:
    void SetUp() override {
        GraphTest::SetUp();
        view->setLargeFolded(true);
    }

    void clickStandIn(int column) {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->standInRect(column).center());
    }

    /// Chooses an entry of the context menu at a point.
    void choose(const QPoint& at, const QString& text) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &event);
        auto* menu = view->findChild<QMenu*>();
        ASSERT_NE(menu, nullptr);
        for (QAction* action : menu->actions())
            if (action->text().remove('&') == text) {
                action->trigger();
                delete menu;
                return;
            }
        delete menu;
        ADD_FAILURE() << "no entry " << text.toStdString();
    }

    QAccessibleInterface* accessible(const QString& name) const {
        QAccessibleInterface* root = QAccessible::queryAccessibleInterface(view);
        for (int i = 0; i < root->childCount(); ++i)
            if (root->child(i) && root->child(i)->text(QAccessible::Name) == name) {
                EXPECT_EQ(root->indexOfChild(root->child(i)), i);
                return root->child(i);
            }
        return nullptr;
    }

    /// What the mouse meets anywhere in the view.
    std::vector<ValueId> met() {
        hovers.clear();
        for (int down = 0; down < view->viewport()->height(); down += 5)
            for (int along = 0; along < view->viewport()->width(); along += 5)
                QTest::mouseMove(view->viewport(), {along, down});
        std::vector<ValueId> all;
        for (const auto& id : hovers)
            if (id)
                all.push_back(*id);
        return all;
    }

    const Network digits = networkOf({64, 32, 10}, true);
};

TEST_F(GraphFoldingTest, FoldsLayersAboveTwelveButNeverTheOutputs) {
    show(networkOf({12, 13, 20}), 0);
    EXPECT_FALSE(view->isFolded(0));
    EXPECT_TRUE(view->isFolded(1));
    EXPECT_FALSE(view->isFolded(2));
    view->setLargeFolded(false);
    EXPECT_FALSE(view->isFolded(1));
}

TEST_F(GraphFoldingTest, AClickOnTheStandInUnfoldsAndTheMenuFoldsAgain) {
    show(digits, 0);
    clickStandIn(1);
    EXPECT_TRUE(view->isFolded(0));
    EXPECT_FALSE(view->isFolded(1));
    EXPECT_TRUE(view->standInRect(1).isEmpty());
    EXPECT_TRUE(selections.empty());
    choose(empty(), "Fold Layer 1");
    EXPECT_TRUE(view->isFolded(1));
    choose(view->standInRect(0).center(), "Unfold Inputs");
    EXPECT_FALSE(view->isFolded(0));
}

TEST_F(GraphFoldingTest, WhatIsChosenHoldsAsLongAsTheShape) {
    show(digits, 0);
    clickStandIn(1);
    show(digits, 2);
    EXPECT_FALSE(view->isFolded(1));
    show(networkOf({64, 33, 10}), 0);
    EXPECT_TRUE(view->isFolded(1));
}

TEST_F(GraphFoldingTest, SelectingAFoldedValueFromElsewhereUnfoldsItsLayers) {
    show(digits, 2);
    view->selectValue(ValueId::h(0, 3));
    EXPECT_TRUE(view->isFolded(1));
    view->selectValue(ValueId::h(0, 30));
    EXPECT_FALSE(view->isFolded(1));
    EXPECT_TRUE(view->isFolded(0));
    EXPECT_EQ(view->selectedValue(), ValueId::h(0, 30));
    view->selectValue(ValueId::weight(0, 1, 60));
    EXPECT_FALSE(view->isFolded(0));
}

TEST_F(GraphFoldingTest, FoldingASelectedNeuronAwayDeselectsIt) {
    show(digits, 2);
    view->setFolded(1, false);
    view->selectValue(ValueId::h(0, 30));
    view->setFolded(1, true);
    EXPECT_FALSE(view->selectedValue());
    EXPECT_EQ(selections.back(), std::nullopt);
}

TEST_F(GraphFoldingTest, ThePlaceOfAFoldedValueIsTheStandIn) {
    show(digits, 2);
    EXPECT_EQ(view->rectOf(ValueId::h(0, 20)), view->standInRect(1));
    EXPECT_NE(view->rectOf(ValueId::h(0, 5)), view->standInRect(1));
    EXPECT_EQ(view->rectOf(ValueId::inputOf(63)), view->standInRect(0));
}

TEST_F(GraphFoldingTest, TheMouseMeetsOnlyWhatIsShown) {
    show(digits, 3);
    const auto all = met();
    ASSERT_FALSE(all.empty());
    bool meetsEdges = false;
    for (const ValueId& id : all) {
        const bool isWeight = id.isParameter() && id.kind == ValueKind::Weight;
        meetsEdges = meetsEdges || isWeight;
        const bool isInner = id.kind == ValueKind::Input || id.layer == 0;
        EXPECT_FALSE(isInner && id.neuron > 5);
        EXPECT_FALSE(isWeight && id.input > 5);
    }
    EXPECT_TRUE(meetsEdges);
}

TEST_F(GraphFoldingTest, NumbersAtTheNeuronsThatShowAreThoseOfTheTrace) {
    show(digits, 2);
    for (int j = 0; j < 6; ++j) {
        const ValueId h = ValueId::h(0, j);
        click(h);
        ASSERT_EQ(view->selectedValue(), h);
        const QString name = QStringLiteral("h%1").arg(j + 1);
        ASSERT_NE(accessible(name), nullptr);
        EXPECT_EQ(accessible(name)->text(QAccessible::Value).toDouble(),
                  std::round(value(h) * 1e4) / 1e4);
    }
}

TEST_F(GraphFoldingTest, ChipsReturnWhereTheEdgesThatAreDrawnAreFew) {
    const Network network = networkOf({4, 20, 2});
    show(network, 0);
    const ValueId weight = ValueId::weight(0, 5, 3);
    doubleClick(weight);
    ASSERT_TRUE(view->isEditing());
    QTest::keyClicks(QApplication::focusWidget(), "0.25");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(value(weight), 0.25);
    EXPECT_TRUE(view->isFolded(1));
}

TEST_F(GraphFoldingTest, WhileTrainingTheChipsShowTheNewWeights) {
    Network network = networkOf({4, 20, 2});
    show(network, 0);
    network.layers[0].weights(2, 1) = -0.625;
    view->showWeights(network);
    EXPECT_TRUE(view->isFolded(1));
    QStringList shown;
    QAccessibleInterface* root = QAccessible::queryAccessibleInterface(view);
    for (int i = 0; i < root->childCount(); ++i)
        if (root->child(i) &&
            root->child(i)->rect() == QRect(view->viewport()->mapToGlobal(
                                                view->rectOf(ValueId::weight(0, 2, 1)).topLeft()),
                                            view->rectOf(ValueId::weight(0, 2, 1)).size()))
            shown << root->child(i)->text(QAccessible::Value);
    EXPECT_TRUE(shown.contains(QStringLiteral("−0.6250"))) << shown.join(' ').toStdString();
}

TEST_F(GraphFoldingTest, TheKeyboardStopsAtTheStandInAndPassesByWhatIsFolded) {
    show(digits, 0);
    view->selectValue(ValueId::inputOf(5));
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_FALSE(view->selectedValue());
    EXPECT_TRUE(accessible("58 more inputs")->state().focused);
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_EQ(view->selectedValue(), ValueId::weight(0, 0, 0));
    EXPECT_FALSE(accessible("58 more inputs")->state().focused);
    QTest::keyClick(view, Qt::Key_Backtab);
    EXPECT_TRUE(accessible("58 more inputs")->state().focused);
    QTest::keyClick(view, Qt::Key_Backtab);
    EXPECT_EQ(view->selectedValue(), ValueId::inputOf(5));
    EXPECT_TRUE(view->isFolded(0));
}

TEST_F(GraphFoldingTest, EnterAndSpaceUnfoldWhereTheKeyboardIs) {
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return}) {
        show(digits, 0);
        view->setLargeFolded(true);
        view->selectValue(ValueId::inputOf(5));
        QTest::keyClick(view, Qt::Key_Tab);
        EXPECT_EQ(QAccessible::queryAccessibleInterface(view)->focusChild(),
                  accessible("58 more inputs"));
        QTest::keyClick(view, key);
        EXPECT_FALSE(view->isFolded(0));
        EXPECT_TRUE(view->isFolded(1));
        // And the keyboard goes on with what was hidden.
        EXPECT_EQ(view->selectedValue(), ValueId::inputOf(6));
    }
}

TEST_F(GraphFoldingTest, TheStandInIsAButtonForAssistiveTechnology) {
    show(digits, 0);
    QAccessibleInterface* button = accessible("26 more neurons of layer 1");
    ASSERT_NE(button, nullptr);
    ASSERT_NE(accessible("58 more inputs"), nullptr);
    EXPECT_EQ(button->role(), QAccessible::Button);
    EXPECT_EQ(button->rect().size(), view->standInRect(1).size());
    ASSERT_NE(button->actionInterface(), nullptr);
    button->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    EXPECT_FALSE(view->isFolded(1));
    EXPECT_FALSE(button->isValid());
    EXPECT_EQ(accessible("26 more neurons of layer 1"), nullptr);
}

TEST_F(GraphFoldingTest, ValuesOfFoldedNeuronsTravelToTheStandIn) {
    Appearance::instance().setAnimated(true);
    show(digits, 0);
    view->showStill(walk.next(), NetworkView::Transition::Animated);
    EXPECT_TRUE(view->isAnimating());
    view->setLargeFolded(false);
    EXPECT_FALSE(view->isAnimating());
}

TEST_F(GraphFoldingTest, EdgesToFoldedNeuronsAreAPaleWedge) {
    show(networkOf({13, 1}), 0);
    const auto colourAt = [this](const QPoint& at) {
        return QColor::fromRgb(view->viewport()->grab().toImage().pixel(at));
    };
    // Near the stand-in, below the edge to the last input that shows.
    const QPoint from = view->standInRect(0).center();
    const QPoint to = middle(ValueId::h(0, 0));
    const QPoint at = from + (to - from) / 2;
    EXPECT_NE(colourAt(at), colourAt(empty()));
    view->setFolded(0, false);
    EXPECT_EQ(view->standInRect(0), QRect());
}

}  // namespace
}  // namespace stepgrad
