#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/laboratory/critical_point.h"
#include "core/laboratory/race.h"
#include "core/training/worker.h"
#include "ui/laboratory/laboratory_view.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace stepgrad {

class ContourPlot;
class DescentFollower;
class LandscapeControls;
class RaceTable;
class SpaceSurface;
struct SurfaceMarks;

/// The loss over two weights or biases of the present network, with the way of the
/// training on it, races of optimizers, and critical points found and classified.
/// Everything is computed in workers: the surface, what the present point is, and what is
/// asked for on the surface.
class LandscapeView : public LaboratoryView {
    Q_OBJECT
public:
    explicit LandscapeView(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void leave() override;
    QWidget* tools() override { return m_tools; }

private:
    /// What the surface is of; another one asks for another surface.
    struct Subject {
        std::shared_ptr<const Project> project;
        std::int64_t row = 0;
        bool isOfOne = false;  ///< J of the present example
        SurfaceAxis x, y;
        bool operator==(const Subject& other) const;
    };
    void buildTools();
    QWidget* buildSide();
    void listParameters(const Network& network);
    void chooseParameters();
    void fitRanges();
    void setRange(bool isX, bool isHigh, double value);
    void zoom(const SurfacePoint& around, double factor);
    void setPoint(const SurfacePoint& point);
    void compute(const Subject& subject);
    void showSurface(std::shared_ptr<const LossSurface> surface);
    void followPath();
    void showMarks();
    void show3d(bool on);
    void race();
    void showRacers(const std::vector<Racer>& racers);
    void findCritical();
    void showFound(const CriticalSearch& search, const std::vector<ValueId>& chosen);
    void examineHere(const Subject& subject);
    void showCurvature(const std::optional<Curvature>& curvature);
    void goToCritical();
    void stopTask();
    void forgetTasks();
    void showTask();
    bool hasParameters() const;
    void tellExamples(const MeasuredExamples& examples);
    std::vector<ValueId> variables(const Network& network) const;
    QString whatVariables(const Network& network) const;

    Worker m_surfaceWorker, m_hereWorker, m_taskWorker;
    QWidget* m_tools;
    QComboBox *m_acrossChoice, *m_upChoice, *m_ofChoice;
    QToolButton* m_threeD;
    QStackedWidget* m_stack;
    ContourPlot* m_plot;
    DescentFollower* m_descent;
    SpaceSurface* m_space = nullptr;
    QLabel *m_examplesText, *m_verdict, *m_eigenvalues, *m_taskText;
    QPushButton *m_raceButton, *m_findButton, *m_goButton, *m_stopButton;
    LandscapeControls* m_ranges;
    RaceTable* m_raceTable;

    std::vector<ValueId> m_parameters;  ///< of the lists
    Network m_shape;                    ///< whose parameters they are
    std::optional<Subject> m_subject;   ///< of the surface that is shown or computed
    SurfaceAxis m_x, m_y;
    bool m_hasRanges = false;
    std::unique_ptr<SurfaceMarks> m_marks;
    enum class Task { None, Race, Search };
    Task m_task = Task::None;  ///< the latest that was asked for: what the words are of
    std::vector<RaceEntry> m_entries;
    std::optional<Subject> m_here;  ///< whose curvature is shown or computed
    std::optional<CriticalSearch> m_found;
    std::vector<ValueId> m_foundIds;  ///< the variables of the search
};

}  // namespace stepgrad
