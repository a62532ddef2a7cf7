#pragma once

#include <QAccessible>
#include <QPointer>

#include "ui/graph/graph_accessibility.h"

namespace stepgrad {

/// The stand-in for the folded neurons of a column, as a button that unfolds them.
class AccessibleStandIn : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessibleStandIn(GraphAccessibility* graph, int column) : m_graph(graph), m_column(column) {}

    /// While the column is folded.
    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::Button; }
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    QPointer<GraphAccessibility> m_graph;
    int m_column;
};

}  // namespace stepgrad
