#pragma once

#include <QWidget>
#include <vector>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

/// What colours and thickness mean, below the graph, in at most two rows. Where
/// the width does not hold all words, in symbols; the words are in its tool tip.
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
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString rangeText() const;  ///< the greatest |w| that the thickness shows
    enum class Sample { Positive, Negative, None, Delta };
    struct Entry {
        Sample sample;
        QString text;
    };
    struct Spot {
        std::size_t entry;
        QPointF at;
    };
    /// What there is to say, and how it stands at one width.
    struct Rows {
        std::vector<Entry> entries;
        std::vector<Spot> spots;
        int count = 1;
    };
    std::vector<Entry> inWords() const;
    std::vector<Entry> inSymbols() const;
    Rows placed(std::vector<Entry> entries, qreal width) const;
    Rows rowsFor(qreal width) const;
    qreal sampleWidth(Sample sample) const;
    void paintSample(QPainter& painter, Sample sample, const QRectF& rect) const;

    const GraphPicture& m_picture;
};

}  // namespace stepgrad
