#include "ui/laboratory/descent_follower.h"

#include "core/document/session.h"
#include "core/network/gradient_check.h"

namespace stepgrad {
namespace {

constexpr std::size_t kMostSeen = 4000;

}  // namespace

DescentFollower::DescentFollower(Session& session, QObject* parent)
    : QObject(parent), m_session(session) {}

bool DescentFollower::isSame(const HistoryPlace& place, const SurfaceAxis& x,
                             const SurfaceAxis& y) const {
    return m_place.node == place.node && m_place.offset == place.offset && m_x == x && m_y == y;
}

void DescentFollower::follow(const SurfaceAxis& x, const SurfaceAxis& y) {
    const bool isRun = m_session.progress().has_value();
    const HistoryPlace& place = isRun ? m_session.runStart() : m_session.place();
    if (isRun != m_isRun || !isSame(place, x, y)) {
        m_isRun = isRun;
        compute(place, x, y);
    }
    const Network now = m_session.project().network;
    const WayPoint present{{parameterOf(now, x.parameter), parameterOf(now, y.parameter)},
                           m_session.still().update,
                           false};
    if (isRun)
        followRun(present);
    if (m_way.empty() || m_way.back().at != present.at)
        m_way.push_back(present);
}

void DescentFollower::compute(const HistoryPlace& place, const SurfaceAxis& x,
                              const SurfaceAxis& y) {
    m_place = place;
    m_x = x;
    m_y = y;
    m_way = knownWay(place, x.parameter, y.parameter);
    m_before = m_way;
    m_first.clear();
    m_seen.clear();
    m_worker.run([this, place, x, y, isRun = m_isRun](const std::stop_token& stop,
                                                      const Worker::Post& post) {
        auto way = isRun ? beginningOfRun(place, x, y, stop) : exactWay(place, x, y, stop);
        if (way)
            post([this, found = std::move(*way)] {
                (m_isRun ? m_first : m_way) = found;
                emit changed();
            });
    });
}

void DescentFollower::followRun(const WayPoint& present) {
    if (m_seen.size() > kMostSeen)
        m_seen.erase(m_seen.begin(), m_seen.begin() + kMostSeen / 2);
    m_seen.push_back(present);
    m_way = m_before;
    std::int64_t computed = -1;
    for (const WayPoint& point : m_first)
        if (point.update <= present.update) {
            m_way.push_back(point);
            computed = point.update;
        }
    for (const WayPoint& point : m_seen)
        if (point.update > computed)
            m_way.push_back(point);
}

void DescentFollower::stop() {
    m_worker.stop();
    m_place = {};
}

}  // namespace stepgrad
