#pragma once

#include <QObject>

#include "core/laboratory/descent.h"
#include "core/training/worker.h"

namespace stepgrad {

class Session;

/// Follows the way of the session's training over two parameters: at once what is known
/// of it, and soon, from a worker, also the updates between. Of a run in progress it has
/// the first updates and where the run has been seen since.
class DescentFollower : public QObject {
    Q_OBJECT
public:
    explicit DescentFollower(Session& session, QObject* parent = nullptr);

    /// Looks where the session is now. The parameters of the axes are its network's.
    void follow(const SurfaceAxis& x, const SurfaceAxis& y);
    /// The way as far as it is known; the present point is its last one.
    const Way& way() const { return m_way; }
    void stop();

signals:
    void changed();  ///< more is known, though nothing has happened

private:
    bool isSame(const HistoryPlace& place, const SurfaceAxis& x, const SurfaceAxis& y) const;
    void compute(const HistoryPlace& place, const SurfaceAxis& x, const SurfaceAxis& y);
    void followRun(const WayPoint& present);

    Session& m_session;
    Worker m_worker;
    bool m_isRun = false;  ///< what is followed is a run in progress
    HistoryPlace m_place;  ///< from which, or to which, the way is known
    SurfaceAxis m_x, m_y;
    Way m_way;
    Way m_before, m_first, m_seen;  ///< of a run: up to its start, computed, and looked at
};

}  // namespace stepgrad
