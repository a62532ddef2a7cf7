#pragma once

#include <optional>
#include <vector>

#include "core/laboratory/flow.h"
#include "ui/laboratory/pointed_plot.h"

namespace stepgrad {

class PlotFrame;

/// ‖δ‖ and the norm of the gradient of each layer on a log scale, from the first layer to
/// the last. Arrow keys and the pointer go from layer to layer.
class FlowPlot : public PointedPlot {
    Q_OBJECT
public:
    explicit FlowPlot(QWidget* parent = nullptr);

    void showFlow(const std::vector<LayerFlow>& flow);
    QPointF placeOf(int layer) const;  ///< of its gradient, for tests

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    int itemCount() const override { return static_cast<int>(m_flow.size()); }
    std::optional<int> itemAt(const QPointF& position) const override;

private:
    using Norm = double LayerFlow::*;
    PlotFrame frame() const;
    void paintLine(QPainter& painter, const PlotFrame& frame, Norm norm) const;
    void paintLegend(QPainter& painter) const;

    std::vector<LayerFlow> m_flow;
};

}  // namespace stepgrad
