#include "ui/worksheet/sheet_pages.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QTextOption>
#include <algorithm>
#include <memory>

#include "core/worksheet/network_drawing.h"
#include "ui/formula/equation_layout.h"
#include "ui/formula/formula_painter.h"
#include "ui/palette.h"

namespace stepgrad {
namespace {

// A page is laid out in quarters of a point: fine enough that no rounding of a
// letter's width is seen.
constexpr double kPoint = 4.0;
constexpr int kUnitsPerInch = 288;
constexpr double kPageWidth = 595.0 * kPoint, kPageHeight = 842.0 * kPoint;
constexpr double kMargin = 54.0 * kPoint;
constexpr double kFooter = 24.0 * kPoint;  ///< above the lower margin
constexpr double kWidth = kPageWidth - 2.0 * kMargin;
constexpr double kHeight = kPageHeight - 2.0 * kMargin - kFooter;
constexpr double kText = 9.5 * kPoint, kTitle = 15.0 * kPoint, kHeading = 12.0 * kPoint,
                 kSubheading = 10.0 * kPoint;
constexpr double kFormula = 11.5 * kPoint;
constexpr double kGap = 5.0 * kPoint;
constexpr double kBlank = 70.0 * kPoint;        ///< width to write in
constexpr double kBlankHeight = 22.0 * kPoint;  ///< of a line with blanks
constexpr double kBetween = 16.0 * kPoint;      ///< values of a line
constexpr double kHair = 0.6 * kPoint;

const QColor& ink() {
    return Palette::light().text;
}

QFont fontOf(double size, bool bold) {
    QFont font = QApplication::font();
    font.setPixelSize(static_cast<int>(size + 0.5));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// "u₁ =", or "w₁ = 0.3".
Formula formulaOf(const SheetValue& value, const Sheet& sheet) {
    std::vector<Formula> row{symbol(value.id, sheet.trace->network, sheet.notation),
                             formula::op("=")};
    if (!value.number.empty())
        row.push_back(formula::number(value.number));
    return formula::row(std::move(row));
}

void line(QPainter& painter, double from, double to, double y) {
    painter.setPen(QPen(ink(), kHair));
    painter.drawLine(QPointF(from, y), QPointF(to, y));
}

}  // namespace

SheetPages::SheetPages(const std::vector<Sheet>& sheets) {
    for (const Sheet& sheet : sheets)
        add(sheet);
}

SheetPages::Piece SheetPages::text(const QString& text, double size, bool bold, double gap) const {
    const auto document = std::make_shared<QTextDocument>();
    document->setDefaultFont(fontOf(size, bold));
    document->setDocumentMargin(0.0);
    document->setPlainText(text);
    document->setTextWidth(kWidth);
    return {gap, document->size().height(), false, [document](QPainter& painter, QPointF at) {
                painter.save();
                painter.translate(at);
                QAbstractTextDocumentLayout::PaintContext context;
                context.palette.setColor(QPalette::Text, ink());
                document->documentLayout()->draw(&painter, context);
                painter.restore();
            }};
}

SheetPages::Piece SheetPages::nameLine() const {
    return {kGap, kBlankHeight, false, [](QPainter& painter, QPointF at) {
                const QFont font = fontOf(kText, false);
                const double base = at.y() + kBlankHeight - kGap;
                const auto field = [&](const QString& name, double from, double to) {
                    painter.setFont(font);
                    painter.setPen(ink());
                    painter.drawText(QPointF(from, base), name);
                    line(painter, from + QFontMetricsF(font).horizontalAdvance(name) + kGap, to,
                         base);
                };
                const double middle = at.x() + 0.66 * kWidth;
                field(QApplication::translate("SheetPages", "Name"), at.x(), middle - 2.0 * kGap);
                field(QApplication::translate("SheetPages", "Date"), middle, at.x() + kWidth);
            }};
}

SheetPages::Piece SheetPages::drawing(const Sheet& sheet) const {
    const auto svg = std::make_shared<QSvgRenderer>(
        QByteArray::fromStdString(drawingSvg(*sheet.trace, sheet.notation)));
    const QSizeF natural = svg->viewBoxF().size();
    const double scale = std::min(kPoint, kWidth / natural.width());
    const QSizeF size = natural * scale;
    return {kGap, size.height(), false, [svg, size](QPainter& painter, QPointF at) {
                svg->render(&painter,
                            QRectF(at + QPointF((kWidth - size.width()) / 2.0, 0.0), size));
            }};
}

SheetPages::Piece SheetPages::equation(const Equation& equation) const {
    const auto layout =
        std::make_shared<const EquationLayout>(std::vector{equation}, kFormula, kWidth);
    // What cannot be broken any more is made smaller: nothing may leave the paper.
    const double scale = std::min(1.0, kWidth / std::max(1.0, layout->size().width()));
    return {kGap, layout->size().height() * scale, false,
            [layout, scale](QPainter& painter, QPointF at) {
                painter.save();
                painter.translate(at);
                painter.scale(scale, scale);
                for (const auto& piece : layout->pieces())
                    paintFormula(painter, piece.box, *layout->font(), piece.origin, ink());
                painter.restore();
            }};
}

void SheetPages::addValues(std::vector<Piece>& pieces, const SheetBlock& block,
                           const Sheet& sheet) const {
    if (!block.text.empty()) {
        pieces.push_back(text(QString::fromStdString(block.text), kText, true, kGap));
        pieces.back().keepsNext = true;
    }
    struct Item {
        MathBox box;
        double x, width;
        bool isBlank;
    };
    const auto font = MathFont::ofSize(kFormula);
    std::vector<Item> items;
    const auto flush = [&] {
        if (items.empty())
            return;
        double ascent = 0.0, descent = 0.0;
        bool hasBlank = false;
        for (const Item& item : items) {
            ascent = std::max(ascent, item.box.ascent);
            descent = std::max(descent, item.box.descent);
            hasBlank = hasBlank || item.isBlank;
        }
        const double height = std::max(ascent + descent, hasBlank ? kBlankHeight : 0.0);
        pieces.push_back({kGap / 2.0, height, false,
                          [items, font, base = height - descent](QPainter& painter, QPointF at) {
                              for (const Item& item : items) {
                                  const QPointF origin = at + QPointF(item.x, base);
                                  paintFormula(painter, item.box, *font, origin, ink());
                                  if (item.isBlank)
                                      line(painter, origin.x() + item.box.width + kGap,
                                           origin.x() + item.width, origin.y());
                              }
                          }});
        items.clear();
    };
    double x = 0.0;
    for (const SheetValue& value : block.values) {
        MathBox box = layoutFormula(formulaOf(value, sheet), *font);
        const bool isBlank = value.number.empty();
        const double width = box.width + (isBlank ? kGap + kBlank : 0.0);
        if (x > 0.0 && x + width > kWidth) {
            flush();
            x = 0.0;
        }
        items.push_back({std::move(box), x, width, isBlank});
        x += width + kBetween;
    }
    flush();
}

void SheetPages::addBlock(std::vector<Piece>& pieces, const SheetBlock& block,
                          const Sheet& sheet) const {
    const QString words = QString::fromStdString(block.text);
    switch (block.kind) {
        case SheetBlock::Kind::Heading:
            pieces.push_back(text(words, kHeading, true, 3.0 * kGap));
            pieces.back().keepsNext = true;
            break;
        case SheetBlock::Kind::Subheading:
            pieces.push_back(text(words, kSubheading, true, 2.0 * kGap));
            pieces.back().keepsNext = true;
            break;
        case SheetBlock::Kind::Paragraph:
            pieces.push_back(text(words, kText, false, kGap));
            break;
        case SheetBlock::Kind::NameLine:
            pieces.push_back(nameLine());
            break;
        case SheetBlock::Kind::Drawing:
            pieces.push_back(drawing(sheet));
            break;
        case SheetBlock::Kind::Values:
            addValues(pieces, block, sheet);
            break;
        case SheetBlock::Kind::Equations:
            for (const Equation& one : block.equations)
                pieces.push_back(equation(one));
            break;
    }
}

void SheetPages::add(const Sheet& sheet) {
    const QString title = QString::fromStdString(sheet.title);
    std::vector<Piece> pieces{text(title, kTitle, true, 0.0)};
    for (const SheetBlock& block : sheet.blocks)
        addBlock(pieces, block, sheet);
    place(std::move(pieces), title);
}

void SheetPages::place(std::vector<Piece> pieces, const QString& title) {
    const std::size_t first = m_pages.size();
    double y = 0.0;
    m_pages.emplace_back();
    for (std::size_t i = 0; i < pieces.size();) {
        // Headings go with what follows them.
        std::size_t end = i + 1;
        double height = pieces[i].gap + pieces[i].height;
        while (end < pieces.size() && pieces[end - 1].keepsNext) {
            height += pieces[end].gap + pieces[end].height;
            ++end;
        }
        if (y > 0.0 && y + height > kHeight) {
            m_pages.emplace_back();
            y = 0.0;
        }
        for (; i < end; ++i) {
            y += y > 0.0 ? pieces[i].gap : 0.0;
            const double pieceHeight = pieces[i].height;
            m_pages.back().pieces.push_back({std::move(pieces[i]), y});
            y += pieceHeight;
        }
    }
    const std::size_t count = m_pages.size() - first;
    for (std::size_t page = first; page < m_pages.size(); ++page)
        m_pages[page].footer =
            QStringLiteral("%1 · %2/%3").arg(title).arg(page - first + 1).arg(count);
}

void SheetPages::paint(QPainter& painter, int page, double width) const {
    const Page& shown = m_pages.at(static_cast<std::size_t>(page));
    painter.save();
    painter.scale(width / kPageWidth, width / kPageWidth);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const Placed& placed : shown.pieces)
        placed.piece.paint(painter, {kMargin, kMargin + placed.y});
    painter.setFont(fontOf(0.8 * kText, false));
    painter.setPen(Palette::light().quiet);
    painter.drawText(QRectF(kMargin, kPageHeight - kMargin - kFooter, kWidth, kFooter),
                     Qt::AlignRight | Qt::AlignBottom, shown.footer);
    painter.restore();
}

QImage SheetPages::picture(int page, int width) const {
    QImage image(width, static_cast<int>(width * kPageHeight / kPageWidth + 0.5),
                 QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paint(painter, page, width);
    return image;
}

QByteArray SheetPages::pdf(const QString& title) const {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Stepgrad"));
    writer.setResolution(kUnitsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    QPainter painter(&writer);
    for (int page = 0; page < count(); ++page) {
        if (page > 0)
            writer.newPage();
        paint(painter, page, writer.width());
    }
    painter.end();
    return buffer.data();
}

}  // namespace stepgrad
