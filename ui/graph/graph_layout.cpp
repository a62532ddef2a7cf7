#include "ui/graph/graph_layout.h"

#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

QLineF rimToRim(const QPointF& from, const QPointF& to, qreal radius) {
    QLineF line(from, to);
    const qreal length = line.length();
    if (length <= 2.0 * radius)
        return line;
    return {line.pointAt(radius / length), line.pointAt(1.0 - radius / length)};
}

}  // namespace

QLineF GraphLayout::edge(int layer, int j, int k) const {
    const auto& from = columns[static_cast<std::size_t>(layer)][static_cast<std::size_t>(k)];
    return rimToRim(from.center, neuron(layer, j).center, metrics.radius);
}

QLineF GraphLayout::lossEdge(int j) const {
    const QPointF from = columns.back()[static_cast<std::size_t>(j)].center;
    // Several edges arrive spread over the left side of the box.
    const int n = shape.counts.back();
    const qreal spread = n > 1 ? loss.height() * 0.6 * (j / (n - 1.0) - 0.5) : 0.0;
    QLineF line(from, QPointF(loss.left(), loss.center().y() + spread));
    line.setP1(line.pointAt(std::min(1.0, metrics.radius / line.length())));
    return line;
}

QLineF GraphLayout::targetEdge(int j) const {
    const QRectF& target = targets[static_cast<std::size_t>(j)];
    if (targets.size() == 1)
        return {QPointF(target.center().x(), target.top()),
                QPointF(loss.center().x(), loss.bottom())};
    const auto n = static_cast<qreal>(targets.size());
    const qreal spread = loss.height() * 0.6 * (j / (n - 1.0) - 0.5);
    return {QPointF(target.left(), target.center().y()),
            QPointF(loss.right(), loss.center().y() + spread)};
}

QRectF GraphLayout::chip(int layer, int j, int k, int lines) const {
    if (j >= neuronsOf(layer) || k >= inputsOf(layer))
        return {};
    QRectF rect(0.0, 0.0, metrics.chip.width(), metrics.chipHeight(lines));
    rect.moveCenter(chips[static_cast<std::size_t>(layer)]
                         [static_cast<std::size_t>(j) * static_cast<std::size_t>(inputsOf(layer)) +
                          static_cast<std::size_t>(k)]);
    return rect;
}

QRectF GraphLayout::standInFor(const ValueId& id) const {
    if (shape.isShown(id))
        return {};
    const int column = id.kind == ValueKind::Input ? 0 : id.layer + 1;
    return standIns[static_cast<std::size_t>(shape.isShown(column, id.neuron) ? id.layer : column)];
}

std::optional<int> GraphLayout::standInAt(const QPointF& point) const {
    const auto at = std::find_if(standIns.begin(), standIns.end(),
                                 [&](const QRectF& rect) { return rect.contains(point); });
    return at == standIns.end() ? std::nullopt
                                : std::optional(static_cast<int>(at - standIns.begin()));
}

QRectF GraphLayout::biasChip(int layer, int j, int lines) const {
    const QRectF& place = neuron(layer, j).bias;
    QRectF rect(0.0, 0.0, metrics.biasChip.width(), metrics.chipHeight(lines));
    rect.moveTo(place.topLeft());
    return rect;
}

QRectF GraphLayout::caption(int column, int lines) const {
    const QRectF& full = columns[static_cast<std::size_t>(column)].back().bias;
    const QRectF& rect = captions[static_cast<std::size_t>(column)];
    return full.isEmpty() ? rect : rect.translated(0.0, metrics.chipHeight(lines) - full.height());
}

QRectF GraphLayout::chipLine(const QRectF& chip, int line) const {
    const qreal edge = 0.6 * metrics.padding;
    qreal top = chip.top() + edge;
    qreal height = metrics.chipLine;
    if (line > 0)
        top += metrics.chipLine;
    if (line == 1)
        height = metrics.smallLine;
    if (line > 1)
        top += metrics.smallLine;
    return {chip.left() + metrics.padding, top, chip.width() - 2.0 * metrics.padding, height};
}

}  // namespace stepgrad
