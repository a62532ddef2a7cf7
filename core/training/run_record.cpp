#include "core/training/run_record.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace stepgrad {
namespace {

constexpr std::size_t kMostLosses = 4096;
constexpr std::int64_t kFewExamples = 16;
/// Passes over many examples may take this time, and one part in so many of the run's.
constexpr std::chrono::milliseconds kFirstLosses{100};
constexpr int kLossShare = 20;
constexpr std::size_t kMostStates = 512;
constexpr std::size_t kFewestStates = 8;
constexpr std::size_t kBytesForStates = std::size_t{64} << 20;

std::size_t bytesOf(const TrainingState& state) {
    const auto memory = state.optimizer.layers.empty() ? 1u : 3u;
    return sizeof(double) * memory * static_cast<std::size_t>(state.network.parameterCount()) + 512;
}

std::size_t mostStates(const TrainingState& state) {
    return std::clamp(kBytesForStates / bytesOf(state), kFewestStates, kMostStates);
}

/// Leaves out every second entry, but never the first.
template <typename T>
void halve(std::vector<T>& entries) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); i += 2) {
        if (kept != i)
            entries[kept] = std::move(entries[i]);
        ++kept;
    }
    entries.resize(kept);
}

/// Of four points after the first one keeps two: the lowest and the highest.
void condense(std::vector<LossPoint>& points) {
    std::size_t kept = 1;
    for (std::size_t i = 1; i < points.size(); i += 4) {
        const auto begin = points.begin() + static_cast<std::ptrdiff_t>(i);
        const auto end =
            points.begin() + static_cast<std::ptrdiff_t>(std::min(i + 4, points.size()));
        const auto [low, high] = std::minmax_element(
            begin, end, [](const LossPoint& a, const LossPoint& b) { return a.loss < b.loss; });
        const LossPoint first = *std::min(low, high), second = *std::max(low, high);
        points[kept++] = first;
        if (low != high)
            points[kept++] = second;
    }
    points.resize(kept);
}

}  // namespace

RunRecord::RunRecord(std::shared_ptr<const Project> project, TrainingState start, RunRule rule,
                     const std::stop_token& stop)
    : m_project(std::move(project)), m_rule(rule), m_mostStates(mostStates(start)) {
    if (const auto point = measurePoint(*m_project, start.network, start.update, stop);
        point && std::isfinite(point->loss))
        m_losses.push_back(*point);
    // Each point costs a pass over the data: with more than a few examples, one
    // an epoch.
    const std::int64_t examples = m_project->examples()->training->size();
    if (examples > kFewExamples)
        m_lossStride = std::max<std::int64_t>(1, examples / m_project->training.batchSize);
    m_nextLoss = m_lossStride;
    m_states.push_back(std::move(start));
}

void RunRecord::keep(Trainer& trainer, const std::stop_token& stop) {
    if (m_count == m_nextState)
        addState(trainer);
    if (m_count == m_nextLoss)
        addLoss(trainer, stop);
}

void RunRecord::addState(const Trainer& trainer) {
    m_states.push_back(trainer.state());
    if (m_states.size() > m_mostStates) {
        halve(m_states);
        m_stateStride *= 2;
    }
    m_nextState = (m_count / m_stateStride + 1) * m_stateStride;
}

void RunRecord::addLoss(Trainer& trainer, const std::stop_token& stop) {
    const bool isCheap = m_project->data->size() <= kFewExamples;
    const auto begin = isCheap ? Clock::time_point{} : Clock::now();
    if (isCheap || isLossDue(begin)) {
        const auto point = trainer.point(stop);
        if (point && std::isfinite(point->loss))
            m_losses.push_back(*point);
        if (m_losses.size() > kMostLosses) {
            condense(m_losses);
            m_lossStride *= 2;
        }
        if (!isCheap) {
            m_lossTime += Clock::now() - begin;
            ++m_lossesTimed;
            m_lastTimed = m_count;
        }
    }
    m_nextLoss = (m_count / m_lossStride + 1) * m_lossStride;
}

bool RunRecord::isLossDue(Clock::time_point now) {
    if (!m_lossBegin)
        m_lossBegin = now;
    if (m_lossTime <= (now - *m_lossBegin) / kLossShare)
        return true;
    if (m_lossTime > kFirstLosses)
        return false;
    // Short runs have a time of their own, so spread that it lasts for a thousandfold
    // number of updates: each point as much farther on as it costs.
    const double share = std::chrono::duration<double>(m_lossTime / m_lossesTimed) / kFirstLosses;
    return static_cast<double>(m_count) >=
           static_cast<double>(m_lastTimed) * std::pow(1000.0, share);
}

void RunRecord::keepLatest(const Trainer& trainer) {
    if (m_late.size() == 2)
        m_late.erase(m_late.begin());
    m_late.push_back({m_count, trainer.state()});
}

void RunRecord::truncate(std::int64_t count) {
    m_count = count;
    std::erase_if(m_late, [count](const Late& late) { return late.count > count; });
    while (m_states.size() > static_cast<std::size_t>(count / m_stateStride) + 1)
        m_states.pop_back();
    while (m_losses.size() > 1 && m_losses.back().update > start().update + count)
        m_losses.pop_back();
    m_nextState = (m_count / m_stateStride + 1) * m_stateStride;
    m_nextLoss = (m_count / m_lossStride + 1) * m_lossStride;
}

bool RunRecord::hasState(std::int64_t updates) const {
    return updates % m_stateStride == 0 ||
           std::ranges::any_of(m_late, [&](const Late& late) { return late.count == updates; });
}

TrainingState RunRecord::stateAt(std::int64_t updates) const {
    const std::int64_t wanted = std::clamp<std::int64_t>(updates, 0, m_count);
    const auto nearest = static_cast<std::size_t>(wanted / m_stateStride);
    std::int64_t first = static_cast<std::int64_t>(nearest) * m_stateStride;
    const TrainingState* from = &m_states[nearest];
    for (const Late& late : m_late)
        if (late.count <= wanted && late.count > first) {
            first = late.count;
            from = &late.state;
        }
    if (first == wanted)
        return *from;
    const std::scoped_lock lock(m_cacheMutex);
    const std::int64_t cached = wanted - m_cacheFirst;
    if (m_cacheFirst >= 0 && cached >= 0 && cached < static_cast<std::int64_t>(m_cache.size()))
        return m_cache[static_cast<std::size_t>(cached)];
    // Recompute from the nearest state; keep what leads to the wanted one.
    Trainer trainer(m_project, *from, m_rule);
    const std::int64_t most = static_cast<std::int64_t>(m_mostStates);
    m_cacheFirst = std::max(first + 1, wanted - most + 1);
    m_cache.clear();
    for (std::int64_t i = first + 1; i <= wanted; ++i) {
        trainer.step();
        if (i >= m_cacheFirst)
            m_cache.push_back(trainer.state());
    }
    return m_cache.back();
}

}  // namespace stepgrad
