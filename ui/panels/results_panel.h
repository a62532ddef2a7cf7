#pragma once

#include <QElapsedTimer>
#include <QPoint>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "ui/panels/measured.h"

class QComboBox;
class QLabel;

namespace stepgrad {

class ConfusionView;
class ErrorView;
class PartChoice;
class Session;
class SurfaceView;
struct Dataset;
struct Project;

/// How well the network does: of classes the confusion matrix, else predictions
/// over targets, of the training or the test data; and for two inputs the
/// surface of the prediction or of any other neuron. Rests while it is hidden.
class ResultsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ResultsPanel(Session& session, QWidget* parent = nullptr);
    /// The choices, for the title of a dock.
    QWidget* tools() const { return m_tools; }
    /// Measures and draws what is now, hidden or not.
    void bringUpToDate();

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What is shown depends on this.
    struct Shown {
        Measured measured;
        QPoint neuron;  ///< layer, neuron
        bool ofTest;
        bool isTraining;
        bool operator==(const Shown&) const = default;
    };
    void later();
    void refresh();
    void refreshChoices(const Project& project);
    void showSurface(const Project& project);
    void showCounts(const Project& project);
    void showErrors(const Project& project, const Dataset& part);

    Session& m_session;
    SurfaceView* m_surface;
    ConfusionView* m_confusion;
    ErrorView* m_errors;
    QLabel* m_note;
    QWidget* m_tools;
    QComboBox* m_neuron;
    PartChoice* m_part;
    std::optional<bool> m_hasTest;  ///< whether there was test data to choose; none: not looked at
    QTimer m_timer;
    QElapsedTimer m_since;
    std::optional<Shown> m_shown;
    std::shared_ptr<const Examples> m_counted;  ///< those of the matrix or the points
};

}  // namespace stepgrad
