#pragma once

#include <QGraphicsItem>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// Inputs, neurons with their deltas, loss and targets, names of the layers.
class NodeItem : public QGraphicsItem {
public:
    explicit NodeItem(const GraphPicture& picture) : m_picture(picture) {}

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    /// An input of a picture: its value as a shade between the least and the greatest.
    void paintPixel(QPainter& painter, const NodePlace& place, const ValueId& id) const;
    void paintInput(QPainter& painter, int k) const;
    void paintNeuron(QPainter& painter, int layer, int j) const;
    void paintCircle(QPainter& painter, const NodePlace& place, const ValueId& id,
                     const QColor& fill, Mark mark) const;
    void paintMap(QPainter& painter, const NodePlace& place, const ValueId& h) const;
    void paintCircleTexts(QPainter& painter, const NodePlace& place, const ValueId& h) const;
    /// Delta or bias in the circle: its number, and its symbol small below.
    void paintInside(QPainter& painter, const NodePlace& place, const ValueId& id) const;
    void paintPill(QPainter& painter, const QRectF& rect, const ValueId& id) const;
    void paintBadge(QPainter& painter, const QRectF& rect, const ValueId& delta) const;
    void paintBox(QPainter& painter, const QRectF& rect, const ValueId& id, const QColor& fill,
                  const QColor& line) const;
    void paintStandIns(QPainter& painter) const;
    /// The strongest of what the step has to do with folded neurons of a column.
    Mark markOfFolded(int column) const;
    void paintLoss(QPainter& painter) const;
    /// A dash that says: there is none.
    void paintDash(QPainter& painter, const QRectF& rect) const;
    void paintNumber(QPainter& painter, const QRectF& rect, const ValueId& id) const;
    QColor fillOf(const ValueId& h) const;
    QColor colourOf(const ValueId& id) const;
    bool isSelected(const ValueId& id) const;
    bool isPointed(const ValueId& id) const;

    const GraphPicture& m_picture;
    double m_darkest = 1.0, m_lightest = 0.0;  ///< of the inputs, for a picture of them
};

}  // namespace stepgrad
