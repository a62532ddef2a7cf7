#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <optional>
#include <vector>

#include "ui/graph/graph_metrics.h"

namespace stepgrad {

/// Where one input or neuron stands, and its texts around it. Scene units.
struct NodePlace {
    QPointF center;
    QRectF symbol;
    QRectF h;      ///< activation; of an input its value
    QRectF u;      ///< weighted input; empty for inputs
    QRectF badge;  ///< delta; empty for inputs
    QRectF bias;   ///< its chip at its largest, text from the top; empty where there is none
    QRectF name;   ///< an input's own name; empty where it has none
};

/// Where everything of the graph stands, in scene units. Pure geometry, made of
/// a shape and of sizes of text; knows no values and paints nothing.
struct GraphLayout {
    GraphShape shape;
    GraphMetrics metrics;
    /// Inputs, then each layer. What is folded is at the middle of its stand-in,
    /// where its edges end, and has no room for texts.
    std::vector<std::vector<NodePlace>> columns;
    std::vector<QRectF> standIns;             ///< one a column, empty where it is not folded
    std::vector<std::vector<QPointF>> chips;  ///< for each layer shown neurons x shown inputs:
                                              ///< middle of the weight's chip
    std::vector<QRectF> captions;             ///< one a column
    QRectF loss;
    std::vector<QRectF> targets;
    qreal arrowY = 0.0;  ///< height of the arrow that shows the direction of flow
    QRectF bounds;

    const NodePlace& input(int k) const { return columns[0][static_cast<std::size_t>(k)]; }
    const NodePlace& neuron(int layer, int j) const {
        return columns[static_cast<std::size_t>(layer) + 1][static_cast<std::size_t>(j)];
    }
    /// So many inputs and neurons of a layer stand singly.
    int inputsOf(int layer) const { return shape.shownIn(layer); }
    int neuronsOf(int layer) const { return shape.shownIn(layer + 1); }
    /// The stand-in for the value's neuron or input, of a weight for one of its ends;
    /// empty where it is shown itself.
    QRectF standInFor(const ValueId& id) const;
    /// The column whose stand-in is at a point.
    std::optional<int> standInAt(const QPointF& point) const;
    /// From rim to rim. @param j neuron of the layer @param k input of the layer
    QLineF edge(int layer, int j, int k) const;
    /// From output neuron j to the loss, and from its target to the loss.
    QLineF lossEdge(int j) const;
    QLineF targetEdge(int j) const;
    /// The chip of a weight when it shows so many lines (1 … 3), around its middle;
    /// empty where an end of it is folded.
    QRectF chip(int layer, int j, int k, int lines) const;
    /// The chip of a bias; its top stays where it is.
    QRectF biasChip(int layer, int j, int lines) const;
    /// The name of a column, below a last neuron whose bias chip shows so many lines.
    QRectF caption(int column, int lines) const;
    /// A line of a chip: 0 value, 1 gradient, 2 new value.
    QRectF chipLine(const QRectF& chip, int line) const;
};

/// Lays out one shape at sizes of window that may change: the search for free
/// places of the chips is done once.
class GraphPlanner {
public:
    GraphPlanner() = default;
    GraphPlanner(const GraphShape& shape, const GraphMetrics& metrics);

    /// @param available  what the graph may fill at its natural size. A graph
    /// that is smaller is spread to fill it, up to a limit; a larger one takes
    /// the form that shrinks least.
    GraphLayout layOut(QSizeF available) const;

private:
    /// Distances at which all chips have a place.
    struct Spacing {
        qreal pitch = 0.0;                       ///< between the neurons of a column
        std::vector<qreal> gaps;                 ///< between the columns
        std::vector<std::vector<qreal>> places;  ///< of the chips along their edges
    };
    qreal leastPitch() const;
    qreal leastGap(int layer) const;
    Spacing spacingFor(qreal pitch) const;
    GraphLayout build(const Spacing& spacing) const;
    Spacing spread(Spacing spacing, const QRectF& bounds, QSizeF available) const;

    GraphShape m_shape;
    GraphMetrics m_metrics;
    std::vector<Spacing> m_spacings;
};

}  // namespace stepgrad
