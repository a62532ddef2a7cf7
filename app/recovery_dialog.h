#pragma once

#include <QDialog>
#include <vector>

#include "core/document/recovery_store.h"

class QPushButton;
class QTableWidget;

namespace stepgrad {

/// What crashes have left: names and dates, to be opened, deleted or left for later.
class RecoveryDialog : public QDialog {
    Q_OBJECT
public:
    RecoveryDialog(const std::vector<RecoverableDocument>& documents, QWidget* parent);

signals:
    void openAsked(const QString& id);
    void removalAsked(const QString& id);  ///< confirmed

private:
    void openChosen();
    void removeChosen();
    void refresh();
    QString chosen() const;  ///< its id; empty for none

    QTableWidget* m_table;
    QPushButton *m_open, *m_delete;
};

}  // namespace stepgrad
