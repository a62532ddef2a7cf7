#include "ui/formula/formula_layout.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <algorithm>

#include "tests/ui/formula_fixture.h"
#include "ui/formula/equation_layout.h"
#include "ui/formula/formula_painter.h"
#include "ui/formula/line_breaker.h"

namespace stepgrad {
namespace {

using namespace formula;

constexpr double kSize = 40.0;

struct FormulaLayoutTest : testing::Test {
    std::shared_ptr<const MathFont> font = MathFont::ofSize(kSize);

    MathBox layout(const Formula& f) const { return layoutFormula(f, *font); }
    /// The part that stands for the value, found by its term.
    static QRectF rectOf(const MathBox& box, const ValueId& id) {
        for (const auto& term : box.terms)
            if (term.value == id)
                return term.rect;
        ADD_FAILURE() << "no such term";
        return {};
    }
    quint32 glyph(char32_t c) const { return font->face().glyph(c); }
};

/// Marks parts so that the tests find them.
const ValueId kFirst = ValueId::inputOf(0);
const ValueId kSecond = ValueId::inputOf(1);
const ValueId kThird = ValueId::inputOf(2);

Formula first(Formula f) {
    return standingFor(std::move(f), kFirst);
}
Formula second(Formula f) {
    return standingFor(std::move(f), kSecond);
}
Formula third(Formula f) {
    return standingFor(std::move(f), kThird);
}

TEST_F(FormulaLayoutTest, UsesLatinModernMathFromTheResources) {
    EXPECT_EQ(font->rawFont(0).familyName(), "Latin Modern Math");
    EXPECT_TRUE(font->face().table().isValid());
    EXPECT_DOUBLE_EQ(font->constant(MathConstant::AxisHeight, 0), 0.25 * kSize);
    EXPECT_DOUBLE_EQ(font->em(1), 0.7 * kSize);
    EXPECT_EQ(MathFont::ofSize(kSize), font);
}

TEST_F(FormulaLayoutTest, LettersAreItalicDigitsAndNamesUpright) {
    const auto only = [&](const Formula& f) { return layout(f).glyphs.at(0).index; };
    EXPECT_EQ(only(symbol("w")), glyph(U'\U0001D464'));
    EXPECT_EQ(only(symbol("h")), glyph(U'ℎ'));
    EXPECT_EQ(only(symbol("δ")), glyph(U'\U0001D6FF'));
    EXPECT_EQ(only(symbol("∂")), glyph(U'\U0001D715'));
    EXPECT_EQ(only(symbol("J")), glyph(U'\U0001D43D'));
    EXPECT_EQ(only(number("7")), glyph(U'7'));
    EXPECT_EQ(only(upright("l")), glyph(U'l'));
    EXPECT_EQ(layoutFormula(number("7"), *font, true).glyphs.at(0).index, glyph(U'\U0001D7D5'));
}

TEST_F(FormulaLayoutTest, PartsOfAFractionAreCentredOnEachSideOfItsBar) {
    const MathBox box =
        layout(fraction(first(row({symbol("∂"), symbol("J")})),
                        second(row({symbol("∂"), sub(symbol("w"), number("12"))}))));
    const QRectF above = rectOf(box, kFirst);
    const QRectF below = rectOf(box, kSecond);
    ASSERT_EQ(box.rules.size(), 1u);
    const QRectF bar = box.rules[0];
    EXPECT_NEAR(above.center().x(), below.center().x(), 1e-6);
    EXPECT_NEAR(bar.center().x(), below.center().x(), 1e-6);
    EXPECT_LT(above.bottom(), bar.top());
    EXPECT_GT(below.top(), bar.bottom());
    EXPECT_GE(bar.width(), std::max(above.width(), below.width()));
    EXPECT_NEAR(bar.center().y(), -font->constant(MathConstant::AxisHeight, 0), 1e-6);
    EXPECT_TRUE(box.rect().contains(bar));
}

TEST_F(FormulaLayoutTest, FractionsInFractionsGetSmaller) {
    const MathBox box = layout(fraction(fraction(number("1"), number("2")), number("3")));
    std::vector<int> levels;
    for (const auto& g : box.glyphs)
        levels.push_back(g.level);
    EXPECT_EQ(levels, (std::vector{1, 1, 0}));
}

TEST_F(FormulaLayoutTest, ScriptsAreSmallerOneLowerOneHigher) {
    const MathBox box =
        layout(scripts(first(symbol("w")), second(number("1")), third(number("2"))));
    const QRectF base = rectOf(box, kFirst);
    const QRectF below = rectOf(box, kSecond);
    const QRectF above = rectOf(box, kThird);
    EXPECT_GT(below.bottom(), base.bottom());
    EXPECT_LT(above.top(), base.top());
    EXPECT_LT(above.bottom(), below.top());
    EXPECT_LT(below.height(), layout(number("1")).rect().height());
    EXPECT_EQ(box.glyphs[0].level, 0);
    EXPECT_EQ(box.glyphs[1].level, 1);
    EXPECT_EQ(box.glyphs[2].level, 1);
    EXPECT_GE(below.left(), base.right() - font->em(0) * 0.15);
}

TEST_F(FormulaLayoutTest, ScriptsOfScriptsAreSmallestAndNoSmaller) {
    const Formula deep = sup(symbol("a"), sup(symbol("b"), sup(symbol("c"), symbol("d"))));
    std::vector<int> levels;
    for (const auto& g : layout(deep).glyphs)
        levels.push_back(g.level);
    EXPECT_EQ(levels, (std::vector{0, 1, 2, 2}));
}

TEST_F(FormulaLayoutTest, AHatSitsOverItsLetter) {
    const MathBox plain = layout(symbol("y"));
    const MathBox box = layout(hat(symbol("y")));
    EXPECT_GT(box.ascent, plain.ascent + 0.1 * kSize);
    EXPECT_DOUBLE_EQ(box.width, plain.width);
    ASSERT_EQ(box.glyphs.size(), 2u);
    const auto& mark = box.glyphs[1];
    const auto metrics = font->face().metrics(mark.index);
    const double middle = mark.position.x() + metrics.accent * kSize;
    EXPECT_GT(middle, 0.25 * plain.width);
    EXPECT_LT(middle, plain.width);
    // Its lower edge is above the letter, or at least does not cross it.
    EXPECT_LT(mark.position.y() + metrics.descent * kSize, -plain.ascent + 0.1 * kSize);
}

TEST_F(FormulaLayoutTest, PartsOfARowFollowEachOtherWithoutOverlap) {
    const MathBox box = layout(
        row({first(sub(symbol("δ"), number("3"))), op("·"), second(sub(symbol("w"), number("5"))),
             op("·"), third(sub(symbol("h"), number("1")))}));
    EXPECT_LE(rectOf(box, kFirst).right(), rectOf(box, kSecond).left());
    EXPECT_LE(rectOf(box, kSecond).right(), rectOf(box, kThird).left());
    EXPECT_LE(rectOf(box, kThird).right(), box.width + 1e-9);
}

TEST_F(FormulaLayoutTest, RelationsStandWiderThanOperatorsAndSignsStandClose) {
    const auto gap = [&](const Formula& between) {
        const MathBox box = layout(row({first(number("1")), between, second(number("2"))}));
        const double bare = layout(between).width;
        return rectOf(box, kSecond).left() - rectOf(box, kFirst).right() - bare;
    };
    EXPECT_NEAR(gap(op("=")), 2 * 5.0 / 18.0 * kSize, 1e-6);
    EXPECT_NEAR(gap(op("+")), 2 * 4.0 / 18.0 * kSize, 1e-6);
    EXPECT_NEAR(gap(op("·")), 2 * 4.0 / 18.0 * kSize, 1e-6);
    EXPECT_NEAR(gap(op(",")), 3.0 / 18.0 * kSize, 1e-6);
    const MathBox sign = layout(row({op("−"), first(number("1"))}));
    EXPECT_NEAR(rectOf(sign, kFirst).left(), layout(op("−")).width, 1e-6);
    const MathBox inner = layout(row({number("2"), op("·"), second(op("−")), first(number("1"))}));
    EXPECT_NEAR(rectOf(inner, kFirst).left(), rectOf(inner, kSecond).right(), 1e-6);
}

TEST_F(FormulaLayoutTest, FactorsKeepAThinSpaceFromBracketsFunctionsDoNot) {
    const Formula brackets = second(fenced(symbol("u")));
    const MathBox factor = layout(row({first(symbol("h")), brackets}));
    const MathBox function = layout(row({symbol("σ"), brackets}));
    EXPECT_NEAR(rectOf(factor, kSecond).left() - rectOf(factor, kFirst).right(), 3.0 / 18.0 * kSize,
                1e-6);
    EXPECT_NEAR(rectOf(function, kSecond).left(), layout(symbol("σ")).width, 1e-6);
}

TEST_F(FormulaLayoutTest, BracketsGrowToCoverWhatTheyHold) {
    Formula content = number("1");
    double before = 0.0;
    for (int depth = 0; depth < 6; ++depth) {
        const MathBox inside = layout(content);
        const MathBox box = layout(fenced(first(content)));
        ASSERT_GE(box.glyphs.size(), 3u);
        const double covered = box.ascent + box.descent;
        EXPECT_GE(covered, 0.9 * (inside.ascent + inside.descent)) << depth;
        EXPECT_GE(covered, before) << depth;
        EXPECT_GT(rectOf(box, kFirst).left(), 0.0);
        EXPECT_LT(rectOf(box, kFirst).right(), box.width);
        before = covered;
        content = fraction(content, content);
    }
}

TEST_F(FormulaLayoutTest, BracketsTallerThanAnyGlyphArePutTogetherFromPieces) {
    // Fractions in fractions get smaller, so height takes scripts on scripts:
    // a column of Σ does.
    Formula tower = number("1");
    for (int i = 0; i < 9; ++i)
        tower = fraction(row({sum(tower), number("1")}), number("1"));
    const MathBox inside = layout(tower);
    const MathBox box = layout(fenced(first(tower), "[]"));
    ASSERT_GT(inside.ascent + inside.descent, 3.2 * kSize);
    const QRectF content = rectOf(box, kFirst);
    double top = 0.0, bottom = 0.0;
    for (const auto& g : box.glyphs) {
        if (g.position.x() > 1e-9)
            continue;  // only the left bracket's
        const auto metrics = font->face().metrics(g.index);
        top = std::min(top, g.position.y() - metrics.ascent * font->em(g.level));
        bottom = std::max(bottom, g.position.y() + metrics.descent * font->em(g.level));
    }
    EXPECT_GE(bottom - top, 0.88 * content.height());
}

TEST_F(FormulaLayoutTest, ASumIsLargeWithItsLimitCentredBelow) {
    const MathBox bare = layout(sum({}));
    const MathBox box = layout(sum(first(symbol("k"))));
    EXPECT_GT(bare.ascent + bare.descent, 1.2 * kSize);
    const QRectF limit = rectOf(box, kFirst);
    EXPECT_GT(limit.top(), bare.descent);
    EXPECT_NEAR(limit.center().x(), box.width / 2, 1.0);
}

TEST_F(FormulaLayoutTest, ScientificNumbersAreWrittenAsPowersOfTen) {
    const MathBox box = layout(number("1.23e−5"));
    std::vector<std::pair<quint32, int>> glyphs;
    for (const auto& g : box.glyphs)
        glyphs.emplace_back(g.index, g.level);
    const std::vector<std::pair<quint32, int>> expected{
        {glyph(U'1'), 0}, {glyph(U'.'), 0}, {glyph(U'2'), 0}, {glyph(U'3'), 0}, {glyph(U'·'), 0},
        {glyph(U'1'), 0}, {glyph(U'0'), 0}, {glyph(U'−'), 1}, {glyph(U'5'), 1}};
    EXPECT_EQ(glyphs, expected);
}

TEST_F(FormulaLayoutTest, NothingAndOddTreesAreNoHarm) {
    EXPECT_EQ(layout({}).width, 0.0);
    EXPECT_EQ(layout(row({row({}), row({})})).width, 0.0);
    EXPECT_GE(layout(fenced({})).width, 0.0);
    EXPECT_GE(layout(symbol("")).width, 0.0);
    EXPECT_GT(layout(fraction({}, {})).width, 0.0);
    EXPECT_GT(layout(scripts(symbol("w"), {}, {})).width, 0.0);
}

/// Every formula that the program derives, of three networks.
TEST_F(FormulaLayoutTest, EveryValueOfEveryDerivationHasAPlaceInItsBox) {
    for (const auto& still :
         {articleStill(10), shapedStill({2, 2, 2}, 10), shapedStill({4, 6, 6, 3}, 14)})
        for (std::int64_t stop = 0; stop < still.walk->stopCount(); ++stop) {
            const Equation equation = derive(*still.trace, still.walk->valueAt(stop));
            std::vector<Formula> all{equation.left};
            for (const auto& side : equation.right)
                all.push_back(side.formula);
            for (const auto& f : all) {
                const MathBox box = layout(f);
                std::vector<ValueId> values;
                collectValues(f, values);
                ASSERT_EQ(box.terms.size(), values.size());
                EXPECT_GT(box.width, 0.0);
                EXPECT_GT(box.ascent, 0.0);
                for (const auto& term : box.terms) {
                    EXPECT_NE(std::find(values.begin(), values.end(), term.value), values.end());
                    EXPECT_GT(term.rect.width(), 0.0);
                    EXPECT_GT(term.rect.height(), 0.0);
                    EXPECT_TRUE(box.rect().adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(term.rect));
                }
            }
        }
}

TEST_F(FormulaLayoutTest, TakenApartForBreakingARowLooksTheSame) {
    const Formula f = row({number("2"), op("·"), fenced(row({symbol("a"), op("+"), symbol("b")})),
                           op("·"), first(symbol("h"))});
    const auto joined = brokenIntoLines(layoutAtoms(f, *font, false, 0.0), 1e6);
    ASSERT_EQ(joined.size(), 1u);
    const MathBox whole = layout(f);
    EXPECT_NEAR(joined[0].box.width, whole.width, 1e-6);
    EXPECT_EQ(joined[0].box.glyphs.size(), whole.glyphs.size());
    EXPECT_EQ(rectOf(joined[0].box, kFirst), rectOf(whole, kFirst));
}

TEST_F(FormulaLayoutTest, AFractionTakenApartKeepsItsMeaningByBrackets) {
    // (a + b)/(c + d): two pairs of brackets; a/(c + d): one.
    const Formula below = row({symbol("c"), op("+"), symbol("d")});
    const auto atomsOf = [&](const Formula& above) {
        return layoutAtoms(fraction(above, below), *font, false, 1.0).size();
    };
    EXPECT_EQ(atomsOf(symbol("a")), 1u + 1 + 5);
    EXPECT_EQ(atomsOf(row({symbol("a"), op("+"), symbol("b")})), 5u + 1 + 5);
    EXPECT_EQ(layoutAtoms(fraction(symbol("a"), below), *font, false, 1e6).size(), 1u);
}

TEST_F(FormulaLayoutTest, PaintsInsideItsBoxOnly) {
    const MathBox box = layout(row({sub(symbol("δ"), number("1")), op("="),
                                    fraction(row({symbol("∂"), symbol("J")}),
                                             row({symbol("∂"), sub(symbol("u"), number("1"))}))}));
    const int margin = 20;
    QImage image(static_cast<int>(box.width) + 2 * margin,
                 static_cast<int>(box.ascent + box.descent) + 2 * margin, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintFormula(painter, box, *font, QPointF(margin, margin + box.ascent), Qt::black);
    painter.end();
    QRect inked;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qGray(image.pixel(x, y)) < 200)
                inked |= QRect(x, y, 1, 1);
    const QRect room = box.rect().translated(margin, margin + box.ascent).toAlignedRect();
    EXPECT_TRUE(room.adjusted(-2, -2, 2, 2).contains(inked));
    EXPECT_GT(inked.width(), 0.8 * box.width);
    EXPECT_GT(inked.height(), 0.8 * box.rect().height());
}

TEST_F(FormulaLayoutTest, IsDrawnOnPaperAndInSvgByTheSameCalls) {
    const MathBox box = layout(row({sub(symbol("w"), number("5")), op("="), number("1.2000"),
                                    fraction(number("1"), number("2"))}));
    const auto drawOn = [&](QPaintDevice& device) {
        QPainter painter(&device);
        paintFormula(painter, box, *font, {20, 60}, Qt::black);
    };
    QBuffer svgBytes;
    QSvgGenerator svg;
    svg.setOutputDevice(&svgBytes);
    svg.setSize({300, 120});
    svg.setViewBox(QRect(0, 0, 300, 120));
    drawOn(svg);
    QSvgRenderer renderer(svgBytes.data());
    ASSERT_TRUE(renderer.isValid());
    QImage image(300, 120, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ink += qGray(image.pixel(x, y)) < 128;
    EXPECT_GT(ink, 300);  // glyphs, not the bar alone
    QBuffer paper;
    paper.open(QIODevice::WriteOnly);
    {
        QPdfWriter pdf(&paper);
        drawOn(pdf);
    }
    EXPECT_TRUE(paper.data().startsWith("%PDF"));
}

}  // namespace
}  // namespace stepgrad
