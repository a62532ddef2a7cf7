#pragma once

#include <QGraphicsItem>
#include <QString>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// Which way the current step flows, between which columns, and a few words on it.
struct Direction {
    int from = -1;  ///< column that it starts at; the loss counts as one more; -1: no arrow
    int to = -1;
    QString text;  ///< empty: nothing is shown
};

Direction directionOf(const GraphState& state);

/// The arrow above the graph that says what flows where in the current step.
class DirectionItem : public QGraphicsItem {
public:
    explicit DirectionItem(const GraphPicture& picture) : m_picture(picture) {}

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const GraphPicture& m_picture;
};

}  // namespace stepgrad
