#include "ui/panels/data_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>
#include <variant>

#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/number_field.h"
#include "ui/panels/example_delegate.h"
#include "ui/panels/example_model.h"

namespace stepgrad {
namespace {

QToolButton* button(const QString& text, const QString& tip) {
    auto* b = new QToolButton;
    b->setText(text);
    b->setToolTip(tip);
    b->setProperty("kind", "plain");
    return b;
}

/// Rows of cells as spreadsheets put them on the clipboard.
QList<QStringList> cellsOf(QString text) {
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    while (text.endsWith(u'\n'))
        text.chop(1);
    QList<QStringList> rows;
    for (const QString& line : text.split(u'\n'))
        rows << line.split(u'\t');
    return rows;
}

}  // namespace

DataPanel::DataPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new ExampleModel(session, this)) {
    build();
    connect(m_model, &ExampleModel::refused, this,
            [this](const QString& reason) { showNote(reason, true); });
    connect(&m_session, &Session::stillChanged, this, &DataPanel::refresh);
    connect(&m_session, &Session::documentChanged, this, &DataPanel::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_refreshing && current.isValid())
                    m_session.selectExample(current.row());
            });
    connect(m_add, &QToolButton::clicked, this, &DataPanel::addExample);
    connect(m_remove, &QToolButton::clicked, this, &DataPanel::removeExamples);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] { showNote({}, false); });
    refresh();
    showNote({}, false);
}

DataPanel::~DataPanel() {
    // An editor that goes with the panel would carry out what is written in it.
    for (auto* field : findChildren<NumberField*>())
        field->setModified(false);
}

void DataPanel::build() {
    m_table = new QTableView;
    m_table->setModel(m_model);
    auto* delegate = new ExampleDelegate(m_table);
    m_table->setItemDelegate(delegate);
    connect(delegate, &ExampleDelegate::refused, this,
            [this](const QString& reason) { showNote(reason, true); });
    connect(delegate, &ExampleDelegate::accepted, this, [this] { showNote({}, false); });
    m_table->setAccessibleName(tr("Examples"));
    m_table->setAccessibleDescription(tr("The walkthrough runs on the chosen row."));
    m_table->verticalHeader()->setToolTip(m_table->accessibleDescription());
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setSectionsClickable(true);
    m_table->installEventFilter(this);
    m_add = button(tr("Add"), tr("Add an example after the chosen one"));
    m_remove = button(tr("Remove"), tr("Remove the chosen examples (at least one stays)"));
    m_note = new QLabel;
    m_note->setWordWrap(true);
    m_note->setAccessibleName(tr("Refused"));
    m_buttons = new QWidget;
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 6);
    column->setSpacing(4);
    column->addWidget(m_table, 1);
    column->addWidget(m_note);
    column->addWidget(m_buttons);
}

void DataPanel::showNote(const QString& text, bool isError) {
    const Palette& colours = Appearance::instance().palette();
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, colours.loss);
    m_note->setPalette(palette);
    m_note->setText(text);
    m_note->setVisible(isError);
}

void DataPanel::refresh() {
    m_refreshing = true;
    const QModelIndex before = m_table->currentIndex();
    m_model->refresh();
    const int row = static_cast<int>(m_session.example());
    if (m_table->currentIndex().row() != row) {
        const int column = std::clamp(before.column(), 0, m_model->columnCount() - 1);
        m_table->setCurrentIndex(m_model->index(row, column));
    }
    m_remove->setEnabled(m_model->rowCount() > 1);
    m_refreshing = false;
}

void DataPanel::addExample() {
    // A copy of the chosen one: a good start for a variation of it.
    const Dataset& old = m_model->examples();
    const Eigen::Index at = std::min<Eigen::Index>(m_session.example() + 1, old.size());
    Dataset examples;
    const auto insert = [&](const Matrix& from, Matrix& to) {
        to.resize(from.rows() + 1, from.cols());
        to.topRows(at) = from.topRows(at);
        to.row(at) = from.row(at - 1);
        to.bottomRows(from.rows() - at) = from.bottomRows(from.rows() - at);
    };
    insert(old.inputs, examples.inputs);
    insert(old.targets, examples.targets);
    const QString problem = m_session.setData(examples, at, tr("new example"));
    showNote(problem, !problem.isEmpty());
    if (problem.isEmpty()) {
        m_table->setFocus();
        m_table->setCurrentIndex(m_model->index(static_cast<int>(at), 0));
    }
}

void DataPanel::removeExamples() {
    std::set<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedIndexes())
        rows.insert(index.row());
    if (rows.empty() && !m_session.isOnOwnExample())
        rows.insert(static_cast<int>(m_session.example()));
    if (rows.empty())
        return;
    const Dataset& old = m_model->examples();
    if (static_cast<Eigen::Index>(rows.size()) >= old.size()) {
        showNote(tr("At least one example must stay."), true);
        return;
    }
    Dataset examples;
    const Eigen::Index left = old.size() - static_cast<Eigen::Index>(rows.size());
    examples.inputs.resize(left, old.inputs.cols());
    examples.targets.resize(left, old.targets.cols());
    Eigen::Index to = 0;
    for (int row = 0; row < old.size(); ++row) {
        if (rows.contains(row))
            continue;
        examples.inputs.row(to) = old.inputs.row(row);
        examples.targets.row(to++) = old.targets.row(row);
    }
    const QString what = rows.size() == 1 ? tr("removal of an example")
                                          : tr("removal of %1 examples").arg(rows.size());
    const QString problem = m_session.setData(examples, *rows.begin(), what);
    showNote(problem, !problem.isEmpty());
}

void DataPanel::copy() {
    const auto selected = m_table->selectionModel()->selection();
    if (selected.isEmpty())
        return;
    const QItemSelectionRange range = selected.first();
    QStringList lines;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        QStringList cells;
        for (int column = range.left(); column <= range.right(); ++column)
            cells << m_model->index(row, column).data().toString();
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void DataPanel::paste() {
    const QModelIndex start = m_table->currentIndex();
    const auto rows = cellsOf(QGuiApplication::clipboard()->text());
    if (!start.isValid() || rows.isEmpty())
        return;
    const Dataset& old = m_model->examples();
    Dataset examples = old;
    const Eigen::Index last = start.row() + rows.size();
    if (last > old.size()) {
        // More rows than there are: the table grows.
        examples.inputs.conservativeResize(last, Eigen::NoChange);
        examples.targets.conservativeResize(last, Eigen::NoChange);
        examples.inputs.bottomRows(last - old.size()).setZero();
        examples.targets.bottomRows(last - old.size()).setZero();
    }
    for (int r = 0; r < rows.size(); ++r) {
        for (int c = 0; c < rows[r].size(); ++c) {
            const int row = start.row() + r, column = start.column() + c;
            if (column >= m_model->columnCount()) {
                showNote(tr("Nothing was pasted: row %1 has more cells than the table has columns.")
                             .arg(r + 1),
                         true);
                return;
            }
            const auto parsed = parseNumber(rows[r][c].toStdString());
            if (const auto* error = std::get_if<NumberError>(&parsed)) {
                showNote(tr("Nothing was pasted: “%1” in row %2, column %3: %4.")
                             .arg(rows[r][c].left(20))
                             .arg(r + 1)
                             .arg(c + 1)
                             .arg(QString::fromStdString(error->reason)),
                         true);
                return;
            }
            const auto inputs = static_cast<int>(examples.inputs.cols());
            (column < inputs ? examples.inputs(row, column)
                             : examples.targets(row, column - inputs)) = std::get<double>(parsed);
        }
    }
    const QString problem = m_session.setData(examples, start.row(), tr("paste of examples"));
    showNote(problem, !problem.isEmpty());
}

bool DataPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (key->matches(QKeySequence::Paste)) {
            paste();
            return true;
        }
        if (key->key() == Qt::Key_Delete && m_model->rowCount() > 1) {
            removeExamples();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace stepgrad
