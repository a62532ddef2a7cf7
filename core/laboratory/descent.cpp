#include "core/laboratory/descent.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/network/gradient_check.h"

namespace stepgrad {
namespace {

constexpr double kStep = 1.0 / 300.0, kGap = 1.0 / 60.0;  ///< shares of an axis
constexpr double kMostOperations = 1e9;                   ///< of all updates made again
constexpr std::size_t kMostPoints = 6000;

/// The links from the beginning on, and how many of its updates each one has.
std::vector<std::pair<const HistoryNode*, std::int64_t>> linksTo(const HistoryPlace& place) {
    std::vector<std::pair<const HistoryNode*, std::int64_t>> links;
    std::int64_t offset = place.offset;
    for (const HistoryNode* node = place.node.get(); node; node = node->parent.get()) {
        links.emplace_back(node, offset);
        offset = node->parentOffset;
    }
    std::ranges::reverse(links);
    return links;
}

/// Over two parameters, and how much has been spent on it.
class Walker {
public:
    Walker(const SurfaceAxis& x, const SurfaceAxis& y, const std::stop_token& stop)
        : m_x(x), m_y(y), m_stop(stop) {}

    bool has(const Network& network) const {
        return exists(network, m_x.parameter) && exists(network, m_y.parameter);
    }
    SurfacePoint pointOf(const Network& network) const {
        return {parameterOf(network, m_x.parameter), parameterOf(network, m_y.parameter)};
    }
    bool areApart(const SurfacePoint& a, const SurfacePoint& b, double share) const {
        return std::abs(a.x - b.x) > share * (m_x.high - m_x.low) ||
               std::abs(a.y - b.y) > share * (m_y.high - m_y.low);
    }
    /// Makes updates from the state on and adds where they lead; false once stop is
    /// requested.
    bool make(Way& way, const RunRecord& record, const TrainingState& from, std::int64_t updates) {
        const Project& project = record.project();
        const double perUpdate =
            6.0 * static_cast<double>(from.network.parameterCount() + 20) *
            static_cast<double>(
                record.rule().onlyRow
                    ? 1
                    : std::min(project.training.batchSize, project.examples()->training->size()));
        Trainer trainer(record.sharedProject(), from, record.rule());
        for (std::int64_t i = 0; i < updates && m_spent < kMostOperations; ++i) {
            if (m_stop.stop_requested())
                return false;
            m_spent += perUpdate;
            if (trainer.step())
                break;
            const SurfacePoint now = pointOf(trainer.network());
            if (way.empty() || areApart(way.back().at, now, kStep))
                way.push_back({now, trainer.update(), false});
        }
        return true;
    }

private:
    SurfaceAxis m_x, m_y;
    std::stop_token m_stop;
    double m_spent = 0.0;
};

/// Evenly fewer where they are too many to be drawn; what was set stays.
Way thinned(Way way) {
    if (way.size() <= kMostPoints)
        return way;
    const std::size_t stride = way.size() / kMostPoints + 1;
    Way fewer;
    for (std::size_t i = 0; i < way.size(); ++i)
        if (i % stride == 0 || i + 1 == way.size() || way[i].isSet)
            fewer.push_back(way[i]);
    return fewer;
}

/// @param computes  whether states that were not kept are recomputed
/// @param between   makes the updates between two known states; false ends all
template <typename Between>
std::optional<Way> wayTo(const HistoryPlace& place, const Walker& walker, bool computes,
                         const Between& between) {
    Way way;
    for (const auto& [node, count] : linksTo(place)) {
        const RunRecord& record = *node->record;
        const TrainingState* last = nullptr;
        std::int64_t lastUpdate = 0;
        const auto add = [&](const Network& network, std::int64_t update) {
            if (!walker.has(network))
                return true;
            const SurfacePoint at = walker.pointOf(network);
            if (last && !between(way, record, *last, at, update - lastUpdate))
                return false;
            if (way.empty() || way.back().at != at)
                way.push_back({at, update, !last && !way.empty()});
            return true;
        };
        for (const TrainingState& state : record.keptStates()) {
            if (state.update - record.start().update > count)
                break;
            if (!add(state.network, state.update))
                return std::nullopt;
            last = &state;
            lastUpdate = state.update;
        }
        const std::int64_t end = record.start().update + count;
        if (lastUpdate < end && (computes || record.hasState(count)) &&
            !add(record.stateAt(count).network, end))
            return std::nullopt;
    }
    return thinned(std::move(way));
}

}  // namespace

Way knownWay(const HistoryPlace& place, const ValueId& x, const ValueId& y) {
    const Walker walker({x}, {y}, {});
    return *wayTo(place, walker, false, [](const auto&...) { return true; });
}

std::optional<Way> exactWay(const HistoryPlace& place, const SurfaceAxis& x, const SurfaceAxis& y,
                            const std::stop_token& stop) {
    Walker walker(x, y, stop);
    return wayTo(place, walker, true,
                 [&](Way& way, const RunRecord& record, const TrainingState& last,
                     const SurfacePoint& next, std::int64_t updates) {
                     return updates < 2 ||
                            !walker.areApart(walker.pointOf(last.network), next, kGap) ||
                            walker.make(way, record, last, updates - 1);
                 });
}

std::optional<Way> beginningOfRun(const HistoryPlace& start, const SurfaceAxis& x,
                                  const SurfaceAxis& y, const std::stop_token& stop) {
    const TrainingState state = start.state();
    Walker walker(x, y, stop);
    Way way;
    if (!walker.has(state.network))
        return way;
    way.push_back({walker.pointOf(state.network), state.update, false});
    std::stop_source unmeasured;  // its losses are not asked for
    unmeasured.request_stop();
    const RunRecord record(start.project(), state, {}, unmeasured.get_token());
    if (!walker.make(way, record, state, std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    return thinned(std::move(way));
}

}  // namespace stepgrad
