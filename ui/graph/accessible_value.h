#pragma once

#include <QAccessible>
#include <QPointer>
#include <optional>

#include "ui/graph/graph_accessibility.h"

namespace stepgrad {

/// One value of the graph as an accessible object without a widget or item.
class AccessibleValue : public QAccessibleInterface,
                        public QAccessibleValueInterface,
                        public QAccessibleTextInterface,
                        public QAccessibleEditableTextInterface,
                        public QAccessibleActionInterface {
public:
    AccessibleValue(GraphAccessibility* graph, const ValueId& id) : m_graph(graph), m_id(id) {}

    const ValueId& value() const { return m_id; }

    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text kind, const QString& text) override;
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QVariant currentValue() const override;
    void setCurrentValue(const QVariant& value) override;
    QVariant maximumValue() const override;
    QVariant minimumValue() const override;
    QVariant minimumStepSize() const override { return 0.01; }

    int characterCount() const override { return static_cast<int>(shown().size()); }
    QString text(int start, int end) const override { return shown().mid(start, end - start); }
    void selection(int, int* start, int* end) const override { *start = *end = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override {}
    QRect characterRect(int) const override { return rect(); }
    int offsetAtPoint(const QPoint&) const override { return -1; }
    void scrollToSubstring(int, int) override {}
    QString attributes(int offset, int* start, int* end) const override;

    void deleteText(int start, int end) override { replaceText(start, end, {}); }
    void insertText(int offset, const QString& text) override { replaceText(offset, offset, text); }
    void replaceText(int start, int end, const QString& text) override;

    QStringList actionNames() const override;
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString& name) const override;
    QString localizedActionDescription(const QString& name) const override;

private:
    QString shown() const;
    bool isEditable() const;

    QPointer<GraphAccessibility> m_graph;
    ValueId m_id;
    std::optional<QString> m_draft;  ///< being rewritten piece by piece, no number yet
};

}  // namespace stepgrad
