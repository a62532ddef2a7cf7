// Where the session stands in its training: the beginning, the curve, other updates.

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/document/first_step.h"
#include "core/document/loss_meter.h"
#include "core/document/session.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

QString jumpText(std::int64_t update) {
    return Session::tr("jump to update %1").arg(QString::fromStdString(formatCount(update)));
}

/// Curves of earlier trainings that are shown: the latest ones.
constexpr std::ptrdiff_t kMostGhosts = 5;

}  // namespace

HistoryPlace Session::startOf(const Project& project) {
    auto shared = std::make_shared<Project>(project);
    shared->progress.reset();  // the history has it from now on
    shared->ownExample.reset();
    return startOfTraining(std::move(shared), initialStateOf(project), firstRowOf(project),
                           std::make_shared<const PastTrainings>());
}

TrainingState Session::stateShown() const {
    if (m_training && m_snapshot)
        return *m_snapshot->state;
    TrainingState state = m_place.state();
    if (!m_still.isEnd())
        return state;
    state.network = m_still.trace->networkAfter();
    state.optimizer = m_still.trace->stateAfter;
    ++state.update;
    const std::int64_t examples = m_place.project()->examples()->training->size();
    if (m_place.project()->training.batchSize == 1 && isInTurn(m_place) &&
        ++state.cursor.offset == examples)
        state.cursor = {state.cursor.epoch + 1, 0};
    return state;
}

void Session::goToUpdate(std::int64_t update) {
    pause();
    const HistoryPlace place = placeAt(m_place, update);
    if (place.isSameStep(m_place))
        return;
    const HistoryPlace before = m_place;
    if (const QString problem = show(place, Change::Jump); !problem.isEmpty())
        emit stopped(tr("Update %1 cannot be shown: %2.").arg(update).arg(problem));
    else if (m_undone == 0)
        pushJump(before);
    emit lossCurveChanged();
}

void Session::push(Entry entry) {
    if (m_undone > 0) {
        const HistoryPlace undone = m_entries[m_entries.size() - m_undone].before;
        m_entries.resize(m_entries.size() - m_undone);
        m_undone = 0;
        // From there a click on the curve may have led elsewhere: undo leads back.
        const HistoryPlace& now = entry.before;
        if (undone.node != now.node || undone.offset != now.offset) {
            Entry jump{jumpText(now.update()), undone, now, {}, false};
            jump.isJump = true;
            m_entries.push_back(std::move(jump));
        }
    }
    m_entries.push_back(std::move(entry));
    emit documentChanged();
}

void Session::pushJump(const HistoryPlace& before) {
    Entry entry{jumpText(m_still.update), before, m_place, {}};
    entry.isJump = true;
    if (!m_entries.empty() && m_entries.back().isJump) {
        entry.before = m_entries.back().before;
        m_entries.pop_back();
    }
    push(std::move(entry));
}

std::vector<EarlierRun> Session::earlierRuns() const {
    std::vector<EarlierRun> runs;
    if (!m_place.node->ghosts)
        return runs;
    for (const PastTraining& ghost : *m_place.node->ghosts) {
        const auto note = m_runNotes.find(ghost.id);
        const RunNote about = note == m_runNotes.end() ? RunNote{} : note->second;
        if (about.isRemoved)
            continue;
        const QString name = about.name.isEmpty() ? tr("run %1").arg(ghost.id) : about.name;
        runs.push_back({ghost.id, name, ghost.learningRate, about.isShown});
    }
    return runs;
}

void Session::renameRun(int id, const QString& name) {
    m_runNotes[id].name = name.trimmed();
    emit lossCurveChanged();
}

void Session::showRun(int id, bool isShown) {
    m_runNotes[id].isShown = isShown;
    emit lossCurveChanged();
}

void Session::removeRun(int id) {
    m_runNotes[id].isRemoved = true;
    emit lossCurveChanged();
}

LossCurve Session::lossCurve() const {
    LossCurve curve;
    curve.isMean = exampleCount() > 1;
    const auto runs = earlierRuns();
    std::ptrdiff_t more =
        std::count_if(runs.begin(), runs.end(), [](const EarlierRun& run) { return run.isShown; });
    for (const EarlierRun& run : runs)
        if (run.isShown && more-- <= kMostGhosts) {
            curve.ghosts.push_back(
                *std::find_if(m_place.node->ghosts->begin(), m_place.node->ghosts->end(),
                              [&run](const PastTraining& ghost) { return ghost.id == run.id; }));
            curve.ghostNames.push_back(run.name);
        }
    if (m_training && m_snapshot) {
        curve.points = m_meter->pointsUpTo(m_runStart);
        for (const auto& point : m_snapshot->losses)
            if (curve.points.empty() || point.update > curve.points.back().update)
                curve.points.push_back(point);
        if (!curve.points.empty())
            curve.current = curve.points.back();
        return curve;
    }
    // At the end of the update the curve has reached the new weights' loss.
    const bool updated = m_still.isEnd();
    curve.points = m_meter->pointsUpTo(m_place);
    const std::int64_t update = m_still.update + (updated ? 1 : 0);
    // After an update J is known (the update told what it becomes); at the start
    // and after an edit it stays blank until the walk computes it.
    // A mean over all examples waits for no walk: it is the network's as it stands.
    const bool isTold = curve.isMean || m_still.isComputed(ValueId::loss()) || m_place.offset > 0;
    if (knownUpdates(m_place).second > update) {
        HistoryPlace tip = m_place;
        tip.node = m_place.tip;
        tip.offset = tip.node->record->count();
        for (const LossPoint& point : m_meter->pointsUpTo(tip))
            if (point.update > update)
                curve.ahead.push_back(point);
        // The last update, whether or not the record has a point there.
        const TrainingState last = tip.state();
        const auto end = m_tipMeter->point(tip, last.network, last.update);
        if (end && std::isfinite(end->loss) &&
            (curve.ahead.empty() || curve.ahead.back().update < end->update))
            curve.ahead.push_back(*end);
    }
    if (!isTold) {
        while (!curve.points.empty() && curve.points.back().update >= update)
            curve.points.pop_back();
        return curve;
    }
    std::optional<LossPoint> now = LossPoint{update, m_still.trace->loss};
    if (curve.isMean || updated)
        now = m_meter->point(m_place, updated ? m_still.trace->networkAfter() : m_still.network(),
                             update);
    else if (!curve.points.empty() && curve.points.back().update == update)
        now = curve.points.back();
    if (!now || !std::isfinite(now->loss))
        return curve;
    if (!curve.points.empty() && curve.points.back().update == update)
        curve.points.back() = *now;
    else
        curve.points.push_back(*now);
    curve.current = now;
    return curve;
}

}  // namespace stepgrad
