#include "ui/formula/formula_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/formula_text.h"
#include "tests/ui/formula_fixture.h"
#include "ui/appearance.h"
#include "ui/formula/equation_layout.h"
#include "ui/formula/formula_layout.h"

namespace stepgrad {
namespace {

std::vector<Equation> equationsOf(const Still& still) {
    return explainStep(still).equations;
}

std::vector<ValueId> valuesOf(const std::vector<Equation>& equations) {
    std::vector<ValueId> all;
    for (const auto& equation : equations) {
        collectValues(equation.left, all);
        for (const auto& side : equation.right)
            collectValues(side.formula, all);
    }
    return all;
}

struct FormulaViewTest : testing::Test {
    void SetUp() override {
        view.setEquations(equationsOf(articleStill(8)));
        view.resize(350, view.heightForWidth(350));
        view.show();
        QApplication::setActiveWindow(&view);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
        view.clearFocus();
    }
    void TearDown() override {
        Appearance::instance().setDark(false);
        if (auto* menu = QApplication::activePopupWidget())
            menu->close();
    }
    static std::vector<std::optional<ValueId>> said(const QSignalSpy& spy) {
        std::vector<std::optional<ValueId>> ids;
        for (const auto& call : spy)
            ids.push_back(call[0].value<std::optional<ValueId>>());
        return ids;
    }
    void moveTo(const QPointF& place) { QTest::mouseMove(&view, place.toPoint()); }

    FormulaView view;
};

TEST_F(FormulaViewTest, PointingAtATermNamesItsValueAndLeavingNamesNone) {
    QSignalSpy hovered(&view, &FormulaView::valueHovered);
    const ValueId weight = ValueId::weight(1, 0, 0);
    const auto places = view.rectsOf(weight);
    ASSERT_EQ(places.size(), 2u);  // as symbol and as number
    moveTo(places[0].center());
    moveTo(places[1].center());
    moveTo({2, 2});
    EXPECT_EQ(said(hovered), (std::vector<std::optional<ValueId>>{weight, std::nullopt}));
}

TEST_F(FormulaViewTest, TheInnermostTermIsThePointedOne) {
    // h in the fraction's neighbour stands for itself, not for what is around it.
    view.setEquations(equationsOf(articleStill(2)));
    view.resize(350, view.heightForWidth(350));
    QSignalSpy hovered(&view, &FormulaView::valueHovered);
    moveTo(view.rectsOf(ValueId::u(0, 0)).front().center());
    EXPECT_EQ(said(hovered), (std::vector<std::optional<ValueId>>{ValueId::u(0, 0)}));
}

TEST_F(FormulaViewTest, EveryTermCanBePointedAtAndLiesOnTheCard) {
    for (const auto& id : valuesOf(view.equations())) {
        ASSERT_FALSE(view.rectsOf(id).empty());
        for (const auto& rect : view.rectsOf(id))
            EXPECT_TRUE(QRectF(view.rect()).contains(rect));
    }
}

TEST_F(FormulaViewTest, AClickOnATermTellsItsValueOnlyWhereItWasPressed) {
    QSignalSpy clicked(&view, &FormulaView::valueClicked);
    const QPoint delta = view.rectsOf(ValueId::delta(1, 0)).front().center().toPoint();
    const QPoint weight = view.rectsOf(ValueId::weight(1, 0, 0)).front().center().toPoint();
    QTest::mouseClick(&view, Qt::LeftButton, {}, delta);
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].value<ValueId>(), ValueId::delta(1, 0));
    QTest::mousePress(&view, Qt::LeftButton, {}, delta);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, weight);
    QTest::mouseClick(&view, Qt::LeftButton, {}, {2, 2});
    EXPECT_EQ(clicked.count(), 1);
}

TEST_F(FormulaViewTest, AValueLitFromOutsideIsSeenAtEachOfItsTermsAndNowhereElse) {
    const QImage before = view.grab().toImage();
    const ValueId weight = ValueId::weight(1, 0, 1);
    view.highlightValue(weight);
    const QImage lit = view.grab().toImage();
    QRegion changed;
    for (int y = 0; y < lit.height(); ++y)
        for (int x = 0; x < lit.width(); ++x)
            if (lit.pixel(x, y) != before.pixel(x, y))
                changed += QRect(x, y, 1, 1);
    QRegion terms;
    for (const auto& rect : view.rectsOf(weight)) {
        EXPECT_TRUE(changed.intersects(rect.toAlignedRect()));
        terms += rect.toAlignedRect().adjusted(-3, -3, 3, 3);
    }
    EXPECT_TRUE((changed - terms).isEmpty());
    view.highlightValue({});
    EXPECT_EQ(view.grab().toImage(), before);
}

TEST_F(FormulaViewTest, ArrowsAndEnterDoWhatTheMouseDoes) {
    QSignalSpy hovered(&view, &FormulaView::valueHovered);
    QSignalSpy clicked(&view, &FormulaView::valueClicked);
    const QImage before = view.grab().toImage();
    view.setFocus();
    EXPECT_NE(view.grab().toImage(), before);
    ASSERT_EQ(hovered.count(), 1);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Return);
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(said(hovered).back(), std::optional(clicked[0][0].value<ValueId>()));
    view.clearFocus();
    EXPECT_EQ(said(hovered).back(), std::nullopt);
}

TEST_F(FormulaViewTest, TheWindowsKeysPassThrough) {
    view.setFocus();
    for (const auto key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Space, Qt::Key_PageDown}) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QApplication::sendEvent(&view, &event);
        EXPECT_FALSE(event.isAccepted()) << key;
    }
}

TEST_F(FormulaViewTest, TheContextMenuCopiesLatexAndText) {
    const auto trigger = [&](const QString& text) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, view.mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(&view, &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        for (auto* action : menu->actions())
            if (action->text() == text)
                action->trigger();
        menu->close();
    };
    QApplication::clipboard()->clear();
    trigger("Copy as LaTeX");
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(), toLatex(view.equations()));
    trigger("Copy as text");
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(),
              toText(view.equations()[0]) + "\n" + toText(view.equations()[1]));
}

TEST_F(FormulaViewTest, IsDescribedInPlainText) {
    EXPECT_EQ(view.accessibleDescription(), view.text());
    EXPECT_TRUE(view.accessibleDescription().contains("δ₁ = "));
    EXPECT_TRUE(view.accessibleDescription().contains("−0.0342"));
}

TEST_F(FormulaViewTest, FollowsTheTheme) {
    const QImage light = view.grab().toImage();
    Appearance::instance().setDark(true);
    const QImage dark = view.grab().toImage();
    EXPECT_NE(dark, light);
    EXPECT_LT(qGray(dark.pixel(40, 5)), 80);
}

TEST_F(FormulaViewTest, ResultsOfDeltasAreInTheColourOfTheWayBack) {
    const auto countOf = [&](const QColor& colour) {
        const QImage image = view.grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == colour;
        return count;
    };
    const Palette& palette = Appearance::instance().palette();
    EXPECT_GT(countOf(palette.backward), 20);
    view.setEquations(equationsOf(articleStill(1)));
    EXPECT_EQ(countOf(palette.backward), 0);
    EXPECT_GT(countOf(palette.text), 20);
}

/// Every step of three networks at widths and letters of all sizes.
TEST_F(FormulaViewTest, IsNeverCutOffHoweverNarrowOrLarge) {
    int looks = 0;
    for (const double factor : {1.0, 2.0}) {
        view.setFont(enlarged(factor));
        for (const auto& shape : {std::vector{2, 2, 2}, std::vector{4, 6, 6, 3}})
            for (int step = 1; step <= 10; ++step) {
                view.setEquations(equationsOf(shapedStill(shape, step)));
                for (const int width : {215, 310, 560}) {
                    view.resize(width, view.heightForWidth(width));
                    EXPECT_FALSE(view.isScrolling()) << factor << " " << step << " " << width;
                    EXPECT_GE(view.scale(), EquationLayout::kLeastScale);
                    for (const auto& id : valuesOf(view.equations()))
                        for (const auto& rect : view.rectsOf(id))
                            EXPECT_TRUE(QRectF(view.rect()).contains(rect));
                    ++looks;
                }
            }
    }
    EXPECT_EQ(looks, 120);
}

TEST_F(FormulaViewTest, AFractionThatIsTooWideIsWrittenOnTheLineAndBroken) {
    Still still = shapedStill({2, 10}, 2);
    Network network = still.network();
    network.layers[0].activation = Activation::Softmax;
    network.layers[0].weights *= 9.0;
    still.trace = std::make_shared<const Trace>(
        trainingStep(network, Loss::CrossEntropy, {}, {}, Vector::Ones(2), Vector::Unit(10, 3)));
    for (const int width : {200, 300, 700}) {
        view.setEquations(equationsOf(still));
        view.resize(width, view.heightForWidth(width));
        EXPECT_FALSE(view.isScrolling()) << width;
        for (int k = 0; k < 10; ++k)
            EXPECT_FALSE(view.rectsOf(ValueId::h(0, k)).empty()) << width;
    }
}

TEST_F(FormulaViewTest, WhatCannotBeBrokenScrollsAsTheLastResort) {
    Equation equation;
    equation.left = formula::symbol("u");
    equation.right = {
        {Equation::Role::Symbols,
         formula::standingFor(formula::words(std::string(80, 'm')), ValueId::inputOf(0))}};
    view.setEquations({equation});
    view.resize(260, view.heightForWidth(260));
    EXPECT_TRUE(view.isScrolling());
    auto* bar = view.findChild<QScrollBar*>();
    ASSERT_TRUE(bar->isVisible());
    bar->setValue(bar->maximum());
    EXPECT_LE(view.rectsOf(ValueId::inputOf(0)).front().right(), 260.0);
    view.setEquations(equationsOf(articleStill(1)));
    EXPECT_FALSE(bar->isVisible());
}

TEST_F(FormulaViewTest, ANarrowCardIsHigherThanAWideOne) {
    view.setEquations(equationsOf(shapedStill({4, 6, 6, 3}, 3)));
    EXPECT_GT(view.heightForWidth(250), view.heightForWidth(700));
}

TEST_F(FormulaViewTest, TipsShowAllDigits) {
    view.setTips([](const ValueId& id) {
        return id == ValueId::delta(1, 0) ? QString("all digits") : QString();
    });
    const QPoint place = view.rectsOf(ValueId::delta(1, 0)).front().center().toPoint();
    QHelpEvent event(QEvent::ToolTip, place, view.mapToGlobal(place));
    QApplication::sendEvent(&view, &event);
    EXPECT_EQ(QToolTip::text(), "all digits");
    QToolTip::hideText();
}

TEST_F(FormulaViewTest, EquationsAreAlignedAtTheirRelationSigns) {
    const EquationLayout layout(equationsOf(articleStill(7)), 18.0, 400.0);
    const auto equals = layoutFormula(formula::op("="), *layout.font(), false).glyphs.at(0).index;
    std::vector<double> signs;
    double lowest = 0.0;
    for (const auto& piece : layout.pieces()) {
        if (piece.box.glyphs.size() == 1 && piece.box.glyphs[0].index == equals)
            signs.push_back(piece.origin.x());
        EXPECT_GE(piece.origin.y(), lowest - 1e-6);
        lowest = piece.origin.y();
        EXPECT_GE(piece.origin.y() - piece.box.ascent, -1e-6);
        EXPECT_LE(piece.origin.y() + piece.box.descent, layout.size().height() + 1.0);
    }
    ASSERT_GE(signs.size(), 4u);
    for (const double x : signs)
        EXPECT_NEAR(x, signs[0], 1e-6);
}

TEST_F(FormulaViewTest, LinesOfAnEquationDoNotOverlap) {
    const EquationLayout layout(equationsOf(shapedStill({4, 6, 6, 3}, 10)), 18.0, 260.0);
    double below = -1.0, baseline = -1.0, floor = -1.0;
    for (const auto& piece : layout.pieces()) {
        if (piece.origin.y() > baseline) {
            below = floor;
            baseline = piece.origin.y();
            floor = baseline;
        }
        EXPECT_GE(piece.origin.y() - piece.box.ascent, below);
        floor = std::max(floor, piece.origin.y() + piece.box.descent);
    }
}

}  // namespace
}  // namespace stepgrad
