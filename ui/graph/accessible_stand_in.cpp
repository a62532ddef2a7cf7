#include "ui/graph/accessible_stand_in.h"

#include <QWidget>
#include <algorithm>

#include "ui/graph/graph_folding.h"

namespace stepgrad {

bool AccessibleStandIn::isValid() const {
    if (!m_graph)
        return false;
    const auto folded = m_graph->foldedColumns();
    return std::find(folded.begin(), folded.end(), m_column) != folded.end();
}

QWindow* AccessibleStandIn::window() const {
    return m_graph ? m_graph->view()->window()->windowHandle() : nullptr;
}

QAccessibleInterface* AccessibleStandIn::parent() const {
    return m_graph ? QAccessible::queryAccessibleInterface(m_graph->view()) : nullptr;
}

QString AccessibleStandIn::text(QAccessible::Text kind) const {
    if (!isValid())
        return {};
    if (kind == QAccessible::Name)
        return standInName(m_graph->picture().layout.shape, m_column);
    return kind == QAccessible::Description ? NetworkView::tr("Press to show them") : QString();
}

QRect AccessibleStandIn::rect() const {
    return isValid() ? m_graph->toScreen(
                           m_graph->picture().layout.standIns[static_cast<std::size_t>(m_column)])
                     : QRect();
}

QAccessible::State AccessibleStandIn::state() const {
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.invisible = !m_graph->view()->isVisible();
    state.focusable = true;
    state.focused = m_graph->picture().hasFocus && m_graph->picture().focusedStandIn == m_column;
    return state;
}

void* AccessibleStandIn::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
}

void AccessibleStandIn::doAction(const QString& name) {
    if (isValid() && name == pressAction())
        m_graph->deeds().unfold(m_column);
}

}  // namespace stepgrad
