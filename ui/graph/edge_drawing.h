#pragma once

#include <QColor>
#include <QLineF>
#include <QVector>
#include <memory>
#include <optional>
#include <vector>

#include "core/walkthrough/paths.h"
#include "ui/graph/graph_layout.h"
#include "ui/graph/graph_state.h"

namespace stepgrad {

/// Where the edges lie and how wide they are, of one layout; never changed, so
/// that threads may share it.
struct EdgeGeometry {
    GraphShape shape;
    bool hasChips = false;
    qreal unit = 16.0;
    std::vector<std::vector<QLineF>> weights;  ///< a layer: shown neurons x inputs
    std::vector<QLineF> loss;                  ///< from the predictions to the loss
    std::vector<QLineF> targets;               ///< and from the targets

    EdgeGeometry() = default;
    explicit EdgeGeometry(const GraphLayout& layout);
};

/// Width of an edge as strong as that (0 … 1), in scene units.
qreal edgeWidth(double strength, const GraphShape& shape, qreal unit);

/// The colours that edges have now.
struct EdgeColors {
    QColor positive, negative, plain, flow, backward;
};

/// All that decides how the edges look; a value, cheap to copy, that may be
/// drawn from in any thread.
struct EdgeDrawing {
    GraphState state;
    std::shared_ptr<const EdgeGeometry> geometry;
    EdgeColors colors;
    /// A neuron or input: all edges but its own are pale. Only where there are no chips.
    std::optional<ValueId> focus;
    /// Lit in the colour of what flows backward, all others pale.
    std::optional<PathSet> paths;
};

/// What of a selected value edges can be of: the neuron or input itself; nothing
/// for weights, targets and the loss.
std::optional<ValueId> focusOf(const std::optional<ValueId>& selected);

/// Lines that look alike.
struct EdgeGroup {
    QColor color;
    qreal width = 1.0;
    QVector<QLineF> lines;
};

/// The edges in the order of painting: what glows below, thin ones first, those
/// to the loss last. Weights that differ little share a group.
std::vector<EdgeGroup> edgeGroups(const EdgeDrawing& drawing);

}  // namespace stepgrad
