#include "core/document/history.h"

#include <algorithm>
#include <limits>
#include <stop_token>
#include <utility>

#include "core/walkthrough/step.h"

namespace stepgrad {
namespace {

bool isSeries(const HistoryNode& node) {
    return node.record->count() > 0;
}

bool isBatchRun(const RunRecord& record) {
    return !record.rule().onlyRow && record.project().training.batchSize > 1;
}

HistoryNodePtr makeNode(HistoryNodePtr parent, std::int64_t parentOffset,
                        std::shared_ptr<const RunRecord> record) {
    auto node = std::make_shared<HistoryNode>();
    node->ghosts = parent ? parent->ghosts : nullptr;
    node->parent = std::move(parent);
    node->parentOffset = parentOffset;
    node->record = std::move(record);
    return node;
}

/// Stopped where it takes long: no edit and no step by hand waits for a pass over very
/// many examples.
std::stop_token measuring(const Project& project, const TrainingState& state) {
    std::stop_source source;
    if (takesLongToMeasure(project, state.network))
        source.request_stop();
    return source.get_token();
}

std::shared_ptr<const RunRecord> stateAlone(std::shared_ptr<const Project> project,
                                            TrainingState state) {
    const std::stop_token stop = measuring(*project, state);
    return std::make_shared<const RunRecord>(std::move(project), std::move(state), RunRule{}, stop);
}

/// The example that the record's update number `offset` + 1 works on.
std::int64_t rowOfUpdate(const RunRecord& record, std::int64_t offset) {
    if (record.rule().onlyRow)
        return *record.rule().onlyRow;
    const auto examples = record.project().examples();
    ExampleOrder order(examples->training->size(), record.project().training);
    return examples->rowOfTraining(order.row(record.stateAt(offset).cursor));
}

std::int64_t endOfWalk(const TrainingState& state) {
    return Walk(state.network).stopCount();
}

/// The link that follows on the way to the tip; null where there is none.
HistoryNodePtr childTowardsTip(const HistoryPlace& place) {
    HistoryNodePtr node = place.tip;
    while (node && !(node->parent == place.node && node->parentOffset == place.offset))
        node = node->parent;
    return node;
}

/// Past edits that were made at this very step; of the examples, too.
void followEdits(HistoryPlace& place) {
    for (auto child = childTowardsTip(place); child && !isSeries(*child);
         child = childTowardsTip(place)) {
        place.node = child;
        place.offset = 0;
    }
    place.row = std::min(place.row, place.project()->rowCount() - 1);
}

/// The step that follows in the known history, if it was made with this example.
std::optional<HistoryPlace> knownNext(const HistoryPlace& place) {
    HistoryPlace next = place;
    // The way to the tip first: a run that was gone back into may go on otherwise.
    if (const auto child = childTowardsTip(place)) {
        if (!isSeries(*child))
            return std::nullopt;
        next.node = child;
        next.offset = 1;
    } else if (isSeries(*place.node) && place.offset < place.node->record->count()) {
        next.offset = place.offset + 1;
    } else {
        return std::nullopt;
    }
    const RunRecord& record = *next.node->record;
    if (isBatchRun(record) || rowOfUpdate(record, next.offset - 1) != place.row)
        return std::nullopt;
    // A run goes on with its next example, a step by hand stays with its own.
    if (!record.rule().onlyRow)
        next.row = rowOfUpdate(record, next.offset);
    return next;
}

}  // namespace

TrainingState initialStateOf(const Project& project) {
    if (const auto& progress = project.progress)
        return {project.network, progress->optimizer, progress->update, progress->cursor};
    return {project.network, initialState(project.optimizer, project.network), 0, {}};
}

Project withState(Project project, TrainingState state) {
    project.network = std::move(state.network);
    project.progress.reset();
    if (state.update > 0)
        project.progress = {state.update, state.cursor, std::move(state.optimizer)};
    return project;
}

HistoryPlace startOfTraining(std::shared_ptr<const Project> project, TrainingState state,
                             std::int64_t row, std::shared_ptr<const PastTrainings> ghosts) {
    auto node = std::make_shared<HistoryNode>();
    node->record = stateAlone(std::move(project), std::move(state));
    node->ghosts = std::move(ghosts);
    HistoryPlace place;
    place.node = place.tip = node;
    place.row = row;
    return place;
}

HistoryPlace afterEdit(const HistoryPlace& place, std::shared_ptr<const Project> project,
                       TrainingState state, std::int64_t row,
                       std::shared_ptr<const NetworkEdit> networkEdit) {
    HistoryPlace edited = place;
    auto node = std::make_shared<HistoryNode>();
    node->ghosts = place.node->ghosts;
    node->parent = place.node;
    node->parentOffset = place.offset;
    node->record = stateAlone(std::move(project), std::move(state));
    node->networkEdit = std::move(networkEdit);
    edited.node = std::move(node);
    edited.tip = edited.node;
    edited.offset = 0;
    edited.row = row;
    return edited;
}

bool isInTurn(const HistoryPlace& place) {
    const auto examples = place.project()->examples();
    ExampleOrder order(examples->training->size(), place.project()->training);
    const auto index = examples->indexInTraining(place.row);
    return index && order.row(place.state().cursor) == *index;
}

std::optional<HistoryPlace> nextStep(const HistoryPlace& place, bool inTurn) {
    auto next = afterUpdate(place, inTurn);
    if (next && next->node != next->tip)  // not a new one, which nothing follows
        followEdits(*next);
    return next;
}

std::optional<HistoryPlace> afterUpdate(const HistoryPlace& place, bool inTurn) {
    HistoryPlace next = place;
    if (auto known = inTurn ? std::nullopt : knownNext(place)) {
        next = *known;
    } else {
        TrainingState state = place.state();
        const auto examples = place.project()->examples();
        ExampleOrder order(examples->training->size(), place.project()->training);
        // One that was chosen out of turn, or is kept back for testing, leaves the turn
        // where it was: an epoch comes to each example once.
        const bool isItsTurn = isInTurn(place);
        // The step that was shown is one example's, whatever the size of batches.
        const bool takesTurn = isItsTurn && place.project()->training.batchSize == 1;
        const RunRule rule = takesTurn && inTurn ? RunRule{} : RunRule{place.row, takesTurn};
        const std::stop_token stop = measuring(*place.project(), state);
        Trainer trainer(place.project(), state, rule);
        auto record = std::make_shared<RunRecord>(place.project(), state, rule, stop);
        if (trainer.step() || trainer.verify())
            return std::nullopt;
        record->afterUpdate(trainer, stop);
        if (inTurn) {
            ExampleCursor turn = state.cursor;
            if (isItsTurn && ++turn.offset == order.size())
                turn = {turn.epoch + 1, 0};
            next.row = examples->rowOfTraining(order.row(turn));
        }
        next.node = makeNode(place.node, place.offset, std::move(record));
        next.tip = next.node;
        next.offset = 1;
    }
    next.position = next.from = 0;
    return next;
}

std::optional<HistoryPlace> previousStep(const HistoryPlace& place) {
    HistoryPlace before = place;
    while (!isSeries(*before.node)) {
        if (!before.node->parent)
            return std::nullopt;
        before.offset = before.node->parentOffset;
        before.node = before.node->parent;
    }
    const RunRecord& record = *before.node->record;
    before.row = rowOfUpdate(record, before.offset - 1);
    if (before.offset > 1) {
        --before.offset;
    } else {
        before.offset = before.node->parentOffset;
        before.node = before.node->parent;
    }
    const Walk walk(record.start().network);
    const std::int64_t update = walk.steps().back().first;
    before.position = isBatchRun(record) ? update : walk.stopCount();
    before.from = isBatchRun(record) ? walk.back(update, Detail::Step) : update;
    return before;
}

HistoryPlace placeAt(const HistoryPlace& place, std::int64_t wanted) {
    const std::int64_t update = std::max(wanted, knownUpdates(place).first);
    HistoryPlace found = place;
    found.node = place.tip;
    std::int64_t most = place.tip->record->count();
    const auto offsetIn = [update](const HistoryNode& node) {
        return update - node.record->start().update;
    };
    // A series begins after its first update: what was before it is its parent's.
    while (found.node->parent && offsetIn(*found.node) < (isSeries(*found.node) ? 1 : 0)) {
        most = found.node->parentOffset;
        found.node = found.node->parent;
    }
    const RunRecord& record = *found.node->record;
    found.offset = std::clamp<std::int64_t>(offsetIn(*found.node), 0, most);
    found.row = isSeries(*found.node)
                    ? rowOfUpdate(record, found.offset)
                    : std::min<std::int64_t>(place.row, record.project().rowCount() - 1);
    found.position = found.from = 0;
    return found;
}

std::pair<std::int64_t, std::int64_t> knownUpdates(const HistoryPlace& place) {
    const RunRecord& last = *place.tip->record;
    return {beginningOf(place).start().update, last.start().update + last.count()};
}

HistoryPlace afterRun(const HistoryPlace& start, std::shared_ptr<const RunRecord> record) {
    HistoryPlace place = start;
    const std::int64_t count = record->count();
    const bool batches = isBatchRun(*record);
    place.row = batches ? rowOfUpdate(*record, count) : rowOfUpdate(*record, count - 1);
    place.position = batches ? 0 : endOfWalk(record->start());
    place.from = 0;
    place.node = makeNode(start.node, start.offset, std::move(record));
    place.tip = place.node;
    place.offset = count;
    if (batches)
        return place;
    // Its last update at its end: the step before the state that it leads to.
    auto last = previousStep(place);
    last->tip = place.tip;
    return *last;
}

const RunRecord& beginningOf(const HistoryPlace& place) {
    // The last start or edit before the first update.
    const HistoryNode* beginning = place.node.get();
    for (const HistoryNode* node = beginning; node->parent; node = node->parent.get())
        if (isSeries(*node))
            beginning = node->parent.get();
    return *beginning->record;
}

TrainingState beginningAgain(const HistoryPlace& place) {
    const RunRecord& beginning = beginningOf(place);
    std::vector<const NetworkEdit*> edits;  // from the latest to the first
    for (const HistoryNode* node = place.node.get(); node->record.get() != &beginning;
         node = node->parent.get())
        if (node->networkEdit)
            edits.push_back(node->networkEdit.get());
    Project project = beginning.project();
    TrainingState state = beginning.start();
    project.network = state.network;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
        if (!reasonAgainst(project, **edit))  // data or loss may have been others since
            apply(**edit, project, state);
    return state;
}

std::vector<LossPoint> lossesUpTo(const HistoryPlace& place) {
    std::vector<LossPoint> points;  // from the latest to the first
    const HistoryNode* node = place.node.get();
    std::int64_t offset = place.offset;
    std::int64_t bound = std::numeric_limits<std::int64_t>::max();
    const auto add = [&](const LossPoint& point) {
        if (point.update >= bound)
            return;
        points.push_back(point);
        bound = point.update;
    };
    while (node) {
        const RunRecord& record = *node->record;
        const std::int64_t last = record.start().update + offset;
        for (auto point = record.losses().rbegin(); point != record.losses().rend(); ++point)
            if (point->update <= last)
                add(*point);
        if (!isSeries(*node))  // an edit: what was before it is another network's
            bound = std::min(bound, record.start().update);
        offset = node->parentOffset;
        node = node->parent.get();
    }
    std::reverse(points.begin(), points.end());
    return points;
}

}  // namespace stepgrad
