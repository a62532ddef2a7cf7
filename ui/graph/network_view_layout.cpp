// Where everything of the graph stands, and how much of it is in view.

#include <QApplication>
#include <QScrollBar>
#include <algorithm>

#include "ui/appearance.h"
#include "ui/graph/network_view_private.h"

namespace stepgrad {
namespace {

constexpr double kLeastScale = 0.05;
constexpr double kMostScale = 12.0;
/// A small graph in a large window is magnified no further than this by itself.
constexpr double kMostFitScale = 2.2;

}  // namespace

void NetworkView::Private::layOut(bool force) {
    if (picture.state.isEmpty())
        return;
    const Network& network = picture.state.network();
    const Notation& notation = Appearance::instance().notation();
    const GraphShape shape = folding.shapeOf(network);
    if (shape != picture.layout.shape)
        widths = NumberWidths::least(notation.numbers);
    const Still& last = picture.state.lastStill();
    widths =
        widths.joined(picture.state.still() ? NumberWidths::of(*last.trace, shape, notation.numbers)
                                            : NumberWidths::of(network, shape, notation.numbers));
    const GraphMetrics metrics = measure(network, shape, notation, widths, QApplication::font());
    const bool changed = shape != picture.layout.shape || metrics != picture.layout.metrics;
    if (changed)
        planner = GraphPlanner(shape, metrics);
    if (const auto column = picture.focusedStandIn;
        column && !(canFold(shape, *column) && shape.isFolded(*column)))
        picture.focusedStandIn.reset();
    if (changed || force) {
        picture.fonts = GraphFonts(QApplication::font(), metrics.form);
        for (QGraphicsItem* item : scene.items())
            item->hide();  // and shown again: their extents change
        picture.layout =
            planner.layOut((QSizeF(view->viewport()->size()) / magnification).toSize());
        edges->layOut();
        for (QGraphicsItem* item : scene.items())
            item->show();
    }
    if (changed)
        m_fitted = true;
    if (m_fitted && (changed || force))
        fit();
    if (changed)
        emit view->foldingChanged();
}

void NetworkView::Private::fit() {
    m_fitted = true;
    const QRectF bounds = picture.layout.bounds;
    const QSizeF size = view->viewport()->size();
    if (bounds.isEmpty() || size.isEmpty())
        return;
    const qreal scale =
        std::min({size.width() / bounds.width(), size.height() / bounds.height(), kMostFitScale});
    // Room all around, so that a magnified graph can be moved freely.
    const QSizeF room = size / scale;
    view->setSceneRect(bounds.adjusted(-room.width(), -room.height(), room.width(), room.height()));
    view->setTransform(QTransform::fromScale(scale, scale));
    view->centerOn(bounds.center());
    placeEditor();
    placeStrip();
}

void NetworkView::Private::zoomBy(double factor, const QPoint& at) {
    const double now = view->transform().m11();
    const double scale = std::clamp(now * factor, kLeastScale, kMostScale);
    if (scale == now || picture.state.isEmpty())
        return;
    m_fitted = false;
    const QPointF before = view->mapToScene(at);
    view->setTransform(QTransform::fromScale(scale, scale));
    const QPointF moved = (before - view->mapToScene(at)) * scale;
    view->horizontalScrollBar()->setValue(view->horizontalScrollBar()->value() + qRound(moved.x()));
    view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + qRound(moved.y()));
    placeEditor();
}

void NetworkView::Private::placeLegend() {
    const int height = legend->isHidden() ? 0 : legend->heightFor(view->width());
    const int above = strip->isHidden() ? 0 : strip->heightFor(view->width());
    view->setViewportMargins(0, above, 0, height);
    strip->setGeometry(0, 0, view->width(), above);
    legend->setGeometry(0, view->height() - height, view->width(), height);
}

}  // namespace stepgrad
