#pragma once

#include <QPointer>
#include <QTabBar>
#include <QTimer>

#include "app/actions.h"
#include "app/data_editing.h"
#include "app/documents.h"
#include "app/exports.h"
#include "app/gradient_views.h"
#include "app/handouts.h"
#include "app/laboratory.h"
#include "app/learning.h"
#include "app/look.h"
#include "app/main_window.h"
#include "app/menus.h"
#include "app/network_editing.h"
#include "app/neuron_choice.h"
#include "app/panel_dock.h"
#include "app/practice.h"
#include "app/recovery.h"
#include "app/settings.h"
#include "app/step_bar.h"
#include "core/document/session.h"
#include "ui/charts/loss_chart.h"
#include "ui/fitting_label.h"
#include "ui/graph/network_view.h"
#include "ui/message_bar.h"
#include "ui/panels/data_panel.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/walkthrough_panel.h"
#include "ui/practice/practice_panel.h"

namespace stepgrad {

/// The parts of the window and how they hang together.
class MainWindow::Private : public QObject {
    Q_OBJECT
public:
    explicit Private(MainWindow* window);

    void saveLayout();
    void selectValue(const std::optional<ValueId>& id);

    MainWindow* q;
    Settings settings;
    std::unique_ptr<Look> look;
    std::unique_ptr<Actions> actions;
    Session* session;
    Documents* documents;
    NetworkEditing* editing = nullptr;
    DataEditing* dataEditing = nullptr;
    Exports* exports = nullptr;
    Handouts* handouts = nullptr;
    GradientViews* gradientViews = nullptr;
    Learning* learning = nullptr;
    Laboratory* laboratory = nullptr;
    Menus* menus = nullptr;
    Practice* practice = nullptr;
    NeuronChoice* neuronChoice = nullptr;
    Recovery* recovery = nullptr;

    NetworkView* view = nullptr;
    MessageBar* message = nullptr;
    PracticePanel* practicePanel = nullptr;
    StepBar* bar = nullptr;
    WalkthroughPanel* walkthrough = nullptr;
    ExplanationPanel* explanation = nullptr;
    PredictionPanel* prediction = nullptr;
    DataPanel* data = nullptr;
    ResultsPanel* results = nullptr;
    LossChart* chart = nullptr;
    PanelDock *walkthroughDock = nullptr, *explanationDock = nullptr, *lossDock = nullptr,
              *resultDock = nullptr;
    FittingLabel* status = nullptr;
    QLabel* saved = nullptr;
    bool mayClose = false;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // main_window_layout.cpp: what stands where
    void build();
    NetworkBuilder builder() const;
    void buildCentre();
    void buildDocks();
    void buildStatusBar();
    bool isCramped() const;
    void placeDocks(bool cramped);
    void fitTabs();
    void buildLearning();
    void sizeDocks();
    void restoreLayout();
    void restyle();

    // main_window_wiring.cpp: what follows from what
    void connectActions();
    void connectView();
    void connectSession();
    void connectSettings();
    void showStill(Session::Change change);
    bool isReadable() const;
    void showNumbers();
    void showPanels();
    void showDocument();
    void showCurve();
    void showLearningRate();
    void showHovered(const std::optional<ValueId>& id, QObject* source);
    void showMessage(const QString& text);
    void refreshActions();
    void setSpeed(Speed speed);
    void setDetail(Detail detail);
    void copyValue();
    void changeTextSize(int steps);
    void toggleTraining();
    void askForUpdate();
    void offerUnsavedWork();
    void connectRecovery();
    void showPractice(bool active);

    bool m_cramped = false;
    bool m_arranged = false;  ///< by the user: then sizes of panels are left as they are
    QTimer m_later;           ///< collects what panels and chart show while training
};

}  // namespace stepgrad
