#include "core/document/loss_meter.h"

#include "core/training/worker.h"

namespace stepgrad {

LossMeter::LossMeter(QObject* parent) : QObject(parent) {}

LossMeter::~LossMeter() = default;

std::optional<LossPoint> LossMeter::point(const HistoryPlace& place, const Network& network,
                                          std::int64_t update) {
    if (m_node == place.node && m_row == place.row && m_update == update)
        return m_point;
    m_node = place.node;
    m_row = place.row;
    m_update = update;
    m_point.reset();
    if (m_worker)
        m_worker->stop();
    if (takesLongToMeasure(*place.project(), network))
        begin(place, network);
    else
        m_point = measurePoint(*place.project(), network, update);
    return m_point;
}

void LossMeter::begin(const HistoryPlace& place, const Network& network) {
    if (!m_worker)
        m_worker = std::make_unique<Worker>();
    m_worker->run([this, project = place.project(), network, update = m_update](
                      const std::stop_token& stop, const Worker::Post& post) {
        const auto point = measurePoint(*project, network, update, stop);
        if (point)
            post([this, point] {
                m_point = point;
                emit measured();
            });
    });
}

}  // namespace stepgrad
