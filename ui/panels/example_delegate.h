#pragma once

#include <QStyledItemDelegate>

namespace stepgrad {

/// Edits cells of the table of examples. What Enter or Tab is refused for stays
/// in its cell, marked, with the reason, until it is mended or given up with Esc.
/// Leaving the cell otherwise, for another cell, panel or window, accepts what is
/// written; there what cannot be accepted is given up, and the reason is told.
class ExampleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;

signals:
    void refused(const QString& reason);
    void accepted();

protected:
    bool eventFilter(QObject* editor, QEvent* event) override;
};

}  // namespace stepgrad
