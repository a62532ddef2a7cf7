#pragma once

#include <QList>
#include <QPen>
#include <QPointF>
#include <optional>

#include "ui/charts/curve_lines.h"
#include "ui/charts/loss_chart.h"

class QChart;
class QChartView;
class QComboBox;
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
    QToolButton* scaleButton(const QString& text, bool logarithmic);
    void setAxes();
    void setVerticalRange(double low, double high);
    QPen penOf(int index) const;
    void showTitles();
    void restyle();
    void redraw();
    void placeMarker();
    void placeGhostText();
    void hover(const QPointF& position);
    void endHover();
    void readOffNothing();
    void chooseUpdate(const QPointF& position);
    QPointF toScene(double update, double value) const;
    QString textOf(const LossPoint& point) const;
    void choose(CurveKind wanted);
    void showChoices();
    void placeNames();
    void hideNamesUnder(const QGraphicsSimpleTextItem* text);
    /// Whether there are more lines than can have a name each.
    bool isMany() const { return lines.size() > 8; }
    QPointF onLine(const CurveLine& of, double update) const;  ///< in the scene
    /// Whether the vertical axis in use is the logarithmic one.
    bool isLog() const {
        return kind == CurveKind::Gradients || (kind == CurveKind::Loss && logarithmic);
    }

    LossChart* q;
    LossCurve curve;
    CurveKind kind = CurveKind::Loss;
    std::vector<CurveLine> lines;  ///< of the present training, the main one first
    bool logarithmic = false;      ///< chosen for the loss
    QString readOff;
    std::optional<QPointF> hoveredAt;  ///< in the view

    QWidget* header = nullptr;
    QComboBox* choice = nullptr;  ///< of the kind
    FittingLabel* subtitle = nullptr;
    QToolButton* linearButton = nullptr;
    QToolButton* logButton = nullptr;
    QChart* chart = nullptr;
    QChartView* view = nullptr;
    QLineSeries* line = nullptr;
    QLineSeries* ahead = nullptr;           ///< of the present one, pale
    QList<QLineSeries*> others;             ///< beside the main line
    QList<QGraphicsSimpleTextItem*> names;  ///< of the lines, where there are several
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
