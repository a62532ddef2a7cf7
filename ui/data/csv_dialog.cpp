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

#include "ui/data/csv_column_use.h"
#include "ui/data/csv_preview_table.h"
#include "ui/data/csv_surveyor.h"
#include "ui/data/suggestion_form.h"

namespace stepgrad {
namespace {

constexpr std::array kDelimiters = {',', ';', '\t'};
constexpr std::size_t kMostRows = 100;
/// A column of numbers with as few different ones is taken for classes at first.
constexpr std::size_t kMostClasses = 10;

QTableWidgetItem* plainItem(const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

}  // namespace

CsvDialog::CsvDialog(const QString& path, const Preparation& preparation, const Project& present,
                     QWidget* parent)
    : QDialog(parent), m_path(path) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import %1").arg(QFileInfo(path).fileName()));
    build(preparation, present);
    connectAll();
    look(std::nullopt);
}

CsvDialog::~CsvDialog() {
    m_reader.request_stop();
    if (m_reader.joinable())
        m_reader.join();
}

void CsvDialog::build(const Preparation& preparation, const Project& present) {
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
    m_columns->horizontalHeader()->setHighlightSections(false);
    m_columns->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rows = new CsvPreviewTable;
    m_surveyor = new CsvSurveyor(this);
    m_suggestions = new SuggestionForm(present);
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
    side->addSpacing(fontMetrics().height());
    side->addWidget(m_suggestions);
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
    resize(fontMetrics().height() * 60, fontMetrics().height() * 36);
}

void CsvDialog::connectAll() {
    const auto formatChosen = [this] {
        if (!m_refreshing)
            look(chosenFormat());
    };
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, formatChosen);
    connect(m_comma, &QCheckBox::toggled, this, formatChosen);
    connect(m_header, &QCheckBox::toggled, this, formatChosen);
    connect(m_columns, &QTableWidget::itemChanged, this, &CsvDialog::keepApart);
    connect(m_classes, &QCheckBox::toggled, this, &CsvDialog::showConsequences);
    connect(m_classes, &QCheckBox::clicked, this, [this] { showProblem({}); });
    connect(m_surveyor, &CsvSurveyor::finished, this, [this] {
        showContents();
        showConsequences();
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &CsvDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &CsvDialog::reject);
}

/// A column is input or target, not both.
void CsvDialog::keepApart(QTableWidgetItem* item) {
    if (m_refreshing)
        return;
    m_refreshing = true;
    const int other = item->column() == Input ? Target : Input;
    if (item->checkState() == Qt::Checked)
        m_columns->item(item->row(), other)->setCheckState(Qt::Unchecked);
    m_refreshing = false;
    proposeClasses();
    showConsequences();
    showProblem({});
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
    if (m_preview.columns.empty())
        m_surveyor->stop();
    else
        m_surveyor->begin(m_path, m_preview.format);
    showColumns();
    m_rows->showRows(m_preview);
    proposeClasses();
    showConsequences();
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
    std::vector<ColumnUse> uses;
    for (std::size_t c = 0; c < columns.size(); ++c)
        uses.push_back(useOf(m_preview, c));
    // The last column of classes is most likely what is to be predicted, else the last.
    std::size_t target = columns.empty() ? 0 : columns.size() - 1;
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (uses[c].isClass)
            target = c;
    m_columns->setRowCount(static_cast<int>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const int row = static_cast<int>(c);
        m_columns->setItem(row, Name, plainItem(QString::fromStdString(columns[c].name)));
        m_columns->setItem(row, Contents, plainItem(contentsOf(c)));
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

QString CsvDialog::contentsOf(std::size_t column) const {
    const auto& found = m_surveyor->found();
    return contentsText(useOf(m_preview, column),
                        found && column < found->columns.size() ? &found->columns[column] : nullptr,
                        m_surveyor->isReading());
}

void CsvDialog::showContents() {
    m_refreshing = true;
    for (int row = 0; row < m_columns->rowCount(); ++row)
        m_columns->item(row, Contents)->setText(contentsOf(static_cast<std::size_t>(row)));
    m_refreshing = false;
}

void CsvDialog::showConsequences() {
    const CsvImport import = chosenImport();
    const auto& found = m_surveyor->found();
    m_rows->showFlaws(found ? flawsOf(*found, import) : CsvFlaws{}, m_preview);
    std::size_t outputs = import.targets.size();
    if (import.classes && !import.targets.empty()) {
        const std::size_t target = import.targets.front();
        outputs = found ? found->columns[target].classes : m_preview.columns[target].different;
        outputs = outputs == 2 ? 1 : outputs;
    }
    m_suggestions->showNeed(
        static_cast<Eigen::Index>(import.inputs.size()), static_cast<Eigen::Index>(outputs),
        static_cast<std::int64_t>(found ? found->rows : m_preview.rows.size()), import.classes);
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
    // A slip among numbers is to be seen, not to become a class without a word.
    const ColumnUse use = useOf(m_preview, targets.front());
    const bool areFew = m_preview.columns[targets.front()].different <= kMostClasses;
    m_classes->setChecked(!use.isInput || (areFew && use.slipRow == 0));
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
    m_suggestions->choose(m_chosen);
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
    QString refusal = problem;
    if (problem.isEmpty() && m_take)
        refusal = m_take(std::move(*table), m_chosen, QFileInfo(m_path).completeBaseName());
    showProblem(refusal);
    if (!refusal.isEmpty())
        focusOnCause();
    else if (m_take)
        QDialog::accept();
}

/// The keyboard goes where it can be mended: to the delimiter of uneven rows, else to
/// the column that holds the first bad cell, which can be left out.
void CsvDialog::focusOnCause() {
    const CsvImport import = chosenImport();
    const auto& found = m_surveyor->found();
    const CsvFlaws flaws = found ? flawsOf(*found, import) : CsvFlaws{};
    if (!flaws.first.empty() && !flaws.first.front().cell) {
        m_delimiter->setFocus();
        return;
    }
    const std::size_t column =
        flaws.first.empty() ? import.inputs.front() : *flaws.first.front().cell;
    const auto& inputs = import.inputs;
    const bool isInput = std::find(inputs.begin(), inputs.end(), column) != inputs.end();
    m_columns->setCurrentCell(static_cast<int>(column), isInput ? Input : Target);
    m_columns->setFocus();
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
    m_buttons->button(QDialogButtonBox::Ok)->setFocus();
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
