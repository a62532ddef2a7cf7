#include "ui/laboratory/flow_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"
#include "ui/panels/value_text.h"

namespace stepgrad {
namespace {

/// The decades of all that is not 0, which has no logarithm.
PlotAxis normAxis(const std::vector<LayerFlow>& flow) {
    double least = HUGE_VAL, greatest = 0.0;
    for (const LayerFlow& layer : flow)
        for (const double norm : {layer.delta, layer.gradient})
            if (norm > 0.0 && std::isfinite(norm)) {
                least = std::min(least, norm);
                greatest = std::max(greatest, norm);
            }
    return greatest > 0.0 ? PlotAxis::decades(least, greatest, {})
                          : PlotAxis::decades(1e-3, 1.0, {});
}

}  // namespace

FlowPlot::FlowPlot(QWidget* parent) : PointedPlot(parent) {
    setAccessibleName(tr("Delta and gradient of each layer"));
}

void FlowPlot::showFlow(const std::vector<LayerFlow>& flow) {
    m_flow = flow;
    keepPointedInRange();
    QStringList lines;
    for (std::size_t l = 0; l < flow.size(); ++l)
        lines << tr("layer %1: delta %2, gradient %3")
                     .arg(l + 1)
                     .arg(numberText(flow[l].delta), numberText(flow[l].gradient));
    setAccessibleDescription(lines.join('\n'));
    update();
}

PlotFrame FlowPlot::frame() const {
    const QFont small = plotFont(font());
    const double line = QFontMetricsF(small).height();
    const double count = static_cast<double>(m_flow.size());
    return PlotFrame(QRectF(rect()).adjusted(0.0, 1.2 * line, 0.0, 0.0), small,
                     {0.5, count + 0.5, false, tr("layer"), true}, normAxis(m_flow));
}

QPointF FlowPlot::placeOf(int layer) const {
    const PlotFrame plot = frame();
    const double norm = m_flow.at(static_cast<std::size_t>(layer)).gradient;
    return plot.at(layer + 1.0, norm > 0.0 ? norm : plot.y().low);
}

std::optional<int> FlowPlot::itemAt(const QPointF& position) const {
    const PlotFrame plot = frame();
    if (m_flow.empty() || !plot.area().adjusted(-4, -4, 4, 20).contains(position))
        return std::nullopt;
    const double share = (position.x() - plot.area().left()) / plot.area().width();
    const int layer = static_cast<int>(std::lround(plot.x().valueAt(share))) - 1;
    return std::clamp(layer, 0, static_cast<int>(m_flow.size()) - 1);
}

void FlowPlot::paintLine(QPainter& painter, const PlotFrame& frame, Norm norm) const {
    const Palette& palette = Appearance::instance().palette();
    const bool isDelta = norm == &LayerFlow::delta;
    const QColor colour = isDelta ? palette.backward : palette.primary;
    const double size = 0.2 * painter.fontMetrics().height();
    QPolygonF line;
    for (std::size_t l = 0; l < m_flow.size(); ++l)
        line << frame.at(static_cast<double>(l) + 1.0,
                         m_flow[l].*norm > 0.0 ? m_flow[l].*norm : frame.y().low);
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    for (qsizetype i = 0; i < line.size(); ++i) {
        painter.setPen(QPen(colour, 1.6));
        if (!(m_flow[static_cast<std::size_t>(i)].*norm > 0.0)) {
            painter.drawText(line[i] + QPointF(isDelta ? -10.0 : 3.0, -3.0), QStringLiteral("0"));
            continue;
        }
        painter.setBrush(isDelta ? palette.panel : colour);
        if (isDelta)
            painter.drawEllipse(line[i], size, size);
        else
            painter.drawRect(QRectF(line[i].x() - size, line[i].y() - size, 2 * size, 2 * size));
    }
}

void FlowPlot::paintLegend(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const double line = painter.fontMetrics().height();
    double x = 0.8 * line;
    const auto entry = [&](const QColor& colour, const QString& text) {
        painter.setPen(QPen(colour, 2.0));
        painter.drawLine(QPointF(x, 0.65 * line), QPointF(x + 1.4 * line, 0.65 * line));
        x += 1.8 * line;
        painter.setPen(palette.text);
        const double width = painter.fontMetrics().horizontalAdvance(text) + 2.0;
        painter.drawText(QRectF(x, 0.0, width, 1.3 * line), Qt::AlignVCenter, text);
        x += width + line;
    };
    entry(palette.backward, tr("length of δ"));
    entry(palette.primary, tr("length of the gradient"));
}

void FlowPlot::paintEvent(QPaintEvent*) {
    if (m_flow.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.setFont(plotFont(font()));
    paintLegend(painter);
    const PlotFrame plot = frame();
    plot.paint(painter);
    if (pointed()) {
        const double x = plot.at(*pointed() + 1.0, plot.y().low).x();
        painter.setPen(QPen(palette.faint, 1.0, Qt::DashLine));
        painter.drawLine(QPointF(x, plot.area().top()), QPointF(x, plot.area().bottom()));
    }
    paintLine(painter, plot, &LayerFlow::delta);
    paintLine(painter, plot, &LayerFlow::gradient);
    paintFocus(painter);
}

QSize FlowPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {36 * em, 15 * em};
}

QSize FlowPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {16 * em, 8 * em};
}

}  // namespace stepgrad
