#include "ui/panels/surface_legend.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr double kRow = 1.25;      ///< in heights of a line, as all below
constexpr double kDot = 0.6;       ///< across
constexpr double kAfterDot = 0.3;  ///< between a dot and its word
constexpr double kBetween = 0.9;   ///< from entry to entry
constexpr double kRamp = 2.6;      ///< how long the colours are

QString trainingText() {
    return QCoreApplication::translate("SurfaceView", "training");
}

QString testText() {
    return QCoreApplication::translate("SurfaceView", "test");
}

double entryWidth(const QFontMetricsF& metrics, const QString& text) {
    return (kDot + kAfterDot) * metrics.height() + metrics.horizontalAdvance(text);
}

}  // namespace

double SurfaceLegend::dotsWidth(const QFont& font) const {
    const QFontMetricsF metrics(font);
    double width = 0.0;
    if (hasTraining)
        width += entryWidth(metrics, trainingText());
    if (hasTest)
        width += entryWidth(metrics, testText());
    return width + (hasTraining && hasTest ? kBetween * metrics.height() : 0.0);
}

double SurfaceLegend::coloursWidth(const QFont& font) const {
    const QFontMetricsF metrics(font);
    return metrics.horizontalAdvance(least) + metrics.horizontalAdvance(greatest) +
           (kRamp + 2.0 * kAfterDot) * metrics.height();
}

bool SurfaceLegend::isOneRow(double width, const QFont& font) const {
    return dotsWidth(font) + kBetween * QFontMetricsF(font).height() + coloursWidth(font) <= width;
}

double SurfaceLegend::heightFor(double width, const QFont& font) const {
    const bool hasDots = hasTraining || hasTest;
    return (hasDots && !isOneRow(width, font) ? 2.0 : 1.0) * kRow * QFontMetricsF(font).height();
}

void SurfaceLegend::paintDots(QPainter& painter, QPointF at) const {
    const Palette& palette = Appearance::instance().palette();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height(), radius = 0.5 * kDot * line;
    const auto entry = [&](const QString& text, const QColor& fill) {
        painter.setPen(QPen(palette.quiet, 1.2));
        painter.setBrush(fill);
        painter.drawEllipse(at + QPointF(radius, 0.5 * line), radius, radius);
        painter.drawText(at + QPointF((kDot + kAfterDot) * line, metrics.ascent()), text);
        at.rx() += entryWidth(metrics, text) + kBetween * line;
    };
    if (hasTraining)
        entry(trainingText(), palette.quiet);
    if (hasTest)
        entry(testText(), palette.panel);
}

void SurfaceLegend::paintColours(QPainter& painter, QPointF at) const {
    const Palette& palette = Appearance::instance().palette();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    painter.setPen(palette.quiet);
    painter.drawText(at + QPointF(0.0, metrics.ascent()), least);
    at.rx() += metrics.horizontalAdvance(least) + kAfterDot * line;
    const QRectF ramp(at + QPointF(0.0, 0.25 * line), QSizeF(kRamp * line, 0.5 * line));
    QLinearGradient colours(ramp.topLeft(), ramp.topRight());
    for (const double t : {0.0, 0.5, 1.0})
        colours.setColorAt(t, colourOfValue(palette, t, 0.0, 1.0));
    painter.fillRect(ramp, colours);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(palette.border);
    painter.drawRect(ramp);
    painter.setPen(palette.quiet);
    painter.drawText(at + QPointF((kRamp + kAfterDot) * line, metrics.ascent()), greatest);
}

void SurfaceLegend::paint(QPainter& painter, const QRectF& rect) const {
    const QFont font = painter.font();
    const double line = QFontMetricsF(font).height();
    QPointF at = rect.topLeft() + QPointF(0.0, 0.5 * (kRow - 1.0) * line);
    if (hasTraining || hasTest) {
        paintDots(painter, at);
        at += isOneRow(rect.width(), font) ? QPointF(dotsWidth(font) + kBetween * line, 0.0)
                                           : QPointF(0.0, kRow * line);
    }
    paintColours(painter, at);
}

QString SurfaceLegend::inWords() const {
    QStringList parts;
    if (hasTraining)
        parts << QCoreApplication::translate("SurfaceView", "Filled dots: training examples");
    if (hasTest)
        parts << QCoreApplication::translate("SurfaceView", "Empty dots: test examples");
    parts << QCoreApplication::translate("SurfaceView", "Orange to blue: from %1 to %2")
                 .arg(least, greatest);
    return parts.join(QStringLiteral(". "));
}

}  // namespace stepgrad
