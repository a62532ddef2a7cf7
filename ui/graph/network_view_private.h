#pragma once

#include <QGraphicsScene>
#include <optional>

#include "ui/graph/build_strip.h"
#include "ui/graph/bundle_item.h"
#include "ui/graph/chip_item.h"
#include "ui/graph/direction_item.h"
#include "ui/graph/edge_item.h"
#include "ui/graph/flow_animation.h"
#include "ui/graph/graph_accessibility.h"
#include "ui/graph/graph_folding.h"
#include "ui/graph/graph_legend.h"
#include "ui/graph/graph_picture.h"
#include "ui/graph/network_view.h"
#include "ui/graph/node_item.h"
#include "ui/graph/path_item.h"
#include "ui/graph/value_editor.h"

namespace stepgrad {

/// What the view is made of: the picture that the items paint from, the items,
/// the editor, and the rules for pointing, selecting and editing.
class NetworkView::Private {
public:
    explicit Private(NetworkView* view);
    ~Private();

    // --- the picture
    /// Sizes and places anew where texts or network ask for it. @param force
    /// also where they do not (the viewport has another size)
    void layOut(bool force);
    /// After another still or other weights.
    void showChange(bool animated);
    void placeAll();
    void repaint();
    /// Brings the maps of the neurons up to date.
    void drawMaps();
    /// Where only what is selected, pointed at or edited has changed.
    void repaintAccents();
    void fit();
    void zoomBy(double factor, const QPoint& at);
    bool isFitted() const { return m_fitted; }
    void setPanned() { m_fitted = false; }
    void placeLegend();
    /// The buttons at the layers follow the network and its columns.
    void showStrip();
    void placeStrip();
    /// The column of a value, and which of its neurons or inputs.
    std::optional<std::pair<int, int>> neuronOf(const std::optional<ValueId>& id) const;
    bool removeSelectedNeuron();
    QRect toViewport(const QRectF& rect) const;

    /// Whether paths are shown now, or were.
    bool refreshPaths();

    // --- folding
    void setFolded(int column, bool folded);
    /// After another choice of what is folded.
    void refold();
    /// So that the value's own place shows.
    void unfoldFor(const ValueId& id);
    LayerFolding layerFolding();
    /// Where the keyboard is, instead of at a selected value.
    void focusStandIn(std::optional<int> column);
    /// Shows what stood behind it, and goes to the first of that.
    void unfoldFocused();
    /// The first value of a folded column that does not show.
    ValueId behindStandIn(int column) const;
    void setPointedStandIn(std::optional<int> column);
    std::optional<int> standInAt(const QPoint& at) const;

    // --- values
    std::optional<ValueId> valueAt(const QPoint& at) const;
    void setSelected(const std::optional<ValueId>& id, bool tell);
    void setHovered(const std::optional<ValueId>& id);
    void setHighlighted(const std::optional<ValueId>& id);
    void updatePointed();
    bool moveSelection(bool forward, bool fromOutside);
    void forgetMissing();

    // --- editing
    /// What editing this item edits: of a gradient or new weight the weight;
    /// nothing where there is nothing to set.
    std::optional<ValueId> editable(const std::optional<ValueId>& id) const;
    void openEditor(const ValueId& id, const QString& typed = {});
    void placeEditor();
    QString commitValue(const ValueId& id, double value, bool nudge);
    void nudgeValue(const ValueId& id, double by);
    void copySelected() const;
    /// @param standIn  the column whose stand-in it was asked for at
    void showMenu(const QPoint& globalPos, std::optional<int> standIn = {});

    NetworkView* view;
    GraphPicture picture;
    Matrix mapPoints;  ///< see `showMaps`
    NumberWidths widths;
    GraphFolding folding;
    GraphPlanner planner;
    Commit commit;
    QGraphicsScene scene;
    BundleItem* bundles;
    EdgeItem* edges;
    EdgeAccentItem* accents;
    NodeItem* nodes;
    ChipItem* chips;
    PathItem* paths;
    DirectionItem* direction;
    FlowItem* dots;
    FlowAnimation flow;
    GraphLegend* legend;
    BuildStrip* strip;
    NetworkBuilder builder;
    ValueEditor* editor;
    GraphAccessibility* accessibility;

    bool pathsShown = false;
    std::optional<int> pathPointed;

    double magnification = 1.0;
    std::optional<ValueId> hovered;
    std::optional<ValueId> highlighted;
    std::optional<ValueId> marked;   ///< see `markValue`
    std::optional<QPoint> dragFrom;  ///< last point of a drag of empty space
    bool dragged = false;
    int wheelRest = 0;  ///< of fine wheels: what is left below one notch

private:
    GraphAccessibility::Deeds deeds();
    bool m_fitted = true;
};

}  // namespace stepgrad
