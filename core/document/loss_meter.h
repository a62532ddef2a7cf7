#pragma once

#include <QObject>
#include <cstdint>
#include <memory>
#include <optional>

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

signals:
    void measured();

private:
    void begin(const HistoryPlace& place, const Network& network);

    // What was asked for last:
    HistoryNodePtr m_node;
    std::int64_t m_row = 0, m_update = 0;
    std::optional<LossPoint> m_point;
    std::unique_ptr<Worker> m_worker;  ///< from when it is first needed
};

}  // namespace stepgrad
