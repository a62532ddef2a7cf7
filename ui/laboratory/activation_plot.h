#pragma once

#include <QWidget>
#include <optional>

#include "core/laboratory/operating_points.h"

namespace stepgrad {

class PlotFrame;

/// The activation of one layer and its slope over u, with the points at which its neurons
/// work in the present training step; behind them how often which u occurs over the
/// training examples. Arrow keys and the pointer go from neuron to neuron.
class ActivationPlot : public QWidget {
    Q_OBJECT
public:
    explicit ActivationPlot(QWidget* parent = nullptr);

    /// @param title  above the plot: "layer 1: sigmoid, 2 neurons"
    void showCurves(const LayerCurves& curves, const QString& title);
    const LayerCurves& curves() const { return m_curves; }
    /// The neuron that is pointed at, by its number in the layer.
    std::optional<int> pointed() const { return m_pointed; }
    /// Where its two points lie, for tests: of f, and of f'.
    QPointF placeOf(int neuron, bool slope) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(std::optional<int> neuron);
    void chosen(int neuron);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    PlotFrame frame() const;
    void pointAt(std::optional<int> neuron);
    std::optional<int> neuronAt(const QPointF& position) const;
    void paintHistogram(QPainter& painter, const PlotFrame& frame) const;
    void paintCurves(QPainter& painter, const PlotFrame& frame) const;
    void paintPoints(QPainter& painter, const PlotFrame& frame) const;
    void paintPointed(QPainter& painter, const PlotFrame& frame) const;

    LayerCurves m_curves;
    QString m_title;
    std::optional<int> m_pointed;
};

}  // namespace stepgrad
