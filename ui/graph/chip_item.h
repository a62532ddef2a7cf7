#pragma once

#include <QGraphicsItem>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// All chips of weights and biases, in one item.
class ChipItem : public QGraphicsItem {
public:
    explicit ChipItem(const GraphPicture& picture) : m_picture(picture) {}

    /// From 0 to 1 and back while the chips pulse (the update); 0 at rest.
    void setPulse(qreal pulse);

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintChip(QPainter& painter, const ValueId& parameter) const;
    void paintFrame(QPainter& painter, const ValueId& parameter, const QRectF& chip,
                    const QColor& color) const;
    void paintLine(QPainter& painter, const ValueId& id, const QRectF& line, const QString& label,
                   const QColor& labelColor, const QColor& numberColor) const;

    const GraphPicture& m_picture;
    qreal m_pulse = 0.0;
};

}  // namespace stepgrad
