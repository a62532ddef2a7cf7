// How the session walks through a training step: forward and back, to any place of
// it, and by questions where results are to be revealed one by one.

#include <algorithm>

#include "core/document/session.h"

namespace stepgrad {
namespace {

/// Where what is current begins, at that position: of single values the last one,
/// else all of its step.
std::int64_t beginOfCurrent(const Walk& walk, std::int64_t position, Detail detail) {
    if (position == 0)
        return 0;
    return detail == Detail::Value ? position - 1 : walk.steps()[walk.stepOf(position - 1)].first;
}

/// A question is asked within one step.
Detail detailOfQuestion(Detail detail) {
    return detail == Detail::Phase ? Detail::Step : detail;
}

}  // namespace

void Session::next() {
    pause();
    if (m_still.isAsking())
        reach(m_still.asked, m_still.position, Change::Next);
    else if (m_asksFirst)
        ask();
    else
        advance(m_detail);
    emit lossCurveChanged();
}

void Session::nextPhase() {
    pause();
    advance(Detail::Phase);
    emit lossCurveChanged();
}

bool Session::canGoBack() const {
    return m_still.position > 0 || m_still.isAsking() || previousStep(m_place).has_value();
}

void Session::back() {
    pause();
    if (m_still.isAsking())
        askFor(0, Change::Back);
    else if (m_asksFirst && m_still.position > 0)
        backToQuestion();
    else
        backOneStep();
    emit lossCurveChanged();
}

void Session::backOneStep() {
    HistoryPlace place = m_place;
    place.position = m_still.walk->back(m_still.position, m_detail);
    if (place.position == 0) {
        if (auto previous = previousStep(m_place))
            place = *previous;
        else
            place.from = 0;
    } else {
        place.from = beginOfCurrent(*m_still.walk, place.position, m_detail);
    }
    show(place, Change::Back);
    takeBackUpdate();
}

void Session::goToStep(int index) {
    pause();
    const auto& steps = m_still.walk->steps();
    if (index < 0 || index >= static_cast<int>(steps.size()))
        return;
    const Step step = steps[static_cast<std::size_t>(index)];
    goTo(step.first + step.count, step.first);
}

void Session::goToPosition(std::int64_t position) {
    pause();
    const std::int64_t to = std::clamp<std::int64_t>(position, 0, m_still.walk->stopCount());
    if (to == 0) {
        goTo(0, 0);
        return;
    }
    // At the end of a step, all of it.
    const Step& step = m_still.walk->steps()[m_still.walk->stepOf(to - 1)];
    goTo(to, to == step.first + step.count ? step.first : to - 1);
}

void Session::goTo(std::int64_t position, std::int64_t from) {
    reach(position, from, Change::Jump);
    takeBackUpdate();
    emit lossCurveChanged();
}

void Session::takeBackUpdate() {
    // Walking back over the update that was made last undoes it: undo then goes
    // on with what was done before, and Next makes the update again.
    if (!canUndo() || m_still.isEnd())
        return;
    Entry& entry = m_entries[m_entries.size() - m_undone - 1];
    if (!entry.isUpdate || !entry.before.isSameStep(m_place))
        return;
    entry.left.reset();  // redo makes the update again, wherever an earlier undo had begun
    ++m_undone;
    emit documentChanged();
}

// --- asking before telling ----------------------------------------------------

void Session::setAsksFirst(bool asks) {
    m_asksFirst = asks;
    if (!asks && m_still.isAsking())
        askFor(0, Change::Jump);
}

void Session::askFor(std::int64_t asked, Change change) {
    m_still.asked = asked;
    emit stillChanged(change);
    emit documentChanged();
}

void Session::ask() {
    if (m_still.isEnd() && !enterNextStep()) {
        tellNoNextStep();
        return;
    }
    askFor(m_still.walk->next(m_still.position, detailOfQuestion(m_detail)), Change::Jump);
}

void Session::backToQuestion() {
    const std::int64_t asked = m_still.position;
    HistoryPlace place = m_place;
    place.position = m_still.walk->back(asked, detailOfQuestion(m_detail));
    place.from = beginOfCurrent(*m_still.walk, place.position, m_detail);
    {
        const QSignalBlocker quiet(this);  // one press, one change
        show(place, Change::Back);
        takeBackUpdate();
    }
    askFor(asked, Change::Back);
}

}  // namespace stepgrad
