#include "ui/graph/graph_legend.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kMostRows = 2;
constexpr qreal kLine = 1.35;  ///< from row to row, in heights of a line

}  // namespace

GraphLegend::GraphLegend(const GraphPicture& picture, QWidget* parent)
    : QWidget(parent), m_picture(picture) {
    setObjectName(QStringLiteral("graphLegend"));
    setAccessibleName(tr("Legend"));
}

QString GraphLegend::rangeText() const {
    return QString::fromStdString(
        formatNumber(m_picture.state.range(), Appearance::instance().notation().numbers));
}

QString GraphLegend::thicknessText() const {
    return tr("thickness = |w|, up to %1").arg(rangeText());
}

std::vector<GraphLegend::Entry> GraphLegend::inWords() const {
    return {{Sample::Positive, tr("positive weight")},
            {Sample::Negative, tr("negative weight")},
            {Sample::None, thicknessText()},
            {Sample::Delta, tr("δ, gradients")},
            {Sample::None, m_picture.layout.metrics.hasChips()
                               ? tr("double-click any value to edit it")
                               : tr("point at an edge to see its weight, double-click to "
                                    "edit it")}};
}

std::vector<GraphLegend::Entry> GraphLegend::inSymbols() const {
    return {{Sample::Positive, tr("w > 0")},
            {Sample::Negative, tr("w < 0")},
            {Sample::None, tr("|w| ≤ %1").arg(rangeText())},
            {Sample::Delta, tr("δ, ∂%1").arg(Appearance::instance().lossSymbol())}};
}

qreal GraphLegend::sampleWidth(Sample sample) const {
    const qreal unit = QFontMetricsF(m_picture.fonts.caption).height();
    return sample == Sample::None ? 0.0 : (sample == Sample::Delta ? 1.4 : 1.7) * unit + 0.5 * unit;
}

GraphLegend::Rows GraphLegend::placed(std::vector<Entry> entries, qreal width) const {
    const QFontMetricsF metrics(m_picture.fonts.caption);
    const qreal between = 1.1 * metrics.height();
    const qreal margin = 0.8 * metrics.height();
    Rows rows;
    rows.entries = std::move(entries);
    qreal x = margin, y = 0.35 * metrics.height();
    for (std::size_t i = 0; i < rows.entries.size(); ++i) {
        const Entry& entry = rows.entries[i];
        const qreal need = sampleWidth(entry.sample) + metrics.horizontalAdvance(entry.text);
        if (x > margin && x + need > width - margin) {
            x = margin;
            y += kLine * metrics.height();
            ++rows.count;
        }
        rows.spots.push_back({i, {x, y}});
        x += need + between;
    }
    return rows;
}

GraphLegend::Rows GraphLegend::rowsFor(qreal width) const {
    Rows rows = placed(inWords(), width);
    return rows.count <= kMostRows ? rows : placed(inSymbols(), width);
}

int GraphLegend::heightFor(int width) const {
    const qreal unit = QFontMetricsF(m_picture.fonts.caption).height();
    return static_cast<int>(std::ceil((0.65 + kLine * rowsFor(width).count) * unit));
}

void GraphLegend::paintSample(QPainter& painter, Sample sample, const QRectF& rect) const {
    const Palette& palette = Appearance::instance().palette();
    const qreal unit = rect.height();
    if (sample == Sample::Delta) {
        painter.setPen(QPen(palette.backward, 0.09 * unit));
        painter.setBrush(palette.deltaFill);
        const QRectF badge = rect.adjusted(1.0, 0.1 * unit, -1.0, -0.1 * unit);
        painter.drawRoundedRect(badge, 0.5 * badge.height(), 0.5 * badge.height());
    } else if (sample != Sample::None) {
        painter.setPen(QPen(sample == Sample::Positive ? palette.positive : palette.negative,
                            0.28 * unit, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(rect.left(), rect.center().y()),
                         QPointF(rect.right(), rect.center().y()));
    }
}

void GraphLegend::paintInto(QPainter& painter, const QRectF& rect) const {
    const QFontMetricsF metrics(m_picture.fonts.caption);
    const Rows rows = rowsFor(rect.width());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_picture.fonts.caption);
    for (const auto& spot : rows.spots) {
        const Entry& entry = rows.entries[spot.entry];
        const QPointF at = rect.topLeft() + spot.at;
        const qreal sample = sampleWidth(entry.sample);
        if (sample > 0.0)
            paintSample(painter, entry.sample,
                        {at, QSizeF(sample - 0.5 * metrics.height(), metrics.height())});
        painter.setPen(Appearance::instance().palette().quiet);
        painter.drawText(QPointF(at.x() + sample, at.y() + metrics.ascent()), entry.text);
    }
    painter.restore();
}

bool GraphLegend::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QStringList lines;
        for (const Entry& entry : inWords())
            lines << (entry.sample == Sample::Positive   ? tr("blue: %1").arg(entry.text)
                      : entry.sample == Sample::Negative ? tr("orange: %1").arg(entry.text)
                      : entry.sample == Sample::Delta    ? tr("violet: %1").arg(entry.text)
                                                         : entry.text);
        setToolTip(lines.join(u'\n'));
    }
    return QWidget::event(event);
}

void GraphLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Appearance::instance().palette().panel);
    paintInto(painter, rect());
}

}  // namespace stepgrad
