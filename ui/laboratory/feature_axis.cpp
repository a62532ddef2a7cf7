#include "ui/laboratory/feature_axis.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/plot_frame.h"

namespace stepgrad {
namespace {

constexpr double kPowersFrom = 10000.0;  ///< as 10⁴

QString markText(double value) {
    if (value >= kPowersFrom && std::pow(10.0, std::round(std::log10(value))) == value)
        return powerOfTen(static_cast<int>(std::lround(std::log10(value))));
    const double rounded = QString::number(value, 'g', 6).toDouble();
    return QString::fromStdString(exactNumber(rounded, Appearance::instance().notation().numbers));
}

}  // namespace

std::vector<double> featureMarks(const FeatureStudy& study, int feature, const FeatureSpan& span,
                                 int most) {
    if (study.hasTwoValues(feature))
        return {span.from, span.to};
    std::vector<double> marks;
    if (study.isLogarithmic(feature)) {
        if (span.from == 0.0)
            marks.push_back(0.0);
        for (double power = 1.0; power <= span.to; power *= 10.0)
            if (power >= span.from)
                marks.push_back(power);
        return marks;
    }
    const double interval = niceInterval(span.to - span.from, most);
    for (double k = std::ceil(span.from / interval - 1e-9);
         k * interval <= span.to + 1e-9 * interval; k += 1.0)
        marks.push_back(k * interval);
    return marks;
}

double featureAxisRoom(const QPainter& painter, bool isX) {
    const QFontMetricsF metrics(painter.font());
    return isX ? 2.4 * metrics.height()
               : 1.5 * metrics.height() + metrics.horizontalAdvance(QStringLiteral("00000"));
}

void paintFeatureAxis(QPainter& painter, const QRectF& area, const FeatureStudy& study, int feature,
                      const FeatureSpan& span, const QString& name, bool isX) {
    const Palette& palette = Appearance::instance().palette();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height(), length = isX ? area.width() : area.height();
    const double each = isX ? 1.4 * metrics.horizontalAdvance(QStringLiteral("0000")) : 2.0 * line;
    const int most = std::max(2, static_cast<int>(length / each));
    double free = -HUGE_VAL;
    for (const double value : featureMarks(study, feature, span, most)) {
        const double at = study.shareOf(feature, span, value) * length;
        const QPointF foot = isX ? QPointF(area.left() + at, area.bottom())
                                 : QPointF(area.left(), area.bottom() - at);
        painter.setPen(QPen(palette.control, 1.0));
        painter.drawLine(foot, foot + (isX ? QPointF(0.0, 3.0) : QPointF(-3.0, 0.0)));
        const QString text = markText(value);
        const double half = 0.5 * (isX ? metrics.horizontalAdvance(text) : line);
        if (at - half < free)
            continue;
        free = at + half + (isX ? 0.4 * line : 0.0);
        painter.setPen(palette.quiet);
        if (isX)
            painter.drawText(QRectF(foot.x() - 100.0, foot.y() + 4.0, 200.0, line),
                             Qt::AlignHCenter | Qt::AlignTop, text);
        else
            painter.drawText(QRectF(foot.x() - 105.0, foot.y() - line, 100.0, 2.0 * line),
                             Qt::AlignRight | Qt::AlignVCenter, text);
    }
    painter.setPen(palette.text);
    if (isX) {
        painter.drawText(QRectF(area.left(), area.bottom() + 1.25 * line, area.width(), line),
                         Qt::AlignCenter, metrics.elidedText(name, Qt::ElideRight, area.width()));
        return;
    }
    painter.save();
    painter.translate(area.left() - featureAxisRoom(painter, false), area.bottom());
    painter.rotate(-90.0);
    painter.drawText(QRectF(0.0, 0.0, area.height(), line), Qt::AlignCenter,
                     metrics.elidedText(name, Qt::ElideRight, area.height()));
    painter.restore();
}

}  // namespace stepgrad
