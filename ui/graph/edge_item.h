#pragma once

#include <QGraphicsItem>
#include <QPen>
#include <QVector>
#include <vector>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// All edges of the graph in one item: lines grouped by pen, so that a frame
/// costs a few calls however many edges there are.
class EdgeItem : public QGraphicsItem {
public:
    explicit EdgeItem(const GraphPicture& picture) : m_picture(picture) {}

    /// After a change of values, layout or colours.
    void rebuild();
    /// Width of an edge of that weight, in scene units.
    static qreal widthOf(double strength, const GraphLayout& layout);

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Group {
        QPen pen;
        QVector<QLineF> lines;
    };
    void addGlow(const QLineF& line, double width, Mark mark);
    void addWeights();

    const GraphPicture& m_picture;
    std::vector<Group> m_glows;   ///< below: what the current step works on
    std::vector<Group> m_groups;  ///< the weights, thin ones first
    Group m_plain;                ///< to the loss
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
