#include "ui/data/csv_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace stepgrad {
namespace {

constexpr std::array kDelimiters = {',', ';', '\t'};
constexpr std::size_t kMostRows = 100;
/// A column of numbers with as few different ones is taken for classes at first.
constexpr std::size_t kMostClasses = 10;
constexpr int kMostShownColumns = 200;

QTableWidgetItem* plainItem(const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

/// What a column is good for, by its first rows.
struct Use {
    QString contents;
    bool isInput = false;
    bool isClass = false;  ///< texts that come again
};

Use useOf(const CsvPreview& preview, std::size_t c) {
    const CsvColumn& column = preview.columns[c];
    if (column.isNumber)
        return {CsvDialog::tr("numbers"), true, false};
    std::size_t numbers = 0, cells = 0, badRow = 0;
    std::string bad;
    for (std::size_t r = 0; r < preview.rows.size(); ++r) {
        if (c >= preview.rows[r].size() || preview.rows[r][c].empty())
            continue;
        ++cells;
        if (numberOfCell(preview.rows[r][c], preview.format.decimalComma).problem.empty()) {
            ++numbers;
        } else if (badRow == 0) {
            badRow = r + 1;
            bad = preview.rows[r][c];
        }
    }
    if (cells == numbers)  // and gaps
        return {CsvDialog::tr("numbers"), numbers > 0, false};
    // Mostly numbers: a slip, which reading will refuse where it stands.
    if (2 * numbers > cells)
        return {CsvDialog::tr("numbers, but “%1” in row %2")
                    .arg(QString::fromStdString(bad).left(20))
                    .arg(badRow),
                true, false};
    return {CsvDialog::tr("texts, %1 different so far").arg(column.different), false,
            !column.hasGaps && 2 * column.different <= cells};
}

}  // namespace

CsvDialog::CsvDialog(const QString& path, const Preparation& preparation, QWidget* parent)
    : QDialog(parent), m_path(path) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import %1").arg(QFileInfo(path).fileName()));
    build(preparation);
    look(std::nullopt);
}

CsvDialog::~CsvDialog() {
    m_reader.request_stop();
    if (m_reader.joinable())
        m_reader.join();
}

void CsvDialog::build(const Preparation& preparation) {
    m_delimiter = new QComboBox;
    m_delimiter->setAccessibleName(tr("Columns are parted by"));
    m_delimiter->addItems({tr("comma ,"), tr("semicolon ;"), tr("tabulator")});
    m_comma = new QCheckBox(tr("Decimal comma (1,5)"));
    m_header = new QCheckBox(tr("The first line names the columns"));
    m_classes = new QCheckBox(tr("The target holds classes"));
    m_classes->setToolTip(
        tr("Each different content of the target column becomes an output of "
           "its own; two classes share one output of 0 and 1"));
    m_columns = new QTableWidget;
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->setColumnCount(4);
    m_columns->setHorizontalHeaderLabels({tr("Column"), tr("Contents"), tr("Input"), tr("Target")});
    m_columns->verticalHeader()->hide();
    m_columns->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_columns->horizontalHeader()->setSectionResizeMode(Contents, QHeaderView::Stretch);
    m_rows = new QTableWidget;
    m_rows->setAccessibleName(tr("First rows"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("kind", "problem");
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Read so far"));
    m_progress->hide();
    m_preparation = new PreparationForm(preparation);
    m_settings = new QWidget;
    auto* form = new QFormLayout;
    form->addRow(tr("Parted by"), m_delimiter);
    form->addRow(m_comma);
    form->addRow(m_header);
    auto* side = new QVBoxLayout;
    side->addLayout(form);
    side->addWidget(m_classes);
    side->addSpacing(fontMetrics().height());
    side->addWidget(m_preparation);
    side->addStretch(1);
    auto* tables = new QVBoxLayout;
    tables->addWidget(m_columns, 3);
    tables->addWidget(m_rows, 2);
    auto* row = new QHBoxLayout(m_settings);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(side);
    row->addLayout(tables, 1);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Import"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_settings, 1);
    column->addWidget(m_problem);
    column->addWidget(m_progress);
    column->addWidget(m_buttons);
    const auto formatChosen = [this] {
        if (!m_refreshing)
            look(chosenFormat());
    };
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, formatChosen);
    connect(m_comma, &QCheckBox::toggled, this, formatChosen);
    connect(m_header, &QCheckBox::toggled, this, formatChosen);
    connect(m_columns, &QTableWidget::itemChanged, this, [this](QTableWidgetItem* item) {
        if (m_refreshing)
            return;
        // A column is one or the other.
        m_refreshing = true;
        const int other = item->column() == Input ? Target : Input;
        if (item->checkState() == Qt::Checked)
            m_columns->item(item->row(), other)->setCheckState(Qt::Unchecked);
        m_refreshing = false;
        proposeClasses();
        showProblem({});
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &CsvDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &CsvDialog::reject);
    resize(fontMetrics().height() * 56, fontMetrics().height() * 34);
}

void CsvDialog::look(std::optional<CsvFormat> format) {
    try {
        m_preview = previewCsv(m_path.toStdString(), format, kMostRows);
        showProblem(m_preview.problem ? QString::fromStdString(m_preview.problem->what())
                                      : QString());
    } catch (const std::exception& error) {
        m_preview = {};
        if (format)
            m_preview.format = *format;
        showProblem(QString::fromStdString(error.what()));
    }
    showFormat();
    showColumns();
    showRows();
    proposeClasses();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_preview.columns.empty());
}

void CsvDialog::showFormat() {
    m_refreshing = true;
    const CsvFormat& format = m_preview.format;
    const auto* at = std::find(kDelimiters.begin(), kDelimiters.end(), format.delimiter);
    m_delimiter->setCurrentIndex(static_cast<int>(at - kDelimiters.begin()));
    m_comma->setChecked(format.decimalComma);
    m_comma->setEnabled(format.delimiter != ',');
    m_comma->setToolTip(m_comma->isEnabled() ? QString()
                                             : tr("Commas part the columns of this file"));
    m_header->setChecked(format.hasHeader);
    m_refreshing = false;
}

CsvFormat CsvDialog::chosenFormat() const {
    CsvFormat format;
    format.delimiter = kDelimiters[static_cast<std::size_t>(m_delimiter->currentIndex())];
    format.decimalComma = m_comma->isChecked() && format.delimiter != ',';
    format.hasHeader = m_header->isChecked();
    return format;
}

void CsvDialog::showColumns() {
    m_refreshing = true;
    const auto& columns = m_preview.columns;
    std::vector<Use> uses;
    for (std::size_t c = 0; c < columns.size(); ++c)
        uses.push_back(useOf(m_preview, c));
    // The last column of classes is most likely what is to be predicted, else the last.
    std::size_t target = columns.empty() ? 0 : columns.size() - 1;
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (uses[c].isClass)
            target = c;
    m_columns->setRowCount(static_cast<int>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const CsvColumn& column = columns[c];
        const int row = static_cast<int>(c);
        const QString contents =
            column.hasGaps ? tr("%1, some empty").arg(uses[c].contents) : uses[c].contents;
        m_columns->setItem(row, Name, plainItem(QString::fromStdString(column.name)));
        m_columns->setItem(row, Contents, plainItem(contents));
        for (const Column use : {Input, Target}) {
            auto* item = new QTableWidgetItem;
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            const bool isOn = use == Target ? c == target : c != target && uses[c].isInput;
            item->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
            m_columns->setItem(row, use, item);
        }
    }
    m_refreshing = false;
}

void CsvDialog::showRows() {
    const int columns =
        static_cast<int>(std::min<std::size_t>(m_preview.columns.size(), kMostShownColumns));
    m_rows->clear();
    m_rows->setColumnCount(columns);
    m_rows->setRowCount(static_cast<int>(m_preview.rows.size()));
    QStringList names;
    for (int c = 0; c < columns; ++c)
        names << QString::fromStdString(m_preview.columns[static_cast<std::size_t>(c)].name);
    m_rows->setHorizontalHeaderLabels(names);
    for (std::size_t r = 0; r < m_preview.rows.size(); ++r)
        for (std::size_t c = 0; c < m_preview.rows[r].size() && c < std::size_t(columns); ++c)
            m_rows->setItem(static_cast<int>(r), static_cast<int>(c),
                            plainItem(QString::fromStdString(m_preview.rows[r][c])));
}

std::vector<std::size_t> CsvDialog::checked(Column column) const {
    std::vector<std::size_t> rows;
    for (int row = 0; row < m_columns->rowCount(); ++row)
        if (m_columns->item(row, column)->checkState() == Qt::Checked)
            rows.push_back(static_cast<std::size_t>(row));
    return rows;
}

void CsvDialog::proposeClasses() {
    const auto targets = checked(Target);
    m_classes->setEnabled(targets.size() == 1);
    if (targets.size() != 1) {
        m_classes->setChecked(false);
        return;
    }
    const CsvColumn& target = m_preview.columns[targets.front()];
    m_classes->setChecked(!target.isNumber || target.different <= kMostClasses);
}

CsvImport CsvDialog::chosenImport() const {
    CsvImport import;
    import.format = chosenFormat();
    import.inputs = checked(Input);
    import.targets = checked(Target);
    import.classes = m_classes->isEnabled() && m_classes->isChecked();
    return import;
}

void CsvDialog::accept() {
    if (m_isReading)
        return;
    const auto preparation = m_preparation->preparation();
    if (!preparation)
        return;
    const CsvImport import = chosenImport();
    if (import.inputs.empty() || import.targets.empty()) {
        showProblem(import.inputs.empty() ? tr("Choose at least one input column.")
                                          : tr("Choose at least one target column."));
        return;
    }
    m_chosen = *preparation;
    read(import);
}

void CsvDialog::read(const CsvImport& import) {
    setReading(true);
    const int number = ++m_readings;
    m_reader = std::jthread(
        [this, import, number, path = m_path.toStdString()](const std::stop_token& stop) {
            auto table = std::make_shared<NamedData>();
            QString problem;
            bool isDone = true;
            try {
                auto found = importCsv(
                    path, import,
                    [this](double share) {
                        QMetaObject::invokeMethod(
                            m_progress,
                            [this, share] { m_progress->setValue(static_cast<int>(1000 * share)); },
                            Qt::QueuedConnection);
                    },
                    stop);
                isDone = found.has_value();
                if (found)
                    *table = std::move(*found);
            } catch (const std::bad_alloc&) {
                problem = tr("There is not enough memory for this table.");
            } catch (const std::exception& error) {
                problem = QString::fromStdString(error.what());
            }
            if (isDone)
                QMetaObject::invokeMethod(
                    this,
                    [this, table, problem, number] {
                        if (number == m_readings)
                            finish(table, problem);
                    },
                    Qt::QueuedConnection);
        });
}

void CsvDialog::finish(const std::shared_ptr<NamedData>& table, const QString& problem) {
    setReading(false);
    showProblem(problem);
    if (!problem.isEmpty() || !m_take)
        return;
    const QString refusal =
        m_take(std::move(*table), m_chosen, QFileInfo(m_path).completeBaseName());
    showProblem(refusal);
    if (refusal.isEmpty())
        QDialog::accept();
}

void CsvDialog::reject() {
    if (!m_isReading) {
        QDialog::reject();
        return;
    }
    // The first Cancel ends the reading, and everything chosen stays.
    m_reader.request_stop();
    m_reader.join();
    ++m_readings;  // what it may have found is not wanted any more
    setReading(false);
    showProblem(tr("Cancelled; nothing was imported."));
}

void CsvDialog::setReading(bool reading) {
    m_isReading = reading;
    m_progress->setValue(0);
    m_progress->setVisible(reading);
    m_settings->setEnabled(!reading);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!reading);
    if (reading)
        showProblem({});
}

void CsvDialog::showProblem(const QString& text) {
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

}  // namespace stepgrad
