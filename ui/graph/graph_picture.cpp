#include "ui/graph/graph_picture.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

qreal distance(const QLineF& line, const QPointF& point) {
    const QPointF along = line.p2() - line.p1();
    const qreal square = QPointF::dotProduct(along, along);
    const qreal t =
        square > 0.0 ? std::clamp(QPointF::dotProduct(point - line.p1(), along) / square, 0.0, 1.0)
                     : 0.0;
    return QLineF(line.pointAt(t), point).length();
}

QRectF square(const QPointF& center, qreal radius) {
    return {center.x() - radius, center.y() - radius, 2.0 * radius, 2.0 * radius};
}

int lineOf(ValueKind kind) {
    switch (kind) {
        case ValueKind::WeightGradient:
        case ValueKind::BiasGradient:
            return 1;
        case ValueKind::NewWeight:
        case ValueKind::NewBias:
            return 2;
        default:
            return 0;
    }
}

}  // namespace

bool sharesItem(const ValueId& a, const ValueId& b) {
    if (a.parameter() && b.parameter())
        return a.parameter() == b.parameter();
    const auto node = [](const ValueId& id) {
        return id.kind == ValueKind::U ? id.as(ValueKind::H) : id;
    };
    return node(a) == node(b);
}

bool GraphPicture::isPointed(const ValueId& id) const {
    const auto isMeant = [&](const ValueId& other) { return sharesItem(other, id); };
    return (pointed && isMeant(*pointed)) || std::any_of(lit.begin(), lit.end(), isMeant);
}

bool GraphPicture::isPassing(const ValueId& parameter) const {
    return !layout.metrics.hasChips() && layout.shape.isShown(parameter) &&
           ((selected && selected->parameter() == parameter) ||
            (pointed && pointed->parameter() == parameter));
}

bool GraphPicture::showsChip(const ValueId& parameter) const {
    if (layout.metrics.hasChips() || parameter.kind == ValueKind::Bias)
        return true;
    return isPassing(parameter);
}

QRectF GraphPicture::chipOf(const ValueId& parameter) const {
    const bool all = layout.metrics.hasChips() || isPassing(parameter);
    const int lines = all ? state.chipLines(parameter) : 1;
    if (parameter.kind == ValueKind::Bias)
        return layout.biasChip(parameter.layer, parameter.neuron, lines);
    return layout.chip(parameter.layer, parameter.neuron, parameter.input, lines);
}

QRectF GraphPicture::rectOf(const ValueId& id) const {
    if (!state.exists(id))
        return {};
    if (const QRectF standIn = layout.standInFor(id); !standIn.isEmpty())
        return standIn;
    if (const auto parameter = id.parameter()) {
        const int line = lineOf(id.kind);
        if (line >= state.chipLines(*parameter))
            return {};
        return layout.chipLine(chipOf(*parameter), line);
    }
    switch (id.kind) {
        case ValueKind::Input:
            return layout.input(id.neuron).h;
        case ValueKind::Target:
            return layout.targets[static_cast<std::size_t>(id.neuron)];
        case ValueKind::U:
            return layout.neuron(id.layer, id.neuron).u;
        case ValueKind::H:
            return layout.neuron(id.layer, id.neuron).h;
        case ValueKind::Delta:
            return state.hasDeltaInside() ? layout.neuron(id.layer, id.neuron).h
                                          : layout.neuron(id.layer, id.neuron).badge;
        default:
            return layout.loss;
    }
}

QRectF GraphPicture::frameOf(const ValueId& id) const {
    if (!state.exists(id))
        return {};
    if (const QRectF standIn = layout.standInFor(id); !standIn.isEmpty())
        return standIn;
    if (const auto parameter = id.parameter())
        return chipOf(*parameter);
    if (id.kind == ValueKind::Input)
        return square(layout.input(id.neuron).center, layout.metrics.radius);
    if (id.kind == ValueKind::H || id.kind == ValueKind::U ||
        (id.kind == ValueKind::Delta && state.hasDeltaInside()))
        return square(layout.neuron(id.layer, id.neuron).center, layout.metrics.radius);
    return rectOf(id);
}

std::optional<ValueId> GraphPicture::inChip(const ValueId& parameter, const QPointF& point) const {
    const QRectF chip = chipOf(parameter);
    if (!chip.contains(point))
        return std::nullopt;
    const int lines =
        layout.metrics.hasChips() || isPassing(parameter) ? state.chipLines(parameter) : 1;
    const bool weight = parameter.kind == ValueKind::Weight;
    if (lines > 1 && point.y() >= layout.chipLine(chip, 1).top()) {
        if (lines > 2 && point.y() >= layout.chipLine(chip, 2).top())
            return parameter.as(weight ? ValueKind::NewWeight : ValueKind::NewBias);
        return parameter.as(weight ? ValueKind::WeightGradient : ValueKind::BiasGradient);
    }
    return parameter;
}

std::optional<ValueId> GraphPicture::atNode(const QPointF& point) const {
    const bool dots = layout.metrics.form == GraphForm::Dots;
    for (int c = 0; c < static_cast<int>(layout.columns.size()); ++c) {
        const auto& places = layout.columns[static_cast<std::size_t>(c)];
        for (int i = 0; i < layout.shape.shownIn(c); ++i) {
            const NodePlace& place = places[static_cast<std::size_t>(i)];
            const bool inside = QLineF(place.center, point).length() <= layout.metrics.radius ||
                                (dots && place.h.contains(point));
            if (c == 0 && (inside || place.name.contains(point)))
                return ValueId::inputOf(i);
            if (c == 0)
                continue;
            const QRectF& delta = state.hasDeltaInside() ? place.h : place.badge;
            if (!delta.isEmpty() && delta.contains(point) &&
                state.isShown(ValueId::delta(c - 1, i)))
                return ValueId::delta(c - 1, i);
            if (!place.bias.isEmpty())
                if (const auto bias = inChip(ValueId::bias(c - 1, i), point))
                    return bias;
            if (!inside)
                continue;
            const ValueId h = ValueId::h(c - 1, i);
            return place.u.contains(point) && (!dots || !state.isComputed(h)) ? h.as(ValueKind::U)
                                                                              : h;
        }
    }
    return std::nullopt;
}

std::optional<ValueId> GraphPicture::atEdge(const QPointF& point, qreal reach) const {
    std::optional<ValueId> nearest;
    qreal least = reach;
    for (int l = 0; l < layout.shape.layerCount(); ++l)
        for (int j = 0; j < layout.neuronsOf(l); ++j)
            for (int k = 0; k < layout.inputsOf(l); ++k) {
                const qreal d = distance(layout.edge(l, j, k), point);
                if (d < least) {
                    least = d;
                    nearest = ValueId::weight(l, j, k);
                }
            }
    return nearest;
}

std::optional<ValueId> GraphPicture::valueAt(const QPointF& point, qreal reach) const {
    if (state.isEmpty() || layout.standInAt(point))
        return std::nullopt;
    for (const auto& id : {pointed, selected})
        if (id && id->parameter() && isPassing(*id->parameter()))
            if (const auto part = inChip(*id->parameter(), point))
                return part;
    if (layout.metrics.hasChips())
        for (int l = 0; l < layout.shape.layerCount(); ++l)
            for (int j = 0; j < layout.neuronsOf(l); ++j)
                for (int k = 0; k < layout.inputsOf(l); ++k)
                    if (const auto part = inChip(ValueId::weight(l, j, k), point))
                        return part;
    if (const auto node = atNode(point))
        return node;
    if (layout.loss.contains(point))
        return ValueId::loss();
    for (std::size_t j = 0; j < layout.targets.size(); ++j)
        if (layout.targets[j].contains(point))
            return ValueId::target(static_cast<int>(j));
    return atEdge(point, reach);
}

void paintMark(QPainter& painter, const QRectF& text, Mark mark, const QColor& color) {
    if (mark == Mark::None)
        return;
    QColor patch = color;
    patch.setAlphaF(mark == Mark::Current ? 0.24f : 0.11f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(patch);
    const qreal round = 0.25 * text.height();
    painter.drawRoundedRect(text, round, round);
}

}  // namespace stepgrad
