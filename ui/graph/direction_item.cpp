#include "ui/graph/direction_item.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

/// Beyond so many a list of symbols says less than "the weights of layer 2".
constexpr std::size_t kMostListed = 3;

QString tr(const char* text) {
    return QCoreApplication::translate("NetworkView", text);
}

QString listOf(const GraphState& state, const std::vector<ValueId>& weights, int layer) {
    if (weights.size() > kMostListed) {
        const bool numbered = state.network().weightCount() <= 30;
        if (numbered &&
            weights.size() ==
                static_cast<std::size_t>(
                    state.network().layers[static_cast<std::size_t>(layer)].weights.size()))
            return tr("%1 to %2").arg(state.symbol(weights.front()), state.symbol(weights.back()));
        return tr("the weights of layer %1").arg(layer + 1);
    }
    QStringList symbols;
    for (const auto& id : weights)
        symbols << state.symbol(id);
    if (symbols.size() < 2)
        return symbols.join(QString());
    const QString last = symbols.takeLast();
    return tr("%1 and %2").arg(symbols.join(QStringLiteral(", ")), last);
}

/// The weights of a layer that the step reads or computes something of, by their symbols.
std::vector<ValueId> concerned(const GraphState& state, int layer, ValueKind kind) {
    std::vector<ValueId> weights;
    const auto& parameters = state.network().layers[static_cast<std::size_t>(layer)];
    for (int k = 0; k < parameters.inputs(); ++k)
        for (int j = 0; j < parameters.neurons(); ++j) {
            const ValueId id = ValueId::weight(layer, j, k);
            if (state.mark(id.as(kind)) != Mark::None)
                weights.push_back(id);
        }
    return weights;
}

}  // namespace

Direction directionOf(const GraphState& state) {
    const Step* step = state.still() ? state.still()->currentStep() : nullptr;
    if (!step)
        return {};
    const int outputs = state.network().layerCount();
    switch (step->kind) {
        case StepKind::WeightedInput:
            return {step->layer, step->layer + 1,
                    tr("values flow forward through %1")
                        .arg(listOf(state, concerned(state, step->layer, ValueKind::Weight),
                                    step->layer))};
        case StepKind::Activation:
            return {};
        case StepKind::Loss:
            return {outputs, outputs + 1, tr("prediction meets target")};
        case StepKind::Delta:
            if (step->layer + 1 == outputs)
                return {outputs + 1, outputs, tr("the error flows back")};
            return {step->layer + 2, step->layer + 1,
                    tr("error flows back through %1")
                        .arg(listOf(state, concerned(state, step->layer + 1, ValueKind::Weight),
                                    step->layer + 1))};
        case StepKind::Gradient:
            return {step->layer + 1, step->layer,
                    tr("gradients of %1")
                        .arg(listOf(state, concerned(state, step->layer, ValueKind::WeightGradient),
                                    step->layer))};
        case StepKind::Update:
            return {-1, -1, tr("every weight takes a small step against its gradient")};
    }
    return {};
}

void DirectionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_picture.state.isEmpty())
        return;
    const Direction direction = directionOf(m_picture.state);
    if (direction.text.isEmpty())
        return;
    const GraphLayout& layout = m_picture.layout;
    const qreal unit = layout.metrics.unit;
    const auto xOf = [&layout](int column) {
        return column < static_cast<int>(layout.columns.size())
                   ? layout.columns[static_cast<std::size_t>(column)].front().center.x()
                   : layout.loss.center().x();
    };
    const QColor color = m_picture.state.flowColor();
    qreal left = layout.bounds.left(), right = layout.bounds.right();
    if (direction.from >= 0) {
        const qreal from = xOf(direction.from), to = xOf(direction.to);
        const qreal sign = to > from ? 1.0 : -1.0;
        QPen pen(color, 0.16 * unit, Qt::DashLine);
        pen.setDashPattern({3.0, 2.0});
        painter->setPen(pen);
        painter->drawLine(QPointF(from, layout.arrowY),
                          QPointF(to - sign * 0.5 * unit, layout.arrowY));
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawPolygon(
            QPolygonF({QPointF(to, layout.arrowY),
                       QPointF(to - sign * 0.75 * unit, layout.arrowY - 0.42 * unit),
                       QPointF(to - sign * 0.75 * unit, layout.arrowY + 0.42 * unit)}));
        left = std::min(from, to);
        right = std::max(from, to);
    }
    const qreal width =
        QFontMetricsF(m_picture.fonts.caption).horizontalAdvance(direction.text) + 2.0;
    QRectF text(0.0, 0.0, width, layout.metrics.captionLine);
    text.moveCenter({0.5 * (left + right), layout.arrowY - 0.95 * unit});
    // A long text over a short arrow stays inside the picture.
    text.moveLeft(std::clamp(text.left(), layout.bounds.left(),
                             std::max(layout.bounds.left(), layout.bounds.right() - width)));
    painter->setFont(m_picture.fonts.caption);
    painter->setPen(color);
    painter->drawText(text, Qt::AlignCenter, direction.text);
}

}  // namespace stepgrad
