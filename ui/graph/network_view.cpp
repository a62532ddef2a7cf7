#include "ui/graph/network_view.h"

#include <QApplication>
#include <QPainter>
#include <cmath>

#include "ui/appearance.h"
#include "ui/graph/network_view_private.h"

namespace stepgrad {

NetworkView::NetworkView(QWidget* parent)
    : QGraphicsView(parent), d(std::make_unique<Private>(this)) {
    setScene(&d->scene);
    setObjectName(QStringLiteral("networkView"));
    setAccessibleName(tr("Network"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setMinimumSize(220, 180);
    viewport()->setMouseTracking(true);
    const auto restyle = [this] {
        setBackgroundBrush(Appearance::instance().palette().panel);
        d->layOut(false);
        d->placeAll();
        d->repaint();
    };
    connect(&Appearance::instance(), &Appearance::changed, this, restyle);
    connect(d->editor, &ValueEditor::closed, this, [this] {
        d->picture.edited.reset();
        d->repaintAccents();
    });
    restyle();
}

NetworkView::~NetworkView() {
    // The scene goes before the view's own parts do.
    setScene(nullptr);
}

void NetworkView::showStill(const Still& still, Transition transition) {
    d->picture.state.show(still);
    d->showChange(transition == Transition::Animated);
}

void NetworkView::setSpotlight(bool isOn) {
    d->picture.state.setSpotlight(isOn);
    d->legend->setVisible(!isOn);
    d->placeAll();
    d->repaint();
}

void NetworkView::setMagnification(double factor) {
    if (factor == d->magnification)
        return;
    d->magnification = factor;
    d->layOut(true);
    d->repaint();
}

void NetworkView::showWeights(const Network& network) {
    if (d->picture.state.isEmpty())
        return;
    d->picture.state.showWeights(network);
    d->showChange(false);
}

void NetworkView::setNeuronContent(NeuronContent content) {
    if (d->picture.state.setNeuronContent(content))
        d->repaint();
}

QString NetworkView::textInside(int layer, int neuron) const {
    return d->picture.state.number(d->picture.state.inside(ValueId::h(layer, neuron)));
}

void NetworkView::showMaps(const Matrix& points) {
    if (d->mapPoints.rows() == points.rows() && d->mapPoints == points)
        return;
    d->mapPoints = points;
    d->repaint();
}

void NetworkView::setCommit(Commit commit) {
    d->commit = std::move(commit);
}

void NetworkView::setBuilder(NetworkBuilder builder) {
    d->builder = builder;
    d->strip->setBuilder(std::move(builder));
}

void NetworkView::setBuilding(bool building) {
    if (building == isBuilding())
        return;
    d->strip->setVisible(building);
    d->placeAll();  // the strip takes room: a resize follows
    d->showStrip();
}

bool NetworkView::isBuilding() const {
    return !d->strip->isHidden();
}

std::optional<ValueId> NetworkView::selectedValue() const {
    return d->picture.selected;
}

void NetworkView::selectValue(const std::optional<ValueId>& id) {
    if (!id || d->picture.state.exists(*id))
        d->setSelected(id, false);
}

void NetworkView::markValue(const std::optional<ValueId>& id) {
    d->marked = id;
    d->updatePointed();
}

void NetworkView::highlightValue(const std::optional<ValueId>& id) {
    d->setHighlighted(id);
}

void NetworkView::lightValues(std::vector<ValueId> ids) {
    d->picture.lit = std::move(ids);
    d->repaintAccents();
}

void NetworkView::editValue(const ValueId& id) {
    if (const auto editable = d->editable(id))
        d->openEditor(*editable);
}

bool NetworkView::isAnimating() const {
    return d->flow.isRunning();
}

bool NetworkView::isEditing() const {
    return d->editor->isOpen();
}

void NetworkView::zoomToFit() {
    d->fit();
}

QRect NetworkView::rectOf(const ValueId& id) const {
    return d->picture.state.isEmpty() ? QRect() : d->toViewport(d->picture.rectOf(id));
}

void NetworkView::renderTo(QPainter& painter, const QRectF& target) {
    const QRectF bounds = d->picture.layout.bounds;
    if (d->picture.state.isEmpty() || target.isEmpty())
        return;
    // The legend keeps the scale of the graph, so both are laid out in its units.
    const qreal legendHeight = d->legend->heightFor(static_cast<int>(bounds.width()));
    const qreal scale = std::min(target.width() / bounds.width(),
                                 target.height() / (bounds.height() + legendHeight));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(target, Appearance::instance().palette().panel);
    painter.translate(target.center().x() - 0.5 * scale * bounds.width(),
                      target.center().y() - 0.5 * scale * (bounds.height() + legendHeight));
    painter.scale(scale, scale);
    painter.translate(-bounds.topLeft());
    for (QGraphicsItem* item : d->scene.items(Qt::AscendingOrder)) {
        painter.save();
        item->paint(&painter, nullptr, nullptr);
        painter.restore();
    }
    d->legend->paintInto(painter,
                         QRectF(bounds.left(), bounds.bottom(), bounds.width(), legendHeight));
    painter.restore();
}

}  // namespace stepgrad
