#include "app/presenter.h"

#include <QScreen>
#include <QShortcut>

#include "app/actions.h"
#include "app/key_guard.h"
#include "app/look.h"
#include "ui/appearance.h"
#include "ui/graph/network_view.h"
#include "ui/panels/presenter_view.h"
#include "ui/style.h"

namespace stepgrad {

Presenter::Presenter(Session& session, const Actions& actions, Look& look, QWidget* window)
    : QObject(window), m_session(session), m_actions(actions), m_look(look), m_window(window) {
    connect(&actions[ActionId::Present], &QAction::triggered, this, &Presenter::start);
}

Presenter::~Presenter() {
    // The session may be gone already: nothing is to be told to it.
    if (m_view)
        m_view->disconnect(this);
    delete m_view;
}

void Presenter::start() {
    if (m_view) {
        m_view->activateWindow();
        return;
    }
    m_view = new PresenterView;
    m_view->setAttribute(Qt::WA_DeleteOnClose);
    m_view->setWindowIcon(m_window->windowIcon());
    const auto restyle = [view = m_view.data()] {
        view->setStyleSheet(styleSheet(Appearance::instance().palette(), view->font()));
    };
    connect(m_view, &PresenterView::restyled, m_view, restyle);
    connect(&m_look, &Look::restyled, m_view, restyle);
    // Closed by the window manager.
    connect(m_view, &QObject::destroyed, this, [this] {
        if (!m_view)
            m_session.setAsksFirst(false);
    });
    m_view->network().setCommit([this](const ValueId& id, double value, bool nudge) {
        return m_session.setValue(id, value, nudge);
    });
    m_view->network().setLargeFolded(m_actions[ActionId::FoldLarge].isChecked());
    connectKeys();
    m_session.pause();
    m_session.setAsksFirst(true);
    connect(&m_session, &Session::stillChanged, m_view, [this](auto change) { show(change); });
    show(Session::Change::Opened);
    m_view->setGeometry(m_window->screen()->geometry());
    restyle();
    m_view->showFullScreen();
    m_view->network().setFocus();
}

void Presenter::leave() {
    if (!m_view)
        return;
    m_session.disconnect(m_view);
    PresenterView* view = m_view;
    m_view.clear();  // it goes later
    view->close();
    m_session.setAsksFirst(false);
    m_window->activateWindow();
}

void Presenter::show(Session::Change change) {
    const bool isRevealed = change == Session::Change::Next && !m_session.still().isAsking();
    m_view->showStill(m_session.still(), isRevealed && Appearance::instance().isAnimated());
}

void Presenter::onKey(const QKeySequence& keys, std::function<void()> deed) {
    auto* shortcut = new QShortcut(keys, m_view);
    connect(shortcut, &QShortcut::activated, this, std::move(deed));
}

void Presenter::connectKeys() {
    // Of a blank screen the first key only brings the picture back.
    const auto walk = [this](ActionId action, void (*go)(Session&)) {
        for (const QKeySequence& keys : m_actions[action].shortcuts())
            onKey(keys, [this, go] {
                if (m_view->isBlank())
                    m_view->setBlank(false);
                else
                    go(m_session);
            });
    };
    walk(ActionId::Next, [](Session& session) { session.next(); });
    walk(ActionId::Back, [](Session& session) { session.back(); });
    walk(ActionId::Restart, [](Session& session) { session.restart(); });
    walk(ActionId::Undo, [](Session& session) { session.undo(); });
    for (const auto key : {Qt::Key_B, Qt::Key_Period})
        onKey(QKeySequence(key), [this] { m_view->setBlank(!m_view->isBlank()); });
    for (const auto key : {Qt::Key_Escape, Qt::Key_F11})
        onKey(QKeySequence(key), [this] { leave(); });
    new KeyGuard(m_view, [this] { return m_view && m_view->network().isEditing(); });
}

}  // namespace stepgrad
