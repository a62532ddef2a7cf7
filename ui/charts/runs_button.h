#pragma once

#include <QToolButton>

class QMenu;

namespace stepgrad {

class Session;

/// A button with a menu of the earlier trainings whose curves stay: which of them
/// are shown, what they are called, and to remove them. Hidden where there are none.
class RunsButton : public QToolButton {
    Q_OBJECT
public:
    explicit RunsButton(Session& session, QWidget* parent = nullptr);

private:
    void fill();
    void rename(int id, const QString& name);

    Session& m_session;
    QMenu* m_menu;
};

}  // namespace stepgrad
