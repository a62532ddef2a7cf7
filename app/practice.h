#pragma once

#include <QHash>
#include <QObject>
#include <memory>
#include <optional>

#include "core/document/session.h"
#include "core/practice/practice_round.h"

class QAction;
class QMainWindow;

namespace stepgrad {

class Actions;
class HomeworkDialog;
class NetworkView;
class PracticePanel;

/// Practice in the window: the walk stands where the learner has come to, so that all
/// parts of the window hide what lies ahead; Next and the like wait. Leaving gives the
/// document back as it was.
class Practice : public QObject {
    Q_OBJECT
public:
    Practice(Session& session, const Actions& actions, NetworkView& view, PracticePanel& panel,
             QMainWindow* window);
    ~Practice() override;

    bool isActive() const { return m_round != nullptr; }
    /// Gives the document back, where practice is going on.
    void end();
    /// Why numbers cannot be edited now; empty where they can.
    QString reasonAgainstEdits() const { return m_round ? waitingText() : QString(); }
    /// That they cannot be edited while it is going on.
    static QString waitingText();
    /// Lets the actions that would give values away wait, while it is going on.
    void guardActions();
    /// What the loss curve may show: no J that is still to be worked out.
    LossCurve shownCurve() const;

signals:
    void aboutToBegin();  ///< the document is still as it was
    void activeChanged(bool active);

private:
    void begin();
    void leave();
    void openHomework();
    void showHomework();
    void again();
    void startRound(PracticeRound::Part part);
    void ask();
    void check(const QString& text);
    void hint(bool wholly);
    void onStill(Session::Change change);
    bool isSameStep() const;
    void moveTo(std::int64_t position);
    QString textOfRight(const ValueId& id, const QString& typed, int decimals) const;

    Session& m_session;
    const Actions& m_actions;
    NetworkView& m_view;
    PracticePanel& m_panel;
    HomeworkDialog* m_homework = nullptr;   ///< once it was opened
    std::pair<TracePtr, Notation> m_shown;  ///< on the sheet
    std::unique_ptr<PracticeRound> m_round;
    std::shared_ptr<const Session::Kept> m_kept;  ///< the document, as it began
    bool m_moving = false;                        ///< the session, for the practice
    QHash<QAction*, QString> m_tips;              ///< of the actions that wait
};

}  // namespace stepgrad
