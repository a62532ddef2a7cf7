#pragma once

#include <map>
#include <optional>

#include "core/laboratory/timing.h"
#include "core/training/worker.h"
#include "ui/laboratory/laboratory_view.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace stepgrad {

class GrowthPlot;
class NumberField;

/// What forward pass, backward pass and update of the present network take: operations
/// and bytes by formula, layer by layer, and seconds as measured here; how they grow with
/// width, depth and batch; the naive way; and the bill of a whole training.
class CostsView : public LaboratoryView {
    Q_OBJECT
public:
    explicit CostsView(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void leave() override;

private:
    QWidget* buildFigures();
    QWidget* buildGrowth();
    void fillTable(const Costs& costs);
    void tell();
    void measure();
    void measureCurve();
    void showCurve();
    Growth growth() const;

    Worker m_times, m_curve;
    QTableWidget* m_table;
    QLabel *m_timeText, *m_memoryText, *m_naiveText, *m_billText, *m_growthText;
    NumberField* m_epochs;
    QComboBox* m_growthChoice;
    QPushButton* m_stopButton;
    GrowthPlot* m_plot;

    /// Whose costs are shown: weights as 0.
    std::shared_ptr<const Project> m_subject;
    std::optional<Costs> m_costs;
    std::optional<PhaseTimes> m_measured;
    std::vector<GrowthPoint> m_points;
    bool m_isCurveAsked = false;  ///< measured, or being measured, for subject and growth
    std::int64_t m_epochCount = 300;
};

}  // namespace stepgrad
