#include "ui/panels/example_delegate.h"

#include <QKeyEvent>
#include <QPersistentModelIndex>

#include "ui/number_field.h"
#include "ui/panels/example_model.h"

namespace stepgrad {

QWidget* ExampleDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                       const QModelIndex& index) const {
    auto* field = new NumberField(parent);
    field->setTipShown(false);  // it would cover the cells below
    field->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    field->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    auto* self = const_cast<ExampleDelegate*>(this);
    field->setCommit([self, at = QPersistentModelIndex(index)](double number) {
        const auto* model = qobject_cast<const ExampleModel*>(at.model());
        QString problem;
        if (model)
            problem = const_cast<ExampleModel*>(model)->change(at, number);
        if (problem.isEmpty())
            emit self->accepted();
        return problem;
    });
    connect(field, &NumberField::refused, self, &ExampleDelegate::refused);
    return field;
}

void ExampleDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* field = qobject_cast<NumberField*>(editor);
    if (const auto* model = qobject_cast<const ExampleModel*>(index.model()); field && model)
        field->showNumber(model->valueAt(index));
}

void ExampleDelegate::setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex&) const {
    if (auto* field = qobject_cast<NumberField*>(editor))
        field->accept();
}

bool ExampleDelegate::eventFilter(QObject* editor, QEvent* event) {
    auto* field = qobject_cast<NumberField*>(editor);
    if (!field || event->type() != QEvent::KeyPress)
        return QStyledItemDelegate::eventFilter(editor, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (field->accept())
                emit closeEditor(field, NoHint);
            return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            if (field->accept())
                emit closeEditor(field, static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab
                                            ? EditNextItem
                                            : EditPreviousItem);
            return true;
        case Qt::Key_Escape:
            // Or the editor would carry it out while it goes.
            field->setModified(false);
            return QStyledItemDelegate::eventFilter(editor, event);
        default:
            return QStyledItemDelegate::eventFilter(editor, event);
    }
}

}  // namespace stepgrad
