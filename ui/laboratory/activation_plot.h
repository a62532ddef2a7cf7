#pragma once

#include <optional>

#include "core/laboratory/operating_points.h"
#include "ui/laboratory/pointed_plot.h"

namespace stepgrad {

class PlotFrame;

/// The activation of one layer and its slope over u, with the points at which its neurons
/// work in the present training step; behind them how often which u occurs over the
/// training examples. Arrow keys and the pointer go from neuron to neuron.
class ActivationPlot : public PointedPlot {
    Q_OBJECT
public:
    using PointedPlot::PointedPlot;

    /// @param title  above the plot: "layer 1: sigmoid, 2 neurons"
    void showCurves(const LayerCurves& curves, const QString& title);
    const LayerCurves& curves() const { return m_curves; }
    /// Where its two points lie, for tests: of f, and of f'.
    QPointF placeOf(int neuron, bool slope) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    int itemCount() const override { return static_cast<int>(m_curves.points.size()); }
    std::optional<int> itemAt(const QPointF& position) const override;

private:
    PlotFrame frame() const;
    void paintHistogram(QPainter& painter, const PlotFrame& frame) const;
    void paintCurves(QPainter& painter, const PlotFrame& frame) const;
    void paintPoints(QPainter& painter, const PlotFrame& frame) const;
    void paintPointed(QPainter& painter, const PlotFrame& frame) const;

    LayerCurves m_curves;
    QString m_title;
};

}  // namespace stepgrad
