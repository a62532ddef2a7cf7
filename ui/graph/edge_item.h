#pragma once

#include <QGraphicsItem>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ui/graph/edge_picture.h"
#include "ui/graph/graph_picture.h"

namespace stepgrad {

class EdgeWorker;

/// All edges of the graph in one item. A few are painted as lines; where there
/// are no chips a view shows a picture of them that is made once for each state.
/// Of thousands of edges a thread of its own makes the picture: until it is done
/// the view shows the one before, moved and scaled as the graph is now. Printing,
/// and a picture taken of the window, wait for nothing and show the present state.
class EdgeItem : public QGraphicsItem {
public:
    explicit EdgeItem(const GraphPicture& picture);
    ~EdgeItem() override;

    /// After another layout; a change of values follows.
    void layOut();
    /// After a change of values, layout or colours.
    void rebuild();

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    EdgeDrawing drawing() const;
    void paintLines(QPainter& painter);
    void paintPicture(QPainter& painter, const QWidget& viewport);
    bool isPresent(const EdgePicture& picture, const EdgeFrame& frame) const;
    void bringUpToDate(const EdgeFrame& frame, bool mayWait);
    void ask(const EdgeFrame& frame);
    void take(const EdgePicture& picture);

    const GraphPicture& m_picture;
    std::shared_ptr<const EdgeGeometry> m_geometry;
    std::optional<std::vector<EdgeGroup>>
        m_groups;                 ///< of the present state, once painted as lines
    std::uint64_t m_version = 0;  ///< of values, layout and colours
    EdgePicture m_shown;
    std::optional<EdgePicture> m_asked;  ///< what the worker is at, or will be; without image
    std::unique_ptr<EdgeWorker> m_worker;
};

/// The edges that are selected or pointed at, over the others: these change
/// often, the others are painted once and kept.
class EdgeAccentItem : public QGraphicsItem {
public:
    explicit EdgeAccentItem(const GraphPicture& picture) : m_picture(picture) {}

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const GraphPicture& m_picture;
};

}  // namespace stepgrad
