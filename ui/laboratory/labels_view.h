#pragma once

#include <array>
#include <optional>

#include "core/laboratory/label_curve.h"
#include "core/training/worker.h"
#include "ui/laboratory/laboratory_view.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace stepgrad {

class LabelPlot;

/// How much a network learns from few labels, and from wrong ones: a curve of runs that fills
/// while a worker trains them. It can be stopped and goes on; each run can be opened in the window,
/// as an edit that can be undone.
class LabelsView : public LaboratoryView {
    Q_OBJECT
public:
    explicit LabelsView(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void leave() override;
    QWidget* tools() override { return m_tools; }

    /// What has been measured for the present question; null for nothing.
    const LabelCurve* curve() const;

private:
    QWidget* makeTools();
    QWidget* makeWords();
    LabelQuestion question() const;
    std::optional<LabelCurve>& slot();
    void runOrStop();
    void beginAnew();
    void goOn();
    void take(LabelRun run);
    void chooseQuestion();
    void openRun(std::size_t run);
    void preview();
    void tell();
    void tellProgress();

    std::array<std::optional<LabelCurve>, 2> m_curves;  ///< one for each question
    std::array<std::optional<std::size_t>, 2> m_opened;
    std::optional<LabelCurve> m_preview;  ///< without runs, for the axes
    LabelPlot* m_plot = nullptr;
    QWidget* m_tools = nullptr;
    QComboBox* m_question = nullptr;
    QPushButton* m_run = nullptr;
    QPushButton* m_anew = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_found = nullptr;
    QLabel* m_plan = nullptr;
    QLabel* m_of = nullptr;
    Worker m_work;
};

}  // namespace stepgrad
