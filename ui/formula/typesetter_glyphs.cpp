#include <algorithm>
#include <cmath>

#include "ui/formula/typesetter.h"

namespace stepgrad {
namespace {

constexpr double kDelimiterFactor = 0.901;    ///< brackets may be that much shorter than twice
constexpr double kDelimiterShortfall = 0.25;  ///< the content's half, but by no more em than this
constexpr int kMostRepeats = 64;
constexpr double kWordSpace = 1.0 / 3.0;  ///< em, where the font has no space

const QChar kPrime(u'′');

}  // namespace

MathBox Typesetter::glyphBox(quint32 glyph, MathStyle style, bool heavy) const {
    const auto metrics = m_font.face().metrics(glyph);
    const double em = m_font.em(style.level);
    MathBox box;
    box.width = metrics.advance * em;
    box.ascent = metrics.ascent * em;
    box.descent = metrics.descent * em;
    box.glyphs.push_back({glyph, style.level, heavy, {}});
    return box;
}

Typesetter::Piece Typesetter::character(char32_t c, Shape shape, MathStyle style) const {
    const auto& face = m_font.face();
    const char32_t styled = shape == Shape::Italic
                                ? (style.bold ? mathBoldItalic(c) : mathItalic(c))
                                : (style.bold ? mathBold(c) : c);
    quint32 glyph = face.glyph(styled);
    const bool isBold = style.bold && styled != c && glyph != 0;
    if (glyph == 0 && style.bold)
        glyph = face.glyph(shape == Shape::Italic ? mathItalic(c) : c);
    if (glyph == 0)
        glyph = face.glyph(c);
    Piece made;
    made.box = glyphBox(glyph, style, style.bold && !isBold);
    made.italic = face.metrics(glyph).italic * m_font.em(style.level);
    made.accent = face.metrics(glyph).accent * m_font.em(style.level);
    made.isLetter = true;
    if (c == U' ' && made.box.width <= 0.0)
        made.box.width = kWordSpace * m_font.em(style.level);
    return made;
}

Typesetter::Piece Typesetter::text(const QString& characters, Shape shape, MathStyle style) const {
    const auto codes = characters.toUcs4();
    if (codes.size() == 1)
        return character(static_cast<char32_t>(codes.front()), shape, style);
    Piece made;
    for (const auto code : codes) {
        const Piece next = character(static_cast<char32_t>(code), shape, style);
        made.box.add(next.box, made.box.width + made.italic, 0.0);
        made.italic = next.italic;
    }
    return made;
}

Typesetter::Piece Typesetter::letters(const Formula& formula, MathStyle style) const {
    QString name = QString::fromStdString(formula.text);
    int primes = 0;
    while (name.size() > 1 && name.endsWith(kPrime)) {
        name.chop(1);
        ++primes;
    }
    Piece made = text(name, formula.upright ? Shape::Upright : Shape::Italic, style);
    if (formula.upright && name.size() > 1)
        made.left = made.right = MathClass::Function;
    if (primes == 0)
        return made;
    // Fonts have primes raised already.
    const Piece raised = text(QString(primes, kPrime), Shape::Upright, style);
    made.box.add(raised.box, made.box.width + made.italic, 0.0);
    made.italic = 0.0;
    made.isLetter = false;
    return made;
}

/// Digits upright; "1.23e−5" as 1.23·10⁻⁵.
Typesetter::Piece Typesetter::number(const Formula& formula, MathStyle style) const {
    const QString digits = QString::fromStdString(formula.text);
    const auto exponent = digits.indexOf('e');
    if (exponent < 0)
        return text(digits, Shape::Upright, style);
    const double thin = m_font.em(style.level) / 9.0;
    Piece made = text(digits.left(exponent), Shape::Upright, style);
    made.box.add(text("·", Shape::Upright, style).box, made.box.width + thin, 0.0);
    const MathBox power = text(digits.mid(exponent + 1), Shape::Upright, style.script(false)).box;
    const Piece ten = withScripts(text("10", Shape::Upright, style), {}, power, style);
    made.box.add(ten.box, made.box.width + thin, 0.0);
    return made;
}

Typesetter::Piece Typesetter::operation(const Formula& formula, MathStyle style) const {
    const QString sign = QString::fromStdString(formula.text);
    Piece made = text(sign, Shape::Upright, style);
    const auto codes = sign.toUcs4();
    made.left = made.right =
        codes.size() == 1 ? classOf(static_cast<char32_t>(codes.front())) : MathClass::Ordinary;
    return made;
}

Typesetter::Piece Typesetter::words(const Formula& formula, MathStyle style) const {
    Piece made = text(QString::fromStdString(formula.text), Shape::Upright, style);
    made.left = made.right = MathClass::Text;
    return made;
}

MathBox Typesetter::bracket(const Formula& fenced, Side side, const MathBox& content,
                            MathStyle style) const {
    const QString both = QString::fromStdString(fenced.text);
    const char32_t character = side == Side::Left ? both.front().unicode() : both.back().unicode();
    const double axis = c(MathConstant::AxisHeight, style);
    const double half = std::max(content.ascent - axis, content.descent + axis);
    const double height = std::max(2 * half * kDelimiterFactor,
                                   2 * half - kDelimiterShortfall * m_font.em(style.level));
    return onAxis(tall(m_font.face().glyph(character), height, style), style);
}

MathBox Typesetter::onAxis(const MathBox& box, MathStyle style) const {
    MathBox centred;
    centred.add(box, 0.0, (box.ascent - box.descent) / 2 - c(MathConstant::AxisHeight, style));
    return centred;
}

/// The smallest form of a glyph that is that tall, else the tallest there is.
MathBox Typesetter::tall(quint32 glyph, double height, MathStyle style) const {
    MathBox box = glyphBox(glyph, style, style.bold);
    if (box.ascent + box.descent >= height)
        return box;
    for (const auto& variant : m_font.face().table().variants(glyph)) {
        box = glyphBox(variant.glyph, style, style.bold);
        if (box.ascent + box.descent >= height)
            return box;
    }
    const auto parts = m_font.face().table().parts(glyph);
    return parts.empty() ? box : assembled(parts, height, style);
}

MathBox Typesetter::assembled(const std::vector<MathTable::Part>& parts, double height,
                              MathStyle style) const {
    const double em = m_font.em(style.level);
    const double overlap = m_font.face().table().minConnectorOverlap();
    std::vector<MathTable::Part> column;
    double total = 0.0;
    for (int repeats = 0; repeats <= kMostRepeats && total * em < height; ++repeats) {
        column.clear();
        total = 0.0;
        for (const auto& part : parts)
            column.insert(column.end(), part.repeats ? static_cast<std::size_t>(repeats) : 1, part);
        for (const auto& part : column)
            total += part.height;
        total -= overlap * static_cast<double>(column.empty() ? 0 : column.size() - 1);
    }
    // What is too much goes into larger overlaps, as far as the pieces allow.
    const double joints = std::max<double>(1.0, static_cast<double>(column.size()) - 1.0);
    const double extra = std::max(0.0, total - height / em) / joints;
    MathBox box;
    double bottom = 0.0;
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (i > 0)
            bottom -= std::max(overlap, std::min({overlap + extra, column[i - 1].endConnector,
                                                  column[i].startConnector}));
        const MathBox glyph = glyphBox(column[i].glyph, style, style.bold);
        box.add(glyph, 0.0, -(bottom * em + glyph.descent));
        bottom += column[i].height;
    }
    return box;
}

}  // namespace stepgrad
