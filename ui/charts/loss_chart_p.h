#pragma once

#include <QList>
#include <QPointF>

#include "ui/charts/loss_chart.h"

class QChart;
class QChartView;
class QGraphicsEllipseItem;
class QGraphicsLineItem;
class QGraphicsSimpleTextItem;
class QLineSeries;
class QLogValueAxis;
class QToolButton;
class QValueAxis;

namespace stepgrad {

class FittingLabel;

constexpr int kMostGhosts = 5;  ///< earlier curves that are drawn, the latest

/// The parts of the chart. loss_chart.cpp builds them and follows the pointer,
/// loss_chart_drawing.cpp brings curves, axes and colours up to date.
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
    void placeGhostText();
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
    QGraphicsSimpleTextItem* ghostText = nullptr;  ///< names the latest ghost
};

}  // namespace stepgrad
