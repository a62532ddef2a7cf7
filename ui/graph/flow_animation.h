#pragma once

#include <QGraphicsItem>
#include <QObject>
#include <QVariantAnimation>
#include <vector>

#include "ui/graph/graph_picture.h"

namespace stepgrad {

class ChipItem;

/// One value on its way: along a line, in the colour of the flow.
struct FlowPath {
    QLineF line;
    QColor color;
};

/// What moves in the current step: along which lines, from where to where.
std::vector<FlowPath> flowPaths(const GraphPicture& picture);

/// The dots that travel.
class FlowItem : public QGraphicsItem {
public:
    explicit FlowItem(const GraphPicture& picture) : m_picture(picture) {}

    void setPaths(std::vector<FlowPath> paths) { m_paths = std::move(paths); }
    const std::vector<FlowPath>& paths() const { return m_paths; }
    /// From 0 (where they start) to 1 (arrived).
    void setProgress(qreal progress);

    QRectF boundingRect() const override { return m_picture.layout.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF spotAt(const FlowPath& path, qreal progress) const;

    const GraphPicture& m_picture;
    std::vector<FlowPath> m_paths;
    qreal m_progress = 0.0;
};

/// Shows how the values of the current step come about: dots along the edges,
/// a pulse of the chips in the update. Reads what is shown and changes none of
/// it; can be stopped at any time.
class FlowAnimation : public QObject {
    Q_OBJECT
public:
    static constexpr int kMilliseconds = 400;

    FlowAnimation(const GraphPicture& picture, FlowItem* dots, ChipItem* chips);

    void start();
    void stop();
    bool isRunning() const { return m_clock.state() == QAbstractAnimation::Running; }

private:
    void show(qreal progress);

    const GraphPicture& m_picture;
    FlowItem* m_dots;
    ChipItem* m_chips;
    QVariantAnimation m_clock;
    bool m_pulses = false;
};

}  // namespace stepgrad
