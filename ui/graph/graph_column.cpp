#include "ui/graph/graph_column.h"

#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

/// Larger layers stand in several rows, about so many times as high as wide in neurons.
constexpr int kMostRows = 16;
constexpr double kBlockShape = 2.0;
constexpr qreal kPixel = 3.2;  ///< of an input that stands in a picture, in radii of a neuron

QRectF grown(const QRectF& rect, qreal by) {
    return rect.adjusted(-by, -by, by, by);
}

/// The parts of a neuron in full: symbol, h and u inside, delta above, bias below.
NodePlace circle(const QPointF& center, const GraphMetrics& m, bool isInput, bool hasBias,
                 qreal nameWidth) {
    NodePlace place;
    place.center = center;
    const qreal width = 2.0 * m.radius;
    const qreal stack = m.symbolLine + m.valueLine + (isInput ? 0.0 : m.smallLine);
    qreal y = center.y() - 0.5 * stack - (isInput ? 0.0 : 0.03 * m.radius);
    const auto line = [&](qreal height) {
        const QRectF rect(center.x() - 0.5 * width, y, width, height);
        y += height;
        return rect;
    };
    place.symbol = line(m.symbolLine);
    place.h = line(m.valueLine);
    // Without chips rows are many, and stand closer.
    const qreal near = (m.hasChips() ? 0.35 : 0.15) * m.unit;
    const qreal below = center.y() + m.radius + near;
    if (isInput) {
        if (nameWidth > 0.0)
            place.name = QRectF(center.x() - 0.5 * nameWidth, below, nameWidth, m.captionLine);
        return place;
    }
    place.u = line(m.smallLine);
    place.badge =
        around({center.x(), center.y() - m.radius - near - 0.5 * m.badge.height()}, m.badge);
    if (hasBias) {
        const qreal height = m.hasChips() ? m.biasChip.height() : m.chipHeight(1);
        place.bias = {center.x() - 0.5 * m.biasChip.width(), below, m.biasChip.width(), height};
    }
    return place;
}

/// The parts of a small neuron: numbers in pills beside it.
NodePlace dot(const QPointF& center, const GraphMetrics& m, bool isInput, bool hasBias,
              qreal nameWidth) {
    NodePlace place;
    place.center = center;
    place.symbol = around(center, {2.0 * m.radius, m.symbolLine});
    const qreal right = center.x() + m.radius + 0.2 * m.unit;
    if (isInput) {
        const qreal left = center.x() - m.radius - 0.2 * m.unit;
        place.h = {left - m.pill.width(), center.y() - 0.5 * m.pill.height(), m.pill.width(),
                   m.pill.height()};
        if (nameWidth > 0.0)
            place.name = {place.h.left() - 0.4 * m.unit - nameWidth,
                          center.y() - 0.5 * m.captionLine, nameWidth, m.captionLine};
        return place;
    }
    place.h = {right, center.y() - m.pill.height() - 0.05 * m.unit, m.pill.width(),
               m.pill.height()};
    place.u = place.h;
    place.badge = {right, center.y() + 0.05 * m.unit, m.badge.width(), m.badge.height()};
    if (hasBias)
        place.bias = {center.x() - m.radius - 0.2 * m.unit - m.biasChip.width(),
                      center.y() + 0.1 * m.unit, m.biasChip.width(), m.chipHeight(1)};
    return place;
}

/// An input in a picture: a square with its value as a shade.
NodePlace pixel(const QPointF& center, const GraphMetrics& m) {
    NodePlace place;
    place.center = center;
    place.h = around(center, {2.0 * m.radius, m.symbolLine});
    return place;
}

/// What a node takes up, with everything around it.
QRectF extentOf(const NodePlace& place, qreal radius) {
    QRectF rect = around(place.center, {2.0 * radius, 2.0 * radius});
    for (const QRectF& part : {place.h, place.badge, place.bias, place.name})
        if (!part.isEmpty())
            rect |= part;
    return rect;
}

/// How the neurons of a layer stand: below each other, and in large layers in
/// several such rows beside each other, so that the graph does not get tall and small.
struct Block {
    int rows = 1;
    int columns = 1;
    bool isPicture = false;  ///< a square of inputs, as most pictures are: read by lines

    Block(int n, bool isInput, GraphForm form) : rows(n) {
        if (form != GraphForm::Dots || n <= kMostRows)
            return;
        const int side = static_cast<int>(std::lround(std::sqrt(n)));
        isPicture = isInput && side * side == n;
        rows = isPicture
                   ? side
                   : std::max(kMostRows, static_cast<int>(std::ceil(std::sqrt(kBlockShape * n))));
        columns = (n + rows - 1) / rows;
        rows = (n + columns - 1) / columns;
    }
    int rowOf(int i) const { return isPicture ? i / columns : i % rows; }
    int columnOf(int i) const { return isPicture ? i % columns : i / rows; }
};

/// Puts the neurons or inputs of one column.
class ColumnMaker {
public:
    ColumnMaker(int index, const GraphShape& shape, const GraphMetrics& metrics)
        : m_index(index),
          m_shape(shape),
          m_metrics(metrics),
          m_block(shape.placesIn(index), index == 0, metrics.form) {}

    GraphColumn make(qreal x, qreal pitch) const {
        GraphColumn made;
        const int n = m_shape.shownIn(m_index);
        const qreal beside =
            m_block.columns > 1
                ? extentOf(placeAt(0, {}), m_metrics.radius).width() + 0.4 * m_metrics.unit
                : 0.0;
        const qreal side = kPixel * m_metrics.radius;
        const QPointF distance =
            m_block.isPicture ? QPointF(side, side) : QPointF(beside, pitch * wider());
        // The stand-in takes less height than a neuron; what is saved goes half above.
        const qreal standIn = m_shape.isFolded(m_index) ? distanceToStandIn() : distance.y();
        const qreal down = 0.5 * std::max(0.0, distance.y() - standIn);
        const auto centerOf = [&](int i) {
            return QPointF(x + (m_block.columnOf(i) - 0.5 * (m_block.columns - 1)) * distance.x(),
                           (m_block.rowOf(i) - 0.5 * (m_block.rows - 1)) * distance.y() + down);
        };
        for (int i = 0; i < n; ++i)
            made.places.push_back(m_block.isPicture ? pixel(centerOf(i), m_metrics)
                                                    : placeAt(i, centerOf(i)));
        if (m_shape.isFolded(m_index))
            made.standIn = around(centerOf(n - 1) + QPointF(0.0, standIn), m_metrics.standIn);
        return made;
    }

private:
    NodePlace placeAt(int i, const QPointF& center) const {
        // In a block there is no room for names; they are in the tool tips.
        const qreal name = m_index == 0 && m_block.columns == 1
                               ? m_metrics.names[static_cast<std::size_t>(i)]
                               : 0.0;
        const bool bias = m_index > 0 && m_shape.biases[static_cast<std::size_t>(m_index) - 1];
        return m_metrics.form == GraphForm::Dots
                   ? dot(center, m_metrics, m_index == 0, bias, name)
                   : circle(center, m_metrics, m_index == 0, bias, name);
    }

    /// From the middle of the last neuron that shows.
    qreal distanceToStandIn() const {
        return extentOf(placeAt(0, {}), m_metrics.radius).bottom() + 0.7 * m_metrics.unit +
               0.5 * m_metrics.standIn.height();
    }

    /// Without chips a small layer beside a large one takes some of its height.
    qreal wider() const {
        if (m_metrics.hasChips() || m_block.rows < 2)
            return 1.0;
        return std::clamp(0.6 * (rowsOfLargest(m_shape, m_metrics.form) - 1) / (m_block.rows - 1),
                          1.0, 2.2);
    }

    int m_index;
    const GraphShape& m_shape;
    const GraphMetrics& m_metrics;
    Block m_block;
};

}  // namespace

QRectF around(const QPointF& center, QSizeF size) {
    QRectF rect(QPointF(), size);
    rect.moveCenter(center);
    return rect;
}

QRectF GraphColumn::extent(qreal radius) const {
    QRectF rect = extentOf(places.front(), radius);
    for (const auto& place : places)
        rect |= extentOf(place, radius);
    return standIn.isEmpty() ? rect : rect | standIn;
}

qreal GraphColumn::greatestHeight(qreal radius) const {
    qreal most = 0.0;
    for (const auto& place : places)
        most = std::max(most, extentOf(place, radius).height());
    return most;
}

int rowsOfLargest(const GraphShape& shape, GraphForm form) {
    int most = 1;
    for (int c = 0; c <= shape.layerCount(); ++c)
        most = std::max(most, Block(shape.placesIn(c), c == 0, form).rows);
    return most;
}

GraphColumn columnOf(int index, qreal x, qreal pitch, const GraphShape& shape,
                     const GraphMetrics& metrics) {
    return ColumnMaker(index, shape, metrics).make(x, pitch);
}

QRectF captionOf(const GraphColumn& column, int index, const GraphMetrics& m) {
    const qreal width = m.captions[static_cast<std::size_t>(index)];
    const qreal bottom = column.extent(m.radius).bottom();
    const qreal middle = 0.5 * (column.places.front().center.x() + column.places.back().center.x());
    return {middle - 0.5 * width, bottom + 0.45 * m.unit, width, m.captionLine};
}

std::vector<QRectF> obstaclesOf(const GraphColumn& column, int index, const GraphMetrics& m) {
    std::vector<QRectF> obstacles;
    const qreal margin = 0.3 * m.unit;
    for (const auto& place : column.places) {
        obstacles.push_back(grown(around(place.center, {2.0 * m.radius, 2.0 * m.radius}), margin));
        for (const QRectF& part : {place.badge, place.bias, place.name})
            if (!part.isEmpty())
                obstacles.push_back(grown(part, 0.5 * margin));
    }
    if (!column.standIn.isEmpty())
        obstacles.push_back(grown(column.standIn, margin));
    // The caption moves up to a bias chip that is not yet full.
    QRectF caption = captionOf(column, index, m);
    if (column.standIn.isEmpty() && !column.places.back().bias.isEmpty())
        caption.setTop(column.places.back().bias.top());
    obstacles.push_back(grown(caption, 0.5 * margin));
    return obstacles;
}

}  // namespace stepgrad
