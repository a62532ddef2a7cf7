#include "ui/proof/tangent_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"
#include "ui/graph/value_editor.h"
#include "ui/panels/value_text.h"

namespace stepgrad {
namespace {

/// Values that a drag comes by are decimals about as far apart as pixels.
double rounded(double value, double pixel) {
    const double perUnit = std::pow(10.0, std::max(0.0, std::ceil(-std::log10(pixel) - 0.3)));
    return std::round(value * perUnit) / perUnit;
}

}  // namespace

TangentPlot::TangentPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void TangentPlot::showCurve(const std::optional<TangentCurve>& curve, const QString& symbol,
                            bool showStep) {
    m_curve = curve;
    m_symbol = symbol;
    m_showStep = showStep;
    const QString j = Appearance::instance().lossSymbol();
    setAccessibleName(tr("%1 over this weight, with its tangent").arg(j));
    if (!curve) {
        m_dragging = false;
        setAccessibleDescription(QString());
    } else {
        QString told = tr("%1 = %2, %3 = %4, slope %5")
                           .arg(symbol, numberText(curve->present.value), j,
                                numberText(curve->present.loss), numberText(curve->slope));
        if (showStep)
            told += tr("; the step leads to %1, %2 = %3")
                        .arg(numberText(curve->after.value), j, numberText(curve->after.loss));
        setAccessibleDescription(told);
    }
    update();
}

PlotFrame TangentPlot::frame() const {
    double least = m_curve->present.loss, greatest = least;
    for (const auto& point : m_curve->points) {
        least = std::min(least, point.loss);
        greatest = std::max(greatest, point.loss);
    }
    const double room = std::max(0.08 * (greatest - least), 1e-12 + 1e-6 * std::abs(least));
    const QFont small = plotFont(font());
    const double row = 1.4 * QFontMetricsF(small).height();
    return PlotFrame(
        QRectF(rect()).adjusted(0.0, row, 0.0, 0.0), small,
        {m_curve->low, m_curve->high, false, m_symbol, true},
        {least - room, greatest + room, false, Appearance::instance().lossSymbol(), true});
}

QPointF TangentPlot::pointPosition() const {
    return m_curve ? frame().at(m_curve->present.value, m_curve->present.loss) : QPointF();
}

void TangentPlot::paintStep(QPainter& painter, const PlotFrame& frame) const {
    const auto& after = m_curve->after;
    if (!m_showStep || !std::isfinite(after.loss) || after.value < m_curve->low ||
        after.value > m_curve->high)
        return;
    const Palette& palette = Appearance::instance().palette();
    const QPointF promised = frame.at(after.value, m_curve->promised);
    const QPointF reached = frame.at(after.value, after.loss);
    painter.setPen(QPen(palette.done, 2.0));
    painter.drawLine(frame.at(m_curve->present.value, m_curve->present.loss), promised);
    painter.setPen(QPen(palette.done, 1.2, Qt::DotLine));
    painter.drawLine(promised, reached);
    const double size = 0.3 * painter.fontMetrics().height();
    painter.setPen(QPen(palette.done, 1.8));
    painter.setBrush(palette.panel);
    painter.drawPolygon(QPolygonF{{reached + QPointF(0, -size), reached + QPointF(size, 0),
                                   reached + QPointF(0, size), reached + QPointF(-size, 0)}});
}

void TangentPlot::paintLegend(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const double line = painter.fontMetrics().height();
    double x = 0.5 * line;
    const auto entry = [&](const QString& mark, const QString& name, const QColor& colour) {
        for (const auto& [text, pen] : {std::pair(mark, colour), std::pair(name, palette.text)}) {
            const double width = painter.fontMetrics().horizontalAdvance(text);
            painter.setPen(pen);
            painter.drawText(QRectF(x, 0.0, width + 2.0, 1.4 * line), Qt::AlignVCenter, text);
            x += width + 0.35 * line;
        }
        x += 0.6 * line;
    };
    entry(QStringLiteral("●"),
          QStringLiteral("%1 = %2").arg(m_symbol, numberText(m_curve->present.value)),
          palette.primary);
    entry(QStringLiteral("—"), tr("slope %1").arg(numberText(m_curve->slope)), palette.backward);
    if (m_showStep)
        entry(QStringLiteral("◇"), tr("step to %1").arg(numberText(m_curve->after.value)),
              palette.done);
}

void TangentPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.fillRect(rect(), palette.panel);
    if (!m_curve)
        return;
    const PlotFrame plot = frame();
    plot.paint(painter);
    paintLegend(painter);
    painter.save();
    painter.setClipRect(plot.area());
    QPolygonF line;
    for (const auto& point : m_curve->points)
        line << plot.at(point.value, point.loss);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.quiet, 2.0));
    painter.drawPolyline(line);
    painter.setPen(QPen(palette.backward, 1.8));
    painter.drawLine(plot.at(m_curve->low, m_curve->tangentAt(m_curve->low)),
                     plot.at(m_curve->high, m_curve->tangentAt(m_curve->high)));
    painter.restore();
    const QPointF at = plot.at(m_curve->present.value, m_curve->present.loss);
    const double size = 0.35 * painter.fontMetrics().height();
    painter.setPen(QPen(palette.panel, 1.5));
    painter.setBrush(palette.primary);
    painter.drawEllipse(at, size, size);
    paintStep(painter, plot);
    if (!hasFocus())
        return;
    QColor halo = palette.primary;
    halo.setAlphaF(0.4F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 0.3 * size + 2.0));
    painter.drawEllipse(at, 1.6 * size, 1.6 * size);
}

bool TangentPlot::isOnPoint(const QPointF& at) const {
    return m_curve && QLineF(at, pointPosition()).length() <= QFontInfo(font()).pixelSize();
}

void TangentPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isOnPoint(event->position()))
        return;
    m_dragging = true;
    m_grip = pointPosition().x() - event->position().x();
}

void TangentPlot::mouseMoveEvent(QMouseEvent* event) {
    if (!m_curve)
        return;
    if (!m_dragging) {
        setCursor(isOnPoint(event->position()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return;
    }
    const QRectF area = frame().area();
    const double share =
        std::clamp((event->position().x() + m_grip - area.left()) / area.width(), 0.0, 1.0);
    const double value =
        rounded(frame().x().valueAt(share), (m_curve->high - m_curve->low) / area.width());
    if (value != m_curve->present.value)
        emit valueMoved(value);
}

void TangentPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_dragging)
        return;
    m_dragging = false;
    emit dragEnded();
}

void TangentPlot::keyPressEvent(QKeyEvent* event) {
    const bool isUp = event->key() == Qt::Key_Right || event->key() == Qt::Key_Up;
    const bool isDown = event->key() == Qt::Key_Left || event->key() == Qt::Key_Down;
    if (!m_curve || !(isUp || isDown)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const double by = nudgeStep(event->modifiers());
    emit valueMoved(nudged(m_curve->present.value, isUp ? by : -by));
}

void TangentPlot::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void TangentPlot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

QSize TangentPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {32 * em, 22 * em};
}

QSize TangentPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {16 * em, 12 * em};
}

}  // namespace stepgrad
