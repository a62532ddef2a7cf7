#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/laboratory/flow.h"

namespace stepgrad {

class PlotFrame;

/// ‖δ‖ and the norm of the gradient of each layer on a log scale, from the first layer to
/// the last. Arrow keys and the pointer go from layer to layer.
class FlowPlot : public QWidget {
    Q_OBJECT
public:
    explicit FlowPlot(QWidget* parent = nullptr);

    void showFlow(const std::vector<LayerFlow>& flow);
    std::optional<int> pointed() const { return m_pointed; }
    QPointF placeOf(int layer) const;  ///< of its gradient, for tests

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(std::optional<int> layer);
    void chosen(int layer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    using Norm = double LayerFlow::*;
    PlotFrame frame() const;
    void pointAt(std::optional<int> layer);
    std::optional<int> layerAt(const QPointF& position) const;
    void paintLine(QPainter& painter, const PlotFrame& frame, Norm norm) const;
    void paintLegend(QPainter& painter) const;

    std::vector<LayerFlow> m_flow;
    std::optional<int> m_pointed;
};

}  // namespace stepgrad
