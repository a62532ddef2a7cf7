#pragma once

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <optional>
#include <vector>

#include "ui/graph/graph_layout.h"
#include "ui/graph/graph_state.h"
#include "ui/graph/path_overlay.h"

class QFont;
class QPainter;

namespace stepgrad {

/// All that decides how the graph looks: what the items paint from.
struct GraphPicture {
    GraphState state;
    GraphLayout layout;
    GraphFonts fonts;
    std::optional<ValueId> selected;
    std::optional<ValueId> pointed;     ///< under the mouse, or pointed at elsewhere
    std::vector<ValueId> lit;           ///< to be looked at: as if pointed at
    std::optional<ValueId> edited;      ///< its number is hidden under the editor
    std::optional<int> pointedStandIn;  ///< under the mouse: of that column
    std::optional<int> focusedStandIn;  ///< where the keyboard is, instead of a selected value
    bool hasFocus = false;
    /// What each neuron responds to, by layer; empty where that is not shown.
    std::vector<std::vector<QImage>> maps;

    /// The paths that are lit; nothing while none are.
    std::optional<PathOverlay> paths;

    explicit GraphPicture(const QFont& base) : fonts(base) {}

    /// Whether the item that shows the value is pointed at, or lit.
    bool isPointed(const ValueId& id) const;
    /// Whether the chip of this weight or bias is on show.
    bool showsChip(const ValueId& parameter) const;
    /// Whether it is one that only shows while it is selected or pointed at.
    bool isPassing(const ValueId& parameter) const;
    /// The chip with as many lines as are computed.
    QRectF chipOf(const ValueId& parameter) const;
    /// Where the value's text stands; empty where it has no place (a gradient
    /// that is not computed).
    QRectF rectOf(const ValueId& id) const;
    /// The chip of a factor; empty where it has no place.
    QRectF rectOf(const PathOverlay::Chip& chip) const;
    /// Whether paths are lit, and none of them passes there.
    bool isFaded(const ValueId& id) const { return paths && paths->isFaded(id); }
    /// How opaque something is: pale beside lit paths and outside the spotlight.
    double opacityOf(const ValueId& id, Mark mark) const {
        return isFaded(id) ? kFaded : state.strengthOf(mark);
    }
    /// What is at a point of the scene. @param reach  how near an edge counts
    std::optional<ValueId> valueAt(const QPointF& point, qreal reach) const;
    /// The part of an item that a frame goes around when the value is selected.
    QRectF frameOf(const ValueId& id) const;

private:
    std::optional<ValueId> inChip(const ValueId& parameter, const QPointF& point) const;
    std::optional<ValueId> atNode(const QPointF& point) const;
    std::optional<ValueId> atEdge(const QPointF& point, qreal reach) const;
};

/// Whether two values are shown by the same item: a weight and its gradient, a
/// neuron's u and h.
bool sharesItem(const ValueId& a, const ValueId& b);

/// A patch of colour behind a text that is current or read.
void paintMark(QPainter& painter, const QRectF& text, Mark mark, const QColor& color);

}  // namespace stepgrad
