#include "ui/panels/error_view.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/panels/value_text.h"

namespace stepgrad {

ErrorView::ErrorView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Predictions over targets"));
}

void ErrorView::showPoints(std::vector<QPointF> points) {
    m_points = std::move(points);
    update();
}

void ErrorView::paintEvent(QPaintEvent*) {
    if (m_points.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    double least = m_points.front().x(), greatest = least;
    for (const QPointF& point : m_points)
        for (const double value : {point.x(), point.y()})
            if (std::isfinite(value)) {
                least = std::min(least, value);
                greatest = std::max(greatest, value);
            }
    if (least == greatest) {
        least -= 0.5;
        greatest += 0.5;
    }
    const double line = fontMetrics().height();
    const QRectF area = QRectF(rect()).adjusted(1.3 * line, 4.0, -4.0, -1.3 * line);
    const auto place = [&](double x, double y) {
        return QPointF(area.left() + (x - least) / (greatest - least) * area.width(),
                       area.bottom() - (y - least) / (greatest - least) * area.height());
    };
    painter.setPen(palette.border);
    painter.setBrush(palette.formulaFill);
    painter.drawRect(area);
    painter.setPen(QPen(palette.done, 1.2));
    painter.drawLine(place(least, least), place(greatest, greatest));
    painter.setPen(Qt::NoPen);
    QColor colour = palette.primary;
    colour.setAlphaF(0.6F);
    painter.setBrush(colour);
    const double radius = std::clamp(line * 4.0 / std::sqrt(double(m_points.size())), 1.5, 4.0);
    for (const QPointF& point : m_points)
        if (std::isfinite(point.x()) && std::isfinite(point.y()))
            painter.drawEllipse(place(point.x(), point.y()), radius, radius);
    painter.setPen(palette.quiet);
    QFont font = painter.font();
    font.setPointSizeF(font.pointSizeF() * 0.8);
    painter.setFont(font);
    const QRectF below(area.left(), area.bottom(), area.width(), height() - area.bottom());
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, numberText(least));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, numberText(greatest));
    painter.drawText(below, Qt::AlignCenter, tr("target"));
    painter.rotate(-90.0);
    painter.drawText(QRectF(-area.bottom(), 0.0, area.height(), area.left()), Qt::AlignCenter,
                     tr("prediction"));
}

}  // namespace stepgrad
