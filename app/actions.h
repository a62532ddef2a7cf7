#pragma once

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <span>
#include <vector>

namespace stepgrad {

enum class ActionId {
    Open,
    Save,
    SaveAs,
    UnsavedWork,
    Quit,
    Undo,
    Redo,
    Copy,
    EditValue,
    Next,
    Back,
    NextPhase,
    Restart,
    GoToUpdate,
    Train,
    Slower,
    Faster,
    LearningRate,
    Build,
    AddNeuron,
    RemoveNeuron,
    AddLayer,
    RemoveLayer,
    Initialize,
    Generate,
    ImportCsv,
    SplitAndScaling,
    WorkedStep,
    Worksheet,
    Conventions,
    OpenLesson,
    ResumeLesson,
    LeaveLesson,
    Present,
    Practice,
    PracticeAgain,
    CheckHomework,
    NeuronValues,
    NeuronDeltas,
    NeuronBiases,
    NeuronMaps,
    FoldLarge,
    Paths,
    NumericalProof,
    FitNetwork,
    ResetLayout,
    LargerText,
    SmallerText,
    DecimalComma,
    Animations,
    Shortcuts,
    About
};

/// One row of the table of actions. Texts are to be translated.
struct ActionInfo {
    ActionId id;
    const char* text;  ///< with the mnemonic; without it, the accessible name
    const char* keys;  ///< portable key sequences, "; " between
    const char* tip;   ///< what it does, for tooltips
    const char* icon;  ///< a name under :/icons, or empty
    bool isCheckable;
    bool repeats;  ///< while its key is held down
};

/// All actions of the program, in the order of ActionId.
std::span<const ActionInfo> actionTable();

/// The actions of one window.
class Actions {
    Q_DECLARE_TR_FUNCTIONS(stepgrad::Actions)
public:
    explicit Actions(QObject* parent);

    QAction& operator[](ActionId id) const { return *m_actions.at(static_cast<std::size_t>(id)); }
    const std::vector<QAction*>& all() const { return m_actions; }
    /// Train becomes Pause while training, and the other way round.
    void showTraining(bool training);
    /// The texts of Undo and Redo; empty: nothing to undo.
    void showUndo(const QString& undo, const QString& redo);
    /// Draws the icons anew in the colours of the present palette.
    void refreshIcons();

    /// "Next (→, Space, PgDown)": for tooltips and the list of shortcuts.
    static QString keysText(const QAction& action);

private:
    void setTip(QAction& action, const QString& tip);
    std::vector<QAction*> m_actions;
    bool m_training = false;
};

}  // namespace stepgrad
