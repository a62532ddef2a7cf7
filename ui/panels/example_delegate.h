#pragma once

#include <QStyledItemDelegate>

namespace stepgrad {

/// Edits cells of the table of examples. What is refused stays in its cell,
/// marked, with the reason, until it is mended or given up with Esc.
class ExampleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    /// The editor has done it already, or was refused.
    void setModelData(QWidget*, QAbstractItemModel*, const QModelIndex&) const override {}

signals:
    void refused(const QString& reason);
    void accepted();

protected:
    bool eventFilter(QObject* editor, QEvent* event) override;
};

}  // namespace stepgrad
