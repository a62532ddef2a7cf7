// Settings of the training and of the data, as one edit.

#include <algorithm>
#include <utility>

#include "core/document/session.h"

namespace stepgrad {
namespace {

/// What is wrong, without the place that it has in a file: "optimizer.l1: a number …".
QString reasonOf(const std::string& problem) {
    const auto colon = problem.find(": ");
    const bool isPlace = colon != std::string::npos && problem.find(' ') > colon;
    return QString::fromStdString(isPlace ? problem.substr(colon + 2) : problem);
}

}  // namespace

QString Session::changeSettings(const Project& changed, const QString& undoText) {
    pause();
    auto project = std::make_shared<Project>(changed);
    project->network = m_place.project()->network;
    project->name = m_place.project()->name;
    if (const auto problem = problemOf(*project))
        return reasonOf(*problem);
    TrainingState state = m_place.state();
    const OptimizerSettings& before = m_place.project()->optimizer;
    if (project->optimizer.type != before.type || project->optimizer.memory() != before.memory())
        state.optimizer = initialState(project->optimizer, state.network);
    // The order of the examples, and with it where an epoch stands.
    const Project& was = *m_place.project();
    if (project->data != was.data || project->split != was.split ||
        project->training.shuffle != was.training.shuffle ||
        project->training.seed != was.training.seed)
        state.cursor = {};
    const std::int64_t row = std::min<std::int64_t>(m_place.row, project->rowCount() - 1);
    return edit(undoText, std::move(project), std::move(state), row);
}

QString Session::setParameters(const Network& network, const QString& undoText) {
    const bool wasTraining = m_training;
    pause();
    TrainingState state = m_place.state();
    QString problem;
    if (network.shapeText() != state.network.shapeText()) {
        problem = tr("the network has been built in another way since");
    } else {
        for (std::size_t l = 0; l < network.layers.size(); ++l) {
            state.network.layers[l].weights = network.layers[l].weights;
            if (state.network.layers[l].biases && network.layers[l].biases)
                state.network.layers[l].biases = network.layers[l].biases;
        }
        problem = edit(undoText, m_place.project(), std::move(state), m_place.row);
    }
    if (wasTraining)
        train();
    return problem;
}

QString Session::beginWith(const Project& wanted, const QString& undoText) {
    Project project = wanted;
    project.ownExample.reset();  // as wide as other data
    if (const auto problem = problemOf(project))
        return reasonOf(*problem);
    pause();
    const HistoryPlace before = m_place;
    if (QString problem = show(startOf(project), Change::Edit); !problem.isEmpty())
        return problem;
    push({undoText, before, m_place, {}, false});
    emit lossCurveChanged();
    return {};
}

}  // namespace stepgrad
