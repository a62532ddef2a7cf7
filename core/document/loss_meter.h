#pragma once

#include <QObject>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "core/document/history.h"

namespace stepgrad {

class Worker;

/// Measures one point of the loss curve after the other, each once however often it is
/// asked for: at once where that is quick, else in a thread of its own.
class LossMeter : public QObject {
    Q_OBJECT
public:
    explicit LossMeter(QObject* parent = nullptr);
    ~LossMeter() override;  ///< gives up what is being measured

    /// The point of that network, which is the place's before or after its update. Nothing
    /// while it is being measured; `measured` tells when to ask again.
    /// @param update  updates that led to the network
    /// Throws std::invalid_argument where it does not fit the project's examples.
    std::optional<LossPoint> point(const HistoryPlace& place, const Network& network,
                                   std::int64_t update);

    /// Adds the points that took long and lie on the way to the place, where there are none
    /// of their updates. @param points  by update
    void addKnown(std::vector<LossPoint>& points, const HistoryPlace& place) const;

signals:
    void measured();

private:
    /// Of a state that the history has, other than one that an update shown leads to.
    struct Known {
        std::weak_ptr<const HistoryNode> node;
        LossPoint point;
    };
    void begin(const HistoryPlace& place, const Network& network);
    void take(const LossPoint& point, bool isOfPlace);

    static constexpr std::size_t kMostKnown = 1000;  ///< the oldest go first
    std::deque<Known> m_known;
    // What was asked for last:
    HistoryNodePtr m_node;
    std::int64_t m_row = 0, m_update = 0;
    std::optional<LossPoint> m_point;
    std::unique_ptr<Worker> m_worker;  ///< from when it is first needed
};

}  // namespace stepgrad
