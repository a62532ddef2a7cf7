// Putting the document aside while another one is looked at.

#include "core/document/session.h"

namespace stepgrad {

/// All that makes the document and its history, as it was.
class Session::Kept {
public:
    HistoryPlace place;
    Still still;
    QString updateProblem;
    std::vector<Entry> entries;
    std::size_t undone = 0;
    std::optional<Project> saved;
    std::map<int, RunNote> runNotes;
    int lastRun = 0;
};

std::shared_ptr<const Session::Kept> Session::keep() {
    pause();
    Still still = m_still;
    still.asked = 0;
    return std::make_shared<const Kept>(
        Kept{m_place, still, m_updateProblem, m_entries, m_undone, m_saved, m_runNotes, m_lastRun});
}

void Session::giveBack(const std::shared_ptr<const Kept>& kept) {
    pause();
    m_place = kept->place;
    m_still = kept->still;
    m_updateProblem = kept->updateProblem;
    m_entries = kept->entries;
    m_undone = kept->undone;
    m_saved = kept->saved;
    m_runNotes = kept->runNotes;
    m_lastRun = kept->lastRun;
    emit stillChanged(Change::Opened);
    emit documentChanged();
    emit lossCurveChanged();
}

}  // namespace stepgrad
