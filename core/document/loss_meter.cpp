#include "core/document/loss_meter.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "core/training/worker.h"

namespace stepgrad {

LossMeter::LossMeter(QObject* parent) : QObject(parent) {}

LossMeter::~LossMeter() = default;

bool LossMeter::isKnown(const HistoryPlace& place, bool isEnd) const {
    return m_node == place.node && m_offset == place.offset && m_isEnd == isEnd &&
           (!isEnd || m_row == place.row);
}

/// Whether the update that was asked for was made by hand and led to that place.
bool LossMeter::leadsTo(const HistoryPlace& place) const {
    return m_isEnd && place.node->parent == m_node && place.node->parentOffset == m_offset &&
           place.offset == 1 && place.node->record->rule().onlyRow == m_row;
}

std::optional<LossPoint> LossMeter::point(const HistoryPlace& place, const Network& network,
                                          std::int64_t update) {
    const bool isEnd = update != place.update();
    if (isKnown(place, isEnd))
        return m_point;
    const bool isSame = !isEnd && leadsTo(place);
    m_node = place.node;
    m_offset = place.offset;
    m_row = place.row;
    m_isEnd = isEnd;
    if (isSame) {  // measured, or being measured
        remember();
        return m_point;
    }
    m_point.reset();
    if (m_worker)
        m_worker->stop();
    m_takesLong = takesLongToMeasure(*place.project(), network);
    if (m_takesLong)
        begin(place.project(), network, update);
    else
        m_point = measurePoint(*place.project(), network, update);
    return m_point;
}

void LossMeter::begin(const std::shared_ptr<const Project>& project, const Network& network,
                      std::int64_t update) {
    if (!m_worker)
        m_worker = std::make_unique<Worker>();
    m_worker->run(
        [this, project, network, update](const std::stop_token& stop, const Worker::Post& post) {
            if (const auto point = measurePoint(*project, network, update, stop))
                post([this, point] {
                    m_point = point;
                    remember();
                    emit measured();
                });
        });
}

/// Others are points of the history's own records.
void LossMeter::remember() {
    if (m_isEnd || !m_takesLong || !m_point || !std::isfinite(m_point->loss))
        return;
    std::erase_if(m_known, [](const Known& known) { return known.node.expired(); });
    if (m_known.size() == kMostKnown)
        m_known.pop_front();
    m_known.push_back({m_node, *m_point});
}

std::vector<LossPoint> LossMeter::pointsUpTo(const HistoryPlace& place) const {
    if (m_known.empty())
        return lossesUpTo(place);
    std::map<const HistoryNode*, std::vector<LossPoint>> known;
    for (const Known& one : m_known)
        if (const auto node = one.node.lock())
            known[node.get()].push_back(one.point);
    std::vector<LossPoint> points;  // from the latest to the first
    std::int64_t offset = place.offset;
    std::int64_t bound = std::numeric_limits<std::int64_t>::max();
    for (const HistoryNode* node = place.node.get(); node; node = node->parent.get()) {
        std::vector<LossPoint> own = node->record->losses();
        if (const auto found = known.find(node); found != known.end())
            own.insert(own.end(), found->second.begin(), found->second.end());
        std::ranges::stable_sort(own, std::ranges::greater(), &LossPoint::update);
        const std::int64_t last = node->record->start().update + offset;
        for (const LossPoint& point : own)
            if (point.update <= last && point.update < bound) {
                points.push_back(point);
                bound = point.update;
            }
        if (node->record->count() == 0)  // an edit: what was before it is another network's
            bound = std::min(bound, node->record->start().update);
        offset = node->parentOffset;
    }
    std::ranges::reverse(points);
    return points;
}

}  // namespace stepgrad
