#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/document/network_edit.h"
#include "core/training/run_record.h"

namespace stepgrad {

/// What is left of a training that was restarted: its curve.
struct PastTraining {
    std::vector<LossPoint> losses;  ///< from its first update to its last
    double learningRate = 0.0;      ///< its last one
    int id = 0;                     ///< its own among those of the session
};
using PastTrainings = std::vector<PastTraining>;

/// One link of the history of a training: its start, an edit, or a series of
/// updates. Immutable; later links share earlier ones, so undo and Back only
/// choose another link and are exact.
struct HistoryNode {
    std::shared_ptr<const HistoryNode> parent;  ///< null at the start of a training
    std::int64_t parentOffset = 0;              ///< updates into the parent's record
    /// The updates made here; none for a start or an edit, whose new state is
    /// the record's start.
    std::shared_ptr<const RunRecord> record;
    /// Earlier trainings, oldest first.
    std::shared_ptr<const PastTrainings> ghosts;
    /// The edit, where it changed how the network is built.
    std::shared_ptr<const NetworkEdit> networkEdit;
};
using HistoryNodePtr = std::shared_ptr<const HistoryNode>;

/// Where the user is: a training step of the history, and how much of it is told.
struct HistoryPlace {
    HistoryNodePtr node;
    std::int64_t offset = 0;    ///< updates into the node's record: 0 for a start or an
                                ///< edit, 1 … count for a series of updates
    HistoryNodePtr tip;         ///< the furthest link known; going forward follows it
    std::int64_t row = 0;       ///< the example that is walked through
    std::int64_t position = 0;  ///< of the walk
    std::int64_t from = 0;      ///< see Still

    TrainingState state() const { return node->record->stateAt(offset); }
    const std::shared_ptr<const Project>& project() const { return node->record->sharedProject(); }
    std::int64_t update() const { return node->record->start().update + offset; }
    /// Whether both name the same training step (of whatever progress).
    bool isSameStep(const HistoryPlace& other) const {
        return node == other.node && offset == other.offset && row == other.row;
    }
};

/// The state that training a project begins with: its network, and update 0 where it
/// tells no progress.
TrainingState initialStateOf(const Project& project);

/// The project as it is to be saved: with the parameters of the state, and its
/// progress where an update has been made. `initialStateOf` gives the state back.
Project withState(Project project, TrainingState state);

/// The beginning of a training: position 0, no parent.
HistoryPlace startOfTraining(std::shared_ptr<const Project> project, TrainingState state,
                             std::int64_t row, std::shared_ptr<const PastTrainings> ghosts);

/// The place after an edit made at `place`: same step, new project and state.
/// @param networkEdit  what it did to the network, if anything: see `beginningAgain`
HistoryPlace afterEdit(const HistoryPlace& place, std::shared_ptr<const Project> project,
                       TrainingState state, std::int64_t row,
                       std::shared_ptr<const NetworkEdit> networkEdit = nullptr);

/// The step after the one at `place`, its position 0: the one that follows in
/// the known history where the same example is used there, else a new update
/// with the example of `place`. Runs of batches above one are not followed, since
/// the step by hand is one example's.
/// Nothing where the update would not be finite.
/// @param inTurn  the step goes on with the example whose turn it is then, instead of the
///                same. A step with another than the one in turn takes nobody's turn.
std::optional<HistoryPlace> nextStep(const HistoryPlace& place, bool inTurn = false);

/// The same without the past edits that `nextStep` goes forward into: with the network that
/// the end of the step shows. For whatever is done to that.
std::optional<HistoryPlace> afterUpdate(const HistoryPlace& place, bool inTurn = false);

/// Whether the example that is walked through is the one that training comes to next.
bool isInTurn(const HistoryPlace& place);

/// The step before, at the end of its update (or before its update, for a batch
/// of several, whose update the walk of one example cannot show). Nothing at the
/// first step of the training.
std::optional<HistoryPlace> previousStep(const HistoryPlace& place);

/// The place of the state after that update (or the nearest there is) in the known
/// history of this training, up to its tip: at the beginning of its step. Of edits
/// made after the same update, after the last one.
HistoryPlace placeAt(const HistoryPlace& place, std::int64_t update);

/// The place after a run that started at `start` (position and row of `start`
/// do not matter): its last update, shown at its end; the state after it for
/// batches above one.
HistoryPlace afterRun(const HistoryPlace& start, std::shared_ptr<const RunRecord> record);

/// The state and project that the training at `place` began with, all edits
/// before its first update included.
const RunRecord& beginningOf(const HistoryPlace& place);

/// The state that the training at `place` would have begun with, had its network
/// been built then as it is now: the beginning's, and every later change of how
/// the network is built made again.
TrainingState beginningAgain(const HistoryPlace& place);

/// The points of this training up to the place's update, in order, one for an
/// update (after an edit: that of the edited state).
std::vector<LossPoint> lossesUpTo(const HistoryPlace& place);

/// The first and the last update that are known of this training.
std::pair<std::int64_t, std::int64_t> knownUpdates(const HistoryPlace& place);

}  // namespace stepgrad
