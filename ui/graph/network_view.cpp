#include "ui/graph/network_view.h"

namespace stepgrad {

class NetworkView::Private {};

NetworkView::NetworkView(QWidget* parent) : QGraphicsView(parent), d(std::make_unique<Private>()) {}
NetworkView::~NetworkView() = default;
void NetworkView::showStill(const Still&, Transition) {}
void NetworkView::showWeights(const Network&) {}
void NetworkView::setCommit(Commit) {}
std::optional<ValueId> NetworkView::selectedValue() const {
    return std::nullopt;
}
void NetworkView::selectValue(const std::optional<ValueId>&) {}
void NetworkView::highlightValue(const std::optional<ValueId>&) {}
void NetworkView::editValue(const ValueId&) {}
bool NetworkView::isEditing() const {
    return false;
}
QRect NetworkView::rectOf(const ValueId&) const {
    return {};
}
void NetworkView::renderTo(QPainter&, const QRectF&) {}

}  // namespace stepgrad
