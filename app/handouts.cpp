#include "app/handouts.h"

#include <QWidget>

#include "app/actions.h"
#include "app/conventions_dialog.h"

namespace stepgrad {

Handouts::Handouts(Session& session, Settings& settings, Look& look, const Actions& actions,
                   QWidget* window)
    : QObject(window), m_session(session), m_settings(settings), m_look(look), m_window(window) {
    connect(&actions[ActionId::Conventions], &QAction::triggered, this, [this, &actions] {
        (new ConventionsDialog(m_look, m_session, actions, m_window))->open();
    });
}

}  // namespace stepgrad
