#include "ui/action_button.h"

#include <QAction>

namespace stepgrad {

ActionButton::ActionButton(QAction& action, QWidget* parent)
    : QPushButton(parent), m_action(&action) {
    setFocusPolicy(Qt::TabFocus);
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::setShown(bool text, bool icon) {
    m_showsText = text;
    m_showsIcon = icon;
    follow();
}

void ActionButton::follow() {
    if (!m_action)
        return;
    const QString name = m_action->iconText();
    // A space keeps the icon at a distance; it stands on the icon's side.
    QString text = m_showsText ? name : QString();
    if (m_showsText && m_showsIcon)
        layoutDirection() == Qt::RightToLeft ? text.append(' ') : text.prepend(' ');
    setText(text);
    setIcon(m_showsIcon ? m_action->icon() : QIcon());
    setAccessibleName(name);
    setToolTip(m_action->toolTip());
    setEnabled(m_action->isEnabled());
    setAutoRepeat(m_action->autoRepeat());
}

}  // namespace stepgrad
