// Training: slow motion, runs at speed, what they leave behind, and beginning anew.

#include <QTimer>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/document/loss_meter.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

/// Updates a second; 0: as fast as it can.
double rateOf(Speed speed) {
    switch (speed) {
        case Speed::OnePerSecond:
            return 1.0;
        case Speed::TenPerSecond:
            return 10.0;
        case Speed::HundredPerSecond:
            return 100.0;
        case Speed::SlowMotion:
        case Speed::Fastest:
            break;
    }
    return 0.0;
}

}  // namespace

bool Session::isSlowMotion() const {
    // The walk shows one example: batches are trained at a pace instead.
    return m_speed == Speed::SlowMotion && m_place.project()->training.batchSize == 1;
}

void Session::setTraining(bool training) {
    if (training == m_training)
        return;
    m_training = training;
    emit trainingChanged(training);
}

void Session::setSpeed(Speed speed) {
    if (speed == m_speed)
        return;
    const bool wasTraining = m_training;
    const bool wasRunning = m_engine->isRunning();
    m_speed = speed;
    if (wasRunning && !isSlowMotion()) {
        m_engine->setSpeed(m_speed == Speed::SlowMotion ? 1.0 : rateOf(speed));
    } else if (wasTraining) {
        pause();
        train();
    }
}

void Session::train() {
    if (m_training)
        return;
    if (isSlowMotion()) {
        leaveTestRow();
        m_slowMotion->start();
        setTraining(true);
        if (m_training)  // nobody has paused at once
            slowMotionTick();
        return;
    }
    startRun();
}

void Session::leaveTestRow() {
    const auto examples = m_place.project()->examples();
    if (m_still.isEnd() || examples->indexInTraining(m_place.row))
        return;
    ExampleOrder order(examples->training->size(), m_place.project()->training);
    selectExample(examples->rowOfTraining(order.row(m_place.state().cursor)));
}

void Session::startRun() {
    HistoryPlace start = m_place;
    if (m_still.isEnd()) {
        auto next = afterUpdate(m_place, isInTurn(m_place));
        if (!next) {
            emit stopped(
                tr("Training cannot go on: the next values would be too large to be numbers; %1.")
                    .arg(QLatin1String(kAgainstDivergence)));
            return;
        }
        start = *next;
    }
    m_runStart = start;
    m_beforeRun = m_place;
    m_snapshot.reset();
    TrainingState state = start.state();
    const auto examples = start.project()->examples();
    m_liveOrder.emplace(examples->training->size(), start.project()->training);
    m_runEpoch = state.cursor.epoch;
    const double rate = m_speed == Speed::SlowMotion ? 1.0 : rateOf(m_speed);
    m_engine->start(start.project(), std::move(state), {rate, 0});
    setTraining(true);
}

std::optional<RunProgress> Session::progress() const {
    if (!m_training || !m_snapshot)
        return std::nullopt;
    const Project& project = *m_runStart.project();
    const std::int64_t examples = project.examples()->training->size();
    const std::int64_t batch = std::min(project.training.batchSize, examples);
    const ExampleCursor& cursor = m_snapshot->state->cursor;
    RunProgress progress;
    progress.epochs = cursor.epoch - m_runEpoch;
    progress.of = project.training.stop.epochs;
    progress.examplesPerSecond = m_rate * static_cast<double>(batch);
    if (progress.of > 0 && progress.examplesPerSecond > 0.0)
        progress.secondsLeft = std::max(
            0.0, static_cast<double>((progress.of - progress.epochs) * examples - cursor.offset) /
                     progress.examplesPerSecond);
    return progress;
}

void Session::pause() {
    if (!m_training)
        return;
    if (m_slowMotion->isActive()) {
        m_slowMotion->stop();
        setTraining(false);
        return;
    }
    m_engine->pause();  // leads to onFinished
}

void Session::slowMotionTick() {
    const std::int64_t update = m_still.update;
    const std::int64_t position = m_still.position;
    advance(Detail::Phase);
    emit lossCurveChanged();
    if (m_still.update == update && m_still.position == position)
        pause();  // the update could not be made; stopped() has told why
}

void Session::onSnapshot(const SnapshotPtr& snapshot) {
    if (!m_training)
        return;
    const Project& project = *m_runStart.project();
    m_snapshot = snapshot;
    m_rate = snapshot->updatesPerSecond;
    const auto examples = project.examples();
    m_liveRow = examples->rowOfTraining(m_liveOrder->row(snapshot->state->cursor));
    // The live picture: the forward pass of the next example with these weights.
    auto trace = std::make_shared<Trace>(makeTrace(snapshot->state->network, project.loss,
                                                   project.optimizer, snapshot->state->optimizer));
    computeForward(*trace, examples->all->input(m_liveRow), examples->all->target(m_liveRow));
    if (!firstNotFinite(*trace, false)) {
        const auto& steps = m_still.walk->steps();
        const auto loss = static_cast<std::size_t>(2 * trace->network.layerCount());
        m_still.trace = std::move(trace);
        m_still.position = steps[loss].first + 1;
        m_still.from = m_still.position;
        m_still.asked = 0;
        m_still.update = snapshot->state->update;
    }
    emit stillChanged(Change::Trained);
    emit lossCurveChanged();
}

namespace {

/// Why a rule of the project ended the run, for people.
QString textOf(StopReason reason, const StopRules& rules) {
    switch (reason) {
        case StopReason::Epochs:
            return Session::tr("%1 epochs are done")
                .arg(QString::fromStdString(formatCount(rules.epochs)));
        case StopReason::LossBelow:
            return Session::tr("the mean loss is below %1").arg(*rules.lossBelow);
        case StopReason::AccuracyAbove:
            return Session::tr("the share of right answers has reached %1")
                .arg(*rules.accuracyAbove);
        case StopReason::NoProgress:
            return Session::tr("the loss has not fallen for %1 epochs")
                .arg(QString::fromStdString(formatCount(rules.noProgressEpochs)));
    }
    return {};
}

}  // namespace

void Session::onFinished(const RunResult& result) {
    const HistoryPlace before = m_beforeRun;
    const std::int64_t count = result.record->count();
    const HistoryPlace after = count > 0 ? afterRun(m_runStart, result.record) : before;
    // The live still belongs to no place: the one shown now is computed anew.
    m_still.trace.reset();
    m_snapshot.reset();
    m_rate = 0.0;
    m_training = false;
    QString problem = show(after, Change::Trained);
    if (!problem.isEmpty() && count > 0) {
        // What the last update leads to for its own example is too large: it stays untold.
        HistoryPlace untold = after;
        const Walk walk(result.record->start().network);
        untold.position = walk.steps().back().first;
        untold.from = walk.back(untold.position, Detail::Step);
        problem = show(untold, Change::Trained);
    }
    if (!problem.isEmpty()) {
        show(before, Change::Trained);
        emit stopped(tr("What was trained cannot be shown and was taken back: %1.").arg(problem));
    } else if (count > 0)
        push({tr("training (%1 updates)").arg(QString::fromStdString(formatCount(count))),
              before,
              m_place,
              {},
              false});
    emit trainingChanged(false);
    emit lossCurveChanged();
    if (result.divergence)
        emit stopped(tr("Training stopped: %1")
                         .arg(QString::fromStdString(
                             result.divergence->text(result.record->start().network))));
    else if (result.stopReason)
        emit ended(tr("Training has ended: %1. Train goes on with the same again.")
                       .arg(textOf(*result.stopReason, result.record->project().training.stop)));
}

bool Session::canRestart() const {
    return m_still.position > 0 || hasUpdates();
}

bool Session::hasUpdates() const {
    return m_place.update() > beginningOf(m_place).start().update;
}

void Session::restart() {
    pause();
    HistoryPlace place = m_place;
    place.position = place.from = 0;
    if (hasUpdates() || m_still.isEnd()) {  // an update that is shown has been made, too
        auto project = std::make_shared<Project>(*m_place.project());
        TrainingState state = beginningAgain(m_place);
        const OptimizerSettings& first = beginningOf(m_place).project().optimizer;
        const OptimizerSettings& now = project->optimizer;
        if (state.update == 0 || first.type != now.type || first.memory() != now.memory())
            state.optimizer = initialState(now, state.network);
        project->network = state.network;
        // Data, loss or split may have been others then.
        if (const auto problem = problemOf(*project)) {
            emit stopped(tr("The network cannot begin again as it was: %1.")
                             .arg(QString::fromStdString(*problem)));
            return;
        }
        const Project& then = beginningOf(m_place).project();
        if (then.data != project->data || then.split != project->split)
            state.cursor = {};
        place =
            startOfTraining(std::move(project), std::move(state), m_place.row, ghostsWithThis());
    }
    const HistoryPlace before = m_place;
    const bool anew = place.node != m_place.node;
    if (show(place, Change::Jump).isEmpty() && anew)
        push({tr("restart"), before, m_place, {}, false});
    emit lossCurveChanged();
}

std::shared_ptr<const PastTrainings> Session::ghostsWithThis() {
    auto ghosts = m_place.node->ghosts ? *m_place.node->ghosts : PastTrainings{};
    if (auto points = m_meter->pointsUpTo(m_place); points.size() > 1)
        ghosts.push_back(
            {std::move(points), m_place.project()->optimizer.learningRate, ++m_lastRun});
    return std::make_shared<const PastTrainings>(std::move(ghosts));
}

}  // namespace stepgrad
