#include "ui/graph/graph_legend.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {

GraphLegend::GraphLegend(const GraphPicture& picture, QWidget* parent)
    : QWidget(parent), m_picture(picture) {
    setObjectName(QStringLiteral("graphLegend"));
    setAccessibleName(tr("Legend"));
}

QString GraphLegend::thicknessText() const {
    const NumberFormat& format = Appearance::instance().notation().numbers;
    return tr("thickness = |w|, up to %1")
        .arg(QString::fromStdString(exactNumber(m_picture.state.range(), format)));
}

std::vector<GraphLegend::Entry> GraphLegend::entries() const {
    std::vector<Entry> entries = {{Sample::Positive, tr("positive weight")},
                                  {Sample::Negative, tr("negative weight")},
                                  {Sample::None, thicknessText()},
                                  {Sample::Delta, tr("δ, gradients")}};
    entries.push_back({Sample::None, m_picture.layout.metrics.hasChips()
                                         ? tr("double-click any value to edit it")
                                         : tr("point at an edge to see its weight, double-click to "
                                              "edit it")});
    return entries;
}

qreal GraphLegend::sampleWidth(Sample sample) const {
    const qreal unit = QFontMetricsF(m_picture.fonts.caption).height();
    return sample == Sample::None ? 0.0 : (sample == Sample::Delta ? 1.4 : 1.7) * unit + 0.5 * unit;
}

std::vector<GraphLegend::Spot> GraphLegend::spots(qreal width, qreal* height) const {
    const QFontMetricsF metrics(m_picture.fonts.caption);
    const qreal line = 1.35 * metrics.height();
    const qreal between = 1.1 * metrics.height();
    const qreal margin = 0.8 * metrics.height();
    std::vector<Spot> spots;
    qreal x = margin, y = 0.35 * metrics.height();
    const auto all = entries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const qreal need = sampleWidth(all[i].sample) + metrics.horizontalAdvance(all[i].text);
        if (x > margin && x + need > width - margin) {
            x = margin;
            y += line;
        }
        spots.push_back({i, {x, y}});
        x += need + between;
    }
    *height = y + line + 0.3 * metrics.height();
    return spots;
}

int GraphLegend::heightFor(int width) const {
    qreal height = 0.0;
    spots(width, &height);
    return static_cast<int>(std::ceil(height));
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
    const auto all = entries();
    qreal height = 0.0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_picture.fonts.caption);
    for (const auto& spot : spots(rect.width(), &height)) {
        const Entry& entry = all[spot.entry];
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

void GraphLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Appearance::instance().palette().panel);
    paintInto(painter, rect());
}

}  // namespace stepgrad
