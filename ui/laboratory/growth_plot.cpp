#include "ui/laboratory/growth_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"

namespace stepgrad {

GrowthPlot::GrowthPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Time of one update over its size"));
}

void GrowthPlot::showPoints(Growth growth, const QString& title,
                            const std::vector<GrowthPoint>& points) {
    m_growth = growth;
    m_title = title;
    m_points = points;
    QStringList told;
    const Notation& notation = Appearance::instance().notation();
    for (const GrowthPoint& point : points)
        told << QStringLiteral("%1: %2")
                    .arg(point.size)
                    .arg(QString::fromStdString(durationText(point.seconds, notation)));
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    setToolTip(told.join('\n'));
    update();
}

double GrowthPlot::secondsPerOperation() const {
    return m_points.empty() ? 0.0 : m_points.back().seconds / m_points.back().operations;
}

void GrowthPlot::paintLegend(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const double line = painter.fontMetrics().height();
    double x = 0.5 * line;
    const QString each = QString::fromStdString(
        durationText(secondsPerOperation(), Appearance::instance().notation()));
    for (const auto& [mark, name, colour] :
         {std::tuple(QStringLiteral("●"), tr("measured"), palette.primary),
          std::tuple(QStringLiteral("—"), tr("counted × %1").arg(each), palette.done)})
        for (const auto& [text, pen] : {std::pair(mark, colour), std::pair(name, palette.text)}) {
            const double width = painter.fontMetrics().horizontalAdvance(text);
            painter.setPen(pen);
            painter.drawText(QRectF(x, 0.0, width + 2.0, 1.4 * line), Qt::AlignVCenter, text);
            x += width + 0.4 * line;
        }
}

void GrowthPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    const QFont small = plotFont(font());
    painter.setFont(small);
    if (m_points.empty()) {
        painter.setPen(palette.quiet);
        painter.drawText(rect(), Qt::AlignCenter, tr("measuring …"));
        return;
    }
    double least = HUGE_VAL, greatest = 0.0;
    for (const GrowthPoint& point : m_points) {
        const double line = point.operations * secondsPerOperation();
        least = std::min({least, point.seconds, line});
        greatest = std::max({greatest, point.seconds, line});
    }
    const auto sizes = growthSizes(m_growth);
    const double row = 1.4 * QFontMetricsF(small).height();
    const PlotFrame frame(QRectF(rect()).adjusted(0.0, row, 0.0, 0.0), small,
                          PlotAxis::decades(static_cast<double>(sizes.front()),
                                            static_cast<double>(sizes.back()), m_title),
                          PlotAxis::decades(least, greatest, tr("seconds")));
    frame.paint(painter);
    paintLegend(painter);
    QPolygonF counted;
    for (const GrowthPoint& point : m_points)
        counted << frame.at(static_cast<double>(point.size),
                            point.operations * secondsPerOperation());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.done, 2.0));
    painter.drawPolyline(counted);
    const double size = 0.24 * painter.fontMetrics().height();
    painter.setPen(QPen(palette.panel, 1.0));
    painter.setBrush(palette.primary);
    for (const GrowthPoint& point : m_points)
        painter.drawEllipse(frame.at(static_cast<double>(point.size), point.seconds), size, size);
}

QSize GrowthPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {18 * em, 11 * em};
}

}  // namespace stepgrad
