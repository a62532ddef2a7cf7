#pragma once

#include <QGraphicsItem>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// The factors of the paths that are lit, each a chip where it arises: dJ/dŷ above
/// the loss, slopes above their neurons in place of the deltas, weights on their
/// edges, and in the circle what feeds the weight.
class PathItem : public QGraphicsItem {
public:
    explicit PathItem(const GraphPicture& picture) : m_picture(picture) {}

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintChip(QPainter& painter, const PathOverlay::Chip& chip) const;

    const GraphPicture& m_picture;
};

}  // namespace stepgrad
