// Building the network, as edits that can be undone.

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/document/session.h"
#include "core/network/gradient_check.h"

namespace stepgrad {
namespace {

QString layerName(int layer) {
    return layer == kInputColumn ? Session::tr("the inputs")
                                 : Session::tr("layer %1").arg(layer + 1);
}

/// What is undone or redone: "new layer", "removal of a neuron from layer 1" …
struct EditName {
    const Network& network;

    QString operator()(const AddLayer&) const { return Session::tr("new layer"); }
    QString operator()(const RemoveLayer& e) const {
        return Session::tr("removal of %1").arg(layerName(e.layer));
    }
    QString operator()(const SetNeurons& e) const {
        const auto now = neuronsOf(network, e.layer);
        if (e.count == now + 1)
            return e.layer == kInputColumn
                       ? Session::tr("new input")
                       : Session::tr("new neuron in %1").arg(layerName(e.layer));
        if (e.count + 1 == now)
            return (*this)(RemoveNeuron{e.layer, e.count});
        return e.layer == kInputColumn
                   ? Session::tr("change to %1 inputs").arg(e.count)
                   : Session::tr("change to %1 neurons in %2").arg(e.count).arg(layerName(e.layer));
    }
    QString operator()(const RemoveNeuron& e) const {
        return e.layer == kInputColumn
                   ? Session::tr("removal of an input")
                   : Session::tr("removal of a neuron from %1").arg(layerName(e.layer));
    }
    QString operator()(const SetActivation& e) const {
        const auto& name = info(e.activation).name;
        return Session::tr("change of %1 to %2").arg(layerName(e.layer), QString::fromUtf8(name));
    }
    QString operator()(const SetBiases& e) const {
        return (e.hasBiases ? Session::tr("biases of %1") : Session::tr("removal of biases of %1"))
            .arg(layerName(e.layer));
    }
    QString operator()(const SetFrozen& e) const {
        return (e.frozen ? Session::tr("freezing of %1") : Session::tr("unfreezing of %1"))
            .arg(layerName(e.layer));
    }
    QString operator()(const SetLoss&) const { return Session::tr("change of the loss"); }
    QString operator()(const Initialize& e) const {
        return e.layer ? Session::tr("new weights of %1").arg(layerName(*e.layer))
                       : Session::tr("new weights");
    }
};

/// As far as the step that was shown, in the walk of the changed network: the
/// same one, counted from the output; where there is none, or the update, J.
/// @returns position and from
std::pair<std::int64_t, std::int64_t> sameProgress(const Still& still, const Network& network) {
    const Step* shown = still.currentStep();
    if (!shown)
        return {0, 0};
    const Walk walk(network);
    const auto& steps = walk.steps();
    const int shift = network.layerCount() - still.network().layerCount();
    const auto isSame = [&](const Step& step) {
        return step.kind == shown->kind &&
               step.layer == (shown->layer < 0 ? -1 : shown->layer + shift);
    };
    auto step = shown->phase == Phase::Update ? steps.end()
                                              : std::find_if(steps.begin(), steps.end(), isSame);
    if (step == steps.end())
        step = std::find_if(steps.begin(), steps.end(),
                            [](const Step& s) { return s.kind == StepKind::Loss; });
    return {step->first + step->count, step->first};
}

}  // namespace

QString Session::reasonAgainst(const NetworkEdit& edit) const {
    return QString::fromStdString(
        stepgrad::reasonAgainst(*m_place.project(), edit).value_or(std::string()));
}

QString Session::editNetwork(const NetworkEdit& edit) {
    if (const QString reason = reasonAgainst(edit); !reason.isEmpty())
        return reason;
    const bool wasTraining = m_training;
    pause();
    const QString problem = carryOut(edit);
    emit lossCurveChanged();
    if (wasTraining)
        train();
    return problem;
}

QString Session::setParameters(const std::vector<std::pair<ValueId, double>>& values,
                               const QString& undoText) {
    for (const auto& [id, value] : values) {
        if (!id.isParameter() || !exists(m_still.network(), id))
            return tr("this value is computed and cannot be set");
        if (!std::isfinite(value))
            return tr("a finite number was expected");
    }
    const bool wasTraining = m_training;
    pause();
    const HistoryPlace before = m_place;
    // Where the update is made, the weights shown are those of the next step.
    const bool isEnd = m_still.isEnd();
    const auto base = isEnd ? afterUpdate(m_place) : std::optional(m_place);
    if (!base)
        return tr("the next values would be too large to be numbers");
    TrainingState state = base->state();
    for (const auto& [id, value] : values)
        parameterOf(state.network, id) = value;
    HistoryPlace after = afterEdit(*base, base->project(), std::move(state), base->row);
    after.position = isEnd ? 0 : m_still.position;
    after.from = isEnd ? 0 : m_still.from;
    QString problem = show(after, Change::Edit);
    if (problem.isEmpty())
        push({undoText, before, m_place, {}, false});
    emit lossCurveChanged();
    if (wasTraining)
        train();
    return problem;
}

QString Session::carryOut(const NetworkEdit& edit) {
    const HistoryPlace before = m_place;
    HistoryPlace base = m_place;
    if (m_still.isEnd()) {
        // The update is made: what it has learned is kept.
        auto next = afterUpdate(m_place);
        if (!next)
            return tr("the next values would be too large to be numbers");
        base = *next;
    }
    auto project = std::make_shared<Project>(*base.project());
    TrainingState state = base.state();
    const QString name = std::visit(EditName{state.network}, edit);
    project->network = state.network;
    apply(edit, *project, state);
    if (const auto problem = problemOf(*project))
        return QString::fromStdString(*problem);
    HistoryPlace after;
    const auto [position, from] = sameProgress(m_still, state.network);
    if (isNewStart(edit)) {
        state.update = 0;
        state.cursor = {};
        after = startOfTraining(std::move(project), std::move(state), base.row, ghostsWithThis());
    } else {
        after = afterEdit(base, std::move(project), std::move(state), base.row,
                          std::make_shared<const NetworkEdit>(edit));
        after.position = position;
        after.from = from;
    }
    if (QString problem = show(after, Change::Edit); !problem.isEmpty())
        return problem;
    push({name, before, m_place, {}, false});
    return {};
}

}  // namespace stepgrad
