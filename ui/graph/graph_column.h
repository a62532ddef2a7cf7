#pragma once

#include <QRectF>
#include <vector>

#include "ui/graph/graph_layout.h"

namespace stepgrad {

/// The inputs or the neurons of one layer, as far as they stand singly, and what
/// stands for the others below them.
struct GraphColumn {
    std::vector<NodePlace> places;
    QRectF standIn;  ///< empty where nothing is folded

    /// All that it takes up. @param radius  of its neurons
    QRectF extent(qreal radius) const;
    /// Of its neurons, with everything around them.
    qreal greatestHeight(qreal radius) const;
};

/// @param index  0: the inputs, else the layer index - 1
/// @param pitch  from row to row
GraphColumn columnOf(int index, qreal x, qreal pitch, const GraphShape& shape,
                     const GraphMetrics& metrics);
/// Where its name stands.
QRectF captionOf(const GraphColumn& column, int index, const GraphMetrics& metrics);
/// What chips keep clear of.
std::vector<QRectF> obstaclesOf(const GraphColumn& column, int index, const GraphMetrics& metrics);
/// Large layers stand in several rows beside each other; the most that any column has.
int rowsOfLargest(const GraphShape& shape, GraphForm form);

QRectF around(const QPointF& center, QSizeF size);

}  // namespace stepgrad
