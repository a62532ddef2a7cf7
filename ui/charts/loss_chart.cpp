#include "ui/charts/loss_chart.h"

#include <QButtonGroup>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsEllipseItem>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QGraphicsSimpleTextItem>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QToolButton>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/charts/axis_scale.h"
#include "ui/charts/curve_points.h"
#include "ui/fitting_label.h"

namespace stepgrad {
namespace {

constexpr int kMostGhosts = 5;
constexpr qint64 kFewestUpdates = 10;

QString number(double value) {
    return QString::fromStdString(formatNumber(value, Appearance::instance().notation().numbers));
}

QString grouped(qint64 value) {
    return QLocale::c().toString(value);
}

}  // namespace

class LossChart::Private {
public:
    explicit Private(LossChart* owner) : q(owner) {}

    void build();
    QToolButton* scaleButton(const QString& text, const QString& tip, bool logarithmic);
    void setAxes();
    void setVerticalRange(double low, double high);
    void restyle();
    void redraw();
    void placeMarker();
    void hover(const QPointF& position);
    void endHover();
    QPointF toScene(const LossPoint& point) const;
    QString textOf(const LossPoint& point) const;

    LossChart* q;
    LossCurve curve;
    bool logarithmic = false;
    QString readOff;

    QWidget* header = nullptr;
    FittingLabel* subtitle = nullptr;
    QToolButton* linearButton = nullptr;
    QToolButton* logButton = nullptr;
    QChart* chart = nullptr;
    QChartView* view = nullptr;
    QLineSeries* line = nullptr;
    QList<QLineSeries*> ghosts;
    QValueAxis* xAxis = nullptr;
    QValueAxis* yLinear = nullptr;
    QLogValueAxis* yLog = nullptr;
    QGraphicsEllipseItem* marker = nullptr;
    QGraphicsSimpleTextItem* markerText = nullptr;
    QGraphicsLineItem* crossLine = nullptr;
    QGraphicsEllipseItem* crossPoint = nullptr;
    QGraphicsSimpleTextItem* crossText = nullptr;
    QGraphicsSimpleTextItem* hint = nullptr;
};

void LossChart::Private::build() {
    chart = new QChart;
    chart->legend()->hide();
    chart->setMargins(QMargins(0, 0, 0, 0));
    chart->setBackgroundVisible(false);
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    xAxis = new QValueAxis;
    yLinear = new QValueAxis;
    yLog = new QLogValueAxis;
    for (int i = 0; i < kMostGhosts; ++i) {
        ghosts << new QLineSeries;
        chart->addSeries(ghosts.back());
    }
    line = new QLineSeries;
    chart->addSeries(line);
    chart->addAxis(xAxis, Qt::AlignBottom);
    chart->addAxis(yLinear, Qt::AlignLeft);
    for (auto* series : chart->series())
        series->attachAxis(xAxis);

    view = new QChartView(chart);
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setAccessibleName(tr("Loss curve"));
    view->viewport()->setMouseTracking(true);
    view->viewport()->installEventFilter(q);
    view->setFocusPolicy(Qt::NoFocus);

    auto* scene = view->scene();
    crossLine = scene->addLine({});
    crossPoint = scene->addEllipse(-4, -4, 8, 8);
    crossText = scene->addSimpleText({});
    marker = scene->addEllipse(-5, -5, 10, 10);
    markerText = scene->addSimpleText({});
    hint = scene->addSimpleText(tr("The curve begins when J is computed."));
    for (QGraphicsItem* item : std::initializer_list<QGraphicsItem*>{
             crossLine, crossPoint, crossText, marker, markerText, hint}) {
        item->setZValue(20);
        item->hide();
    }

    header = new QWidget;
    auto* title = new QLabel(tr("Loss"));
    title->setProperty("kind", "heading");
    subtitle = new FittingLabel;
    subtitle->setProperty("kind", "quiet");
    linearButton = scaleButton(tr("linear"), tr("J on a linear scale"), false);
    logButton = scaleButton(tr("log"), tr("J on a logarithmic scale"), true);
    linearButton->setChecked(true);
    auto* scales = new QButtonGroup(q);
    scales->addButton(linearButton);
    scales->addButton(logButton);
    auto* head = new QHBoxLayout(header);
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(title);
    head->addSpacing(8);
    head->addWidget(subtitle, 1);
    head->addWidget(linearButton);
    head->addWidget(logButton);
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(view, 1);
    setAxes();
    restyle();
}

QToolButton* LossChart::Private::scaleButton(const QString& text, const QString& tip, bool log) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setProperty("kind", "link");
    QObject::connect(button, &QToolButton::clicked, q, [this, log] { q->setLogarithmic(log); });
    return button;
}

void LossChart::Private::setAxes() {
    QAbstractAxis* wanted = logarithmic ? static_cast<QAbstractAxis*>(yLog) : yLinear;
    QAbstractAxis* other = logarithmic ? static_cast<QAbstractAxis*>(yLinear) : yLog;
    if (chart->axes(Qt::Vertical).contains(other))
        chart->removeAxis(other);
    if (!chart->axes(Qt::Vertical).contains(wanted))
        chart->addAxis(wanted, Qt::AlignLeft);
    for (auto* series : chart->series())
        if (!series->attachedAxes().contains(wanted))
            series->attachAxis(wanted);
}

void LossChart::Private::restyle() {
    const Palette& colours = Appearance::instance().palette();
    const QFont font = q->font();
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.85);
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
    const auto cover = [&](const std::vector<LossPoint>& points) {
        for (const auto& point : points) {
            high = std::max(high, point.loss);
            if (point.loss > 0.0)
                low = low > 0.0 ? std::min(low, point.loss) : point.loss;
        }
        if (!points.empty())
            last = std::max<qint64>(last, points.back().update);
    };
    cover(curve.points);
    const std::size_t count = curve.ghosts.size();
    const std::size_t firstGhost = count > kMostGhosts ? count - kMostGhosts : 0;
    for (std::size_t i = firstGhost; i < count; ++i)
        cover(curve.ghosts[i]);

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
                               ? condensed(curve.ghosts[index], 0, end, columns, logarithmic)
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

QPointF LossChart::Private::toScene(const LossPoint& point) const {
    return chart->mapToScene(
        chart->mapToPosition(QPointF(static_cast<double>(point.update), point.loss), line));
}

void LossChart::Private::placeMarker() {
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    // Where the present J is not told yet, the last one that is.
    const LossPoint* last = curve.current          ? &*curve.current
                            : curve.points.empty() ? nullptr
                                                   : &curve.points.back();
    const bool isShown = last && (!logarithmic || last->loss > 0.0);
    marker->setVisible(isShown);
    markerText->setVisible(isShown && !crossText->isVisible());
    hint->setVisible(curve.points.empty() && curve.ghosts.empty());
    hint->setPos(plot.center() - hint->boundingRect().center());
    if (!isShown)
        return;
    const QPointF at = toScene(*last);
    marker->setPos(at);
    markerText->setText(textOf(*last));
    const QRectF size = markerText->boundingRect();
    // Beside the point, inside the plot, above the curve where there is room.
    const double x = std::clamp(at.x() + 10, plot.left() + 4, plot.right() - size.width() - 4);
    const double above = at.y() - size.height() - 8;
    markerText->setPos(x, above > plot.top() ? above : at.y() + 8);
}

void LossChart::Private::hover(const QPointF& position) {
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    const QPointF at = view->mapToScene(position.toPoint());
    const LossPoint* point = nullptr;
    if (plot.adjusted(-6, -6, 6, 6).contains(at))
        point = nearest(curve.points, chart->mapToValue(chart->mapFromScene(at), line).x());
    if (!point || (logarithmic && point->loss <= 0.0)) {
        endHover();
        return;
    }
    readOff = textOf(*point);
    const QPointF place = toScene(*point);
    crossLine->setLine(QLineF(place.x(), plot.top(), place.x(), plot.bottom()));
    crossPoint->setPos(place);
    crossText->setText(readOff);
    const QRectF size = crossText->boundingRect();
    const double x = place.x() + 10 + size.width() < plot.right() ? place.x() + 10
                                                                  : place.x() - 10 - size.width();
    crossText->setPos(x, plot.top() + 2);
    for (QGraphicsItem* item :
         std::initializer_list<QGraphicsItem*>{crossLine, crossPoint, crossText})
        item->show();
    markerText->hide();
    view->viewport()->setToolTip(
        tr("update %1\nJ %2")
            .arg(grouped(point->update),
                 QString::fromStdString(
                     exactNumber(point->loss, Appearance::instance().notation().numbers))));
}

void LossChart::Private::endHover() {
    readOff.clear();
    for (QGraphicsItem* item :
         std::initializer_list<QGraphicsItem*>{crossLine, crossPoint, crossText})
        item->hide();
    view->viewport()->setToolTip({});
    placeMarker();
}

LossChart::LossChart(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this)) {
    d->build();
    connect(&Appearance::instance(), &Appearance::changed, this, [this] { d->restyle(); });
    connect(d->chart, &QChart::plotAreaChanged, this, [this] { d->placeMarker(); });
}

LossChart::~LossChart() {
    d->chart->disconnect(this);
}

void LossChart::showCurve(const LossCurve& curve) {
    d->curve = curve;
    d->redraw();
}

QWidget* LossChart::header() const {
    return d->header;
}

void LossChart::setLogarithmic(bool logarithmic) {
    d->linearButton->setChecked(!logarithmic);
    d->logButton->setChecked(logarithmic);
    if (logarithmic == d->logarithmic)
        return;
    d->logarithmic = logarithmic;
    // The range first: a logarithmic axis must never be asked for 0.
    d->redraw();
    d->setAxes();
    d->redraw();
    emit logarithmicChanged(logarithmic);
}

bool LossChart::isLogarithmic() const {
    return d->logarithmic;
}

QString LossChart::readOff() const {
    return d->readOff;
}

bool LossChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseMove)
        d->hover(static_cast<QMouseEvent*>(event)->position());
    else if (event->type() == QEvent::Leave)
        d->endHover();
    return QWidget::eventFilter(watched, event);
}

void LossChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    d->redraw();
}

void LossChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        d->restyle();
}

}  // namespace stepgrad
