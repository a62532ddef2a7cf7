#pragma once

#include <QPointer>
#include <QPushButton>

class QAction;

namespace stepgrad {

/// A push button that stands for an action: its text, icon, tip and whether it
/// can be used follow the action's, and a click triggers it. Takes the focus by
/// Tab only, so that the keys of the window go on after a click.
class ActionButton : public QPushButton {
    Q_OBJECT
public:
    explicit ActionButton(QAction& action, QWidget* parent = nullptr);

    /// What is shown; at least one of both. The accessible name stays.
    void setShown(bool text, bool icon);

private:
    void follow();

    QPointer<QAction> m_action;  ///< may go before the button where a window is torn down
    bool m_showsText = true, m_showsIcon = true;
};

}  // namespace stepgrad
