#include "ui/data/points_view.h"

#include <QPainter>
#include <algorithm>

#include "ui/appearance.h"

namespace stepgrad {

QColor colourOfValue(double value, double least, double greatest) {
    const Palette& palette = Appearance::instance().palette();
    const double t =
        greatest > least ? std::clamp((value - least) / (greatest - least), 0.0, 1.0) : 0.5;
    return t < 0.5 ? mixed(palette.negative, palette.panel, 2.0 * t)
                   : mixed(palette.panel, palette.positive, 2.0 * t - 1.0);
}

PointsView::PointsView(QWidget* parent) : QWidget(parent) {
    setMinimumSize(160, 160);
}

QSize PointsView::sizeHint() const {
    const int side = fontMetrics().height() * 16;
    return {side, side};
}

void PointsView::showPoints(const Dataset& points) {
    m_data = points;
    update();
}

void PointsView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.setPen(palette.border);
    painter.setBrush(palette.panel);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    if (m_data.inputs.cols() != 2 || m_data.size() == 0)
        return;
    const double radius =
        std::clamp(fontMetrics().height() * 4.0 / std::sqrt(double(m_data.size())), 2.0, 6.0);
    const QRectF area = QRectF(rect()).adjusted(12, 12, -12, -12);
    const Eigen::Vector2d low = m_data.inputs.colwise().minCoeff().transpose();
    const Eigen::Vector2d high = m_data.inputs.colwise().maxCoeff().transpose();
    const double least = m_data.targets.col(0).minCoeff();
    const double greatest = m_data.targets.col(0).maxCoeff();
    painter.setPen(QPen(palette.quiet, 0.8));
    for (Eigen::Index row = 0; row < m_data.size(); ++row) {
        const auto along = [&](int axis) {
            return high[axis] > low[axis]
                       ? (m_data.inputs(row, axis) - low[axis]) / (high[axis] - low[axis])
                       : 0.5;
        };
        painter.setBrush(colourOfValue(m_data.targets(row, 0), least, greatest));
        painter.drawEllipse(QPointF(area.left() + along(0) * area.width(),
                                    area.bottom() - along(1) * area.height()),
                            radius, radius);
    }
}

}  // namespace stepgrad
