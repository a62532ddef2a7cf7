#include "core/document/loss_meter.h"

#include <algorithm>
#include <cmath>
#include <map>

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
    const bool isOfPlace = m_update == place.update();
    m_worker->run([this, project = place.project(), network, update = m_update, isOfPlace](
                      const std::stop_token& stop, const Worker::Post& post) {
        if (const auto point = measurePoint(*project, network, update, stop))
            post([this, point = *point, isOfPlace] { take(point, isOfPlace); });
    });
}

void LossMeter::take(const LossPoint& point, bool isOfPlace) {
    m_point = point;
    if (isOfPlace && std::isfinite(point.loss)) {
        if (m_known.size() == kMostKnown)
            m_known.pop_front();
        m_known.push_back({m_node, point});
    }
    emit measured();
}

void LossMeter::addKnown(std::vector<LossPoint>& points, const HistoryPlace& place) const {
    if (m_known.empty())
        return;
    std::map<const HistoryNode*, std::int64_t> way;  // up to which update of each link
    std::int64_t offset = place.offset;
    for (const HistoryNode* node = place.node.get(); node; node = node->parent.get()) {
        way[node] = node->record->start().update + offset;
        offset = node->parentOffset;
    }
    for (const Known& known : m_known) {
        const auto link = way.find(known.node.lock().get());
        if (link == way.end() || known.point.update > link->second)
            continue;
        const auto at =
            std::ranges::lower_bound(points, known.point.update, {}, &LossPoint::update);
        if (at == points.end() || at->update != known.point.update)
            points.insert(at, known.point);
    }
}

}  // namespace stepgrad
