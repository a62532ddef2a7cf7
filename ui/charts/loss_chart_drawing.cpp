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
#include <QToolButton>
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
    for (auto* name : names) {
        name->setFont(small);
        name->setBrush(colours.quiet);
    }
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
    return tr("update %1 · %2").arg(grouped(point.update), valueText(kind, point, curve.isMean));
}

void LossChart::Private::setVerticalRange(double low, double high) {
    const int textHeight = QFontMetrics(q->font()).height();
    const int most = std::clamp(view->height() / (textHeight * 2), 2, 5);
    if (isLog())
        setLogScale(yLog, low, high, most);
    else if (kind == CurveKind::Accuracy)
        setScale(yLinear, high, niceInterval(high, most));  // all of it, no more
    else
        setLinearScale(yLinear, high, most);
}

QPen LossChart::Private::penOf(int index) const {
    const Palette& colours = Appearance::instance().palette();
    if (kind == CurveKind::Gradients) {
        // From the first layer to the last one, in the colour of what flows backward.
        const double last = std::max<double>(1.0, static_cast<double>(lines.size()) - 1.0);
        return {mixed(colours.primary, colours.backward, index / last), isMany() ? 1.3 : 2.0};
    }
    return index == 0 ? QPen(colours.primary, 2.0) : QPen(colours.loss, 1.5, Qt::CustomDashLine);
}

void LossChart::Private::redraw() {
    lines = linesOf(kind, curve.points);
    showChoices();
    // Gradients of earlier trainings would be too many lines.
    const std::size_t count = kind == CurveKind::Gradients ? 0 : curve.ghosts.size();
    const std::size_t firstGhost = count > kMostGhosts ? count - kMostGhosts : 0;
    std::vector<std::vector<CurveLine::Point>> earlier;
    for (std::size_t i = firstGhost; i < count; ++i) {
        auto of = linesOf(kind, curve.ghosts[i].losses);
        earlier.push_back(of.empty() ? std::vector<CurveLine::Point>()
                                     : std::move(of.front().points));
    }
    qint64 last = kFewestUpdates;
    double low = 0.0, high = 0.0;
    const auto cover = [&](const std::vector<CurveLine::Point>& points, qint64 longest) {
        for (const auto& point : points) {
            if (point.update > longest)
                break;
            high = std::max(high, point.value);
            if (point.value > 0.0)
                low = low > 0.0 ? std::min(low, point.value) : point.value;
        }
        if (!points.empty())
            last = std::max<qint64>(last, points.back().update);
    };
    constexpr qint64 endless = std::numeric_limits<qint64>::max();
    for (const CurveLine& of : lines)
        cover(of.points, endless);
    // The main line goes on from where it stands.
    auto later = linesOf(kind, curve.ahead);
    if (!later.empty()) {
        cover(later.front().points, endless);
        if (!lines.empty())
            later.front().points.insert(later.front().points.begin(), lines.front().points.back());
    }
    // Earlier trainings that were much longer are cut, or nothing would be seen of this one.
    const qint64 longest =
        !curve.points.empty() && curve.points.back().update > 0 ? kLongestGhost * last : endless;
    for (const auto& points : earlier)
        cover(points, longest);
    last = std::min(last, longest);
    if (kind == CurveKind::Accuracy)
        high = 100.0;

    const bool isEmpty = high <= 0.0;
    // The axis grows in steps, so that it stands still most of the time.
    const double right = niceCeiling(static_cast<double>(last));
    setScale(xAxis, right, niceInterval(right, 6));
    xAxis->setLabelFormat(QStringLiteral("%.0f"));
    setVerticalRange(isEmpty ? 0.1 : low, isEmpty ? 0.9 : high);
    showTitles();

    const int columns = std::max(100, static_cast<int>(chart->plotArea().width()));
    const auto end = static_cast<qint64>(right);
    const auto draw = [&](QLineSeries* series, const std::vector<CurveLine::Point>* points) {
        series->replace(points ? condensed(*points, 0, end, columns, isLog()) : QList<QPointF>());
    };
    const auto show = [&](QLineSeries* series, std::size_t index) {
        draw(series, index < lines.size() ? &lines[index].points : nullptr);
        QPen pen = penOf(static_cast<int>(index));
        if (pen.style() == Qt::CustomDashLine)
            pen.setDashPattern({5.0, 3.0});
        series->setPen(pen);
    };
    show(line, 0);
    draw(ahead, later.empty() ? nullptr : &later.front().points);
    QPen pale = line->pen();
    pale.setColor(mixed(Appearance::instance().palette().panel, pale.color(), 0.4));
    ahead->setPen(pale);
    for (qsizetype i = 0; i < others.size(); ++i)
        if (static_cast<std::size_t>(i) + 1 < lines.size() || others[i]->count() > 0)
            show(others[i], static_cast<std::size_t>(i) + 1);
    for (std::size_t i = 0; i < std::size_t(kMostGhosts); ++i)
        draw(ghosts[static_cast<qsizetype>(i)], i < earlier.size() ? &earlier[i] : nullptr);
    placeMarker();
    if (hoveredAt)
        hover(*hoveredAt);
    QString description = curve.points.empty() ? hint->text() : textOf(curve.points.back());
    if (curve.points.size() > 1)
        description +=
            tr("; %1 at update %2")
                .arg(number(curve.points.front().loss), grouped(curve.points.front().update));
    view->setAccessibleDescription(description);
}

void LossChart::Private::showTitles() {
    const QString letter = Appearance::instance().lossSymbol();
    const QString j = curve.isMean ? tr("mean %1").arg(letter) : letter;
    hint->setText(tr("The curve begins when %1 is computed.").arg(letter));
    linearButton->setToolTip(tr("%1 on a linear scale").arg(letter));
    logButton->setToolTip(tr("%1 on a logarithmic scale").arg(letter));
    switch (kind) {
        case CurveKind::Loss:
            yLinear->setTitleText(j);
            if (lines.size() > 1)
                subtitle->showTexts(
                    {tr("mean %1 of each part after each update").arg(letter), j, {}});
            else if (curve.isMean)
                subtitle->showTexts(
                    {tr("mean %1 over all examples after each update").arg(letter), j, {}});
            else
                subtitle->showTexts({tr("%1 after each update").arg(letter), j, {}});
            break;
        case CurveKind::Accuracy:
            yLinear->setTitleText(tr("right (%)"));
            subtitle->showTexts({tr("share of right answers after each update"), {}});
            break;
        case CurveKind::Gradients:
            yLinear->setTitleText(tr("|gradient|"));
            subtitle->showTexts(
                {tr("size of the mean gradient of each layer"), tr("size for each layer"), {}});
            break;
    }
    yLog->setTitleText(yLinear->titleText());
}

}  // namespace stepgrad
