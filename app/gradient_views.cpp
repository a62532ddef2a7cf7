#include "app/gradient_views.h"

#include <QAction>

#include "app/actions.h"
#include "core/document/session.h"
#include "ui/graph/network_view.h"
#include "ui/panels/explanation_panel.h"
#include "ui/proof/numerical_proof_dialog.h"

namespace stepgrad {

GradientViews::GradientViews(Session& session, const Actions& actions, NetworkView& view,
                             ExplanationPanel& explanation, QWidget* window)
    : QObject(window), m_session(session), m_actions(actions), m_window(window) {
    QAction& paths = actions[ActionId::Paths];
    QAction& proof = actions[ActionId::NumericalProof];
    explanation.addChainAction(&paths);
    explanation.addChainAction(&proof);
    connect(&paths, &QAction::toggled, &view, &NetworkView::setPathsShown);
    connect(&paths, &QAction::toggled, &explanation, &ExplanationPanel::setPathsShown);
    connect(&explanation, &ExplanationPanel::pathPointed, &view, &NetworkView::pointAtPath);
    connect(&proof, &QAction::triggered, this, &GradientViews::openProof);
    connect(&session, &Session::stillChanged, this, &GradientViews::refreshProof);
    selectValue(std::nullopt);
}

void GradientViews::selectValue(const std::optional<ValueId>& id) {
    m_parameter = id ? id->parameter() : std::nullopt;
    m_actions[ActionId::NumericalProof].setEnabled(m_parameter.has_value());
    if (m_proof && m_proof->isVisible() && m_parameter)
        m_proof->showProof(m_session.still(), *m_parameter);
}

void GradientViews::openProof() {
    if (!m_parameter)
        return;
    if (!m_proof) {
        m_proof = new NumericalProofDialog(m_window);
        m_proof->setAttribute(Qt::WA_DeleteOnClose);
        m_proof->setCommit([this](const ValueId& id, double value) {
            const QString reason = m_guard ? m_guard() : QString();
            return reason.isEmpty() ? m_session.setValue(id, value, true) : reason;
        });
    }
    m_proof->showProof(m_session.still(), *m_parameter);
    m_proof->raise();
    m_proof->activateWindow();
}

void GradientViews::refreshProof() {
    if (!m_proof)
        return;
    if (exists(m_session.still().network(), m_proof->parameter()))
        m_proof->showProof(m_session.still(), m_proof->parameter());
    else
        m_proof->close();
}

}  // namespace stepgrad
