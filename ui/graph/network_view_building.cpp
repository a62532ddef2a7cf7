#include "ui/graph/network_view_private.h"

// Building the network where it stands: the strip above the layers, and Del.

namespace stepgrad {

void NetworkView::Private::showStrip() {
    if (strip->isHidden() || picture.state.isEmpty())
        return;
    const Still& still = picture.state.lastStill();
    strip->showNetwork(picture.state.network(),
                       still.trace ? still.trace->lossFunction : Loss::HalfSquaredError);
    placeLegend();  // with more layers the strip may be higher
    placeStrip();
}

void NetworkView::Private::placeStrip() {
    if (strip->isHidden())
        return;
    std::vector<int> middles;
    for (const QRectF& caption : picture.layout.captions)
        middles.push_back(view->mapFromScene(caption.center()).x());
    strip->place(middles);
}

std::optional<std::pair<int, int>> NetworkView::Private::neuronOf(
    const std::optional<ValueId>& id) const {
    if (!id)
        return std::nullopt;
    switch (id->kind) {
        case ValueKind::Input:
            return std::pair(0, id->neuron);
        case ValueKind::U:
        case ValueKind::H:
        case ValueKind::Delta:
        case ValueKind::Bias:
        case ValueKind::BiasGradient:
        case ValueKind::NewBias:
            return std::pair(id->layer + 1, id->neuron);
        default:
            return std::nullopt;
    }
}

bool NetworkView::Private::removeSelectedNeuron() {
    const auto place = neuronOf(picture.selected);
    if (!place || !builder.edit || picture.selected->kind == ValueKind::Bias)
        return false;
    builder.edit(RemoveNeuron{place->first - 1, place->second});
    return true;
}

}  // namespace stepgrad
