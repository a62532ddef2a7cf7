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

    /// `lossesUpTo(place)` with the points of the way there that took long.
    std::vector<LossPoint> pointsUpTo(const HistoryPlace& place) const;

signals:
    void measured();

private:
    /// Of a state that the history has, other than one that an update shown leads to.
    struct Known {
        std::weak_ptr<const HistoryNode> node;
        LossPoint point;
    };
    bool isKnown(const HistoryPlace& place, bool isEnd) const;
    bool leadsTo(const HistoryPlace& place) const;
    void begin(const std::shared_ptr<const Project>& project, const Network& network,
               std::int64_t update);
    void remember();

    static constexpr std::size_t kMostKnown = 1000;  ///< the oldest go first
    std::deque<Known> m_known;
    // What was asked for last: of that state, or of what an update with that row makes of it.
    HistoryNodePtr m_node;
    std::int64_t m_offset = 0, m_row = 0;
    bool m_isEnd = false;
    bool m_takesLong = false;
    std::optional<LossPoint> m_point;
    std::unique_ptr<Worker> m_worker;  ///< from when it is first needed
};

}  // namespace stepgrad
