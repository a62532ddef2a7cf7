#include "ui/panels/explanation_panel.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "core/walkthrough/formula_latex.h"
#include "tests/ui/formula_fixture.h"
#include "ui/appearance.h"
#include "ui/formula/formula_view.h"
#include "ui/panels/current_step_label.h"

namespace stepgrad {
namespace {

struct ExplanationPanelTest : testing::Test {
    void SetUp() override {
        panel.resize(350, 640);
        panel.show();
        QApplication::setActiveWindow(&panel);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&panel));
    }
    void TearDown() override {
        Appearance::instance().setDark(false);
        Appearance::instance().setNotation({});
    }

    CurrentStepLabel* title() { return panel.findChild<CurrentStepLabel*>(); }
    /// All that can be read: labels, and the formulas as text.
    QString allText() {
        QStringList all;
        for (const auto* label : panel.findChildren<QLabel*>())
            if (label->isVisible())
                all << label->text();
        for (const auto* view : shownFormulas())
            all << view->text();
        return all.join('\n');
    }
    std::vector<FormulaView*> shownFormulas() {
        std::vector<FormulaView*> shown;
        for (auto* view : panel.findChildren<FormulaView*>())
            if (view->isVisible())
                shown.push_back(view);
        return shown;
    }
    QToolButton* link(const QString& text) {
        for (auto* button : panel.findChildren<QToolButton*>())
            if (button->text() == text)
                return button;
        return nullptr;
    }

    ExplanationPanel panel;
};

TEST_F(ExplanationPanelTest, NamesTheStepAndShowsItsParagraphFormulasAndReading) {
    const Still still = articleStill(8);
    panel.showStill(still);
    const Explanation told = explainStep(still);
    EXPECT_EQ(title()->text(), "Hidden deltas");
    const QString text = allText();
    for (const auto& part : {told.paragraph, told.inWords})
        EXPECT_TRUE(text.contains(QString::fromStdString(part))) << part;
    EXPECT_TRUE(text.contains("δ₁ = "));
    EXPECT_TRUE(text.contains("−0.0342"));
    EXPECT_TRUE(text.contains("In words"));
    EXPECT_EQ(shownFormulas().size(), 1u);
}

TEST_F(ExplanationPanelTest, BeforeTheFirstStepNothingIsComputedAndNothingCopied) {
    panel.showStill(articleStill(0));
    EXPECT_EQ(title()->text(), "Before the first step");
    EXPECT_TRUE(shownFormulas().empty());
    EXPECT_FALSE(link("Copy as LaTeX")->isVisible());
    EXPECT_EQ(panel.latex(), "");
    EXPECT_FALSE(allText().contains("0.5369"));
}

TEST_F(ExplanationPanelTest, ShowsOnlyTheValuesThatAreComputedInTheStep) {
    Still still = articleStill(8);
    still.position -= 1;  // after the first of the two deltas
    panel.showStill(still);
    EXPECT_TRUE(allText().contains("−0.0342"));
    EXPECT_FALSE(allText().contains("0.0158"));
}

TEST_F(ExplanationPanelTest, AssistiveTechnologyReadsTheCurrentStep) {
    panel.showStill(articleStill(8));
    QAccessibleInterface* object = QAccessible::queryAccessibleInterface(title());
    ASSERT_NE(object, nullptr);
    EXPECT_EQ(object->text(QAccessible::Name), "current step");
    ASSERT_NE(object->textInterface(), nullptr);
    const auto read = [&] {
        return object->textInterface()->text(0, object->textInterface()->characterCount());
    };
    EXPECT_EQ(read(), "Hidden deltas");
    EXPECT_EQ(object->textInterface()->text(-3, 6), "Hidden");
    EXPECT_EQ(object->textInterface()->text(7, 999), "deltas");
    panel.hide();
    panel.showStill(articleStill(0));
    EXPECT_EQ(read(), "Before the first step");
}

TEST_F(ExplanationPanelTest, ASelectedWeightGetsItsChainRuleWithTheNumericalCheck) {
    panel.showStill(articleStill(9));
    EXPECT_FALSE(allText().contains("Chain rule"));
    panel.selectValue(ValueId::weight(0, 0, 0));
    const QString text = allText();
    EXPECT_TRUE(text.contains("Chain rule for w₁"));
    EXPECT_TRUE(text.contains("✓ numerical check −0.0342"));
    EXPECT_TRUE(text.contains("Weight w₁"));
    for (const auto* label : panel.findChildren<QLabel*>())
        if (label->text().startsWith("✓")) {
            EXPECT_EQ(label->palette().color(QPalette::WindowText),
                      Appearance::instance().palette().done);
        }
    panel.selectValue({});
    EXPECT_FALSE(allText().contains("Chain rule"));
}

TEST_F(ExplanationPanelTest, TheCheckIsNotThereBeforeTheGradientIs) {
    panel.selectValue(ValueId::weight(0, 0, 0));
    panel.showStill(articleStill(4));
    EXPECT_TRUE(allText().contains("Chain rule for w₁"));
    EXPECT_FALSE(allText().contains("numerical check"));
    panel.showStill(articleStill(9));
    EXPECT_TRUE(allText().contains("numerical check"));
}

TEST_F(ExplanationPanelTest, AGradientAndADeltaLeadToTheChainRuleOfWhatTheyBelongTo) {
    panel.showStill(articleStill(9));
    panel.selectValue(ValueId::weightGradient(1, 0, 0));
    EXPECT_TRUE(allText().contains("Chain rule for w₅"));
    panel.selectValue(ValueId::delta(0, 1));
    EXPECT_TRUE(allText().contains("Chain rule for u₂"));
    panel.selectValue(ValueId::loss());
    EXPECT_FALSE(allText().contains("Chain rule"));
}

TEST_F(ExplanationPanelTest, NothingIsShownTwice) {
    panel.showStill(articleStill(8));
    const std::size_t alone = shownFormulas()[0]->equations().size();
    panel.selectValue(ValueId::delta(0, 0));
    std::size_t times = 0;
    for (const auto* view : shownFormulas())
        for (const auto& equation : view->equations())
            times +=
                equation.value == ValueId::delta(0, 0) && toLatex(equation.left) == "\\delta_{1}";
    EXPECT_EQ(times, 1u);
    EXPECT_EQ(shownFormulas()[0]->equations().size(), alone);
}

TEST_F(ExplanationPanelTest, SelectingBringsItsSectionIntoView) {
    auto* area = panel.findChild<QScrollArea*>();
    const auto isSeen = [&](const QString& begin) {
        for (auto* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().startsWith(begin))
                return area->viewport()->rect().contains(
                    label->mapTo(area->viewport(), QPoint(1, label->height() - 1)));
        return false;
    };
    panel.resize(350, 700);
    panel.showStill(articleStill(9));
    panel.selectValue(ValueId::weight(0, 0, 0));
    EXPECT_TRUE(isSeen("Weight w₁"));
    EXPECT_TRUE(isSeen("✓ numerical check −0.0342"));
    // Where there is no room for all of it, the result of the chain rule counts.
    panel.selectValue(std::nullopt);
    panel.resize(350, 300);
    panel.showStill(articleStill(8));
    panel.showStill(articleStill(9));
    EXPECT_EQ(area->verticalScrollBar()->value(), 0);
    panel.selectValue(ValueId::weight(0, 0, 0));
    EXPECT_TRUE(isSeen("✓ numerical check −0.0342"));
    panel.showStill(articleStill(10));
    EXPECT_EQ(area->verticalScrollBar()->value(), 0);
}

TEST_F(ExplanationPanelTest, HoverAndClickNameTheValuesBothWays) {
    panel.showStill(articleStill(8));
    QTest::qWait(0);
    QSignalSpy hovered(&panel, &ExplanationPanel::valueHovered);
    QSignalSpy selected(&panel, &ExplanationPanel::valueSelected);
    auto* view = shownFormulas()[0];
    const ValueId weight = ValueId::weight(1, 0, 0);
    const QPoint place = view->rectsOf(weight).front().center().toPoint();
    QTest::mouseMove(view, place);
    ASSERT_EQ(hovered.count(), 1);
    EXPECT_EQ(hovered[0][0].value<std::optional<ValueId>>(), std::optional(weight));
    QTest::mouseMove(view, {1, 1});
    QTest::mouseClick(view, Qt::LeftButton, {}, place);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_EQ(selected[0][0].value<std::optional<ValueId>>(), std::optional(weight));
    EXPECT_TRUE(allText().contains("Chain rule for w₅"));
    panel.selectValue({});
    QTest::mouseMove(view, {1, 1});
    const QImage before = panel.grab().toImage();
    panel.highlightValue(weight);
    EXPECT_NE(panel.grab().toImage(), before);
    panel.highlightValue({});
    EXPECT_EQ(panel.grab().toImage(), before);
}

TEST_F(ExplanationPanelTest, CopyAsLatexPutsAllFormulasOnTheClipboard) {
    const Still still = articleStill(9);
    panel.showStill(still);
    panel.selectValue(ValueId::weight(0, 0, 0));
    QTest::mouseClick(link("Copy as LaTeX"), Qt::LeftButton);
    const QString copied = QApplication::clipboard()->text();
    EXPECT_EQ(copied, panel.latex());
    EXPECT_EQ(copied.count("\\begin{align*}"), 1);
    EXPECT_TRUE(copied.contains("\\frac{\\partial J}{\\partial w_{1}}"));
    EXPECT_TRUE(copied.contains(
        QString::fromStdString(toLatex(chainRule(still, ValueId::weight(0, 0, 0))->equation))));
    QTest::mouseClick(link("Copy as text"), Qt::LeftButton);
    EXPECT_TRUE(QApplication::clipboard()->text().contains("∂J/∂w₁ = "));
    EXPECT_FALSE(QApplication::clipboard()->text().contains("\\"));
}

TEST_F(ExplanationPanelTest, AHiddenPanelCatchesUpWhenItIsAskedOrShown) {
    panel.hide();
    panel.showStill(articleStill(5));
    EXPECT_TRUE(panel.latex().contains("J"));
    panel.showStill(articleStill(1));
    panel.show();
    EXPECT_TRUE(allText().contains("u₁ = "));
}

TEST_F(ExplanationPanelTest, FollowsNotationAndTheme) {
    panel.showStill(articleStill(8));
    Notation notation;
    notation.numbers.decimalComma = true;
    Appearance::instance().setNotation(notation);
    EXPECT_TRUE(allText().contains("−0,0342"));
    const QImage light = panel.grab().toImage();
    Appearance::instance().setDark(true);
    const QImage dark = panel.grab().toImage();
    EXPECT_LT(qGray(dark.pixel(3, 400)), 60);
    EXPECT_GT(qGray(light.pixel(3, 400)), 200);
}

/// Every step, small and large, narrow and wide: each part has the height that
/// its width asks for, and none sticks out.
TEST_F(ExplanationPanelTest, NothingIsCutOffAtAnyWidthOrSizeOfLetters) {
    for (const double factor : {1.0, 2.0}) {
        panel.setFont(enlarged(factor));
        for (const int width : {260, 350, 600}) {
            panel.resize(width, 500);
            for (int step = 0; step <= 10; ++step) {
                panel.showStill(articleStill(step));
                panel.selectValue(ValueId::weight(0, 0, step % 2));
                QApplication::sendPostedEvents();
                const auto* area = panel.findChild<QScrollArea*>();
                EXPECT_FALSE(area->horizontalScrollBar()->isVisible())
                    << factor << " " << width << " " << step;
                for (const auto* view : shownFormulas()) {
                    EXPECT_FALSE(view->isScrolling()) << factor << " " << width << " " << step;
                    EXPECT_GE(view->height(), view->heightForWidth(view->width()));
                }
                for (const auto* label : panel.findChildren<QLabel*>())
                    if (label->isVisible() && label->wordWrap()) {
                        EXPECT_GE(label->height(), label->heightForWidth(label->width()))
                            << label->text().toStdString();
                    }
            }
        }
    }
}

TEST_F(ExplanationPanelTest, WideNetworksAreToldInPart) {
    panel.showStill(shapedStill({6, 40, 3}, 1));
    EXPECT_TRUE(allText().contains("more"));
    EXPECT_LT(shownFormulas()[0]->equations().size(), 20u);
}

}  // namespace
}  // namespace stepgrad
