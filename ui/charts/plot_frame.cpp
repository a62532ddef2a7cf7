#include "ui/charts/plot_frame.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/charts/curve_points.h"

namespace stepgrad {
namespace {

constexpr double kSmall = 0.85;  ///< of the text

int exponentOf(double value) {
    return static_cast<int>(std::lround(std::log10(value)));
}

/// A mark of a linear axis, without the rounding of its making.
QString markText(double value, double interval) {
    NumberFormat format = Appearance::instance().notation().numbers;
    const double shown =
        std::abs(value) < 1e-9 * interval ? 0.0 : QString::number(value, 'g', 6).toDouble();
    return QString::fromStdString(exactNumber(shown, format));
}

}  // namespace

double PlotAxis::share(double value) const {
    if (isLog)
        return std::log(value / low) / std::log(high / low);
    return (value - low) / (high - low);
}

double PlotAxis::valueAt(double share) const {
    return isLog ? low * std::pow(high / low, share) : low + share * (high - low);
}

PlotAxis PlotAxis::decades(double low, double high, const QString& title) {
    const double bottom = std::floor(std::log10(low) + 1e-9);
    const double top = std::max(bottom + 1.0, std::ceil(std::log10(high) - 1e-9));
    return {std::pow(10.0, bottom), std::pow(10.0, top), true, title, true};
}

PlotFrame::PlotFrame(const QRectF& outer, const QFont& font, PlotAxis x, PlotAxis y)
    : m_x(std::move(x)), m_y(std::move(y)), m_font(font), m_outer(outer) {
    const QFontMetricsF metrics(font);
    const double line = metrics.height();
    const double labels = m_y.isLog ? metrics.horizontalAdvance(powerOfTen(-12))
                                    : metrics.horizontalAdvance("−0.000");
    const double left = labels + 0.4 * line + (m_y.title.isEmpty() ? 0.0 : 1.2 * line);
    const double below =
        (m_x.hasLabels ? 1.3 * line : 0.3 * line) + (m_x.title.isEmpty() ? 0.0 : 1.1 * line);
    m_area = outer.adjusted(left, 0.6 * line, -0.8 * line, -below);
}

QPointF PlotFrame::at(double x, double y) const {
    return {m_area.left() + m_x.share(x) * m_area.width(),
            m_area.bottom() - m_y.share(y) * m_area.height()};
}

void PlotFrame::paintTick(QPainter& painter, bool isX, double value, const QString& label) const {
    const Palette& palette = Appearance::instance().palette();
    const QPointF at = isX ? this->at(value, m_y.low) : this->at(m_x.low, value);
    painter.setPen(QPen(palette.grid, 1.0));
    if (isX)
        painter.drawLine(QPointF(at.x(), m_area.top()), at);
    else
        painter.drawLine(at, QPointF(m_area.right(), at.y()));
    const double line = painter.fontMetrics().height();
    painter.setPen(palette.quiet);
    if (isX)
        painter.drawText(QRectF(at.x() - 100.0, m_area.bottom() + 0.2 * line, 200.0, line),
                         Qt::AlignHCenter | Qt::AlignTop, label);
    else
        painter.drawText(QRectF(m_outer.left(), at.y() - line,
                                m_area.left() - m_outer.left() - 0.3 * line, 2.0 * line),
                         Qt::AlignRight | Qt::AlignVCenter, label);
}

void PlotFrame::paintAxis(QPainter& painter, bool isX) const {
    const PlotAxis& axis = isX ? m_x : m_y;
    const QFontMetricsF metrics(m_font);
    const double each =
        isX ? metrics.horizontalAdvance(QStringLiteral("−0.000")) * 1.4 : 2.0 * metrics.height();
    const int most = std::max(2, static_cast<int>((isX ? m_area.width() : m_area.height()) / each));
    if (axis.isLog) {
        const int first = exponentOf(axis.low), last = exponentOf(axis.high);
        const int apart = (last - first + most - 1) / most;
        for (int e = last; e >= first; e -= std::max(1, apart))
            paintTick(painter, isX, std::pow(10.0, e), powerOfTen(e));
        return;
    }
    const double interval = niceInterval(axis.high - axis.low, most);
    for (double k = std::ceil(axis.low / interval - 1e-9);
         k * interval <= axis.high + 1e-9 * interval; k += 1.0)
        paintTick(painter, isX, k * interval, markText(k * interval, interval));
}

void PlotFrame::paint(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    painter.setFont(m_font);
    if (m_x.hasLabels)
        paintAxis(painter, true);
    paintAxis(painter, false);
    painter.setPen(QPen(palette.control, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawLine(m_area.topLeft(), m_area.bottomLeft());
    painter.drawLine(m_area.bottomLeft(), m_area.bottomRight());
    painter.setPen(palette.quiet);
    const double line = painter.fontMetrics().height();
    if (!m_x.title.isEmpty())
        painter.drawText(
            QRectF(m_area.left(), m_outer.bottom() - 1.1 * line, m_area.width(), 1.1 * line),
            Qt::AlignCenter, m_x.title);
    if (m_y.title.isEmpty())
        return;
    painter.save();
    painter.translate(m_outer.left(), m_area.bottom());
    painter.rotate(-90.0);
    painter.drawText(QRectF(0.0, 0.0, m_area.height(), 1.1 * line), Qt::AlignCenter, m_y.title);
    painter.restore();
}

QFont plotFont(const QFont& base) {
    QFont font(base);
    font.setPixelSize(
        std::max(1, static_cast<int>(std::lround(QFontInfo(base).pixelSize() * kSmall))));
    return font;
}

QString powerOfTen(int exponent) {
    static const QString kDigits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text = exponent < 0 ? QStringLiteral("10⁻") : QStringLiteral("10");
    for (const QChar digit : QString::number(std::abs(exponent)))
        text += kDigits[digit.digitValue()];
    return text;
}

}  // namespace stepgrad
