#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <cmath>

#include "tests/ui/graph_fixture.h"
#include "ui/graph/value_editor.h"

namespace stepgrad {
namespace {

class GraphEdit : public GraphTest {
protected:
    ValueEditor* editor() const { return view->findChild<ValueEditor*>(); }
    QLabel* reason() const { return view->findChild<QLabel*>(QStringLiteral("valueEditorReason")); }
    /// Types over what is selected; true minus and the like come as input methods send them.
    void type(const QString& text) {
        QInputMethodEvent event;
        event.setCommitString(text);
        QApplication::sendEvent(editor(), &event);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(view->isEditing() ? static_cast<QWidget*>(editor()) : view,
                        static_cast<Qt::Key>(key), modifiers);
    }
    void expectOneEdit(const ValueId& id, double value, bool nudge = false) {
        ASSERT_EQ(edits.size(), 1u);
        EXPECT_EQ(edits[0].id, id);
        EXPECT_EQ(edits[0].value, value);
        EXPECT_EQ(edits[0].nudge, nudge);
    }
};

struct Typed {
    const char* text;
    double value;
};

}  // namespace

TEST_F(GraphEdit, DoubleClickOpensAnEditorOverTheValueWithAllDigitsSelected) {
    walk.set(w3, -0.123456789012345);
    view->showStill(walk.still(), NetworkView::Transition::Immediate);
    doubleClick(w3);
    ASSERT_TRUE(view->isEditing());
    EXPECT_TRUE(editor()->isVisible());
    EXPECT_TRUE(editor()->hasFocus());
    EXPECT_TRUE(editor()->geometry().intersects(view->rectOf(w3)));
    EXPECT_EQ(editor()->text(), "−0.123456789012345");
    EXPECT_EQ(editor()->selectedText(), editor()->text());
    EXPECT_EQ(editor()->accessibleName(), "weight w3");
}

TEST_F(GraphEdit, EnterAcceptsAndTheGraphShowsTheNewValue) {
    doubleClick(w3);
    QTest::keyClicks(editor(), "-0.25");
    press(Qt::Key_Return);
    EXPECT_FALSE(view->isEditing());
    EXPECT_FALSE(editor()->isVisible());
    expectOneEdit(w3, -0.25);
    EXPECT_TRUE(view->hasFocus());
}

TEST_F(GraphEdit, EscapeLeavesTheOldValue) {
    doubleClick(w3);
    QTest::keyClicks(editor(), "5");
    press(Qt::Key_Escape);
    EXPECT_FALSE(view->isEditing());
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, EveryWayOfWritingANumberIsUnderstood) {
    for (const Typed& typed :
         {Typed{"-0.25", -0.25}, Typed{"-.25", -0.25}, Typed{"−0,25", -0.25}, Typed{"1e-3", 0.001},
          Typed{"1/3", 1.0 / 3.0}, Typed{" 2 ", 2.0}, Typed{"+4", 4.0}}) {
        view->editValue(w1);
        type(QString::fromUtf8(typed.text));
        press(Qt::Key_Enter);
        EXPECT_FALSE(view->isEditing()) << typed.text;
        EXPECT_EQ(value(w1), typed.value) << typed.text;
    }
}

TEST_F(GraphEdit, WhatIsNoNumberStaysOpenMarkedRedWithAReason) {
    for (const char* text : {"abc", "", "1,2,3", "1/0", "1e999", "nan", "--1", "0x10"}) {
        view->editValue(w1);
        editor()->clear();
        type(QString::fromUtf8(text));
        press(Qt::Key_Return);
        EXPECT_TRUE(view->isEditing()) << text;
        EXPECT_TRUE(reason()->isVisible()) << text;
        EXPECT_FALSE(reason()->text().isEmpty()) << text;
        EXPECT_EQ(editor()->accessibleDescription(), reason()->text()) << text;
        EXPECT_TRUE(editor()->styleSheet().contains(Appearance::instance().palette().loss.name()))
            << text;
        press(Qt::Key_Escape);
        EXPECT_FALSE(reason()->isVisible());
    }
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, TheReasonGoesAwayOnTypingOn) {
    view->editValue(w1);
    QTest::keyClicks(editor(), "abc");
    press(Qt::Key_Return);
    ASSERT_TRUE(reason()->isVisible());
    QTest::keyClick(editor(), Qt::Key_Backspace);
    EXPECT_FALSE(reason()->isVisible());
}

TEST_F(GraphEdit, ARefusedValueStaysOpenWithTheRefusalAsReason) {
    view->editValue(w1);
    QTest::keyClicks(editor(), "1000");
    press(Qt::Key_Return);
    EXPECT_TRUE(view->isEditing());
    EXPECT_EQ(reason()->text(), "this is more than the test allows");
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, AReasonIsShownInsideTheViewport) {
    view->editValue(y);
    editor()->clear();
    press(Qt::Key_Return);
    ASSERT_TRUE(reason()->isVisible());
    EXPECT_TRUE(view->viewport()->rect().contains(reason()->geometry()));
}

TEST_F(GraphEdit, AClickElsewhereInTheGraphAccepts) {
    doubleClick(w3);
    QTest::keyClicks(editor(), "0.5");
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, empty());
    EXPECT_FALSE(view->isEditing());
    expectOneEdit(w3, 0.5);
}

TEST_F(GraphEdit, AClickElsewhereLeavesAWrongTextOpen) {
    doubleClick(w3);
    QTest::keyClicks(editor(), "x");
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, middle(w4));
    EXPECT_TRUE(view->isEditing());
    EXPECT_EQ(view->selectedValue(), w3);
    EXPECT_TRUE(reason()->isVisible());
}

TEST_F(GraphEdit, AClickOnAButtonThatTakesNoFocusAcceptsFirst) {
    QPushButton button(QStringLiteral("Next"), &window);
    button.setFocusPolicy(Qt::NoFocus);
    button.setGeometry(600, 500, 80, 30);
    button.show();
    bool accepted = false;
    QObject::connect(&button, &QPushButton::clicked, [&] { accepted = !edits.empty(); });
    doubleClick(w3);
    QTest::keyClicks(editor(), "0.5");
    QTest::mouseClick(&button, Qt::LeftButton);
    EXPECT_TRUE(accepted);
    EXPECT_FALSE(view->isEditing());
}

TEST_F(GraphEdit, LosingTheFocusAccepts) {
    QLineEdit other(&window);
    other.show();
    doubleClick(w3);
    QTest::keyClicks(editor(), "0.5");
    other.setFocus();
    EXPECT_FALSE(view->isEditing());
    EXPECT_TRUE(other.hasFocus());
    expectOneEdit(w3, 0.5);
}

TEST_F(GraphEdit, AnUnchangedValueIsNoEdit) {
    doubleClick(w3);
    press(Qt::Key_Return);
    EXPECT_FALSE(view->isEditing());
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, EnterF2AndDigitsOpenTheEditorOfTheSelectedValue) {
    click(w3);
    press(Qt::Key_Return);
    EXPECT_TRUE(view->isEditing());
    press(Qt::Key_Escape);
    press(Qt::Key_F2);
    EXPECT_TRUE(view->isEditing());
    press(Qt::Key_Escape);
    for (const char key : {'7', '-', '.', ',', '0'}) {
        QTest::keyClick(view, key);
        ASSERT_TRUE(view->isEditing()) << key;
        EXPECT_EQ(editor()->text(), QString(QLatin1Char(key)));
        press(Qt::Key_Escape);
    }
}

TEST_F(GraphEdit, TypingGoesOnInTheEditorThatADigitOpened) {
    click(w3);
    QTest::keyClick(view, '-');
    QTest::keyClicks(editor(), ".5");
    press(Qt::Key_Return);
    expectOneEdit(w3, -0.5);
}

TEST_F(GraphEdit, ArrowsInTheEditorChangeTheTextAndEscapeStillLeavesTheOldValue) {
    doubleClick(w3);
    press(Qt::Key_Up);
    EXPECT_EQ(editor()->text(), "−0.1");
    press(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(editor()->text(), "−0.11");
    EXPECT_EQ(editor()->selectedText(), editor()->text());
    press(Qt::Key_Escape);
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, ArrowsNudgeTheSelectedValueInExactDecimals) {
    click(w1);  // 0.3
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Up, Qt::ShiftModifier);
    ASSERT_EQ(edits.size(), 3u);
    EXPECT_EQ(edits[0].value, 0.2);
    EXPECT_EQ(edits[1].value, 0.1);
    EXPECT_EQ(edits[2].value, 0.11);
    EXPECT_TRUE(edits[0].nudge);
    press(Qt::Key_Up);
    EXPECT_EQ(edits[3].value, 0.21);
}

TEST_F(GraphEdit, TheWheelNudgesTheSelectedChipOnly) {
    wheel(middle(w1), 120);
    EXPECT_TRUE(edits.empty());
    click(w1);
    wheel(middle(w2), 120);
    EXPECT_TRUE(edits.empty());
    wheel(middle(w1), 120);
    expectOneEdit(w1, 0.4, true);
    wheel(middle(w1), -240);
    EXPECT_EQ(edits[1].value, 0.2);
    wheel(middle(w1), 120, Qt::ShiftModifier);
    EXPECT_EQ(edits[2].value, 0.21);
}

TEST_F(GraphEdit, AFineWheelNudgesOnceAWholeNotchIsTurned) {
    click(w1);
    for (int i = 0; i < 3; ++i)
        wheel(middle(w1), 30);
    EXPECT_TRUE(edits.empty());
    wheel(middle(w1), 30);
    expectOneEdit(w1, 0.4, true);
}

TEST_F(GraphEdit, BiasesInputsAndTargetsAreEditedWhereTheyStand) {
    show(networkOf({2, 2, 2}, true), 3);
    for (const ValueId& id : {ValueId::bias(0, 1), ValueId::inputOf(1), ValueId::target(1)}) {
        edits.clear();
        doubleClick(id);
        ASSERT_TRUE(view->isEditing());
        EXPECT_TRUE(editor()->geometry().intersects(view->rectOf(id)));
        QTest::keyClicks(editor(), "0.75");
        press(Qt::Key_Return);
        expectOneEdit(id, 0.75);
    }
}

TEST_F(GraphEdit, ComputedValuesCannotBeEdited) {
    show(articleNetwork(), 9);
    for (const ValueId& id : {ValueId::h(0, 0), ValueId::delta(0, 0), ValueId::loss()}) {
        doubleClick(id);
        EXPECT_FALSE(view->isEditing());
        view->editValue(id);
        EXPECT_FALSE(view->isEditing());
    }
}

TEST_F(GraphEdit, AfterTheUpdateTheWeightFromBeforeItIsEdited) {
    show(articleNetwork(), 10);
    doubleClick(ValueId::newWeight(0, 0, 0));
    ASSERT_TRUE(view->isEditing());
    EXPECT_EQ(editor()->text(), "0.3");
    QTest::keyClicks(editor(), "0.5");
    press(Qt::Key_Return);
    expectOneEdit(w1, 0.5);
}

TEST_F(GraphEdit, WithoutACommitNothingCanBeEdited) {
    view->setCommit({});
    doubleClick(w3);
    EXPECT_FALSE(view->isEditing());
}

TEST_F(GraphEdit, OpeningASecondEditorAcceptsTheFirst) {
    view->editValue(w1);
    QTest::keyClicks(editor(), "0.5");
    view->editValue(w2);
    EXPECT_TRUE(view->isEditing());
    EXPECT_EQ(editor()->text(), "0.8");
    expectOneEdit(w1, 0.5);
}

TEST_F(GraphEdit, AnotherNetworkClosesAnEditorWhoseValueIsGone) {
    view->editValue(w4);
    show(networkOf({1, 1}), 0);
    EXPECT_FALSE(view->isEditing());
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, ASmallerNetworkInASmallWindowDoesToo) {
    view->resize(300, 200);
    show(networkOf({2, 3, 3, 3, 2}), 0);
    view->scale(4.0, 4.0);
    view->editValue(ValueId::weight(3, 1, 2));
    ASSERT_TRUE(view->isEditing());
    show(networkOf({1, 1}), 0);  // scrolls while the editor still is open
    EXPECT_FALSE(view->isEditing());
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphEdit, AStillThatComesMeanwhileLeavesTheEditorAndItsTextOpen) {
    view->editValue(w4);
    QTest::keyClicks(editor(), "0.1");
    view->showStill(walk.next(), NetworkView::Transition::Animated);
    EXPECT_TRUE(view->isEditing());
    EXPECT_EQ(editor()->text(), "0.1");
}

TEST_F(GraphEdit, DecimalCommasAreShownWhereTheyAreAskedFor) {
    Notation notation;
    notation.numbers.decimalComma = true;
    Appearance::instance().setNotation(notation);
    view->editValue(w3);
    EXPECT_EQ(editor()->text(), "−0,2");
}

TEST_F(GraphEdit, AWeightWithoutAChipIsEditedAtItsEdge) {
    show(networkOf({4, 6, 6, 3}), 4);
    const ValueId id = ValueId::weight(1, 2, 3);
    view->editValue(id);
    ASSERT_TRUE(view->isEditing());
    EXPECT_TRUE(view->viewport()->rect().contains(editor()->geometry()));
    QTest::keyClicks(editor(), "0.25");
    press(Qt::Key_Return);
    expectOneEdit(id, 0.25);
}

}  // namespace stepgrad
