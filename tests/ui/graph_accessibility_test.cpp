#include <QAccessible>

#include "tests/ui/graph_fixture.h"
#include "ui/graph/graph_accessibility.h"

namespace stepgrad {
namespace {

class GraphAccess : public GraphTest {
protected:
    using Events = std::vector<std::pair<QAccessible::Event, ValueId>>;

    void SetUp() override {
        GraphTest::SetUp();
        QObject::connect(view->findChild<GraphAccessibility*>(), &GraphAccessibility::announced,
                         [this](QAccessible::Event event, const ValueId& id) {
                             events.emplace_back(event, id);
                         });
    }

    QAccessibleInterface* root() const { return QAccessible::queryAccessibleInterface(view); }
    QAccessibleInterface* find(const QString& name) const {
        for (int i = 0; i < root()->childCount(); ++i)
            if (QAccessibleInterface* child = root()->child(i);
                child && child->text(QAccessible::Name) == name)
                return child;
        return nullptr;
    }
    QString textOf(const QString& name) const {
        QAccessibleInterface* object = find(name);
        if (!object || !object->textInterface())
            return QStringLiteral("no such text");
        return object->textInterface()->text(0, object->textInterface()->characterCount());
    }

    Events events;
};

}  // namespace

TEST_F(GraphAccess, EveryValueIsAnObjectNamedByKindAndSymbol) {
    for (const char* name :
         {"input i1", "input i2", "weight w1", "weight w6", "u1", "h2", "u3", "prediction y",
          "target y", "loss J", "delta 1", "delta 3", "gradient w1", "gradient w6"})
        EXPECT_NE(find(QString::fromLatin1(name)), nullptr) << name;
    show(networkOf({2, 2, 2}, true), 0);
    for (const char* name : {"bias b1", "bias b4", "target y2", "prediction y1"})
        EXPECT_NE(find(QString::fromLatin1(name)), nullptr) << name;
}

TEST_F(GraphAccess, ValuesReadAsShownAndAsNotYetComputedBefore) {
    show(articleNetwork(), 0);
    EXPECT_EQ(textOf("weight w3"), "−0.2000");
    EXPECT_EQ(textOf("delta 1"), "not yet computed");
    EXPECT_EQ(find("delta 1")->valueInterface(), nullptr);
    EXPECT_EQ(find("delta 1")->text(QAccessible::Value), "not yet computed");
    view->showStill(walk.atStep(8), NetworkView::Transition::Immediate);
    EXPECT_EQ(textOf("delta 1"), "−0.0342");
    EXPECT_DOUBLE_EQ(find("delta 1")->valueInterface()->currentValue().toDouble(),
                     *walk.still().value(ValueId::delta(0, 0)));
    EXPECT_EQ(textOf("gradient w1"), "not yet computed");
}

TEST_F(GraphAccess, WeightsBiasesInputsAndTargetsCanBeSetAsNumbers) {
    show(networkOf({2, 2, 1}, true), 2);
    double number = 0.125;
    for (const char* name : {"weight w3", "bias b1", "input i1", "target y"}) {
        QAccessibleInterface* object = find(QString::fromLatin1(name));
        ASSERT_NE(object, nullptr) << name;
        EXPECT_TRUE(object->state().editable) << name;
        EXPECT_EQ(object->role(), QAccessible::EditableText);
        object->valueInterface()->setCurrentValue(number);
        ASSERT_FALSE(edits.empty());
        EXPECT_EQ(edits.back().value, number) << name;
        number += 0.125;
    }
    EXPECT_EQ(edits[0].id, w3);
    EXPECT_EQ(edits[1].id, ValueId::bias(0, 0));
    EXPECT_EQ(edits[2].id, i1);
    EXPECT_EQ(edits[3].id, y);
}

TEST_F(GraphAccess, AWeightCanBeSetAsTextAndWhatFollowsReadsAnew) {
    show(articleNetwork(), 8);
    const QString before = textOf("h1");
    QAccessibleInterface* weight = find("weight w3");
    weight->editableTextInterface()->replaceText(0, weight->textInterface()->characterCount(),
                                                 QStringLiteral("-0.25"));
    EXPECT_EQ(textOf("weight w3"), "−0.2500");
    EXPECT_NE(textOf("h1"), before);
    weight->setText(QAccessible::Value, QStringLiteral("1/4"));
    EXPECT_EQ(textOf("weight w3"), "0.2500");
}

TEST_F(GraphAccess, DeletingAndThenInsertingSetsTheInsertedNumber) {
    QAccessibleInterface* weight = find("weight w1");
    auto* text = weight->editableTextInterface();
    text->deleteText(0, weight->textInterface()->characterCount());
    EXPECT_EQ(textOf("weight w1"), "0.3000");
    text->insertText(0, QStringLiteral("0.75"));
    EXPECT_EQ(textOf("weight w1"), "0.7500");
    ASSERT_EQ(edits.size(), 1u);
}

TEST_F(GraphAccess, ARefusedTextChangesNothing) {
    QAccessibleInterface* weight = find("weight w1");
    weight->setText(QAccessible::Value, QStringLiteral("abc"));
    weight->valueInterface()->setCurrentValue(5000.0);
    EXPECT_EQ(textOf("weight w1"), "0.3000");
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphAccess, ComputedValuesCannotBeSet) {
    show(articleNetwork(), 8);
    QAccessibleInterface* h = find("h1");
    EXPECT_FALSE(h->state().editable);
    EXPECT_EQ(h->editableTextInterface(), nullptr);
    h->valueInterface()->setCurrentValue(0.5);
    h->setText(QAccessible::Value, QStringLiteral("0.5"));
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphAccess, PressSelectsAndEditOpensTheEditor) {
    QAccessibleInterface* weight = find("weight w3");
    weight->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    EXPECT_EQ(view->selectedValue(), w3);
    EXPECT_TRUE(weight->state().selected);
    view->clearFocus();
    weight->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    EXPECT_TRUE(view->hasFocus());
    EXPECT_TRUE(weight->state().focused);
    weight->actionInterface()->doAction(QAccessibleActionInterface::increaseAction());
    EXPECT_EQ(edits.back().value, -0.1);
    ASSERT_TRUE(weight->actionInterface()->actionNames().contains(QStringLiteral("Edit")));
    weight->actionInterface()->doAction(QStringLiteral("Edit"));
    EXPECT_TRUE(view->isEditing());
}

TEST_F(GraphAccess, ObjectsLieWhereTheirValuesAreDrawn) {
    QAccessibleInterface* weight = find("weight w3");
    const QRect drawn = view->rectOf(w3);
    EXPECT_EQ(weight->rect(), QRect(view->viewport()->mapToGlobal(drawn.topLeft()), drawn.size()));
    const QPoint at = weight->rect().center();
    EXPECT_EQ(root()->childAt(at.x(), at.y()), weight);
}

TEST_F(GraphAccess, ChildrenKnowTheirParentAndIndex) {
    for (int i = 0; i < root()->childCount(); ++i) {
        QAccessibleInterface* child = root()->child(i);
        ASSERT_NE(child, nullptr) << i;
        EXPECT_EQ(root()->indexOfChild(child), i);
        EXPECT_EQ(child->parent(), root());
        EXPECT_TRUE(child->isValid());
    }
}

TEST_F(GraphAccess, AChangedValueIsAnnouncedAndOthersAreNot) {
    show(articleNetwork(), 2);
    for (int i = 0; i < root()->childCount(); ++i)
        root()->child(i);
    events.clear();
    view->showStill(walk.next(), NetworkView::Transition::Immediate);
    EXPECT_EQ(events, (Events{{QAccessible::TextUpdated, ValueId::u(1, 0)},
                              {QAccessible::ValueChanged, ValueId::u(1, 0)}}));
}

TEST_F(GraphAccess, MovingTheSelectionByKeyIsAnnouncedAsFocus) {
    ASSERT_NE(find("weight w1"), nullptr);
    view->selectValue(w1);
    events.clear();
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_EQ(events, (Events{{QAccessible::Focus, w2}}));
}

TEST_F(GraphAccess, AnotherNetworkBringsOtherObjects) {
    QAccessibleInterface* weight = find("weight w4");
    ASSERT_NE(weight, nullptr);
    const QAccessible::Id id = QAccessible::uniqueId(weight);
    show(networkOf({1, 1}), 0);
    EXPECT_EQ(QAccessible::accessibleInterface(id), nullptr);
    EXPECT_EQ(find("weight w4"), nullptr);
    EXPECT_NE(find("weight w1"), nullptr);
}

TEST_F(GraphAccess, LargeNetworksShowTheWeightsOfTheSelectedNeuronAlone) {
    show(networkOf({16, 16, 16, 4}), 4);
    const int without = root()->childCount();
    EXPECT_LT(without, 300);
    view->selectValue(ValueId::h(1, 3));
    // 16 weights in, 4 out — each with its gradient and new value; layer 3 has 4 neurons.
    EXPECT_EQ(root()->childCount(), without + 3 * (16 + 4));
    view->selectValue(std::nullopt);
    EXPECT_EQ(root()->childCount(), without);
}

}  // namespace stepgrad
