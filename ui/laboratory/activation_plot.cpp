#include "ui/laboratory/activation_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"

namespace stepgrad {
namespace {

constexpr double kHistogramShare = 0.22;  ///< of the height, for the highest bar
constexpr double kNear = 1.2;             ///< lines of text: so near counts as pointed at

}  // namespace

void ActivationPlot::showCurves(const LayerCurves& curves, const QString& title) {
    m_curves = curves;
    m_title = title;
    keepPointedInRange();
    setAccessibleName(title);
    const Notation& notation = Appearance::instance().notation();
    QStringList lines;
    for (const OperatingPoint& point : curves.points)
        if (lines.size() < 40)
            lines << tr("%1 at u = %2, slope %3")
                         .arg(point.neuron.neuron + 1)
                         .arg(QString::fromStdString(formatNumber(point.u, notation.numbers)),
                              QString::fromStdString(formatNumber(point.slope, notation.numbers)));
    setAccessibleDescription(lines.join('\n'));
    update();
}

PlotFrame ActivationPlot::frame() const {
    const QFont small = plotFont(font());
    const double line = QFontMetricsF(small).height();
    const double room = 0.06 * (m_curves.greatest - m_curves.least);
    PlotAxis y{m_curves.least - room, m_curves.greatest + room, false, {}, true};
    return PlotFrame(QRectF(rect()).adjusted(0.0, 1.2 * line, 0.0, 0.0), small,
                     {-m_curves.reach, m_curves.reach, false, QStringLiteral("u"), true}, y);
}

QPointF ActivationPlot::placeOf(int neuron, bool slope) const {
    const OperatingPoint& point = m_curves.points.at(static_cast<std::size_t>(neuron));
    return frame().at(point.u, slope ? point.slope : point.value);
}

std::optional<int> ActivationPlot::itemAt(const QPointF& position) const {
    double nearest = kNear * QFontMetricsF(font()).height();
    std::optional<int> found;
    for (int j = 0; j < static_cast<int>(m_curves.points.size()); ++j)
        for (const bool slope : {false, true}) {
            const QPointF apart = placeOf(j, slope) - position;
            const double distance = std::hypot(apart.x(), apart.y());
            if (distance < nearest) {
                nearest = distance;
                found = j;
            }
        }
    return found;
}

void ActivationPlot::paintHistogram(QPainter& painter, const PlotFrame& frame) const {
    const auto& counts = m_curves.histogram;
    const auto most = counts.empty() ? 0 : *std::ranges::max_element(counts);
    if (most == 0)
        return;
    const Palette& palette = Appearance::instance().palette();
    const QRectF area = frame.area();
    const double width = area.width() / static_cast<double>(counts.size());
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(palette.panel, palette.ghost, 0.45));
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double height = kHistogramShare * area.height() * static_cast<double>(counts[i]) /
                              static_cast<double>(most);
        painter.drawRect(QRectF(area.left() + static_cast<double>(i) * width,
                                area.bottom() - height, width - 1.0, height));
    }
}

void ActivationPlot::paintCurves(QPainter& painter, const PlotFrame& frame) const {
    const Palette& palette = Appearance::instance().palette();
    QPolygonF values, slopes;
    for (const CurveSample& at : m_curves.curve) {
        values << frame.at(at.u, at.value);
        slopes << frame.at(at.u, at.slope);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.backward, 1.8, Qt::DashLine));
    painter.drawPolyline(slopes);
    painter.setPen(QPen(palette.primary, 2.0));
    painter.drawPolyline(values);
}

void ActivationPlot::paintPoints(QPainter& painter, const PlotFrame& frame) const {
    const Palette& palette = Appearance::instance().palette();
    const double size = 0.24 * QFontMetricsF(painter.font()).height();
    for (const OperatingPoint& point : m_curves.points) {
        const bool isQuiet = point.isDead || point.isSaturated;
        for (const bool slope : {true, false}) {
            const QPointF at = frame.at(point.u, slope ? point.slope : point.value);
            const QColor colour = isQuiet ? palette.loss
                                  : slope ? palette.backward
                                          : palette.primary;
            painter.setPen(QPen(colour, 1.6));
            painter.setBrush(slope ? palette.panel : colour);
            painter.drawEllipse(at, size, size);
        }
        if (!point.isDead)
            continue;
        const QPointF at = frame.at(point.u, point.value);
        const double arm = 2.0 * size;
        painter.setPen(QPen(palette.loss, 2.0));
        painter.drawLine(at + QPointF(-arm, -arm), at + QPointF(arm, arm));
        painter.drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm));
    }
}

void ActivationPlot::paintPointed(QPainter& painter, const PlotFrame& frame) const {
    if (!pointed())
        return;
    const Palette& palette = Appearance::instance().palette();
    const OperatingPoint& point = m_curves.points[static_cast<std::size_t>(*pointed())];
    const double size = 0.42 * QFontMetricsF(painter.font()).height();
    painter.setPen(QPen(palette.faint, 1.0, Qt::DotLine));
    painter.drawLine(frame.at(point.u, frame.y().low), frame.at(point.u, frame.y().high));
    painter.setPen(QPen(palette.text, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(frame.at(point.u, point.value), size, size);
    painter.drawEllipse(frame.at(point.u, point.slope), size, size);
}

void ActivationPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.setFont(plotFont(font()));
    const double line = QFontMetricsF(painter.font()).height();
    const QRectF top(0.5 * line, 0.0, width() - line, 1.3 * line);
    painter.setPen(palette.text);
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    if (m_curves.curve.empty()) {
        painter.setPen(palette.quiet);
        painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Softmax takes all u of its layer at once and has no curve over one."));
        return;
    }
    const PlotFrame plot = frame();
    plot.paint(painter);
    painter.save();
    painter.setClipRect(plot.area().adjusted(-6.0, -6.0, 6.0, 6.0));
    paintHistogram(painter, plot);
    paintCurves(painter, plot);
    paintPoints(painter, plot);
    paintPointed(painter, plot);
    painter.restore();
    paintFocus(painter);
}

QSize ActivationPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {24 * em, 15 * em};
}

QSize ActivationPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {17 * em, 8 * em};
}

}  // namespace stepgrad
