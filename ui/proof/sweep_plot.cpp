#include "ui/proof/sweep_plot.h"

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

using Error = std::optional<double> SweepPoint::*;

/// Errors of 0 have no logarithm, and are left out.
bool isDrawn(const std::optional<double>& error) {
    return error && *error > 0.0;
}

PlotAxis errorAxis(const DifferenceSweep& sweep, const QString& title) {
    double least = HUGE_VAL, greatest = 0.0;
    for (const auto& point : sweep.points)
        for (const auto& error : {point.forwardError, point.centralError})
            if (isDrawn(error)) {
                least = std::min(least, *error);
                greatest = std::max(greatest, *error);
            }
    return greatest > 0.0 ? PlotAxis::decades(least, greatest, title)
                          : PlotAxis::decades(1e-16, 1.0, title);
}

class Drawing {
public:
    Drawing(QPainter& painter, const PlotFrame& frame, const DifferenceSweep& sweep)
        : m_painter(painter),
          m_frame(frame),
          m_sweep(sweep),
          m_palette(Appearance::instance().palette()),
          m_line(painter.fontMetrics().height()) {}

    void curve(Error error, const QColor& colour, bool isFilled) {
        QPolygonF points;
        for (const auto& point : m_sweep.points)
            if (isDrawn(point.*error))
                points << m_frame.at(point.h, *(point.*error));
        m_painter.setPen(QPen(colour, isFilled ? 1.8 : 1.2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(points);
        m_painter.setBrush(isFilled ? colour : m_palette.panel);
        const double size = 0.15 * m_line;
        for (const QPointF& at : points)
            if (isFilled)
                m_painter.drawEllipse(at, size, size);
            else
                m_painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size));
    }

    /// The straight line of a branch, and its name beside the middle of it.
    void branch(const std::optional<SweepBranch>& branch, const QString& name) {
        if (!branch)
            return;
        const QPointF low = m_frame.at(branch->lowH, branch->lowError);
        const QPointF high = m_frame.at(branch->highH, branch->highError);
        m_painter.setPen(QPen(m_palette.text, 1.2, Qt::DashLine));
        m_painter.drawLine(low, high);
        const double width = m_painter.fontMetrics().horizontalAdvance(name) + 2.0;
        const QPointF middle = 0.5 * (low + high);
        // Below the line, on the side that it rises from.
        const bool rises = branch->slope > 0.0;
        double left = rises ? middle.x() + 0.7 * m_line : middle.x() - 0.7 * m_line - width;
        left = std::clamp(left, m_frame.area().left() + 2.0,
                          std::max(m_frame.area().left() + 2.0, m_frame.area().right() - width));
        const QRectF text(left, middle.y() + 0.4 * m_line, width, m_line);
        label(text, name, m_palette.text);
    }

    void best() {
        if (!m_sweep.best || !isDrawn(m_sweep.points[*m_sweep.best].centralError))
            return;
        const SweepPoint& point = m_sweep.points[*m_sweep.best];
        const QPointF at = m_frame.at(point.h, *point.centralError);
        m_painter.setPen(QPen(m_palette.done, 2.0));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(at, 0.45 * m_line, 0.45 * m_line);
        m_painter.setPen(QPen(m_palette.done, 1.0, Qt::DotLine));
        m_painter.drawLine(at + QPointF(0.0, 0.45 * m_line),
                           QPointF(at.x(), m_frame.area().bottom()));
        const QString name = SweepPlot::tr("best h = %1").arg(numberText(point.h));
        const double width = m_painter.fontMetrics().horizontalAdvance(name) + 2.0;
        const QRectF& area = m_frame.area();
        const double left = std::clamp(at.x() + 0.6 * m_line, area.left(), area.right() - width);
        label(QRectF(left, std::min(at.y() + 0.3 * m_line, area.bottom() - m_line), width, m_line),
              name, m_palette.done);
    }

    /// What the two curves are, above the plot area's upper edge.
    void legend(const QRectF& row) {
        double x = row.left();
        const auto entry = [&](const QString& name, const QColor& colour) {
            const double middle = row.center().y();
            m_painter.setPen(QPen(colour, 2.0));
            m_painter.drawLine(QPointF(x, middle), QPointF(x + m_line, middle));
            x += 1.3 * m_line;
            const double width = m_painter.fontMetrics().horizontalAdvance(name) + 2.0;
            m_painter.setPen(m_palette.text);
            m_painter.drawText(QRectF(x, row.top(), width, row.height()), Qt::AlignVCenter, name);
            x += width + m_line;
        };
        entry(SweepPlot::tr("central"), m_palette.backward);
        entry(SweepPlot::tr("forward"), m_palette.quiet);
    }

private:
    void label(const QRectF& rect, const QString& text, const QColor& colour) {
        QColor ground = m_palette.panel;
        ground.setAlphaF(0.8F);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ground);
        m_painter.drawRect(rect);
        m_painter.setPen(colour);
        m_painter.drawText(rect, Qt::AlignCenter, text);
    }

    QPainter& m_painter;
    const PlotFrame& m_frame;
    const DifferenceSweep& m_sweep;
    const Palette& m_palette;
    const double m_line;
};

}  // namespace

SweepPlot::SweepPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Error of the numerical gradient over h"));
    setFocusPolicy(Qt::TabFocus);
}

void SweepPlot::showSweep(const std::optional<DifferenceSweep>& sweep) {
    m_sweep = sweep;
    describe();
    update();
}

void SweepPlot::describe() {
    QStringList lines;
    if (m_sweep)
        for (std::size_t i = 0; i < m_sweep->points.size(); i += 3) {
            const SweepPoint& point = m_sweep->points[i];
            if (point.centralError && point.forwardError)
                lines << tr("h = %1: central %2, forward %3")
                             .arg(numberText(point.h), numberText(*point.centralError),
                                  numberText(*point.forwardError));
        }
    setAccessibleDescription(lines.join('\n'));
}

void SweepPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.fillRect(rect(), palette.panel);
    if (!m_sweep)
        return;
    const QFont small = plotFont(font());
    painter.setFont(small);
    const double line = QFontMetricsF(small).height();
    const QRectF row(0.5 * line, 0.0, width() - line, 1.4 * line);
    PlotAxis h{m_sweep->points.back().h, m_sweep->points.front().h, true, tr("h"), true};
    const PlotFrame frame(QRectF(rect()).adjusted(0.0, row.height(), 0.0, 0.0), small, h,
                          errorAxis(*m_sweep, tr("error")));
    frame.paint(painter);
    Drawing drawing(painter, frame, *m_sweep);
    drawing.legend(row);
    drawing.curve(&SweepPoint::forwardError, palette.quiet, false);
    drawing.curve(&SweepPoint::centralError, palette.backward, true);
    drawing.branch(m_sweep->truncation, tr("truncation"));
    drawing.branch(m_sweep->rounding, tr("rounding"));
    drawing.best();
    if (hasFocus()) {
        painter.setPen(QPen(palette.primary, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

QSize SweepPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {32 * em, 22 * em};
}

QSize SweepPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {16 * em, 12 * em};
}

}  // namespace stepgrad
