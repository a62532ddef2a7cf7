#include "ui/panels/prediction_writer.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

// In em.
constexpr double kMargin = 0.75;
constexpr double kSide = 1.0;
constexpr double kGap = 0.9;     ///< between two texts on a line
constexpr double kReach = 0.35;  ///< of the target's mark beyond the bar

constexpr double kMarkWidth = 3.0;  ///< pixels
constexpr double kTallest = 1e6;

}  // namespace

PredictionWriter::PredictionWriter(QPainter* painter, const QFont& font, double width)
    : m_painter(painter),
      m_font(font),
      m_em(QFontInfo(font).pixelSize()),
      m_left(kSide * m_em),
      m_right(std::max(m_left + m_em, width - kSide * m_em)),
      m_y(kMargin * m_em) {}

double PredictionWriter::height() const {
    return m_y + kMargin * m_em;
}

QFont PredictionWriter::font(const Text& text) const {
    QFont scaled = m_font;
    scaled.setPixelSize(std::max(1, static_cast<int>(m_em * text.size + 0.5)));
    scaled.setBold(text.bold);
    return scaled;
}

double PredictionWriter::widthOf(const Text& text) const {
    return QFontMetricsF(font(text)).horizontalAdvance(text.text);
}

void PredictionWriter::draw(const Text& text, double x, double baseline) {
    if (!m_painter || text.text.isEmpty())
        return;
    m_painter->setFont(font(text));
    m_painter->setPen(text.colour);
    m_painter->drawText(QPointF(x, baseline), text.text);
}

void PredictionWriter::paragraph(const Text& text) {
    const QRectF area(m_left, m_y, m_right - m_left, kTallest);
    if (m_painter) {
        m_painter->setFont(font(text));
        m_painter->setPen(text.colour);
        m_painter->drawText(area, Qt::TextWordWrap, text.text);
    }
    m_y += QFontMetricsF(font(text)).boundingRect(area, Qt::TextWordWrap, text.text).height();
}

void PredictionWriter::line(const Text& first, const Text& second, Second place) {
    const double firstWidth = widthOf(first);
    const double secondWidth = widthOf(second);
    const double gap = second.text.isEmpty() ? 0.0 : kGap * m_em;
    if (m_left + firstWidth + gap + secondWidth > m_right) {
        paragraph(first);
        if (!second.text.isEmpty())
            paragraph(second);
        return;
    }
    const QFontMetricsF metrics(font(first));
    const double baseline = m_y + metrics.ascent();
    draw(first, m_left, baseline);
    draw(second, place == Second::AtRightEnd ? m_right - secondWidth : m_left + firstWidth + gap,
         baseline);
    m_y += metrics.height();
}

void PredictionWriter::centredLine(const Text& text, double x) {
    const double width = widthOf(text);
    if (width > m_right - m_left) {
        paragraph(text);
        return;
    }
    const QFontMetricsF metrics(font(text));
    draw(text, std::clamp(x - width / 2, m_left, m_right - width), m_y + metrics.ascent());
    m_y += metrics.height();
}

double PredictionWriter::xOf(const PredictionOutput& output, double value) const {
    const double share = (value - output.lowest) / (output.highest - output.lowest);
    return m_left + std::clamp(share, 0.0, 1.0) * (m_right - m_left);
}

void PredictionWriter::bar(const PredictionOutput& output, double thickness) {
    const double reach = kReach * m_em;
    const QRectF track(m_left, m_y + reach, m_right - m_left, thickness * m_em);
    if (m_painter)
        paintBar(output, track, reach);
    m_y = track.bottom() + reach;
}

void PredictionWriter::paintBar(const PredictionOutput& output, const QRectF& track, double reach) {
    const Palette& palette = Appearance::instance().palette();
    const double radius = track.height() / 2;
    QPainterPath shape;
    shape.addRoundedRect(track, radius, radius);
    m_painter->setPen(Qt::NoPen);
    m_painter->fillPath(shape, mixed(palette.grid, palette.control, 0.35));
    m_painter->save();
    m_painter->setClipPath(shape);
    paintFilling(output, track);
    m_painter->restore();
    const double mark = std::clamp(xOf(output, output.goal), track.left() + kMarkWidth / 2,
                                   track.right() - kMarkWidth / 2);
    m_painter->fillRect(
        QRectF(mark - kMarkWidth / 2, track.top() - reach, kMarkWidth, track.height() + 2 * reach),
        palette.loss);
}

/// From 0 to the value.
void PredictionWriter::paintFilling(const PredictionOutput& output, const QRectF& track) {
    if (!output.value)
        return;
    const Palette& palette = Appearance::instance().palette();
    const double from = xOf(output, 0.0);
    const double to = xOf(output, *output.value);
    // Never thinner than can be seen: 0 is a value too.
    const double length = std::max(std::abs(to - from), 2.0);
    const QRectF filling(std::min(from, to), track.top(), length, track.height());
    const double radius = std::min(track.height() / 2, length / 2);
    m_painter->setBrush(palette.done);
    if (output.lowest < 0.0)
        m_painter->drawRect(filling);
    else
        m_painter->drawRoundedRect(filling, radius, radius);
}

}  // namespace stepgrad
