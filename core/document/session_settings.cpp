// Settings of the training and of the data, as one edit.

#include <algorithm>
#include <utility>

#include "core/document/session.h"

namespace stepgrad {

QString Session::changeSettings(const Project& changed, const QString& undoText) {
    pause();
    auto project = std::make_shared<Project>(changed);
    project->network = m_place.project()->network;
    project->name = m_place.project()->name;
    if (const auto problem = problemOf(*project))
        return QString::fromStdString(*problem);
    TrainingState state = m_place.state();
    const OptimizerSettings& before = m_place.project()->optimizer;
    if (project->optimizer.type != before.type || project->optimizer.memory() != before.memory())
        state.optimizer = initialState(project->optimizer, state.network);
    state.cursor = {};
    const std::int64_t row = std::min<std::int64_t>(m_place.row, project->rowCount() - 1);
    return edit(undoText, std::move(project), std::move(state), row);
}

QString Session::beginWith(const Project& project, const QString& undoText) {
    if (const auto problem = problemOf(project))
        return QString::fromStdString(*problem);
    pause();
    const HistoryPlace before = m_place;
    if (QString problem = show(startOf(project), Change::Edit); !problem.isEmpty())
        return problem;
    push({undoText, before, m_place, {}, false});
    emit lossCurveChanged();
    return {};
}

}  // namespace stepgrad
