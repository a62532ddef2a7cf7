#include "ui/graph/bundle_item.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr float kPlain = 0.08f;
constexpr float kBehindOthers = 0.04f;  ///< where something else is looked at
constexpr float kLit = 0.22f;

/// The side of a column that is turned to a point: a line from its top to its bottom.
QLineF sideOf(const std::vector<NodePlace>& places, const QPointF& from) {
    qreal x = places.front().center.x();
    qreal top = places.front().center.y(), bottom = top;
    for (const NodePlace& place : places) {
        const QPointF& at = place.center;
        x = from.x() < x ? std::min(x, at.x()) : std::max(x, at.x());
        top = std::min(top, at.y());
        bottom = std::max(bottom, at.y());
    }
    return {x, top, x, bottom};
}

}  // namespace

bool BundleItem::isPassed(int column) const {
    const GraphShape& shape = m_picture.layout.shape;
    for (int i = shape.shownIn(column); i < shape.count(column); ++i)
        if (m_picture.paths->lit.passes(column == 0 ? ValueId::inputOf(i)
                                                    : ValueId::h(column - 1, i)))
            return true;
    return false;
}

void BundleItem::paintWedge(QPainter& painter, int column, int beside) const {
    const GraphLayout& layout = m_picture.layout;
    const Palette& palette = Appearance::instance().palette();
    const QPointF from = layout.standIns[static_cast<std::size_t>(column)].center();
    const auto& places = layout.columns[static_cast<std::size_t>(beside)];
    // As wide as the neurons themselves, so that a single one gets a wedge too.
    const QLineF side = sideOf(places, from);
    const QPointF by(0.0, 0.7 * layout.metrics.radius);
    const bool isLit = m_picture.paths && isPassed(column);
    QColor color = isLit ? palette.backward : palette.neuron;
    const bool isBehind = m_picture.paths || m_picture.state.hasSpotlight() ||
                          (!layout.metrics.hasChips() && m_picture.selected);
    color.setAlphaF(isLit ? kLit : isBehind ? kBehindOthers : kPlain);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({from, side.p1() - by, side.p2() + by}));
}

void BundleItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_picture.state.isEmpty())
        return;
    painter->setPen(Qt::NoPen);
    const GraphShape& shape = m_picture.layout.shape;
    for (int column = 0; column <= shape.layerCount(); ++column) {
        if (!shape.isFolded(column))
            continue;
        if (column > 0)
            paintWedge(*painter, column, column - 1);
        if (column < shape.layerCount())
            paintWedge(*painter, column, column + 1);
    }
}

}  // namespace stepgrad
