#pragma once

#include <vector>

#include "core/laboratory/flow.h"
#include "ui/laboratory/laboratory_view.h"

class QLabel;

namespace stepgrad {

class DepthTools;
class FittingLabel;
class FlowPlot;
class RunningProductPlot;

/// Gradients through depth: ‖δ‖ and gradient of every layer of the present step, also
/// while training; the running product of w · f' along one path; switches that build the
/// network anew, and clipping.
class DepthView : public LaboratoryView {
    Q_OBJECT
public:
    explicit DepthView(Session& session, QWidget* parent = nullptr);

    void refresh() override;

private:
    void showTold();
    void choose(int layer);
    QString pointedText(int layer) const;

    DepthTools* m_tools;
    FlowPlot* m_flowPlot;
    RunningProductPlot* m_product;
    QLabel* m_told;
    FittingLabel* m_pointed;
    TracePtr m_trace;  ///< the step that is shown, with its backward pass
    std::vector<LayerFlow> m_flow;
    std::vector<FlowStep> m_path;  ///< last layer first
    QString m_stopped;             ///< why the last run was stopped by the guard; or empty
};

}  // namespace stepgrad
