#include "app/practice.h"

#include <QMainWindow>
#include <QMenu>
#include <QRandomGenerator>
#include <array>
#include <utility>

#include "app/actions.h"
#include "app/learn_menu.h"
#include "core/practice/pleasant_numbers.h"
#include "core/practice/practice_curve.h"
#include "core/walkthrough/conventional_value.h"
#include "ui/appearance.h"
#include "ui/graph/network_view.h"
#include "ui/practice/homework_dialog.h"
#include "ui/practice/practice_panel.h"

namespace stepgrad {
namespace {

constexpr std::array kWaiting{ActionId::Next,    ActionId::NextPhase,  ActionId::Back,
                              ActionId::Restart, ActionId::GoToUpdate, ActionId::Train,
                              ActionId::Undo,    ActionId::Redo,       ActionId::Present};

/// What stands in the graph already where the value will stand.
ValueId placeOf(const ValueId& id) {
    if (const auto parameter = id.parameter())
        return *parameter;
    return id.kind == ValueKind::Delta ? id.as(ValueKind::H) : id;
}

}  // namespace

Practice::Practice(Session& session, const Actions& actions, NetworkView& view,
                   PracticePanel& panel, QMainWindow* window)
    : QObject(window), m_session(session), m_actions(actions), m_view(view), m_panel(panel) {
    QMenu* menu = learnMenu(window);
    // After the lessons, before what is printed.
    QAction* behind = menu->actions().value(2);
    for (const ActionId id : {ActionId::Practice, ActionId::PracticeAgain, ActionId::CheckHomework})
        menu->insertAction(behind, &actions[id]);
    menu->insertSeparator(behind);
    connect(&actions[ActionId::CheckHomework], &QAction::triggered, this, &Practice::openHomework);
    connect(&actions[ActionId::Practice], &QAction::toggled, this,
            [this](bool on) { on ? begin() : leave(); });
    connect(&actions[ActionId::PracticeAgain], &QAction::triggered, this, &Practice::again);
    panel.takeDigitsFrom(&view);
    connect(&panel, &PracticePanel::answered, this, &Practice::check);
    connect(&panel, &PracticePanel::hintAsked, this, [this] { hint(false); });
    connect(&panel, &PracticePanel::showAsked, this, [this] { hint(true); });
    connect(&panel, &PracticePanel::againAsked, this, &Practice::again);
    connect(&panel, &PracticePanel::leaveAsked, this, &Practice::end);
    connect(&panel, &PracticePanel::partChosen, this, &Practice::startRound);
    connect(&session, &Session::stillChanged, this, &Practice::onStill);
    connect(&session, &Session::stillChanged, this, &Practice::showHomework);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        showHomework();
        // Other symbols or another sign of delta: what was answered is judged by them.
        if (m_round && !(m_round->notation() == Appearance::instance().notation()))
            startRound(m_round->part());
    });
}

Practice::~Practice() = default;

void Practice::openHomework() {
    m_session.pause();
    if (!m_homework) {
        m_homework = new HomeworkDialog(m_panel.window());
        const int unit = m_homework->fontMetrics().height();
        m_homework->resize(QSize(50, 36) * unit);
    }
    m_homework->show();
    m_homework->raise();
    m_homework->activateWindow();
    showHomework();
}

/// The sheet is for the step that the window shows.
void Practice::showHomework() {
    if (!m_homework || !m_homework->isVisible() || m_session.isTraining())
        return;
    const TracePtr& trace = m_session.still().trace;
    const Notation& notation = Appearance::instance().notation();
    if (trace != m_shown.first || !(notation == m_shown.second)) {
        m_shown = {trace, notation};
        m_homework->setStep(trace, *m_session.still().walk, notation);
        m_homework->setWindowTitle(tr("Check Homework: example %1, update %2")
                                       .arg(m_session.example() + 1)
                                       .arg(m_session.still().update + 1));
    }
}

void Practice::begin() {
    if (m_round)
        return;
    emit aboutToBegin();
    m_kept = m_session.keep();
    m_panel.show();
    startRound(PracticeRound::Part::All);
    emit activeChanged(true);
}

void Practice::end() {
    m_actions[ActionId::Practice].setChecked(false);
}

void Practice::leave() {
    if (!m_round)
        return;
    m_round.reset();
    m_panel.hide();
    m_view.markValue(std::nullopt);
    for (auto tip = m_tips.begin(); tip != m_tips.end(); ++tip) {
        tip.key()->setToolTip(tip.value());
        tip.key()->setEnabled(true);
    }
    m_tips.clear();
    if (const auto kept = std::exchange(m_kept, nullptr)) {
        const auto selected = m_view.selectedValue();
        m_session.giveBack(kept);
        m_view.selectValue(selected);
    }
    m_view.setFocus();
    emit activeChanged(false);
}

void Practice::again() {
    m_actions[ActionId::Practice].setChecked(true);
    const auto part = m_round->part();
    m_moving = true;
    const QString reason = m_session.beginWith(
        withPleasantNumbers(m_session.project(), QRandomGenerator::global()->generate64()),
        tr("new numbers to practise"));
    m_moving = false;
    startRound(part);
    if (!reason.isEmpty())
        m_panel.showProblem(tr("There are no new numbers: %1.").arg(reason));
}

void Practice::startRound(PracticeRound::Part part) {
    const Still& still = m_session.still();
    m_round = std::make_unique<PracticeRound>(still.trace, still.walk, part,
                                              Appearance::instance().notation());
    m_panel.clearSaid();
    ask();
}

void Practice::ask() {
    moveTo(m_round->position());
    m_view.markValue(m_round->isOver() ? std::nullopt : std::optional(placeOf(m_round->asked())));
    m_panel.showRound(*m_round);
    m_panel.focusField();
}

void Practice::moveTo(std::int64_t position) {
    m_moving = true;
    m_session.goToPosition(position);
    m_moving = false;
    guardActions();
}

void Practice::check(const QString& text) {
    const auto read = readAnswer(text.toStdString());
    if (const auto* error = std::get_if<NumberError>(&read)) {
        m_panel.showProblem(QString::fromStdString(error->reason));
        return;
    }
    const ValueId id = m_round->asked();
    const Diagnosis diagnosis = m_round->answer(std::get<Answer>(read));
    if (!diagnosis.isRight()) {
        m_panel.showVerdict(diagnosis.verdict, QString::fromStdString(diagnosis.sentence));
        return;
    }
    m_panel.showVerdict(diagnosis.verdict,
                        textOfRight(id, text.trimmed(), std::get<Answer>(read).decimals));
    ask();
}

/// The value, with a little more digits than were typed, beside what was typed.
QString Practice::textOfRight(const ValueId& id, const QString& typed, int decimals) const {
    constexpr int kMore = 2, kMost = 12;

    const Notation& notation = m_round->notation();
    const double value = conventionalValue(m_round->trace(), id, notation);
    NumberFormat format = notation.numbers;
    format.decimals = std::max(format.decimals, std::min(decimals + kMore, kMost));
    return tr("%1 = %2; you wrote %3.")
        .arg(QString::fromStdString(symbolText(id, m_round->trace().network, notation)),
             QString::fromStdString(formatNumber(value, format)), typed);
}

void Practice::hint(bool wholly) {
    const std::size_t before = m_round->at();
    const auto equations = wholly ? m_round->show() : m_round->hint();
    if (m_round->at() != before) {
        m_panel.clearSaid();
        ask();
    } else {
        m_panel.showRound(*m_round);
        m_panel.focusField();
    }
    if (!m_round->isOver())
        m_panel.showHint(equations);
}

void Practice::onStill(Session::Change change) {
    if (!m_round || m_moving)
        return;
    if (change == Session::Change::Opened) {
        // Another document: what was before is not to be given back.
        m_kept.reset();
        end();
    } else if (isSameStep()) {
        moveTo(m_round->position());
    } else {
        startRound(m_round->part());
    }
}

bool Practice::isSameStep() const {
    const Trace& asked = m_round->trace();
    const Trace& shown = *m_session.still().trace;
    return asked.network == shown.network && asked.inputs == shown.inputs &&
           asked.targets == shown.targets && asked.lossFunction == shown.lossFunction &&
           asked.optimizer == shown.optimizer;
}

QString Practice::waitingText() {
    return tr("numbers stay as they are during practice");
}

void Practice::guardActions() {
    if (!m_round)
        return;
    for (const ActionId id : kWaiting) {
        QAction& action = m_actions[id];
        if (!m_tips.contains(&action))
            m_tips.insert(&action, action.toolTip());
        action.setToolTip(tr("During practice: enter the value, or choose Show"));
        action.setEnabled(false);
    }
}

LossCurve Practice::shownCurve() const {
    return m_round ? withoutPresent(m_session.lossCurve(), m_session.still())
                   : m_session.lossCurve();
}

}  // namespace stepgrad
