#pragma once

#include <QGraphicsItem>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// The edges from and to folded neurons: not one by one, but as pale wedges
/// between the stand-in and the columns beside it.
class BundleItem : public QGraphicsItem {
public:
    explicit BundleItem(const GraphPicture& picture) : m_picture(picture) {}

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintWedge(QPainter& painter, int column, int beside) const;
    /// Whether a lit path leads through a folded neuron of the column.
    bool isPassed(int column) const;

    const GraphPicture& m_picture;
};

}  // namespace stepgrad
