// Brings curves, axes and colours of the loss chart up to date.

#include <QChart>
#include <QChartView>
#include <QFontInfo>
#include <QGraphicsEllipseItem>
#include <QGraphicsLineItem>
#include <QGraphicsSimpleTextItem>
#include <QLineSeries>
#include <QLocale>
#include <QLogValueAxis>
#include <QValueAxis>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/appearance.h"
#include "ui/charts/axis_scale.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/loss_chart_p.h"
#include "ui/fitting_label.h"

namespace stepgrad {
namespace {

constexpr qint64 kFewestUpdates = 10;
/// So many times as long as the present curve an earlier one is shown.
constexpr qint64 kLongestGhost = 3;

QString number(double value) {
    return QString::fromStdString(formatNumber(value, Appearance::instance().notation().numbers));
}

QString grouped(qint64 value) {
    return QString::fromStdString(formatCount(value));
}

}  // namespace

void LossChart::Private::restyle() {
    const Palette& colours = Appearance::instance().palette();
    const QFont font = q->font();
    QFont small = font;
    small.setPixelSize(std::max(1, static_cast<int>(QFontInfo(font).pixelSize() * 0.85 + 0.5)));
    for (QAbstractAxis* axis : std::initializer_list<QAbstractAxis*>{xAxis, yLinear, yLog}) {
        axis->setLabelsFont(small);
        axis->setTitleFont(small);
        axis->setLabelsColor(colours.quiet);
        axis->setTitleBrush(colours.quiet);
        axis->setLinePen(QPen(colours.control, 1));
        axis->setGridLinePen(QPen(colours.grid, 1));
        axis->setMinorGridLineVisible(false);
    }
    line->setPen(QPen(colours.primary, 2));
    for (auto* ghost : ghosts)
        ghost->setPen(QPen(colours.ghost, 1.5));
    chart->setPlotAreaBackgroundVisible(false);
    QLocale locale(Appearance::instance().notation().numbers.decimalComma ? QLocale::German
                                                                          : QLocale::C);
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    chart->setLocale(locale);
    chart->setLocalizeNumbers(true);
    view->setBackgroundBrush(colours.panel);
    marker->setPen(QPen(colours.panel, 1.5));
    marker->setBrush(colours.primary);
    crossPoint->setPen(QPen(colours.text, 1.5));
    crossPoint->setBrush(colours.panel);
    crossLine->setPen(QPen(colours.faint, 1, Qt::DashLine));
    for (auto* text : {markerText, crossText, hint}) {
        text->setFont(small);
        text->setBrush(colours.text);
    }
    hint->setBrush(colours.quiet);
    ghostText->setFont(small);
    ghostText->setBrush(colours.quiet);
    xAxis->setTitleText(tr("update"));
    const QFontMetrics metrics(font);
    view->setMinimumHeight(metrics.height() * 7);
    redraw();
}

QString LossChart::Private::textOf(const LossPoint& point) const {
    return tr("update %1 · %2 %3")
        .arg(grouped(point.update), curve.isMean ? tr("mean J") : tr("J"), number(point.loss));
}

void LossChart::Private::setVerticalRange(double low, double high) {
    const int textHeight = QFontMetrics(q->font()).height();
    const int most = std::clamp(view->height() / (textHeight * 2), 2, 5);
    if (logarithmic)
        setLogScale(yLog, low, high, most);
    else
        setLinearScale(yLinear, high, most);
}

void LossChart::Private::redraw() {
    qint64 last = kFewestUpdates;
    double low = 0.0, high = 0.0;
    const auto cover = [&](const std::vector<LossPoint>& points, qint64 longest) {
        for (const auto& point : points) {
            if (point.update > longest)
                break;
            high = std::max(high, point.loss);
            if (point.loss > 0.0)
                low = low > 0.0 ? std::min(low, point.loss) : point.loss;
        }
        if (!points.empty())
            last = std::max<qint64>(last, points.back().update);
    };
    constexpr qint64 endless = std::numeric_limits<qint64>::max();
    cover(curve.points, endless);
    const std::size_t count = curve.ghosts.size();
    const std::size_t firstGhost = count > kMostGhosts ? count - kMostGhosts : 0;
    // Earlier trainings that were much longer are cut, or nothing would be seen of this one.
    const qint64 longest =
        !curve.points.empty() && curve.points.back().update > 0 ? kLongestGhost * last : endless;
    for (std::size_t i = firstGhost; i < count; ++i)
        cover(curve.ghosts[i].losses, longest);
    last = std::min(last, longest);

    const bool isEmpty = high <= 0.0;
    // The axis grows in steps, so that it stands still most of the time.
    const double right = niceCeiling(static_cast<double>(last));
    setScale(xAxis, right, niceInterval(right, 6));
    xAxis->setLabelFormat(QStringLiteral("%.0f"));
    setVerticalRange(isEmpty ? 0.1 : low, isEmpty ? 0.9 : high);
    yLinear->setTitleText(curve.isMean ? tr("mean J") : tr("J"));
    yLog->setTitleText(yLinear->titleText());
    if (curve.isMean)
        subtitle->showTexts(
            {tr("mean J over all examples after each update"), tr("mean J"), QString()});
    else
        subtitle->showTexts({tr("J after each update"), tr("J"), QString()});

    const int columns = std::max(100, static_cast<int>(chart->plotArea().width()));
    const auto end = static_cast<qint64>(right);
    line->replace(condensed(curve.points, 0, end, columns, logarithmic));
    for (int i = 0; i < kMostGhosts; ++i) {
        const std::size_t index = firstGhost + static_cast<std::size_t>(i);
        ghosts[i]->replace(index < count
                               ? condensed(curve.ghosts[index].losses, 0, end, columns, logarithmic)
                               : QList<QPointF>());
    }
    placeMarker();
    QString description = curve.current ? textOf(*curve.current) : hint->text();
    if (curve.points.size() > 1)
        description +=
            tr("; %1 at update %2")
                .arg(number(curve.points.front().loss), grouped(curve.points.front().update));
    view->setAccessibleDescription(description);
}

}  // namespace stepgrad
