// What follows from what in the window.

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <algorithm>
#include <cmath>

#include "app/help_dialogs.h"
#include "app/lessons.h"
#include "app/main_window_p.h"
#include "app/status_text.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

/// How often panels and chart are drawn while training: often enough to follow,
/// seldom enough to leave the time to the network and to the keys.
constexpr int kLaterMilliseconds = 60;

}  // namespace

void MainWindow::Private::connectActions() {
    const auto on = [this](ActionId id, auto&& slot) {
        connect(&(*actions)[id], &QAction::triggered, this, slot);
    };
    on(ActionId::Open, [this] { documents->openWithDialog(); });
    on(ActionId::Save, [this] { documents->save(); });
    on(ActionId::SaveAs, [this] { documents->saveAs(); });
    on(ActionId::UnsavedWork, [this] { offerUnsavedWork(); });
    on(ActionId::Quit, [this] { q->close(); });
    on(ActionId::Undo, [this] { session->undo(); });
    on(ActionId::Redo, [this] { session->redo(); });
    on(ActionId::Copy, [this] { copyValue(); });
    on(ActionId::EditValue, [this] {
        if (const auto id = view->selectedValue(); id && id->isEditable())
            view->editValue(*id);
    });
    on(ActionId::Next, [this] { session->next(); });
    on(ActionId::Back, [this] { session->back(); });
    on(ActionId::NextPhase, [this] { session->nextPhase(); });
    on(ActionId::Restart, [this] { session->restart(); });
    on(ActionId::GoToUpdate, [this] { askForUpdate(); });
    on(ActionId::Train, [this] { toggleTraining(); });
    on(ActionId::Slower, [this] {
        setSpeed(static_cast<Speed>(std::max(0, static_cast<int>(session->speed()) - 1)));
    });
    on(ActionId::Faster, [this] {
        setSpeed(static_cast<Speed>(std::min(4, static_cast<int>(session->speed()) + 1)));
    });
    on(ActionId::LearningRate, [this] { bar->learningRate().setFocus(Qt::ShortcutFocusReason); });
    on(ActionId::FitNetwork, [this] { view->zoomToFit(); });
    on(ActionId::FoldLarge, [this](bool isOn) {
        settings.set(Setting::FoldLarge, isOn);
        view->setLargeFolded(isOn);
    });
    connect(view, &NetworkView::foldingChanged, this,
            [this] { (*actions)[ActionId::FoldLarge].setChecked(view->areLargeFolded()); });
    on(ActionId::ResetLayout, [this] { placeDocks(isCramped()); });
    on(ActionId::LargerText, [this] { changeTextSize(1); });
    on(ActionId::SmallerText, [this] { changeTextSize(-1); });
    on(ActionId::DecimalComma, [this](bool comma) { look->setDecimalComma(comma); });
    on(ActionId::Animations, [this](bool animated) { look->setAnimated(animated); });
    on(ActionId::Shortcuts, [this] { showShortcuts(*actions, q); });
    on(ActionId::About, [this] { showAbout(q); });
    (*actions)[ActionId::DecimalComma].setChecked(look->decimalComma());
    (*actions)[ActionId::Animations].setChecked(look->isAnimated());
    (*actions)[ActionId::FoldLarge].setChecked(settings.flag(Setting::FoldLarge));
    view->setLargeFolded(settings.flag(Setting::FoldLarge));
}

void MainWindow::Private::connectView() {
    const auto guard = [this] { return practice->reasonAgainstEdits(); };
    editing->setGuard(guard);
    dataEditing->setGuard(guard);
    gradientViews->setGuard(guard);
    view->setCommit([this](const ValueId& id, double value, bool nudge) {
        const QString reason = practice->reasonAgainstEdits();
        return reason.isEmpty() ? session->setValue(id, value, nudge) : reason;
    });
    view->setBuilder(builder());
    view->addAction(&(*actions)[ActionId::Build]);
    editing->setSelected([this] { return view->selectedValue(); });
    connect(exports, &Exports::failed, this, &Private::showMessage);
    connect(handouts, &Handouts::failed, this, &Private::showMessage);
    connect(editing, &NetworkEditing::refused, this, &Private::showMessage);
    connect(&(*actions)[ActionId::Build], &QAction::toggled, view, &NetworkView::setBuilding);
    connect(view, &NetworkView::valueSelected, this, &Private::selectValue);
    connect(explanation, &ExplanationPanel::valueSelected, this, &Private::selectValue);
    connect(view, &NetworkView::valueHovered, this,
            [this](const auto& id) { showHovered(id, view); });
    connect(explanation, &ExplanationPanel::valueHovered, this,
            [this](const auto& id) { showHovered(id, explanation); });
    connect(walkthrough, &WalkthroughPanel::valueHovered, this,
            [this](const auto& id) { showHovered(id, walkthrough); });
    connect(walkthrough, &WalkthroughPanel::stepChosen, this, [this](int index) {
        if (!practice->isActive())
            session->goToStep(index);
    });
    connect(practice, &Practice::activeChanged, this, &Private::showPractice);
    connect(documents, &Documents::aboutToBeUsed, practice, &Practice::end);
    connect(&learning->lessons(), &Lessons::aboutToChange, practice, &Practice::end);
    bar->learningRate().setCommit([this](double eta) {
        const QString reason = practice->reasonAgainstEdits();
        return reason.isEmpty() ? session->setLearningRate(eta) : reason;
    });
    connect(bar, &StepBar::speedChosen, this, &Private::setSpeed);
    connect(bar, &StepBar::detailChosen, this, &Private::setDetail);
    connect(menus, &Menus::speedChosen, this,
            [this](int index) { setSpeed(static_cast<Speed>(index)); });
    connect(menus, &Menus::detailChosen, this,
            [this](int index) { setDetail(static_cast<Detail>(index)); });
}

void MainWindow::Private::connectSession() {
    m_later.setSingleShot(true);
    m_later.setInterval(kLaterMilliseconds);
    connect(&m_later, &QTimer::timeout, this, [this] {
        showPanels();
        showCurve();
    });
    connect(session, &Session::stillChanged, this, &Private::showStill);
    connect(session, &Session::lossCurveChanged, this, [this] {
        if (!session->isTraining() || isReadable())
            showCurve();
        else if (!m_later.isActive())
            m_later.start();
    });
    connect(session, &Session::documentChanged, this, &Private::showDocument);
    connect(session, &Session::trainingChanged, this, [this](bool training) {
        actions->showTraining(training);
        bar->showSpeed(session->speed());
        if (training)
            message->hide();
        m_later.stop();
        showDocument();
        showPanels();
        showCurve();
    });
    connect(session, &Session::stopped, this, &Private::showMessage);
    connect(session, &Session::ended, message, &MessageBar::showNote);
    connect(documents, &Documents::opened, this, [this] {
        message->hide();
        showDocument();
    });
    connect(documents, &Documents::fileChanged, this, &Private::showDocument);
}

void MainWindow::Private::connectSettings() {
    setSpeed(static_cast<Speed>(settings.number(Setting::Speed)));
    setDetail(static_cast<Detail>(settings.number(Setting::Detail)));
    chart->setLogarithmic(settings.flag(Setting::LogarithmicLoss));
    connect(chart, &LossChart::updateChosen, session, &Session::goToUpdate);
    connect(chart, &LossChart::logarithmicChanged, this,
            [this](bool on) { settings.set(Setting::LogarithmicLoss, on); });
    connect(look.get(), &Look::restyled, this, &Private::restyle);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        showPanels();
        showLearningRate();
    });
}

void MainWindow::Private::showStill(Session::Change change) {
    if (change != Session::Change::Trained)
        message->endNote();
    const bool isLive = session->isTraining() && change == Session::Change::Trained;
    const bool moves = change == Session::Change::Next && Appearance::instance().isAnimated();
    view->showStill(session->still(),
                    moves ? NetworkView::Transition::Animated : NetworkView::Transition::Immediate);
    if (change == Session::Change::Opened)
        selectValue(std::nullopt);
    showNumbers();
    if (!isLive || isReadable())
        showPanels();
    else if (!m_later.isActive())
        m_later.start();
}

/// Whether each update stands long enough to be read: then all parts show the same one.
bool MainWindow::Private::isReadable() const {
    return session->speed() < Speed::HundredPerSecond;
}

/// What is cheap, and must at any moment say the same as the graph.
void MainWindow::Private::showNumbers() {
    const Still& still = session->still();
    walkthrough->showStill(still);
    prediction->showStill(still);
    bar->showLoss(still.value(ValueId::loss()));
    status->showTexts(statusTexts(*session));
}

void MainWindow::Private::showPanels() {
    showNumbers();
    // At more updates a second than one can read, no digit of one of them would hold.
    if (session->isTraining() && !isReadable())
        explanation->showTraining();
    else
        explanation->showStill(session->still());
    showLearningRate();
    refreshActions();
}

void MainWindow::Private::showLearningRate() {
    bar->learningRate().showNumber(session->still().trace->optimizer.learningRate);
}

void MainWindow::Private::askForUpdate() {
    session->pause();
    const auto [first, last] = session->updates();
    auto* dialog = new QInputDialog(q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to update"));
    dialog->setLabelText(tr("Updates made, from %1 to %2:")
                             .arg(QString::fromStdString(formatCount(first)),
                                  QString::fromStdString(formatCount(last))));
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleDecimals(0);
    dialog->setDoubleRange(static_cast<double>(first), static_cast<double>(last));
    dialog->setDoubleValue(static_cast<double>(session->still().update));
    connect(dialog, &QInputDialog::doubleValueSelected, session,
            [this](double update) { session->goToUpdate(std::llround(update)); });
    dialog->open();
}

void MainWindow::Private::showCurve() {
    chart->showCurve(practice->shownCurve());
}

/// Results of the whole network would give the prediction away.
void MainWindow::Private::showPractice(bool active) {
    QTabBar* tabs = resultDock->tabs();
    for (int tab = 1; tab < tabs->count(); ++tab)  // data, training and results
        tabs->setTabEnabled(tab, !active);
    if (active)
        tabs->setCurrentIndex(0);
    laboratory->setAvailable(!active);
    message->endNote();
    neuronChoice->refresh();
    showCurve();
    showPanels();
}

void MainWindow::Private::showDocument() {
    actions->showUndo(session->undoText(), session->redoText());
    // What is being learned is not saved, whatever it will be.
    const bool modified = session->isTraining() || session->isModified();
    q->setWindowTitle(titleText(*session, documents->ownPath()));
    q->setWindowModified(modified);
    saved->setText(modified ? tr("not saved") : tr("saved"));
    saved->setToolTip(documents->ownPath());
    status->showTexts(statusTexts(*session));
    neuronChoice->refresh();
    refreshActions();
}

void MainWindow::Private::refreshActions() {
    const auto selected = view->selectedValue();
    (*actions)[ActionId::Back].setEnabled(session->canGoBack());
    (*actions)[ActionId::Restart].setEnabled(session->canRestart());
    const auto [first, last] = session->updates();
    (*actions)[ActionId::GoToUpdate].setEnabled(session->isTraining() || last > first);
    (*actions)[ActionId::EditValue].setEnabled(selected && selected->isEditable());
    (*actions)[ActionId::Copy].setEnabled(selected.has_value());
    practice->guardActions();
}

void MainWindow::Private::selectValue(const std::optional<ValueId>& id) {
    if (view->selectedValue() != id)
        view->selectValue(id);
    explanation->selectValue(id);
    gradientViews->selectValue(id);
    refreshActions();
}

void MainWindow::Private::showHovered(const std::optional<ValueId>& id, QObject* source) {
    if (source != view)
        view->highlightValue(id);
    if (source != explanation)
        explanation->highlightValue(id);
    if (source != walkthrough)
        walkthrough->highlightValue(id);
}

void MainWindow::Private::showMessage(const QString& text) {
    message->showMessage(text);
}

void MainWindow::Private::setSpeed(Speed speed) {
    settings.set(Setting::Speed, static_cast<int>(speed));
    bar->showSpeed(speed);
    session->setSpeed(speed);
    (*actions)[ActionId::Slower].setEnabled(speed != Speed::SlowMotion);
    (*actions)[ActionId::Faster].setEnabled(speed != Speed::Fastest);
}

void MainWindow::Private::setDetail(Detail detail) {
    settings.set(Setting::Detail, static_cast<int>(detail));
    bar->showDetail(detail);
    session->setDetail(detail);
}

void MainWindow::Private::toggleTraining() {
    if (session->isTraining())
        session->pause();
    else
        session->train();
}

/// Practice and lessons show other numbers than the document's: what was kept of that stays.
void MainWindow::Private::connectRecovery() {
    Lessons& lessons = learning->lessons();
    connect(&lessons, &Lessons::aboutToChange, recovery, [this] { recovery->setPaused(true); });
    connect(&lessons, &Lessons::left, recovery, [this] { recovery->setPaused(false); });
    connect(practice, &Practice::aboutToBegin, recovery, [this] { recovery->setPaused(true); });
    connect(practice, &Practice::activeChanged, recovery, [this](bool isActive) {
        recovery->setPaused(isActive || learning->lessons().isRunning());
    });
    connect(recovery, &Recovery::failed, this, &Private::showMessage);
    connect(documents, &Documents::opened, recovery, [this] {
        // What is opened as kept has been told of.
        const QString path = session->isModified() ? QString() : documents->path();
        if (!path.isEmpty() && recovery->hasChangesOf(path))
            message->showNote(
                tr("Unsaved changes of this file are kept from before: "
                   "File ▸ Unsaved Work opens them."));
    });
}

void MainWindow::Private::offerUnsavedWork() {
    if (recovery->hasAny())
        recovery->offer();
    else
        message->showNote(tr("No unsaved work is kept: the program was closed each time."));
}

void MainWindow::Private::copyValue() {
    const auto id = view->selectedValue();
    const Notation& notation = Appearance::instance().notation();
    const auto value = id ? conventionalValue(session->still(), *id, notation) : std::nullopt;
    if (!value)
        return;
    // With a plain minus sign, as other programs read numbers.
    QString text = QString::fromStdString(exactNumber(*value, notation.numbers));
    QGuiApplication::clipboard()->setText(text.replace(QChar(0x2212), QLatin1Char('-')));
}

void MainWindow::Private::changeTextSize(int steps) {
    const auto* begin = std::begin(Look::kTextSizes);
    const auto* end = std::end(Look::kTextSizes);
    const auto* at = std::find(begin, end, look->textSize());
    const auto index = std::clamp<std::ptrdiff_t>(at - begin + steps, 0, end - begin - 1);
    look->setTextSize(begin[index]);
}

}  // namespace stepgrad
