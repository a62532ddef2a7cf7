#include "core/document/session.h"

#include <QTimer>
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/document/loss_meter.h"
#include "core/network/backpropagation.h"
#include "core/walkthrough/notation.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString tooLarge(const ValueId& id, const Network& network) {
    return Session::tr("%1 would be too large to be a number").arg(text(symbolText(id, network)));
}

}  // namespace

Session::Session(QObject* parent)
    : QObject(parent),
      m_engine(new TrainingEngine(this)),
      m_slowMotion(new QTimer(this)),
      m_meter(new LossMeter(this)),
      m_tipMeter(new LossMeter(this)) {
    m_slowMotion->setInterval(900);
    connect(m_slowMotion, &QTimer::timeout, this, &Session::slowMotionTick);
    connect(m_engine, &TrainingEngine::snapshotReady, this, &Session::onSnapshot);
    connect(m_engine, &TrainingEngine::finished, this, &Session::onFinished);
    for (LossMeter* meter : {m_meter, m_tipMeter})
        connect(meter, &LossMeter::measured, this, &Session::lossCurveChanged);
    open(articleExample());
}

Session::~Session() = default;

// --- the document -----------------------------------------------------------

void Session::open(const Project& project) {
    if (const auto problem = problemOf(project))
        throw std::invalid_argument(*problem);
    HistoryPlace start = startOf(project);
    QString problem;
    // What could be saved with another example in view can be opened: with the first that
    // can be calculated.
    const std::int64_t mostTried =
        std::clamp<std::int64_t>(100'000'000 / project.network.parameterCount(), 1, 1000);
    const std::int64_t tried = std::min<std::int64_t>(project.data->size(), mostTried);
    const std::int64_t first = start.row;
    bool isShown = traceOf(start, &problem) != nullptr;
    QString other;
    for (std::int64_t row = 0; row < tried && !isShown; ++row) {
        start.row = row;
        isShown = row != first && traceOf(start, &other);
    }
    if (!isShown)
        throw std::invalid_argument("network: " + problem.toStdString());
    pause();
    m_entries.clear();
    m_undone = 0;
    m_runNotes.clear();
    m_lastRun = 0;
    m_still = {};
    show(start, Change::Opened);
    markSaved();
    emit lossCurveChanged();
}

// --- the walkthrough --------------------------------------------------------

std::int64_t Session::exampleCount() const {
    return m_place.project()->data->size();
}

std::int64_t Session::example() const {
    return m_training && m_snapshot ? m_liveRow : m_place.row;
}

TracePtr Session::traceOf(const HistoryPlace& place, QString* problem) {
    TracePtr trace = m_engine->step(*place.project(), place.state(), place.row);
    if (const auto id = firstNotFinite(*trace, false)) {
        *problem = tooLarge(*id, trace->network);
        return nullptr;
    }
    return trace;
}

QString Session::show(const HistoryPlace& asked, Change change) {
    HistoryPlace place = asked;
    // An example of the user's own may not have been there then.
    place.row = std::min(place.row, place.project()->rowCount() - 1);
    const bool sameStep = m_still.trace && m_place.isSameStep(place) && !m_training;
    Still still = m_still;
    QString updateProblem = m_updateProblem;
    if (!sameStep) {
        QString problem;
        still.trace = traceOf(place, &problem);
        if (!still.trace)
            return problem;
        if (!still.walk || !m_still.trace ||
            m_still.network().shapeText() != still.network().shapeText() ||
            m_still.network().parameterCount() != still.network().parameterCount())
            still.walk = std::make_shared<const Walk>(still.network());
        updateProblem.clear();
        if (const auto id = firstNotFinite(*still.trace, true))
            updateProblem = tooLarge(*id, still.network());
        else if (!std::isfinite(still.trace->lossAfter))
            updateProblem = tr("with the new weights the loss would be too large to be a number");
    }
    if (!updateProblem.isEmpty() && place.position > still.walk->steps().back().first)
        return updateProblem;
    still.position = place.position;
    still.from = place.from;
    // A question stays while numbers that it reads are edited.
    still.asked = change == Change::Edit && still.walk == m_still.walk ? m_still.asked : 0;
    still.update = place.update();
    m_place = place;
    m_still = std::move(still);
    m_updateProblem = updateProblem;
    emit stillChanged(change);
    emit documentChanged();
    return {};
}

void Session::reach(std::int64_t position, std::int64_t from, Change change) {
    HistoryPlace place = m_place;
    place.position = position;
    place.from = from;
    const HistoryPlace before = m_place;
    const bool makesUpdate = position == m_still.walk->stopCount() && !m_still.isEnd();
    if (makesUpdate && m_undone > 0) {
        // The same step was made before and undone: it is made again, not anew.
        const Entry& entry = m_entries[m_entries.size() - m_undone];
        if (entry.isUpdate && entry.before.isSameStep(place)) {
            --m_undone;
            show(place, change);
            return;
        }
    }
    const QString problem = show(place, change);
    if (!problem.isEmpty()) {
        emit stopped(tr("Update %1 was not made: %2; %3.")
                         .arg(m_still.update + 1)
                         .arg(problem, QLatin1String(kAgainstDivergence)));
        return;
    }
    if (!makesUpdate)
        return;
    const auto known = [&](const Entry& e) { return e.isUpdate && e.after.isSameStep(place); };
    const auto inForce = m_entries.end() - static_cast<std::ptrdiff_t>(m_undone);
    if (std::none_of(m_entries.begin(), inForce, known))
        push({tr("training step %1").arg(QString::fromStdString(formatCount(m_still.update + 1))),
              before,
              m_place,
              {},
              true});
}

bool Session::enterNextStep() {
    return enter(nextStep(m_place, m_training && exampleCount() > 1));
}

bool Session::enter(const std::optional<HistoryPlace>& step) {
    const QSignalBlocker quiet(this);  // one press, one change: told by its caller
    return step && show(*step, Change::Next).isEmpty();
}

void Session::tellNoNextStep() {
    emit stopped(
        tr("The next step cannot be made: its values would be too large to be numbers; %1.")
            .arg(QLatin1String(kAgainstDivergence)));
}

void Session::advance(Detail detail) {
    if (m_still.isEnd() && !enterNextStep()) {
        tellNoNextStep();
        return;
    }
    const std::int64_t position = m_still.walk->next(m_still.position, detail);
    const std::int64_t first = m_still.walk->steps()[m_still.walk->stepOf(position - 1)].first;
    reach(position, detail == Detail::Value ? position - 1 : first, Change::Next);
}

void Session::selectExample(std::int64_t row) {
    if (row < 0 || row >= m_place.project()->rowCount() || row == m_place.row)
        return;
    pause();
    HistoryPlace place = m_place;
    if (m_still.isEnd()) {
        // The update of this example is made: the other one is the next step's.
        if (auto next = afterUpdate(m_place))
            place = *next;
        else
            place.position = m_still.walk->steps().back().first;
    }
    place.row = row;
    if (const QString problem = show(place, Change::Jump); !problem.isEmpty())
        emit stopped(tr("Example %1 cannot be shown: %2.").arg(row + 1).arg(problem));
    emit lossCurveChanged();
}

// --- editing ----------------------------------------------------------------

QString Session::edit(const QString& what, std::shared_ptr<const Project> project,
                      TrainingState state, std::int64_t row, std::optional<EditKey> nudged) {
    if (const auto problem = problemOf(*project))
        return text(*problem);
    const HistoryPlace before = m_place;
    // A nudge after a nudge of the same value takes its place in the history.
    const bool joins = nudged && m_undone == 0 && !m_entries.empty() &&
                       m_entries.back().nudged == nudged &&
                       m_entries.back().after.isSameStep(before);
    HistoryPlace base = joins ? m_entries.back().before : before;
    base.position = before.position;
    base.from = before.from;
    const HistoryPlace after = afterEdit(base, std::move(project), std::move(state), row);
    if (const QString problem = show(after, Change::Edit); !problem.isEmpty())
        return problem;
    if (joins) {
        m_entries.back().after = m_place;
        emit documentChanged();
    } else {
        push({what, before, m_place, nudged, false});
    }
    emit lossCurveChanged();
    return {};
}

QString Session::editParameter(const ValueId& id, double value, bool nudge) {
    const QString what = tr("edit of %1").arg(text(symbolText(id, m_still.network())));
    TrainingState state = m_place.state();
    auto& layer = state.network.layers[static_cast<std::size_t>(id.layer)];
    (id.kind == ValueKind::Weight ? layer.weights(id.neuron, id.input)
                                  : (*layer.biases)[id.neuron]) = value;
    return edit(what, m_place.project(), std::move(state), m_place.row,
                nudge ? std::optional(id) : std::nullopt);
}

QString Session::editExample(const ValueId& id, double value, bool nudge) {
    auto project = std::make_shared<Project>(*m_place.project());
    const bool isTarget = id.kind == ValueKind::Target;
    const double entered =
        project->scaling && !isTarget
            ? project->scaling->inputs[static_cast<std::size_t>(id.neuron)].invert(value)
            : value;
    if (m_place.row == exampleCount()) {
        (isTarget ? project->ownExample->target : project->ownExample->input)[id.neuron] = entered;
    } else {
        Dataset data = *project->data;
        (isTarget ? data.targets : data.inputs)(m_place.row, id.neuron) = entered;
        project->data = std::make_shared<const Dataset>(std::move(data));
        project->source.reset();  // no longer what the file holds
    }
    return edit(tr("edit of %1").arg(text(symbolText(id, m_still.network()))), std::move(project),
                m_place.state(), m_place.row, nudge ? std::optional(id) : std::nullopt);
}

QString Session::setValue(const ValueId& id, double value, bool nudge) {
    if (!id.isEditable() || !exists(m_still.network(), id))
        return tr("this value is computed and cannot be set");
    if (!std::isfinite(value))
        return tr("a finite number was expected");
    const bool wasTraining = m_training;
    pause();
    QString problem;
    if (const auto old = m_still.trace->value(id);
        !old || *old != value || std::signbit(*old) != std::signbit(value))
        problem =
            id.isParameter() ? editParameter(id, value, nudge) : editExample(id, value, nudge);
    if (wasTraining)
        train();
    return problem;
}

QString Session::setLearningRate(double eta) {
    if (!(std::isfinite(eta) && eta > 0.0))
        return tr("a number above 0 was expected");
    if (eta == m_place.project()->optimizer.learningRate)
        return {};
    const bool wasTraining = m_training;
    pause();
    auto project = std::make_shared<Project>(*m_place.project());
    project->optimizer.learningRate = eta;
    const QString problem =
        edit(tr("change of the learning rate"), std::move(project), m_place.state(), m_place.row);
    if (wasTraining)
        train();
    return problem;
}

QString Session::setData(const Dataset& data, std::int64_t row, const QString& undoText) {
    pause();
    auto project = std::make_shared<Project>(*m_place.project());
    project->data = std::make_shared<const Dataset>(data);
    project->source.reset();
    if (const auto problem = problemOf(*project))
        return text(*problem);
    TrainingState state = m_place.state();
    state.cursor = {};
    return edit(undoText, std::move(project), std::move(state),
                std::clamp<std::int64_t>(row, 0, data.size() - 1));
}

QString Session::setOwnExample(const OwnExample& example, const QString& undoText) {
    pause();
    if (m_place.row == exampleCount() && ownExample() == example)
        return {};
    const HistoryPlace before = m_place;
    if (m_still.isEnd() && !enter(afterUpdate(m_place)))  // its update is made and stays
        return tr("the next values would be too large to be numbers");
    auto project = std::make_shared<Project>(*m_place.project());
    project->ownExample = example;
    const QString problem =
        edit(undoText, std::move(project), m_place.state(), exampleCount(), example.number);
    if (!problem.isEmpty() && !m_place.isSameStep(before))
        enter(before);  // refused: nothing has changed
    return problem;
}

// --- undo -------------------------------------------------------------------

QString Session::undoText() const {
    return canUndo() ? m_entries[m_entries.size() - m_undone - 1].text : QString();
}

QString Session::redoText() const {
    return canRedo() ? m_entries[m_entries.size() - m_undone].text : QString();
}

void Session::undo() {
    pause();
    if (!canUndo())
        return;
    Entry& entry = m_entries[m_entries.size() - m_undone - 1];
    const HistoryPlace place = entry.before;
    entry.left = m_place;
    ++m_undone;
    show(place, Change::Jump);
    emit lossCurveChanged();
}

void Session::redo() {
    pause();
    if (!canRedo())
        return;
    const Entry& entry = m_entries[m_entries.size() - m_undone];
    const HistoryPlace place = entry.left.value_or(entry.after);
    --m_undone;
    show(place, Change::Jump);
    emit lossCurveChanged();
}

}  // namespace stepgrad
