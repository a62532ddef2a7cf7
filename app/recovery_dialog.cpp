#include "app/recovery_dialog.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/message_box.h"
namespace stepgrad {

RecoveryDialog::RecoveryDialog(const std::vector<RecoverableDocument>& documents, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Unsaved work was kept"));
    auto* text = new QLabel(
        tr("Stepgrad ended without being closed. These documents had changes that were not "
           "saved. What you leave here is offered again at the next start and under "
           "File ▸ Unsaved Work; the files themselves are as they were saved last."));
    text->setWordWrap(true);
    m_table = new QTableWidget(static_cast<int>(documents.size()), 3);
    m_table->setAccessibleName(tr("Unsaved documents"));
    m_table->setHorizontalHeaderLabels({tr("Document"), tr("File"), tr("Kept at")});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTextElideMode(Qt::ElideLeft);  // of a path its end tells most
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    int row = 0;
    for (const RecoverableDocument& document : documents) {
        const QString path = QString::fromStdString(document.path);
        const QDateTime kept = QDateTime::fromMSecsSinceEpoch(document.kept);
        const QStringList cells{QString::fromStdString(document.name),
                                path.isEmpty() ? tr("never saved") : QDir::toNativeSeparators(path),
                                QLocale().toString(kept, QLocale::ShortFormat)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            item->setData(Qt::UserRole, QString::fromStdString(document.id));
            m_table->setItem(row, column, item);
        }
        ++row;
    }
    auto* buttons = new QDialogButtonBox(this);
    m_open = buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    m_delete = buttons->addButton(tr("&Delete…"), QDialogButtonBox::DestructiveRole);
    auto* later = buttons->addButton(tr("&Later"), QDialogButtonBox::RejectRole);
    later->setToolTip(tr("Keep all of this, and offer it again"));
    m_open->setDefault(true);
    connect(m_open, &QPushButton::clicked, this, &RecoveryDialog::openChosen);
    connect(m_delete, &QPushButton::clicked, this, &RecoveryDialog::removeChosen);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &RecoveryDialog::refresh);
    connect(m_table, &QTableWidget::itemDoubleClicked, this, &RecoveryDialog::openChosen);
    auto* column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    m_table->selectRow(0);
    const int unit = fontMetrics().height();
    resize(40 * unit, 18 * unit);
    m_table->setFocus();
}

QString RecoveryDialog::chosen() const {
    const auto items = m_table->selectedItems();
    return items.isEmpty() ? QString() : items.first()->data(Qt::UserRole).toString();
}

void RecoveryDialog::refresh() {
    m_open->setEnabled(!chosen().isEmpty());
    m_delete->setEnabled(!chosen().isEmpty());
}

void RecoveryDialog::openChosen() {
    const QString id = chosen();
    if (id.isEmpty())
        return;
    accept();
    emit openAsked(id);
}

void RecoveryDialog::removeChosen() {
    const QString id = chosen();
    const int row = m_table->currentRow();
    if (id.isEmpty())
        return;
    auto* box =
        messageBox(QMessageBox::Warning, tr("Delete unsaved work"),
                   tr("Delete the unsaved changes to “%1”?").arg(m_table->item(row, 0)->text()),
                   QMessageBox::Cancel, this);
    box->setInformativeText(tr("This cannot be undone. A saved file stays as it is."));
    auto* confirm = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(confirm, &QPushButton::clicked, this, [this, id, row] {
        emit removalAsked(id);
        m_table->removeRow(row);
        if (m_table->rowCount() == 0)
            accept();
        else
            refresh();
    });
    box->open();
}

}  // namespace stepgrad
