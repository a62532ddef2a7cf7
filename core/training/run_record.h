#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/training/loss_point.h"
#include "core/training/trainer.h"

namespace stepgrad {

/// A series of updates that can be gone back into: states kept at widening
/// intervals, everything between recomputed bit for bit. Also the losses, kept
/// at widening intervals too. Immutable once the run is over.
class RunRecord {
public:
    /// Without its first point where stop is requested meanwhile.
    RunRecord(std::shared_ptr<const Project> project, TrainingState start, RunRule rule,
              const std::stop_token& stop = {});

    const Project& project() const { return *m_project; }
    const std::shared_ptr<const Project>& sharedProject() const { return m_project; }
    const RunRule& rule() const { return m_rule; }
    const TrainingState& start() const { return m_states.front(); }
    std::int64_t count() const { return m_count; }
    /// Points at start().update … start().update + count(), some left out, never
    /// the first nor the lowest and highest loss of those that were taken; the
    /// last only where it fell on the grid. With more than a
    /// few examples, how many there are depends on the time that they cost: a
    /// tenth of a second, and a twentieth of the run's. Each by itself is exact.
    const std::vector<LossPoint>& losses() const { return m_losses; }

    /// The state after that many of the updates, 0 … count(), bit for bit as it was.
    TrainingState stateAt(std::int64_t updates) const;

    /// Whether that state needs no recomputing.
    bool hasState(std::int64_t updates) const;

    /// The states that were kept, from the start on, at even intervals of updates.
    const std::vector<TrainingState>& keptStates() const { return m_states; }

    /// For the trainer's owner: to be called after each update, in order. Gives a
    /// loss up once stop is requested.
    void afterUpdate(Trainer& trainer, const std::stop_token& stop = {}) {
        ++m_count;
        if (m_count == m_nextState || m_count == m_nextLoss)
            keep(trainer, stop);
    }
    /// Keeps the present state for a while, so that the end of a run can be shown
    /// without recomputing from far back. To be called now and then after updates.
    void keepLatest(const Trainer& trainer);
    /// Takes the last update back (after a divergence).
    void truncate(std::int64_t count);

private:
    using Clock = std::chrono::steady_clock;
    bool isLossDue(Clock::time_point now);
    void keep(Trainer& trainer, const std::stop_token& stop);  ///< what is due now
    void addState(const Trainer& trainer);
    void addLoss(Trainer& trainer, const std::stop_token& stop);

    std::shared_ptr<const Project> m_project;
    RunRule m_rule;
    std::int64_t m_count = 0;
    std::vector<TrainingState> m_states;  ///< at multiples of m_stateStride from the start
    std::int64_t m_stateStride = 1, m_nextState = 1;
    std::size_t m_mostStates = 0;
    /// The two states that keepLatest() was last called with, the later one last,
    /// besides those that the budget of memory counts: the end of a run is what is
    /// looked at first, and then not computed from far back.
    struct Late {
        std::int64_t count = 0;
        TrainingState state;
    };
    std::vector<Late> m_late;
    std::vector<LossPoint> m_losses;
    std::int64_t m_lossStride = 1, m_nextLoss = 1;
    std::optional<Clock::time_point> m_lossBegin;  ///< of the first one
    Clock::duration m_lossTime{};                  ///< spent on them so far
    std::int64_t m_lossesTimed = 0;                ///< how many of them
    std::int64_t m_lastTimed = 0;                  ///< updates at the last of them

    // The last stretch that was recomputed, so that Back after Back is quick.
    mutable std::mutex m_cacheMutex;
    mutable std::int64_t m_cacheFirst = -1;
    mutable std::vector<TrainingState> m_cache;
};

}  // namespace stepgrad
