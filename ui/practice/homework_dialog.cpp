#include "ui/practice/homework_dialog.h"

#include <QAbstractItemDelegate>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <utility>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/formula/formula_view.h"
#include "ui/icons.h"
#include "ui/practice/verdict_label.h"

namespace stepgrad {

HomeworkDialog::HomeworkDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Check Homework"));
    setObjectName(QStringLiteral("homework"));
    build();
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        if (m_homework)
            showMarks();
        m_measuring.start();
    });
}

void HomeworkDialog::build() {
    m_intro = new QLabel(this);
    m_intro->setWordWrap(true);
    buildTable();
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("homeworkSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    const auto button = [this](const QString& text, const QString& tip) {
        auto* made = new QPushButton(text, this);
        made->setToolTip(tip);
        made->setAutoDefault(false);
        return made;
    };
    auto* pasting =
        button(tr("&Paste"), tr("Enter what was copied, from the chosen row on (Ctrl+V)"));
    auto* clearing = button(tr("C&lear"), tr("Empty the sheet"));
    m_results = button(tr("Show &Results"), tr("Show the values themselves"));
    m_results->setCheckable(true);
    auto* copying = button(tr("&Copy as Text"), tr("Copy the marked sheet"));
    auto* closing = button(tr("Close"), tr("Close; what was entered is kept"));
    connect(pasting, &QPushButton::clicked, this,
            [this] { paste(QGuiApplication::clipboard()->text()); });
    connect(clearing, &QPushButton::clicked, this, [this] {
        m_homework->clear();
        fillTable();
    });
    connect(m_results, &QPushButton::toggled, this, &HomeworkDialog::showResults);
    connect(copying, &QPushButton::clicked, this, [this] {
        copyToClipboard(QString::fromStdString(m_homework->markedText(m_results->isChecked())));
    });
    connect(closing, &QPushButton::clicked, this, &QDialog::close);
    auto* buttons = new QHBoxLayout;
    for (auto* one : {pasting, clearing, m_results, copying})
        buttons->addWidget(one);
    buttons->addStretch(1);
    buttons->addWidget(closing);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_intro);
    column->addWidget(m_table, 1);
    column->addWidget(m_summary);
    column->addLayout(buttons);
}

void HomeworkDialog::buildTable() {
    m_table = new QTableWidget(0, 5, this);
    m_table->setHorizontalHeaderLabels(
        {tr("Value"), tr("Yours"), tr("Mark"), tr("Result"), tr("What happened")});
    m_table->setAccessibleName(tr("Your values"));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft);
    m_table->setWordWrap(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::AnyKeyPressed | QAbstractItemView::DoubleClicked |
                             QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::SelectedClicked);
    m_table->setTabKeyNavigation(false);
    m_table->setColumnHidden(Result, true);
    for (const int column : {Symbol, Mark, Result})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    // Words that get more or less room stand on other lines.
    m_measuring.setSingleShot(true);
    m_measuring.setInterval(0);
    connect(&m_measuring, &QTimer::timeout, m_table, &QTableWidget::resizeRowsToContents);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column == What)
            m_measuring.start();
    });
    m_table->installEventFilter(this);
    connect(m_table, &QTableWidget::itemChanged, this, &HomeworkDialog::takeText);
    // Enter goes on to the next value.
    connect(m_table->itemDelegate(), &QAbstractItemDelegate::closeEditor, this,
            [this](QWidget*, QAbstractItemDelegate::EndEditHint hint) {
                if (hint == QAbstractItemDelegate::SubmitModelCache)
                    m_table->setCurrentCell(m_table->currentRow() + 1, Yours);
            });
}

void HomeworkDialog::setStep(const TracePtr& trace, const Walk& walk, const Notation& notation) {
    const auto before =
        std::exchange(m_homework, std::make_unique<Homework>(trace, walk, notation));
    if (before)
        m_homework->takeOver(*before);
    QString intro =
        tr("Type your own values, or paste a column or a table. What follows from an "
           "earlier error is marked as such.");
    if (walk.stopCount() > Homework::kMostRows)
        intro += ' ' + tr("The sheet has the first %1 of %2 values.")
                           .arg(QString::fromStdString(formatCount(Homework::kMostRows)),
                                QString::fromStdString(formatCount(walk.stopCount())));
    m_intro->setText(intro);
    fillTable();
}

void HomeworkDialog::fillTable() {
    m_filling = true;
    const auto& rows = m_homework->rows();
    const int old = m_table->rowCount();
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        if (i >= old)
            addItems(i);
        const QString symbol = QString::fromStdString(row.symbol);
        m_table->item(i, Symbol)->setText(symbol);
        m_table->item(i, Yours)->setText(QString::fromStdString(row.text));
        m_table->item(i, Yours)->setData(Qt::AccessibleTextRole,
                                         tr("your value for %1").arg(symbol));
        m_table->item(i, Result)->setText(
            QString::fromStdString(m_homework->resultOf(static_cast<std::size_t>(i))));
    }
    m_filling = false;
    if (m_table->currentRow() < 0)
        m_table->setCurrentCell(0, Yours);
    showMarks();
    if (m_table->rowCount() > old)
        m_measuring.start();
}

void HomeworkDialog::addItems(int row) {
    for (const int column : {Symbol, Yours, Mark, Result, What}) {
        auto* item = new QTableWidgetItem;
        if (column != Yours)
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        m_table->setItem(row, column, item);
    }
}

void HomeworkDialog::takeText(QTableWidgetItem* item) {
    if (m_filling || item->column() != Yours)
        return;
    m_homework->setText(static_cast<std::size_t>(item->row()), item->text().toStdString());
    showMarks();
}

void HomeworkDialog::showMarks() {
    m_filling = true;
    for (int i = 0; i < m_table->rowCount(); ++i)
        showMark(i);
    m_filling = false;
    const QString summary = QString::fromStdString(m_homework->summary());
    m_summary->setText(summary.isEmpty() ? tr("Nothing entered yet.") : summary);
}

void HomeworkDialog::showMark(int row) {
    const auto& entered = m_homework->rows()[static_cast<std::size_t>(row)];
    QTableWidgetItem* mark = m_table->item(row, Mark);
    QTableWidgetItem* what = m_table->item(row, What);
    QString word, text;
    QIcon icon;
    if (!entered.problem.empty()) {
        const QColor colour = Appearance::instance().palette().loss;
        word = tr("No number");
        text = QString::fromStdString(entered.problem);
        icon = tintedIcon(QStringLiteral("warning"), colour, colour);
    } else if (entered.diagnosis) {
        const auto verdict = entered.diagnosis->verdict;
        const QColor colour = VerdictLabel::colourOf(verdict);
        word = VerdictLabel::wordOf(verdict);
        text = QString::fromStdString(entered.diagnosis->sentence);
        icon = tintedIcon(VerdictLabel::iconOf(verdict), colour, colour);
    }
    const bool wasMarked = !mark->text().isEmpty();
    mark->setText(word);
    if (wasMarked || !word.isEmpty())
        mark->setIcon(icon);
    // Measuring rows is what takes time: only of words that are others.
    if (what->text() == text)
        return;
    what->setText(text);
    what->setToolTip(text);
    m_table->resizeRowToContents(row);
}

void HomeworkDialog::showResults(bool shown) {
    m_table->setColumnHidden(Result, !shown);
    m_results->setText(shown ? tr("Hide &Results") : tr("Show &Results"));
    m_table->resizeRowsToContents();  // another column leaves the words less room
}

void HomeworkDialog::paste(const QString& text) {
    const int row = std::max(m_table->currentRow(), 0);
    m_homework->paste(text.toStdString(), static_cast<std::size_t>(row));
    fillTable();
}

bool HomeworkDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Paste)) {
        paste(QGuiApplication::clipboard()->text());
        return true;
    }
    if (key->key() == Qt::Key_Delete && m_table->currentColumn() == Yours) {
        m_table->currentItem()->setText(QString());
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

}  // namespace stepgrad
