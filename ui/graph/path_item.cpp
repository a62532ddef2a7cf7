#include "ui/graph/path_item.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

using Place = ChainFactor::Place;

/// The font, smaller where the text would be wider than that.
QFont fitting(QFont font, const QString& text, qreal width) {
    const qreal needed = QFontMetricsF(font).horizontalAdvance(text);
    if (needed > width)
        font.setPixelSize(
            std::max(5, static_cast<int>(QFontInfo(font).pixelSize() * width / needed)));
    return font;
}

}  // namespace

QRectF GraphPicture::rectOf(const PathOverlay::Chip& chip) const {
    const GraphMetrics& m = layout.metrics;
    switch (chip.place) {
        case Place::Loss: {
            const qreal height = 2.0 * m.smallLine + 0.5 * m.padding;
            const qreal pitch = height + 0.3 * m.unit;
            return {layout.loss.left(),
                    layout.loss.top() - 0.5 * m.unit - (chip.rows - chip.row - 1) * pitch - height,
                    layout.loss.width(), height};
        }
        case Place::Neuron:
            return layout.neuron(chip.at.layer, chip.at.neuron).badge;
        case Place::Edge:
            return m.hasChips() ? layout.chip(chip.at.layer, chip.at.neuron, chip.at.input, 1)
                                : QRectF();
        case Place::Source: {
            if (chip.at.isParameter())
                return {};
            const QRectF line = chip.at.kind == ValueKind::Input
                                    ? layout.input(chip.at.neuron).h
                                    : layout.neuron(chip.at.layer, chip.at.neuron).h;
            const qreal inset = m.form == GraphForm::Dots ? 0.0 : 0.14 * line.width();
            return line.adjusted(inset, 0.0, -inset, 0.0);
        }
        case Place::Delta:
            break;
    }
    return {};
}

void PathItem::paintChip(QPainter& painter, const PathOverlay::Chip& chip) const {
    const QRectF rect = m_picture.rectOf(chip);
    if (rect.isEmpty() || m_picture.edited == chip.at)
        return;
    const Palette& palette = Appearance::instance().palette();
    const GraphMetrics& m = m_picture.layout.metrics;
    const GraphFonts& fonts = m_picture.fonts;
    const bool isPill = chip.place == Place::Neuron || chip.place == Place::Source;
    const bool isMeant = (m_picture.selected == chip.at || m_picture.pointed == chip.at) && !isPill;
    const qreal round = isPill ? 0.5 * rect.height() : 0.3 * m.unit;
    painter.setBrush(palette.deltaFill);
    painter.setPen(QPen(isMeant ? palette.primary : palette.backward, 0.1 * m.unit));
    painter.drawRoundedRect(rect, round, round);
    painter.setPen(palette.backward);
    const QRectF inside = rect.adjusted(m.padding, 0.0, -m.padding, 0.0);
    if (chip.place == Place::Loss) {
        const bool isTold = !chip.number.isEmpty();
        const QRectF top(rect.left() + 2.0, rect.top() + 0.25 * m.padding, rect.width() - 4.0,
                         isTold ? m.smallLine : rect.height() - 0.5 * m.padding);
        painter.setFont(fitting(fonts.small, chip.name, top.width()));
        painter.drawText(top, Qt::AlignCenter, chip.name);
        painter.setFont(fitting(fonts.small, chip.number, top.width()));
        painter.setPen(palette.text);
        if (isTold)
            painter.drawText(top.translated(0.0, m.smallLine), Qt::AlignCenter, chip.number);
        return;
    }
    if (chip.place == Place::Edge) {
        painter.setFont(fonts.chipBold);
        painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, chip.name);
        painter.setFont(fonts.chip);
        painter.setPen(palette.text);
        painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, chip.number);
        return;
    }
    // The symbol of a source stands above it in the circle.
    const QString text =
        chip.place == Place::Source ? chip.number : (chip.name + u' ' + chip.number).trimmed();
    painter.setFont(fitting(chip.place == Place::Source ? fonts.value : fonts.chip, text,
                            rect.width() - 0.8 * m.padding));
    painter.drawText(rect, Qt::AlignCenter, text);
}

void PathItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (!m_picture.paths)
        return;
    for (const auto& chip : m_picture.paths->chips)
        paintChip(*painter, chip);
}

}  // namespace stepgrad
