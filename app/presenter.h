#pragma once

#include <QKeySequence>
#include <QObject>
#include <QPointer>
#include <functional>

#include "core/document/session.h"
#include "ui/panels/presenter_view.h"

namespace stepgrad {

class Actions;
class Look;

/// Presenting: a full screen of its own before the window, which stays as it is. Each
/// press of Next first asks and then reveals. Made for a presenter's remote: Page Down
/// and Page Up, B or a full stop for a blank screen, Esc or F11 to leave.
class Presenter : public QObject {
    Q_OBJECT
public:
    Presenter(Session& session, const Actions& actions, Look& look, QWidget* window);
    ~Presenter() override;

    void start();
    void leave();
    /// The screen; null while nothing is presented.
    PresenterView* view() const { return m_view; }

private:
    void connectKeys();
    void onKey(const QKeySequence& keys, std::function<void()> deed);
    void show(Session::Change change);

    Session& m_session;
    const Actions& m_actions;
    Look& m_look;
    QWidget* m_window;
    QPointer<PresenterView> m_view;
};

}  // namespace stepgrad
