#include <gtest/gtest.h>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <random>

#include "tests/ui/formula_fixture.h"
#include "ui/formula/formula_layout.h"
#include "ui/formula/formula_painter.h"
#include "ui/formula/math_font.h"
#include "ui/formula/math_table.h"

namespace stepgrad {
namespace {

QRawFont latinModern() {
    return QRawFont(QString(":/fonts/latinmodern-math.otf"), 20.0, QFont::PreferNoHinting);
}

/// Everything that layout asks of a table, for the glyphs that matter.
double askAll(const MathTable& table, const MathFace& face) {
    double sum = table.displayOperatorHeight() + table.minConnectorOverlap();
    for (int which = 1; which <= 36; ++which)
        sum += table.constant(static_cast<MathConstant>(which));
    for (const char32_t c : U"()[]∑y\U0001D464δ") {
        const quint32 glyph = face.glyph(c);
        sum += table.italicCorrection(glyph).value_or(0.0) + table.topAccent(glyph).value_or(0.0);
        for (const auto& variant : table.variants(glyph))
            sum += variant.height;
        for (const auto& part : table.parts(glyph))
            sum += part.height;
    }
    return sum;
}

/// Draws a formula of all kinds, whatever the face.
void drawWith(const std::shared_ptr<const MathFace>& face) {
    using namespace formula;
    const MathFont font(face, 24.0);
    const Formula everything =
        row({hat(symbol("y")), op("="), sum(symbol("k")),
             fraction(fenced(fraction(number("1"), sup(symbol("e"), op("−")))), symbol("σ′")),
             scripts(symbol("w"), number("1"), words("new"))});
    for (const bool bold : {false, true}) {
        const MathBox box = layoutFormula(everything, font, bold);
        EXPECT_TRUE(std::isfinite(box.width));
        EXPECT_GT(box.width, 0.0);
        QImage image(400, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintFormula(painter, box, font, {20, 100}, Qt::black);
    }
}

TEST(MathTable, ReadsTheConstantsOfLatinModern) {
    const QRawFont font = latinModern();
    ASSERT_TRUE(font.isValid());
    const MathTable table(font.fontTable("MATH"), font.unitsPerEm());
    ASSERT_TRUE(table.isValid());
    EXPECT_DOUBLE_EQ(table.constant(MathConstant::AxisHeight), 0.250);
    EXPECT_DOUBLE_EQ(table.constant(MathConstant::FractionRuleThickness), 0.040);
    EXPECT_DOUBLE_EQ(table.scriptScale(1), 0.70);
    EXPECT_DOUBLE_EQ(table.scriptScale(2), 0.50);
    const MathFace face(font, font.fontTable("MATH"));
    const auto brackets = table.variants(face.glyph(U'('));
    ASSERT_GE(brackets.size(), 4u);
    for (std::size_t i = 1; i < brackets.size(); ++i)
        EXPECT_GT(brackets[i].height, brackets[i - 1].height);
    EXPECT_GE(table.parts(face.glyph(U'(')).size(), 2u);
    EXPECT_GT(table.italicCorrection(face.glyph(U'\U0001D453')).value_or(0.0), 0.0);
    EXPECT_FALSE(table.variants(face.glyph(U'7')).size() > 1);
}

TEST(MathTable, WithoutBytesItHasUsualConstants) {
    const MathTable table;
    EXPECT_FALSE(table.isValid());
    EXPECT_GT(table.constant(MathConstant::AxisHeight), 0.0);
    EXPECT_DOUBLE_EQ(table.scriptScale(1), 0.7);
    EXPECT_TRUE(table.variants(5).empty());
    EXPECT_TRUE(table.parts(5).empty());
}

TEST(MathTable, EveryTruncationIsRead) {
    const QRawFont font = latinModern();
    const QByteArray whole = font.fontTable("MATH");
    const MathFace face(font, whole);
    for (qsizetype length = 0; length < whole.size(); length += length < 600 ? 1 : 97)
        EXPECT_TRUE(std::isfinite(askAll(MathTable(whole.left(length), 1000.0), face)));
}

TEST(MathTable, ConstantsBeyondReasonAreReplaced) {
    const QRawFont font = latinModern();
    QByteArray bytes = font.fontTable("MATH");
    const int constants =
        static_cast<unsigned char>(bytes[4]) << 8 | static_cast<unsigned char>(bytes[5]);
    for (int i = 0; i < 8 + 4 * 37; ++i)
        bytes[constants + i] = '\x7f';
    const MathTable table(bytes, 1000.0);
    for (int which = 1; which <= 36; ++which)
        EXPECT_LE(std::abs(table.constant(static_cast<MathConstant>(which))), 2.0);
    EXPECT_DOUBLE_EQ(table.scriptScale(1), 0.7);
    EXPECT_LE(table.displayOperatorHeight(), 3.0);
}

TEST(MathTable, DamagedTablesStillGiveFormulas) {
    const QRawFont font = latinModern();
    const QByteArray whole = font.fontTable("MATH");
    std::mt19937 random(5);
    for (int round = 0; round < 60; ++round) {
        QByteArray bytes = whole;
        for (int i = 0; i < 400; ++i)
            bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] =
                static_cast<char>(random());
        drawWith(std::make_shared<MathFace>(font, bytes));
    }
}

TEST(MathFace, FallsBackOnAnInstalledFontAndThenOnThePlainOne) {
    ASSERT_NE(MathFace::installed(), nullptr);
    drawWith(MathFace::installed());
    const auto plain = MathFace::plain();
    EXPECT_FALSE(plain->table().isValid());
    drawWith(plain);
}

TEST(MathFace, AFontThatIsNoneIsNoHarm) {
    drawWith(std::make_shared<MathFace>(QRawFont(), QByteArray()));
}

}  // namespace
}  // namespace stepgrad
