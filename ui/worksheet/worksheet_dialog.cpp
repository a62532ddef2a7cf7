#include "ui/worksheet/worksheet_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <exception>

#include "ui/number_field.h"
#include "ui/worksheet/sheet_pages.h"

namespace stepgrad {
namespace {

constexpr int kMostSheets = 200;
constexpr double kMostSeed = 1e15;
constexpr int kLeastDigits = 2, kMostDigits = 8;
constexpr int kPhases = 3;  ///< the first words that can be asked for
enum Source { OpenNetwork, OwnNetwork };

template <typename Rows>
QComboBox* choiceOf(const Rows& rows, const QString& name, bool hiddenOnly = false) {
    auto* choice = new QComboBox;
    choice->setAccessibleName(name);
    for (const auto& row : rows) {
        if constexpr (requires { row.outputOnly; })
            if (hiddenOnly && row.outputOnly)
                continue;
        choice->addItem(QString::fromUtf8(row.name), static_cast<int>(row.id));
    }
    return choice;
}

}  // namespace

WorksheetDialog::WorksheetDialog(const Project& open, const Notation& notation, QWidget* parent)
    : QDialog(parent), m_open(open), m_notation(notation) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("worksheetDialog"));
    setWindowTitle(tr("Worksheet"));
    auto* row = new QHBoxLayout;
    row->addWidget(buildOptions());
    row->addWidget(buildPreview(), 1);
    m_saveSheets = new QPushButton(tr("Save &Sheets…"));
    m_saveSolutions = new QPushButton(tr("Save S&olutions…"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_saveSheets, QDialogButtonBox::ActionRole);
    buttons->addButton(m_saveSolutions, QDialogButtonBox::ActionRole);
    connect(m_saveSheets, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_saveSolutions, &QPushButton::clicked, this, [this] { save(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton* button : buttons->buttons())  // Enter accepts what is written
        qobject_cast<QPushButton*>(button)->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    const int em = fontMetrics().height();
    const QSize wanted(58 * em, 38 * em);
    resize(parent ? wanted.boundedTo(parent->size()) : wanted);
    refresh();
}

QWidget* WorksheetDialog::buildOptions() {
    auto* page = new QWidget;
    m_form = new QFormLayout(page);
    m_source = new QComboBox;
    m_source->setAccessibleName(tr("Network"));
    m_source->addItems(
        {tr("The open one, %1").arg(QString::fromStdString(m_open.network.shapeText())),
         tr("Another one")});
    if (problemOfExercise(m_open.network))
        m_source->setCurrentIndex(OwnNetwork);
    connect(m_source, &QComboBox::currentIndexChanged, this, &WorksheetDialog::refresh);
    m_form->addRow(tr("&Network"), m_source);
    addNetwork();
    addContent();
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("kind", "problem");
    m_problem->setWordWrap(true);
    m_form->addRow(m_problem);
    auto* area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(page->sizeHint().width() + area->verticalScrollBar()->sizeHint().width());
    return area;
}

template <typename Number>
NumberField* WorksheetDialog::whole(const QString& name, Number& kept, double least, double most) {
    auto* field = new NumberField;
    field->setAccessibleName(name);
    field->showNumber(static_cast<double>(kept));
    field->setCommit([this, &kept, least, most](double value) {
        const QString problem = problemOfWhole(value, least, most);
        if (problem.isEmpty()) {
            kept = static_cast<Number>(value);
            refresh();
        }
        return problem;
    });
    return field;
}

void WorksheetDialog::addNetwork() {
    m_shape = new QLineEdit(QStringLiteral("2–2–1"));
    m_shape->setAccessibleName(tr("Shape"));
    setKind(m_shape, "field");
    m_shape->setToolTip(tr("Inputs, hidden layers, outputs"));
    m_hidden = choiceOf(activations(), tr("Hidden activation"), true);
    m_output = choiceOf(activations(), tr("Output activation"));
    m_loss = choiceOf(losses(), tr("Loss"));
    m_biases = new QCheckBox(tr("with biases"));
    m_rate = new NumberField;
    m_rate->setAccessibleName(tr("Learning rate"));
    m_rate->showNumber(m_eta);
    m_rate->setCommit([this](double value) {
        if (!(value > 0.0))
            return tr("expected a number above 0");
        m_eta = value;
        refresh();
        return QString();
    });
    connect(m_shape, &QLineEdit::textChanged, this, &WorksheetDialog::refresh);
    connect(m_hidden, &QComboBox::currentIndexChanged, this, &WorksheetDialog::refresh);
    connect(m_output, &QComboBox::currentIndexChanged, this, &WorksheetDialog::refresh);
    connect(m_loss, &QComboBox::currentIndexChanged, this, [this](int index) {
        // The output that the loss needs comes with it.
        if (const auto needed = losses()[static_cast<std::size_t>(index)].output)
            m_output->setCurrentIndex(m_output->findData(static_cast<int>(*needed)));
        refresh();
    });
    connect(m_biases, &QCheckBox::toggled, this, &WorksheetDialog::refresh);
    m_networkFields = {m_shape, m_hidden, m_output, m_loss, m_biases, m_rate};
    m_form->addRow(tr("Sha&pe"), m_shape);
    m_form->addRow(tr("&Hidden"), m_hidden);
    m_form->addRow(tr("O&utput"), m_output);
    m_form->addRow(tr("&Loss"), m_loss);
    m_form->addRow(tr("Learning &rate η"), m_rate);
    m_form->addRow(QString(), m_biases);
}

void WorksheetDialog::addContent() {
    auto* asked = new QVBoxLayout;
    for (std::size_t i = 0; i < kPhases; ++i) {
        auto* box = new QCheckBox(QString::fromUtf8(askedWords()[i].name));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &WorksheetDialog::refresh);
        m_asked.push_back(box);
        asked->addWidget(box);
    }
    m_digits = std::clamp(m_notation.numbers.decimals, kLeastDigits, kMostDigits);
    m_decimals = whole(tr("Decimals"), m_digits, kLeastDigits, kMostDigits);
    m_seed = whole(tr("Seed"), m_firstSeed, 0, kMostSeed);
    m_seed->setToolTip(tr("The same seed gives the same numbers"));
    m_sheets = whole(tr("Sheets"), m_count, 1, kMostSheets);
    m_sheets->setToolTip(tr("Each with numbers of its own, by the seeds that follow"));
    m_formulas = new QCheckBox(tr("with a list of the formulas"));
    m_showSolution = new QCheckBox(tr("show the solution here"));
    connect(m_formulas, &QCheckBox::toggled, this, &WorksheetDialog::refresh);
    connect(m_showSolution, &QCheckBox::toggled, this, &WorksheetDialog::refresh);
    m_form->addRow(tr("Asked for"), asked);
    m_form->addRow(tr("&Decimals"), m_decimals);
    m_form->addRow(tr("S&eed"), m_seed);
    m_form->addRow(tr("Shee&ts"), m_sheets);
    m_form->addRow(QString(), m_formulas);
    m_form->addRow(QString(), m_showSolution);
}

QWidget* WorksheetDialog::buildPreview() {
    m_preview = new QLabel;
    m_preview->setAccessibleName(tr("First page"));
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    m_area = new QScrollArea;
    m_area->setWidget(m_preview);
    m_area->setWidgetResizable(true);
    m_area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->installEventFilter(this);
    return m_area;
}

std::optional<Project> WorksheetDialog::chosenProject() {
    std::optional<std::string> problem;
    if (m_source->currentIndex() == OpenNetwork) {
        problem = problemOfExercise(m_open.network);
        if (!problem)
            return m_open;
    } else {
        ExerciseNetwork network;
        const auto shape = shapeFrom(m_shape->text().toStdString());
        network.shape = shape.value_or(std::vector<int>{});
        network.hidden = static_cast<Activation>(m_hidden->currentData().toInt());
        network.output = static_cast<Activation>(m_output->currentData().toInt());
        network.loss = static_cast<Loss>(m_loss->currentData().toInt());
        network.hasBiases = m_biases->isChecked();
        network.learningRate = m_eta;
        problem = problemOf(network);
        if (!problem)
            return projectOf(network);
    }
    m_problem->setText(tr("No sheet: %1.").arg(QString::fromStdString(*problem)));
    return std::nullopt;
}

SheetOptions WorksheetDialog::sheetOptions() const {
    SheetOptions options;
    options.asked.kinds.fill(false);
    for (std::size_t i = 0; i < m_asked.size(); ++i)
        for (const StepKind kind : askedWords()[i].kinds)
            options.asked.kinds[static_cast<std::size_t>(kind)] = m_asked[i]->isChecked();
    options.hasFormulas = m_formulas->isChecked();
    options.notation = m_notation;
    options.notation.numbers.decimals = m_digits;
    return options;
}

std::optional<std::vector<Worksheet>> WorksheetDialog::worksheets(int count) {
    m_problem->clear();
    const SheetOptions options = sheetOptions();
    if (!options.asked.any()) {
        m_problem->setText(tr("No sheet: nothing is asked for."));
        return std::nullopt;
    }
    const auto project = chosenProject();
    if (!project)
        return std::nullopt;
    try {
        return makeClassSet(*project, m_firstSeed, count, options);
    } catch (const std::exception& error) {
        m_problem->setText(tr("No sheet: %1.").arg(QString::fromUtf8(error.what())));
        return std::nullopt;
    }
}

void WorksheetDialog::refresh() {
    for (QWidget* field : m_networkFields)
        m_form->setRowVisible(field, m_source->currentIndex() == OwnNetwork);
    drawPreview();
}

void WorksheetDialog::drawPreview() {
    if (!m_area || !m_saveSheets)
        return;
    const auto sheets = worksheets(1);
    m_saveSheets->setEnabled(sheets.has_value());
    m_saveSolutions->setEnabled(sheets.has_value());
    if (!sheets) {
        m_preview->clear();
        return;
    }
    const Worksheet& first = sheets->front();
    const SheetPages pages({m_showSolution->isChecked() ? solutionOf(first) : exerciseOf(first)});
    const qreal ratio = devicePixelRatioF();
    const int width = std::max(100, m_area->viewport()->width());
    QImage picture = pages.picture(0, static_cast<int>(width * ratio));
    picture.setDevicePixelRatio(ratio);
    m_preview->setPixmap(QPixmap::fromImage(picture));
    m_preview->setAccessibleDescription(
        tr("Page 1 of %1 of sheet %2").arg(pages.count()).arg(QString::fromStdString(first.seed)));
}

bool WorksheetDialog::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize &&
        static_cast<QResizeEvent*>(event)->oldSize().width() != m_area->viewport()->width())
        drawPreview();
    return QDialog::eventFilter(watched, event);
}

void WorksheetDialog::save(bool isSolution) {
    for (NumberField* field : {m_decimals, m_seed, m_sheets, m_rate})
        if (field->isVisible() && !field->accept())
            return;
    const auto sheets = worksheets(m_count);
    if (sheets && m_save)
        m_save(isSolution ? solutionsOf(*sheets) : exercisesOf(*sheets), isSolution);
}

}  // namespace stepgrad
