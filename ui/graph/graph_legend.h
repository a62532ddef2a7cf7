#pragma once

#include <QWidget>
#include <vector>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// What colours and thickness mean, below the graph. As many rows as its width needs.
class GraphLegend : public QWidget {
    Q_OBJECT
public:
    explicit GraphLegend(const GraphPicture& picture, QWidget* parent = nullptr);

    /// Height that all entries need at this width.
    int heightFor(int width) const;
    /// Paints all entries into a rectangle of that width; for pictures too.
    void paintInto(QPainter& painter, const QRectF& rect) const;
    /// "thickness = |w|, up to 1.2"
    QString thicknessText() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Sample { Positive, Negative, None, Delta };
    struct Entry {
        Sample sample;
        QString text;
    };
    struct Spot {
        std::size_t entry;
        QPointF at;
    };
    std::vector<Entry> entries() const;
    std::vector<Spot> spots(qreal width, qreal* height) const;
    qreal sampleWidth(Sample sample) const;
    void paintSample(QPainter& painter, Sample sample, const QRectF& rect) const;

    const GraphPicture& m_picture;
};

}  // namespace stepgrad
