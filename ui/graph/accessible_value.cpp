#include "ui/graph/accessible_value.h"

#include <QWidget>
#include <cmath>
#include <limits>

namespace stepgrad {
namespace {

QString editAction() {
    return QStringLiteral("Edit");
}

}  // namespace

bool AccessibleValue::isValid() const {
    return m_graph && m_graph->picture().state.exists(m_id);
}

bool AccessibleValue::isEditable() const {
    return isValid() && m_id.isEditable() && m_graph->deeds().isEditable(m_id);
}

QString AccessibleValue::shown() const {
    return isValid() ? m_graph->textOf(m_id) : QString();
}

QWindow* AccessibleValue::window() const {
    return m_graph ? m_graph->view()->window()->windowHandle() : nullptr;
}

QAccessibleInterface* AccessibleValue::parent() const {
    return m_graph ? QAccessible::queryAccessibleInterface(m_graph->view()) : nullptr;
}

QString AccessibleValue::text(QAccessible::Text kind) const {
    if (!isValid())
        return {};
    switch (kind) {
        case QAccessible::Name:
            return m_graph->nameOf(m_id);
        case QAccessible::Value:
            return shown();
        case QAccessible::Description:
            return m_graph->picture().state.toolTip(m_id);
        default:
            return {};
    }
}

void AccessibleValue::setText(QAccessible::Text kind, const QString& text) {
    if (kind == QAccessible::Value && isEditable())
        m_graph->setText(m_id, text);
}

QRect AccessibleValue::rect() const {
    return isValid() ? m_graph->screenRect(m_id) : QRect();
}

QAccessible::Role AccessibleValue::role() const {
    return isEditable() ? QAccessible::EditableText : QAccessible::StaticText;
}

QAccessible::State AccessibleValue::state() const {
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.focusable = true;
    state.selectable = true;
    state.selected = m_graph->picture().selected == m_id;
    state.focused = state.selected && m_graph->picture().hasFocus;
    state.editable = isEditable();
    state.readOnly = !state.editable;
    state.invisible = !m_graph->view()->isVisible();
    return state;
}

void* AccessibleValue::interface_cast(QAccessible::InterfaceType type) {
    switch (type) {
        case QAccessible::ValueInterface:
            // What is not computed has no number, not even 0.
            return isValid() && m_graph->picture().state.isComputed(m_id)
                       ? static_cast<QAccessibleValueInterface*>(this)
                       : nullptr;
        case QAccessible::TextInterface:
            return static_cast<QAccessibleTextInterface*>(this);
        case QAccessible::EditableTextInterface:
            return isEditable() ? static_cast<QAccessibleEditableTextInterface*>(this) : nullptr;
        case QAccessible::ActionInterface:
            return static_cast<QAccessibleActionInterface*>(this);
        default:
            return nullptr;
    }
}

QVariant AccessibleValue::currentValue() const {
    const auto value = isValid() ? m_graph->picture().state.value(m_id) : std::nullopt;
    return value ? QVariant(*value) : QVariant();
}

void AccessibleValue::setCurrentValue(const QVariant& value) {
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (isNumber && std::isfinite(number) && isEditable())
        m_graph->deeds().commit(m_id, number, false);
}

QVariant AccessibleValue::maximumValue() const {
    return std::numeric_limits<double>::max();
}

QVariant AccessibleValue::minimumValue() const {
    return std::numeric_limits<double>::lowest();
}

QString AccessibleValue::attributes(int, int* start, int* end) const {
    *start = 0;
    *end = characterCount();
    return {};
}

void AccessibleValue::replaceText(int start, int end, const QString& text) {
    if (!isEditable())
        return;
    QString draft = m_draft.value_or(shown());
    const auto length = static_cast<int>(draft.size());
    const int first = std::clamp(start, 0, length);
    const int last = end < 0 ? length : std::clamp(end, first, length);
    draft.replace(first, last - first, text);
    // "Delete all, then insert" comes by here without a number in between.
    if (m_graph->setText(m_id, draft))
        m_draft.reset();
    else
        m_draft = draft;
}

QStringList AccessibleValue::actionNames() const {
    QStringList names = {pressAction(), setFocusAction()};
    if (isEditable())
        names << editAction() << increaseAction() << decreaseAction();
    return names;
}

void AccessibleValue::doAction(const QString& name) {
    if (!isValid())
        return;
    const auto& deeds = m_graph->deeds();
    if (name == pressAction())
        deeds.select(m_id);
    else if (name == setFocusAction())
        deeds.focus(m_id);
    else if (!isEditable())
        return;
    else if (name == editAction())
        deeds.edit(m_id);
    else if (name == increaseAction())
        deeds.nudge(m_id, 0.1);
    else if (name == decreaseAction())
        deeds.nudge(m_id, -0.1);
}

QStringList AccessibleValue::keyBindingsForAction(const QString& name) const {
    if (name == editAction())
        return {QStringLiteral("Return"), QStringLiteral("F2")};
    return {};
}

QString AccessibleValue::localizedActionDescription(const QString& name) const {
    return name == editAction() ? NetworkView::tr("Opens an editor at the value")
                                : QAccessibleActionInterface::localizedActionDescription(name);
}

}  // namespace stepgrad
