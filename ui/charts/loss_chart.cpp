#include "ui/charts/loss_chart.h"

#include <QButtonGroup>
#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QEvent>
#include <QGraphicsEllipseItem>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QGraphicsSimpleTextItem>
#include <QHBoxLayout>
#include <QLineSeries>
#include <QLocale>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/loss_chart_p.h"
#include "ui/fitting_label.h"

namespace stepgrad {

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
    ahead = new QLineSeries;
    chart->addSeries(ahead);
    for (int i = 1; i < LayerNorms::kMost; ++i) {
        others << new QLineSeries;
        chart->addSeries(others.back());
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
    ghostText = scene->addSimpleText({});
    hint = scene->addSimpleText({});
    for (int i = 0; i < LayerNorms::kMost; ++i)
        names << scene->addSimpleText({});
    QList<QGraphicsItem*> items{ghostText, crossLine,  crossPoint, crossText,
                                marker,    markerText, hint};
    for (auto* name : names)
        items << name;
    for (QGraphicsItem* item : items) {
        item->setZValue(20);
        item->hide();
    }

    header = new QWidget;
    choice = new QComboBox;
    choice->setAccessibleName(tr("Curve"));
    choice->setToolTip(tr("What is shown over the updates"));
    choice->setFocusPolicy(Qt::TabFocus);
    choice->addItems({tr("Loss"), tr("Accuracy"), tr("Gradients")});
    QObject::connect(choice, &QComboBox::activated, q,
                     [this](int index) { choose(static_cast<CurveKind>(index)); });
    subtitle = new FittingLabel;
    subtitle->setProperty("kind", "quiet");
    linearButton = scaleButton(tr("linear"), false);
    logButton = scaleButton(tr("log"), true);
    linearButton->setChecked(true);
    auto* scales = new QButtonGroup(q);
    scales->addButton(linearButton);
    scales->addButton(logButton);
    auto* head = new QHBoxLayout(header);
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(choice);
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

QToolButton* LossChart::Private::scaleButton(const QString& text, bool log) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setProperty("kind", "link");
    QObject::connect(button, &QToolButton::clicked, q, [this, log] { q->setLogarithmic(log); });
    return button;
}

void LossChart::Private::setAxes() {
    QAbstractAxis* wanted = isLog() ? static_cast<QAbstractAxis*>(yLog) : yLinear;
    QAbstractAxis* other = isLog() ? static_cast<QAbstractAxis*>(yLinear) : yLog;
    if (chart->axes(Qt::Vertical).contains(other))
        chart->removeAxis(other);
    if (!chart->axes(Qt::Vertical).contains(wanted))
        chart->addAxis(wanted, Qt::AlignLeft);
    for (auto* series : chart->series())
        if (!series->attachedAxes().contains(wanted))
            series->attachAxis(wanted);
}

void LossChart::Private::choose(CurveKind wanted) {
    choice->setCurrentIndex(static_cast<int>(wanted));
    if (wanted == kind)
        return;
    kind = wanted;
    // The range first: a logarithmic axis must never be asked for 0.
    redraw();
    setAxes();
    redraw();
}

void LossChart::Private::showChoices() {
    auto* model = qobject_cast<QStandardItemModel*>(choice->model());
    for (int i = 0; i < choice->count(); ++i) {
        const QString reason = reasonAgainst(static_cast<CurveKind>(i), curve.points);
        model->item(i)->setEnabled(reason.isEmpty());
        model->item(i)->setToolTip(reason);
    }
    for (auto* button : {linearButton, logButton})
        button->setVisible(kind == CurveKind::Loss);
}

QPointF LossChart::Private::toScene(double update, double value) const {
    return chart->mapToScene(chart->mapToPosition(QPointF(update, value), line));
}

void LossChart::Private::placeMarker() {
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    // Where the present J is not told yet, the last one that is.
    const CurveLine::Point* last =
        lines.empty() || lines.front().points.empty() ? nullptr : &lines.front().points.back();
    const bool isShown = last && (!isLog() || last->value > 0.0);
    marker->setVisible(isShown);
    markerText->setVisible(isShown && !crossText->isVisible());
    hint->setVisible(curve.points.empty() && curve.ghosts.empty());
    hint->setPos(plot.center() - hint->boundingRect().center());
    placeGhostText();
    placeNames();
    if (!isShown)
        return;
    const QPointF at = toScene(static_cast<double>(last->update), last->value);
    marker->setPos(at);
    markerText->setText(textOf(curve.points.back()));
    const QRectF size = markerText->boundingRect();
    // Beside the point, inside the plot, above the curve where there is room.
    const double x = std::clamp(at.x() + 10, plot.left() + 4,
                                std::max(plot.left() + 4, plot.right() - size.width() - 4));
    const double above = at.y() - size.height() - 8;
    markerText->setPos(x, above > plot.top() ? above : at.y() + 8);
    if (ghostText->isVisible() &&
        ghostText->sceneBoundingRect().intersects(markerText->sceneBoundingRect()))
        ghostText->setX(std::max(plot.left() + 4, x - ghostText->boundingRect().width() - 10));
    for (const auto* text : {markerText, ghostText})
        hideNamesUnder(text);
}

void LossChart::Private::hideNamesUnder(const QGraphicsSimpleTextItem* text) {
    // Names give way: pointing at the curve tells them, too.
    for (auto* name : names)
        if (text->isVisible() && name->sceneBoundingRect().intersects(text->sceneBoundingRect()))
            name->hide();
}

QPointF LossChart::Private::onLine(const CurveLine& of, double update) const {
    const auto& points = of.points;
    const auto after = std::find_if(points.begin() + 1, points.end() - 1, [&](const auto& p) {
        return static_cast<double>(p.update) >= update;
    });
    const auto& a = *(after - 1);
    const QPointF from = toScene(static_cast<double>(a.update), a.value);
    const QPointF to = toScene(static_cast<double>(after->update), after->value);
    const double x = toScene(update, a.value).x();
    const double part = to.x() > from.x() ? (x - from.x()) / (to.x() - from.x()) : 0.0;
    return {x, from.y() + std::clamp(part, 0.0, 1.0) * (to.y() - from.y())};
}

void LossChart::Private::placeNames() {
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    double left = plot.left() + 4;
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto* text = names[i];
        text->hide();
        const auto index = static_cast<std::size_t>(i);
        if (lines.size() < 2 || index >= lines.size() || lines[index].points.size() < 3)
            continue;
        // The colours lead from the first of many to the last.
        if (isMany() && index > 0 && index + 1 < lines.size())
            continue;
        // Each above its own line, one after the other.
        const CurveLine& of = lines[index];
        const double part = 0.15 + 0.6 * static_cast<double>(i) / static_cast<double>(lines.size());
        const QPointF at = onLine(of, part * static_cast<double>(of.points.back().update));
        text->setText(of.name);
        const QRectF size = text->boundingRect();
        const double x = std::max(left, at.x());
        if (!std::isfinite(at.y()) || x + size.width() > plot.right() - 4)
            continue;
        const double above = at.y() - size.height() - 2;
        text->setPos(x, above > plot.top() ? above : at.y() + 2);
        text->show();
        left = x + size.width() + 6;
    }
}

void LossChart::Private::placeGhostText() {
    const QPointF* last = nullptr;  // of the latest ghost, as far as it is drawn
    QList<QPointF> points;
    if (!curve.ghosts.empty() && kind != CurveKind::Gradients)
        points =
            ghosts[static_cast<int>(std::min<std::size_t>(curve.ghosts.size(), kMostGhosts)) - 1]
                ->points();
    if (!points.isEmpty())
        last = &points.back();
    ghostText->setVisible(last);
    if (!last)
        return;
    const auto format = Appearance::instance().notation().numbers;
    ghostText->setText(
        tr("%1, η = %2")
            .arg(curve.ghostNames.empty() ? tr("previous run") : curve.ghostNames.back(),
                 QString::fromStdString(exactNumber(curve.ghosts.back().learningRate, format))));
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    const QRectF size = ghostText->boundingRect();
    const QPointF at = chart->mapToScene(chart->mapToPosition(*last, line));
    const double x = std::clamp(at.x() - size.width() - 8, plot.left() + 4,
                                std::max(plot.left() + 4, plot.right() - size.width() - 4));
    const double above = at.y() - size.height() - 6;
    ghostText->setPos(x, above > plot.top() ? above : at.y() + 6);
}

void LossChart::Private::hover(const QPointF& position) {
    hoveredAt = position;  // what stands there may change under a mouse that rests
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    const QPointF at = view->mapToScene(position.toPoint());
    const LossPoint* point = nullptr;
    if (plot.adjusted(-6, -6, 6, 6).contains(at))
        point = nearest(curve, chart->mapToValue(chart->mapFromScene(at), line).x());
    std::vector<CurveLine> here;
    if (point)
        here = linesOf(kind, {*point});
    if (here.empty() || (isLog() && here.front().points.front().value <= 0.0)) {
        readOffNothing();
        return;
    }
    readOff = textOf(*point);
    const QPointF place =
        toScene(static_cast<double>(point->update), here.front().points.front().value);
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
    placeNames();
    hideNamesUnder(crossText);
    view->viewport()->setToolTip(
        kind == CurveKind::Loss
            ? tr("update %1\nJ %2")
                  .arg(QString::fromStdString(formatCount(point->update)),
                       QString::fromStdString(
                           exactNumber(point->loss, Appearance::instance().notation().numbers)))
            : readOff);
}

void LossChart::Private::chooseUpdate(const QPointF& position) {
    const QRectF plot = chart->mapRectToScene(chart->plotArea());
    const QPointF at = view->mapToScene(position.toPoint());
    if (at.x() < plot.left() - 6 || at.x() > plot.right() + 6 || curve.points.empty())
        return;
    const double x = chart->mapToValue(chart->mapFromScene(at), line).x();
    emit q->updateChosen(std::max<qint64>(0, std::llround(x)));
}

void LossChart::Private::endHover() {
    hoveredAt.reset();
    readOffNothing();
}

void LossChart::Private::readOffNothing() {
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
    // The chart owns the one of the two that it has now.
    delete (d->chart->axes().contains(d->yLog) ? static_cast<QAbstractAxis*>(d->yLinear) : d->yLog);
}

void LossChart::showCurve(const LossCurve& curve) {
    d->curve = curve;
    // What the new curve has nothing of gives way to the loss.
    if (!reasonAgainst(d->kind, curve.points).isEmpty())
        d->choose(CurveKind::Loss);
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
    const auto type = event->type();
    if (type == QEvent::MouseMove || type == QEvent::MouseButtonPress) {
        auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->buttons() & Qt::LeftButton)
            d->chooseUpdate(mouse->position());
        d->hover(mouse->position());
    } else if (type == QEvent::Leave) {
        d->endHover();
    }
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
