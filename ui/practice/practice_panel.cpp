#include "ui/practice/practice_panel.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include "ui/formula/formula_view.h"
#include "ui/number_field.h"
#include "ui/practice/verdict_label.h"

namespace stepgrad {
namespace {

QPushButton* makeButton(const QString& text, const QString& tip, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setToolTip(tip);
    button->setAutoDefault(false);
    return button;
}

}  // namespace

PracticePanel::PracticePanel(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("practicePanel"));
    setProperty("kind", "card");
    setAccessibleName(tr("Practice"));
    auto* column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetNoConstraint);  // narrower, it folds
    m_head = buildHead();
    column->addLayout(m_head);
    m_asking = new QWidget(this);
    m_question = buildQuestion();
    column->addWidget(m_asking);
    m_verdict = new VerdictLabel(this);
    column->addWidget(m_verdict);
    m_formulas = new FormulaView(this);
    m_formulas->setAccessibleName(tr("Hint"));
    m_formulas->hide();
    column->addWidget(m_formulas);
    hide();
}

QBoxLayout* PracticePanel::buildHead() {
    auto* heading = new QLabel(tr("Practice"), this);
    heading->setProperty("kind", "heading");
    m_progress = new QLabel(this);
    m_progress->setObjectName(QStringLiteral("practiceProgress"));
    m_progress->setProperty("kind", "quiet");
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the practice"));
    m_bar->setMinimumWidth(30);
    m_part = new QComboBox(this);
    m_part->addItems({tr("Whole step"), tr("Forward pass"), tr("Backward pass"), tr("Update")});
    m_part->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_part->setMinimumContentsLength(9);
    m_part->setAccessibleName(tr("What is asked"));
    m_part->setToolTip(tr("What is asked"));
    m_again =
        makeButton(tr("New Numbers"), tr("Practise again with other, pleasant numbers"), this);
    m_leave =
        makeButton(tr("Leave"), tr("Leave the practice; the project is as it was before"), this);
    connect(m_part, &QComboBox::activated, this,
            [this](int part) { emit partChosen(static_cast<PracticeRound::Part>(part)); });
    connect(m_again, &QPushButton::clicked, this, &PracticePanel::againAsked);
    connect(m_leave, &QPushButton::clicked, this, &PracticePanel::leaveAsked);
    auto* said = new QHBoxLayout;
    said->addWidget(heading);
    said->addWidget(m_progress);
    said->addWidget(m_bar, 1);
    auto* deeds = new QHBoxLayout;
    deeds->addWidget(m_part, 1);
    deeds->addWidget(m_again);
    deeds->addWidget(m_leave);
    auto* head = new QBoxLayout(QBoxLayout::LeftToRight);
    head->addLayout(said, 1);
    head->addLayout(deeds);
    return head;
}

QBoxLayout* PracticePanel::buildQuestion() {
    m_symbol = new QLabel(m_asking);
    m_symbol->setObjectName(QStringLiteral("askedValue"));
    m_symbol->setProperty("kind", "heading");
    m_field = new QLineEdit(m_asking);
    m_field->setObjectName(QStringLiteral("practiceField"));
    m_field->setPlaceholderText(tr("your value"));
    m_field->setMinimumWidth(60);
    m_check = makeButton(tr("Check"), tr("Check your value (Enter)"), m_asking);
    m_check->setProperty("kind", "primary");
    m_hint = makeButton(tr("Hint"), tr("First the formula, then with its numbers, then the result"),
                        m_asking);
    m_show = makeButton(tr("Show"), tr("Show the value and go on"), m_asking);
    const auto check = [this] { emit answered(m_field->text()); };
    connect(m_field, &QLineEdit::returnPressed, this, check);
    connect(m_field, &QLineEdit::textEdited, this, [this] { setKind(m_field, ""); });
    connect(m_check, &QPushButton::clicked, this, check);
    connect(m_hint, &QPushButton::clicked, this, &PracticePanel::hintAsked);
    connect(m_show, &QPushButton::clicked, this, &PracticePanel::showAsked);
    auto* value = new QHBoxLayout;
    value->addWidget(m_symbol);
    value->addWidget(m_field, 1);
    auto* deeds = new QHBoxLayout;
    deeds->addWidget(m_check);
    deeds->addWidget(m_hint);
    deeds->addWidget(m_show);
    auto* row = new QBoxLayout(QBoxLayout::LeftToRight, m_asking);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(value, 1);
    row->addLayout(deeds);
    return row;
}

void PracticePanel::showRound(const PracticeRound& round) {
    const auto count = static_cast<int>(round.items().size());
    const int done = static_cast<int>(round.at());
    m_bar->setRange(0, count);
    m_bar->setValue(done);
    m_part->setCurrentIndex(static_cast<int>(round.part()));
    m_progress->setText(tr("%1 of %2").arg(std::min(done + 1, count)).arg(count));
    m_isOver = round.isOver();
    m_asking->setVisible(!m_isOver);
    m_part->show();
    fold();
    if (round.isOver()) {
        m_formulas->hide();
        m_verdict->showNote(tr("Done. %1").arg(QString::fromStdString(summaryOf(round))));
        m_again->setFocus();
        return;
    }
    const QString symbol =
        QString::fromStdString(symbolText(round.asked(), round.trace().network, round.notation()));
    m_symbol->setText(tr("%1 =").arg(symbol));
    m_field->setAccessibleName(tr("Your value for %1").arg(symbol));
    const int hints = round.items()[round.at()].hints;
    m_hint->setText(hints == 0 ? tr("Hint") : hints == 1 ? tr("Next Hint") : tr("Show Result"));
    setKind(m_field, "");
}

void PracticePanel::showVerdict(Diagnosis::Verdict verdict, const QString& text) {
    m_verdict->showVerdict(verdict, text);
    const bool isRight = verdict == Diagnosis::Verdict::Right;
    setKind(m_field, isRight ? "" : "wrong");
    if (isRight) {
        m_formulas->hide();
        m_field->clear();
    } else {
        m_field->selectAll();
    }
    updateGeometry();
}

void PracticePanel::showProblem(const QString& reason) {
    setKind(m_field, "wrong");
    m_verdict->showNote(reason);
    m_field->selectAll();
    updateGeometry();
}

void PracticePanel::showHint(std::vector<Equation> equations) {
    m_formulas->setEquations(std::move(equations));
    m_formulas->show();
    updateGeometry();
}

void PracticePanel::takeDigitsFrom(QWidget* widget) {
    widget->installEventFilter(this);
}

bool PracticePanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress || !m_field->isVisible())
        return QFrame::eventFilter(watched, event);
    const QString text = static_cast<QKeyEvent*>(event)->text();
    if (text.isEmpty() || !QStringLiteral("0123456789.,-+−").contains(text))
        return QFrame::eventFilter(watched, event);
    m_field->setFocus();
    QCoreApplication::sendEvent(m_field, event);
    return true;
}

void PracticePanel::clearSaid() {
    m_verdict->clear();
    m_formulas->hide();
    m_field->clear();
    updateGeometry();
}

void PracticePanel::focusField() {
    if (m_asking->isVisibleTo(this) && !m_part->hasFocus())
        m_field->setFocus();
}

/// Each row in two lines where it has no room in one. The button for new numbers stays
/// away until it is needed where there is none (the menu has it, too).
void PracticePanel::fold() {
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const auto needed = [](const QBoxLayout* row) {
        return row->itemAt(0)->minimumSize().width() + std::max(row->spacing(), 0) +
               row->itemAt(1)->minimumSize().width();
    };
    const auto direct = [this, room](QBoxLayout* row, int width) {
        const auto direction = room < width ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
        if (row->direction() != direction) {
            row->setDirection(direction);
            updateGeometry();
        }
    };
    const int again = m_again->minimumSizeHint().width() + std::max(m_head->spacing(), 0);
    const int without = needed(m_head) - (m_again->isHidden() ? 0 : again);
    m_again->setVisible(m_isOver || room >= without + again);
    m_part->setVisible(!m_isOver || room >= without + again);
    direct(m_head, without + (m_again->isHidden() ? 0 : again));
    direct(m_question, needed(m_question));
}

QSize PracticePanel::minimumSizeHint() const {
    return {160, layout()->totalMinimumSize().height()};
}

QSize PracticePanel::sizeHint() const {
    return layout()->totalSizeHint();
}

void PracticePanel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fold();
}

void PracticePanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fold();
}

}  // namespace stepgrad
