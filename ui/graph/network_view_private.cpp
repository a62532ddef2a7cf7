#include "ui/graph/network_view_private.h"

#include <QApplication>
#include <QClipboard>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QMenu>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <map>

#include "core/training/responses.h"
#include "ui/appearance.h"
#include "ui/graph/layer_menu.h"
#include "ui/graph/value_order.h"
#include "ui/response_picture.h"

namespace stepgrad {
namespace {

/// How near the pointer must come to an edge, in pixels of the screen.
constexpr double kReach = 6.0;

}  // namespace

NetworkView::Private::Private(NetworkView* v)
    : view(v),
      picture(QApplication::font()),
      bundles(new BundleItem(picture)),
      edges(new EdgeItem(picture)),
      accents(new EdgeAccentItem(picture)),
      nodes(new NodeItem(picture)),
      chips(new ChipItem(picture)),
      paths(new PathItem(picture)),
      direction(new DirectionItem(picture)),
      dots(new FlowItem(picture)),
      flow(picture, dots, chips),
      legend(new GraphLegend(picture, v)),
      strip(new BuildStrip(v)),
      editor(new ValueEditor(
          v->viewport(),
          [this](const ValueId& id, double value) { return commitValue(id, value, false); })),
      accessibility(new GraphAccessibility(v, picture, deeds())) {
    qreal z = 0.0;
    for (QGraphicsItem* item : std::initializer_list<QGraphicsItem*>{
             bundles, edges, accents, dots, direction, nodes, chips, paths}) {
        item->setZValue(z++);
        scene.addItem(item);
    }
    // One item covers the whole scene: an index would only cost.
    scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    strip->setFolding(layerFolding());
}

NetworkView::Private::~Private() {
    // It tells of the picture, which goes now; as a child of the view it would outlive it.
    delete accessibility;
}

GraphAccessibility::Deeds NetworkView::Private::deeds() {
    GraphAccessibility::Deeds deeds;
    deeds.select = [this](const ValueId& id) { setSelected(id, true); };
    deeds.focus = [this](const ValueId& id) {
        setSelected(id, true);
        view->setFocus(Qt::OtherFocusReason);
    };
    deeds.edit = [this](const ValueId& id) { openEditor(id); };
    deeds.nudge = [this](const ValueId& id, double by) { nudgeValue(id, by); };
    deeds.isEditable = [this](const ValueId& id) { return editable(id).has_value(); };
    deeds.unfold = [this](int column) { setFolded(column, false); };
    deeds.commit = [this](const ValueId& id, double value, bool nudge) {
        return commitValue(id, value, nudge);
    };
    return deeds;
}

void NetworkView::Private::showChange(bool animated) {
    flow.stop();
    layOut(false);
    forgetMissing();
    placeAll();
    showStrip();
    repaint();
    accessibility->announceValues();
    if (animated && view->isVisible() && Appearance::instance().isAnimated())
        flow.start();
}

void NetworkView::Private::placeAll() {
    placeLegend();
    placeEditor();
}

void NetworkView::Private::drawMaps() {
    picture.maps.clear();
    if (mapPoints.rows() == 0 || picture.state.isEmpty() ||
        picture.state.network().inputCount() != mapPoints.cols())
        return;
    const Network& network = picture.state.network();
    const int side = static_cast<int>(std::lround(std::sqrt(double(mapPoints.rows()))));
    const auto layers = layerResponses(network, mapPoints);
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const Matrix& answers = layers[l];
        const Activation activation = network.layers[l].activation;
        auto& maps = picture.maps.emplace_back();
        for (Eigen::Index j = 0; j < answers.cols(); ++j) {
            const Vector one = answers.col(j);
            // Pale enough for the texts on it.
            maps.push_back(responsePicture(one, side, colourRange(activation, one), 0.5));
        }
    }
}

void NetworkView::Private::repaint() {
    drawMaps();
    refreshPaths();
    edges->rebuild();
    scene.update();
    legend->update();
}

void NetworkView::Private::repaintAccents() {
    bundles->update();
    accents->update();
    nodes->update();
    chips->update();
    paths->update();
}

QRect NetworkView::Private::toViewport(const QRectF& rect) const {
    return rect.isEmpty() ? QRect() : view->mapFromScene(rect).boundingRect();
}

std::optional<ValueId> NetworkView::Private::valueAt(const QPoint& at) const {
    return picture.valueAt(view->mapToScene(at), kReach / view->transform().m11());
}

void NetworkView::Private::updatePointed() {
    if (marked && !picture.state.exists(*marked))
        marked.reset();
    const auto pointed = hovered ? hovered : highlighted ? highlighted : marked;
    if (pointed == picture.pointed)
        return;
    picture.pointed = pointed;
    repaintAccents();
}

void NetworkView::Private::setSelected(const std::optional<ValueId>& id, bool tell) {
    if (id == picture.selected)
        return;
    if (id) {
        picture.focusedStandIn.reset();
        unfoldFor(*id);
    }
    const bool focusChanges =
        !picture.layout.metrics.hasChips() && focusOf(id) != focusOf(picture.selected);
    picture.selected = id;
    if (refreshPaths() || focusChanges)
        edges->rebuild();
    wheelRest = 0;
    repaintAccents();
    accessibility->announceSelection();
    if (tell)
        emit view->valueSelected(id);
}

void NetworkView::Private::setHovered(const std::optional<ValueId>& id) {
    if (id == hovered)
        return;
    hovered = id;
    updatePointed();
    emit view->valueHovered(id);
}

void NetworkView::Private::setHighlighted(const std::optional<ValueId>& id) {
    highlighted = id && picture.state.exists(*id) ? id : std::nullopt;
    updatePointed();
}

void NetworkView::Private::forgetMissing() {
    if (picture.selected && !picture.state.exists(*picture.selected))
        setSelected(std::nullopt, true);
    if (hovered && !picture.state.exists(*hovered))
        setHovered(std::nullopt);
    if (highlighted && !picture.state.exists(*highlighted))
        setHighlighted(std::nullopt);
    updatePointed();
    if (editor->isOpen() && !picture.state.exists(*editor->value()))
        editor->cancel();
}

bool NetworkView::Private::moveSelection(bool forward, bool fromOutside) {
    if (picture.state.isEmpty())
        return false;
    const auto values = orderedValues(picture.state.network());
    // A stand-in has the place of the first value behind it.
    std::map<ValueId, int> standIns;
    for (const int column : accessibility->foldedColumns())
        standIns.emplace(behindStandIn(column), column);
    auto from = picture.selected;
    if (picture.focusedStandIn)
        from = behindStandIn(*picture.focusedStandIn);
    const auto next =
        neighbour(values, fromOutside ? std::nullopt : from, forward, [&](const ValueId& id) {
            // A new value is reached through its weight, what is folded by its stand-in.
            return standIns.contains(id) ||
                   (picture.state.isComputed(id) && picture.layout.shape.isShown(id) &&
                    id.kind != ValueKind::NewWeight && id.kind != ValueKind::NewBias);
        });
    if (next && standIns.contains(*next))
        focusStandIn(standIns.at(*next));
    else if (next)
        setSelected(next, true);
    return next.has_value();
}

std::optional<ValueId> NetworkView::Private::editable(const std::optional<ValueId>& id) const {
    if (!id || !commit)
        return std::nullopt;
    const ValueId of = id->parameter().value_or(*id);
    return of.isEditable() && picture.state.exists(of) ? std::optional(of) : std::nullopt;
}

void NetworkView::Private::openEditor(const ValueId& id, const QString& typed) {
    if (editor->isOpen() && !editor->accept())
        return;
    setSelected(id, true);
    view->setFocus(Qt::OtherFocusReason);
    picture.edited = id;
    editor->open(id,
                 QString::fromStdString(stepgrad::accessibleName(
                     id, picture.state.network(), Appearance::instance().notation())),
                 picture.state.exact(id), typed);
    placeEditor();
    repaintAccents();
}

void NetworkView::Private::placeEditor() {
    if (!editor->isOpen())
        return;
    const ValueId id = *editor->value();
    if (!picture.state.exists(id))  // of another network: it is about to be closed
        return;
    QRectF place = picture.rectOf(id);
    // Beside the symbol, which says what is edited.
    if (id.isParameter())
        place.setLeft(
            place.left() + 0.3 * picture.layout.metrics.unit +
            QFontMetricsF(picture.fonts.chipBold).horizontalAdvance(picture.state.symbol(id)));
    QFont font = QApplication::font();
    const double size = QFontInfo(font).pixelSize();
    font.setPixelSize(
        qRound(std::clamp(QFontInfo(picture.fonts.chip).pixelSize() * view->transform().m11(),
                          0.8 * size, 2.0 * size)));
    editor->setFont(font);
    editor->moveTo(toViewport(place));
}

QString NetworkView::Private::commitValue(const ValueId& id, double value, bool nudge) {
    if (picture.state.value(id) == value)
        return {};
    return commit ? commit(id, value, nudge) : NetworkView::tr("this value cannot be changed");
}

void NetworkView::Private::nudgeValue(const ValueId& id, double by) {
    const auto value = picture.state.value(id);
    if (!value)
        return;
    const QString problem = commitValue(id, nudged(*value, by), true);
    if (!problem.isEmpty())
        QToolTip::showText(
            view->viewport()->mapToGlobal(toViewport(picture.frameOf(id)).bottomLeft()), problem,
            view);
}

void NetworkView::Private::copySelected() const {
    if (picture.selected && picture.state.isComputed(*picture.selected))
        QApplication::clipboard()->setText(picture.state.exact(*picture.selected));
}

void NetworkView::Private::showMenu(const QPoint& globalPos, std::optional<int> standIn) {
    auto* menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto id = editable(picture.selected))
        menu->addAction(NetworkView::tr("Edit %1…").arg(picture.state.symbol(*id)), view,
                        [this, id = *id] { openEditor(id); });
    if (picture.selected && picture.state.isComputed(*picture.selected))
        menu->addAction(NetworkView::tr("Copy value"), view, [this] { copySelected(); });
    if (!menu->isEmpty())
        menu->addSeparator();
    const auto place = neuronOf(picture.selected);
    if (place && builder.edit)
        fillLayerMenu(menu->addMenu(layerCaption(picture.state.network(), place->first)),
                      picture.state.network(), picture.state.lastStill().trace->lossFunction,
                      place->first, builder, place->second);
    else if (picture.selected == ValueId::loss() && builder.edit)
        fillLossMenu(menu->addMenu(NetworkView::tr("Loss")),
                     picture.state.lastStill().trace->lossFunction, builder);
    for (int column = 0; column < picture.layout.shape.layerCount(); ++column)
        if (column == standIn.value_or(place ? place->first : column))
            addFoldEntry(menu, column, layerFolding());
    menu->addActions(view->actions());
    menu->addAction(NetworkView::tr("Fit to window"), view, [this] { fit(); });
    menu->popup(globalPos);
}

}  // namespace stepgrad
