#include "ui/laboratory/contour_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"
#include "ui/laboratory/contour_lines.h"
#include "ui/laboratory/surface_scale.h"
#include "ui/panels/value_text.h"

namespace stepgrad {

ContourPlot::ContourPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Contour plot of the loss"));
}

void ContourPlot::showSurface(std::shared_ptr<const LossSurface> surface, const QString& xSymbol,
                              const QString& ySymbol) {
    m_surface = std::move(surface);
    m_xSymbol = xSymbol;
    m_ySymbol = ySymbol;
    drawPicture();
    update();
}

void ContourPlot::showMarks(SurfaceMarks marks) {
    m_marks = std::move(marks);
    setAccessibleDescription(m_surface ? textAt(m_marks.present) : QString());
    update();
}

QColor ContourPlot::colourOf(std::size_t entry) {
    const Palette& palette = Appearance::instance().palette();
    const std::array colours{palette.primary, palette.done, palette.negative};
    return colours[entry % colours.size()];
}

PlotFrame ContourPlot::frame() const {
    const QFont small = plotFont(font());
    const double scale = 7.0 * QFontMetricsF(small).height();
    const SurfaceAxis x = m_surface ? m_surface->x : SurfaceAxis{};
    const SurfaceAxis y = m_surface ? m_surface->y : SurfaceAxis{};
    return PlotFrame(QRectF(rect()).adjusted(0.0, 0.0, -scale, 0.0), small,
                     {x.low, x.high, false, m_xSymbol, true},
                     {y.low, y.high, false, m_ySymbol, true});
}

QPointF ContourPlot::placeOf(const SurfacePoint& point) const {
    return frame().at(point.x, point.y);
}

SurfacePoint ContourPlot::pointAt(const QPointF& place) const {
    const PlotFrame plot = frame();
    const QRectF area = plot.area();
    const auto value = [](const PlotAxis& axis, double share, double pixels) {
        const double unit =
            std::pow(10.0, std::floor(std::log10((axis.high - axis.low) / pixels) + 0.5));
        return std::round(axis.valueAt(std::clamp(share, 0.0, 1.0)) / unit) * unit;
    };
    return {value(plot.x(), (place.x() - area.left()) / area.width(), area.width()),
            value(plot.y(), (area.bottom() - place.y()) / area.height(), area.height())};
}

void ContourPlot::drawPicture() {
    const QRectF area = frame().area();
    m_picture = {};
    if (!m_surface || area.width() < 2.0 || area.height() < 2.0)
        return;
    const SurfaceScale scale(m_surface->range());
    const int side = m_surface->side;
    QImage cells(side, side, QImage::Format_RGB32);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            cells.setPixelColor(column, side - 1 - row, scale.colour(m_surface->at(column, row)));
    const double ratio = devicePixelRatioF();
    m_picture = QImage((area.size() * ratio).toSize(), QImage::Format_RGB32);
    QPainter painter(&m_picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QSizeF size = m_picture.size();
    // Points stand in the middles of their cells: half a cell hangs over on each side.
    const double overX = 0.5 * size.width() / (side - 1), overY = 0.5 * size.height() / (side - 1);
    painter.drawImage(QRectF(QPointF(), size).adjusted(-overX, -overY, overX, overY), cells);
    QColor line = Appearance::instance().palette().text;
    line.setAlphaF(0.32F);
    painter.setPen(QPen(line, ratio));
    for (const double level : scale.levels())
        for (const QLineF& piece : contourLines(*m_surface, level))
            painter.drawLine(
                QPointF(piece.x1() * size.width(), (1.0 - piece.y1()) * size.height()),
                QPointF(piece.x2() * size.width(), (1.0 - piece.y2()) * size.height()));
    painter.end();
    m_picture.setDevicePixelRatio(ratio);
}

void ContourPlot::paintScale(QPainter& painter, const QRectF& area) const {
    const SurfaceScale scale(m_surface->range());
    const Palette& palette = Appearance::instance().palette();
    const double line = painter.fontMetrics().height();
    const QRectF bar(area.right() + 1.2 * line, area.top(), 0.8 * line, area.height());
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    gradient.setColorAt(0.0, SurfaceScale::colourAt(0.0));
    gradient.setColorAt(1.0, SurfaceScale::colourAt(1.0));
    painter.setPen(QPen(palette.control, 1.0));
    painter.setBrush(gradient);
    painter.drawRect(bar);
    const int marks = std::clamp(static_cast<int>(area.height() / (2.5 * line)), 1, 4);
    painter.setPen(palette.quiet);
    for (int i = 0; i <= marks; ++i) {
        const double share = static_cast<double>(i) / marks;
        painter.drawText(QRectF(bar.right() + 0.4 * line,
                                bar.bottom() - share * bar.height() - line, 6.0 * line, 2.0 * line),
                         Qt::AlignVCenter | Qt::AlignLeft, numberText(scale.valueAt(share)));
    }
    painter.drawText(QRectF(bar.left() - line, bar.bottom() + 0.2 * line, 3.0 * line, line),
                     Qt::AlignHCenter, Appearance::instance().lossSymbol());
}

void ContourPlot::paintLine(QPainter& painter, const QPolygonF& line, const QColor& colour,
                            double width) const {
    if (line.size() < 2)
        return;
    // Drawn on its own ground, it stands out from every height.
    QColor rim = Appearance::instance().palette().panel;
    rim.setAlphaF(0.75F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(rim, width + 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

void ContourPlot::paintWay(QPainter& painter, const std::vector<SurfacePoint>& way,
                           const QColor& colour, double width) const {
    const PlotFrame plot = frame();
    QPolygonF line;
    for (const SurfacePoint& point : way)
        line << plot.at(point.x, point.y);
    paintLine(painter, line, colour, width);
}

/// Where it was set by an edit, a line of dots leads there: no update went that way.
void ContourPlot::paintDescent(QPainter& painter) const {
    const PlotFrame plot = frame();
    const QColor colour = Appearance::instance().palette().backward;
    QPolygonF line;
    for (const WayPoint& point : m_marks.path) {
        const QPointF at = plot.at(point.at.x, point.at.y);
        if (point.isSet && !line.isEmpty()) {
            paintLine(painter, line, colour, 2.0);
            painter.setPen(QPen(colour, 1.2, Qt::DotLine));
            painter.drawLine(line.back(), at);
            line.clear();
        }
        line << at;
    }
    paintLine(painter, line, colour, 2.0);
}

/// The starts bear the numbers of the columns of the table beside the plot.
void ContourPlot::paintRacers(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const double size = 0.22 * painter.fontMetrics().height();
    for (const Racer& racer : m_marks.racers) {
        const QColor colour = colourOf(racer.entry);
        paintWay(painter, racer.path, colour, 1.4);
        painter.setPen(QPen(palette.panel, 1.0));
        painter.setBrush(colour);
        painter.drawEllipse(placeOf(racer.path.back()), size, size);
    }
    const double radius = 0.55 * painter.fontMetrics().height();
    for (const Racer& racer : m_marks.racers) {
        const QPointF at = placeOf(racer.path.front());
        painter.setPen(QPen(palette.text, 1.2));
        painter.setBrush(palette.panel);
        painter.drawEllipse(at, radius, radius);
        painter.drawText(QRectF(at - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)),
                         Qt::AlignCenter, QString::number(racer.start + 1));
    }
}

void ContourPlot::paintMarks(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const double size = 0.22 * painter.fontMetrics().height();
    paintRacers(painter);
    paintDescent(painter);
    paintWay(painter, m_marks.search, palette.text, 1.2);
    if (m_marks.search.empty())
        return;
    const QPointF at = placeOf(m_marks.search.back());
    painter.setPen(QPen(palette.text, 2.0));
    painter.drawLine(at - QPointF(2 * size, 2 * size), at + QPointF(2 * size, 2 * size));
    painter.drawLine(at - QPointF(2 * size, -2 * size), at + QPointF(2 * size, -2 * size));
}

void ContourPlot::paintPoint(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const double size = 0.38 * painter.fontMetrics().height();
    const QPointF at = placeOf(m_dragged.value_or(m_marks.present));
    painter.setPen(QPen(palette.panel, 1.8));
    painter.setBrush(palette.backward);
    painter.drawEllipse(at, size, size);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.primary, 2.0));
    painter.drawEllipse(at, 1.6 * size, 1.6 * size);
}

void ContourPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_surface)
        return;
    const PlotFrame plot = frame();
    painter.drawImage(plot.area().topLeft(), m_picture);
    painter.setFont(plotFont(font()));
    paintScale(painter, plot.area());
    painter.save();
    painter.setClipRect(plot.area());
    paintMarks(painter);
    paintPoint(painter);
    painter.restore();
    // The frame's grid would hide under the picture; its labels stand beside it.
    painter.save();
    painter.setClipRegion(QRegion(rect()) - QRegion(plot.area().toAlignedRect()));
    plot.paint(painter);
    painter.restore();
}

void ContourPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    drawPicture();
}

void ContourPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        drawPicture();
}

QString ContourPlot::textAt(const SurfacePoint& point) const {
    const bool isInside = point.x >= m_surface->x.low && point.x <= m_surface->x.high &&
                          point.y >= m_surface->y.low && point.y <= m_surface->y.high;
    const QString place =
        tr("%1 = %2, %3 = %4").arg(m_xSymbol, numberText(point.x), m_ySymbol, numberText(point.y));
    if (!isInside)
        return tr("%1 (outside the range shown)").arg(place);
    return tr("%1: %2 about %3")
        .arg(place, Appearance::instance().lossSymbol(),
             numberText(m_surface->between(point.x, point.y)));
}

}  // namespace stepgrad
