#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace stepgrad {

class ConfusionView;
class ErrorView;
class Session;
class SurfaceView;
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

protected:
    void showEvent(QShowEvent* event) override;

private:
    void later();
    void refresh();
    void refreshChoices(const Project& project);
    void showSurface(const Project& project);
    void showErrors(const Project& project);

    Session& m_session;
    SurfaceView* m_surface;
    ConfusionView* m_confusion;
    ErrorView* m_errors;
    QLabel* m_note;
    QWidget* m_tools;
    QComboBox* m_neuron;
    QToolButton* m_test;
    QTimer m_timer;
    QElapsedTimer m_since;
};

}  // namespace stepgrad
