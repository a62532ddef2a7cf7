// Folding of large layers.

#include "ui/graph/network_view_private.h"

namespace stepgrad {

void NetworkView::Private::setFolded(int column, bool folded) {
    if (picture.layout.shape.isFolded(column) == folded)
        return;
    folding.setFolded(column, folded);
    refold();
}

void NetworkView::Private::refold() {
    if (picture.state.isEmpty())
        return;
    flow.stop();
    setHovered(std::nullopt);
    setPointedStandIn(std::nullopt);
    picture.focusedStandIn.reset();
    layOut(false);
    if (picture.selected && !picture.layout.shape.isShown(*picture.selected))
        setSelected(std::nullopt, true);
    if (editor->isOpen() && !picture.layout.shape.isShown(*editor->value()))
        editor->cancel();
    placeAll();
    repaint();
    accessibility->announceValues();
}

void NetworkView::Private::unfoldFor(const ValueId& id) {
    const GraphShape& shape = picture.layout.shape;
    if (shape.counts.empty() || shape.isShown(id))
        return;
    const int column = id.kind == ValueKind::Input ? 0 : id.layer + 1;
    if (!shape.isShown(column, id.neuron))
        folding.setFolded(column, false);
    const auto parameter = id.parameter();
    if (parameter && parameter->kind == ValueKind::Weight && !shape.isShown(id.layer, id.input))
        folding.setFolded(id.layer, false);
    refold();
}

LayerFolding NetworkView::Private::layerFolding() {
    return {[this](int column) { return canFold(picture.layout.shape, column); },
            [this](int column) { return picture.layout.shape.isFolded(column); },
            [this](int column, bool folded) { setFolded(column, folded); }};
}

std::optional<int> NetworkView::Private::standInAt(const QPoint& at) const {
    return picture.layout.standInAt(view->mapToScene(at));
}

void NetworkView::Private::setPointedStandIn(std::optional<int> column) {
    if (column == picture.pointedStandIn)
        return;
    picture.pointedStandIn = column;
    if (column)
        view->viewport()->setCursor(Qt::PointingHandCursor);
    else
        view->viewport()->unsetCursor();
    nodes->update();
}

void NetworkView::Private::focusStandIn(std::optional<int> column) {
    if (column == picture.focusedStandIn)
        return;
    picture.focusedStandIn = column;
    if (column)
        setSelected(std::nullopt, true);
    repaintAccents();
    accessibility->announceSelection();
}

void NetworkView::Private::unfoldFocused() {
    const int column = *picture.focusedStandIn;
    const ValueId first = behindStandIn(column);
    setFolded(column, false);
    setSelected(first, true);
}

ValueId NetworkView::Private::behindStandIn(int column) const {
    const int neuron = picture.layout.shape.shown[static_cast<std::size_t>(column)];
    return column == 0 ? ValueId::inputOf(neuron) : ValueId::h(column - 1, neuron);
}

void NetworkView::setLargeFolded(bool folded) {
    if (folded == d->folding.areLargeFolded() && folded == areLargeFolded())
        return;
    d->folding.setLargeFolded(folded);
    d->refold();
}

bool NetworkView::areLargeFolded() const {
    return d->folding.areAllFolded(d->picture.layout.shape);
}

void NetworkView::setFolded(int column, bool folded) {
    if (canFold(d->picture.layout.shape, column))
        d->setFolded(column, folded);
}

bool NetworkView::isFolded(int column) const {
    const GraphShape& shape = d->picture.layout.shape;
    return canFold(shape, column) && shape.isFolded(column);
}

QRect NetworkView::standInRect(int column) const {
    return isFolded(column)
               ? d->toViewport(d->picture.layout.standIns[static_cast<std::size_t>(column)])
               : QRect();
}

}  // namespace stepgrad
