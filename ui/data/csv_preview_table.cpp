#include "ui/data/csv_preview_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kMostShownColumns = 200;
constexpr std::size_t kMostNamed = 3;  ///< places below the table
constexpr int kMostOfContent = 20;     ///< characters

QString quoted(const std::string& content) {
    return QStringLiteral("“%1”").arg(QString::fromStdString(content).left(kMostOfContent));
}

}  // namespace

CsvPreviewTable::CsvPreviewTable(QWidget* parent) : QWidget(parent) {
    m_rows = new QTableWidget;
    m_rows->setAccessibleName(tr("First rows"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    // A long name ends in "…" and begins where it begins.
    QHeaderView* header = m_rows->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setTextElideMode(Qt::ElideRight);
    header->setHighlightSections(false);
    header->setMaximumSectionSize(fontMetrics().averageCharWidth() * 30);
    m_flaws = new QLabel;
    m_flaws->setObjectName(QStringLiteral("flaws"));
    m_flaws->setWordWrap(true);
    m_flaws->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_flaws->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_rows, 1);
    column->addWidget(m_flaws);
}

void CsvPreviewTable::showRows(const CsvPreview& preview) {
    const int columns =
        static_cast<int>(std::min<std::size_t>(preview.columns.size(), kMostShownColumns));
    m_rows->clear();
    m_rows->setColumnCount(columns);
    m_rows->setRowCount(static_cast<int>(preview.rows.size()));
    for (int c = 0; c < columns; ++c) {
        const auto name = QString::fromStdString(preview.columns[static_cast<std::size_t>(c)].name);
        auto* item = new QTableWidgetItem(name);
        item->setToolTip(name);
        m_rows->setHorizontalHeaderItem(c, item);
    }
    for (std::size_t r = 0; r < preview.rows.size(); ++r)
        for (int c = 0; c < columns; ++c) {
            const auto& fields = preview.rows[r];
            const auto at = static_cast<std::size_t>(c);
            auto* item = new QTableWidgetItem(
                at < fields.size() ? QString::fromStdString(fields[at]) : QString());
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            m_rows->setItem(static_cast<int>(r), c, item);
        }
    m_rows->resizeColumnsToContents();
    m_flaws->hide();
}

void CsvPreviewTable::unmark() {
    for (int row = 0; row < m_rows->rowCount(); ++row)
        for (int column = 0; column < m_rows->columnCount(); ++column) {
            m_rows->item(row, column)->setBackground({});
            m_rows->item(row, column)->setToolTip({});
        }
}

void CsvPreviewTable::mark(int row, int column, const QString& reason) {
    if (row >= m_rows->rowCount() || column >= m_rows->columnCount())
        return;
    m_rows->item(row, column)->setBackground(Appearance::instance().palette().lossFill);
    m_rows->item(row, column)->setToolTip(reason);
}

QString CsvPreviewTable::placeText(const CsvFlaw& flaw, const CsvPreview& preview) const {
    if (!flaw.cell)
        return tr("row %1: %2 cells instead of %3")
            .arg(flaw.row)
            .arg(flaw.fields)
            .arg(preview.columns.size());
    const QString content =
        flaw.content.empty() ? tr("empty") : tr("%1 is no number").arg(quoted(flaw.content));
    return tr("row %1, column %2: %3")
        .arg(flaw.row)
        .arg(QString::fromStdString(preview.columns[*flaw.cell].name).left(kMostOfContent),
             content);
}

void CsvPreviewTable::showFlaws(const CsvFlaws& flaws, const CsvPreview& preview) {
    unmark();
    QStringList places;
    for (const CsvFlaw& flaw : flaws.first) {
        if (flaw.cell && *flaw.cell >= preview.columns.size())
            continue;
        const QString text = placeText(flaw, preview);
        if (static_cast<std::size_t>(places.size()) < kMostNamed)
            places << text;
        const int row = static_cast<int>(flaw.row) - 1;
        for (int column = 0; !flaw.cell && column < m_rows->columnCount(); ++column)
            mark(row, column, text);
        if (flaw.cell)
            mark(row, static_cast<int>(*flaw.cell), text);
    }
    const QString count =
        QString::fromStdString(formatCount(static_cast<std::int64_t>(flaws.count)));
    QString text =
        flaws.count == 1
            ? tr("1 place cannot be imported: %1.").arg(places.join("; "))
            : tr("%1 places cannot be imported: %2.").arg(count, places.join(QStringLiteral("; ")));
    if (flaws.count > static_cast<std::size_t>(places.size()))
        text.replace(text.size() - 1, 1, tr("; and so on."));
    m_flaws->setText(text);
    m_flaws->setVisible(flaws.count > 0);
}

}  // namespace stepgrad
