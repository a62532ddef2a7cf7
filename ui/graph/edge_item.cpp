#include "ui/graph/edge_item.h"

#include <QPainter>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kWidths = 24;  ///< so many pens for each sign

/// The mark of an edge: its weight is read, or something of it computed.
Mark edgeMark(const GraphState& state, const ValueId& weight) {
    if (state.mark(weight.as(ValueKind::WeightGradient)) == Mark::Current ||
        state.mark(weight.as(ValueKind::NewWeight)) == Mark::Current)
        return Mark::Current;
    return state.mark(weight);
}

}  // namespace

qreal EdgeItem::widthOf(double strength, const GraphMetrics& metrics) {
    const qreal unit = metrics.unit / 16.0;
    return metrics.hasChips() ? unit * (1.1 + 4.4 * strength) : unit * (0.7 + 3.3 * strength);
}

QPen EdgeItem::penOf(const ValueId& weight) const {
    const double value = m_picture.state.value(weight).value_or(0.0);
    // In steps, so that edges of nearly the same weight share a pen.
    const double strength = std::round(m_picture.state.strength(value) * kWidths) / kWidths;
    QColor color = signColor(value);
    if (!m_picture.layout.metrics.hasChips())
        color.setAlphaF(static_cast<float>(0.3 + 0.7 * strength));
    return QPen(color, widthOf(strength, m_picture.layout.metrics), Qt::SolidLine, Qt::RoundCap);
}

void EdgeItem::addGlow(const QLineF& line, double width, Mark mark) {
    if (mark == Mark::None)
        return;
    QColor color = m_picture.state.flowColor();
    color.setAlphaF(mark == Mark::Current ? 0.26f : 0.17f);
    const QPen pen(color, width, Qt::SolidLine, Qt::FlatCap);
    for (auto& group : m_glows)
        if (group.pen == pen) {
            group.lines << line;
            return;
        }
    m_glows.push_back({pen, {line}});
}

void EdgeItem::rebuild() {
    m_glows.clear();
    m_groups.clear();
    m_plain.lines.clear();
    const GraphState& state = m_picture.state;
    const GraphLayout& layout = m_picture.layout;
    if (state.isEmpty())
        return;
    const Palette& palette = Appearance::instance().palette();
    const qreal unit = layout.metrics.unit / 16.0;
    std::vector<Group> groups(2 * (kWidths + 1));
    for (int l = 0; l < layout.shape.layerCount(); ++l)
        for (int j = 0; j < layout.neuronsOf(l); ++j)
            for (int k = 0; k < layout.inputsOf(l); ++k) {
                const ValueId id = ValueId::weight(l, j, k);
                const double value = state.value(id).value_or(0.0);
                const auto level = static_cast<std::size_t>(
                    std::lround(state.strength(value) * kWidths) * 2 + (value < 0.0 ? 1 : 0));
                const QLineF line = layout.edge(l, j, k);
                Group& group = groups[level];
                if (group.lines.isEmpty())
                    group.pen = penOf(id);
                group.lines << line;
                addGlow(line, group.pen.widthF() + 7.0 * unit, edgeMark(state, id));
            }
    for (auto& group : groups)
        if (!group.lines.isEmpty())
            m_groups.push_back(std::move(group));
    m_plain.pen = QPen(palette.neuron, 1.2 * unit);
    for (int j = 0; j < layout.shape.counts.back(); ++j) {
        m_plain.lines << layout.lossEdge(j) << layout.targetEdge(j);
        const Mark mark = state.mark(ValueId::loss());
        addGlow(layout.lossEdge(j), 7.0 * unit, mark == Mark::Current ? Mark::Read : Mark::None);
    }
    update();
}

void EdgeItem::paintAccent(QPainter& painter, const ValueId& id, bool selected) const {
    const auto parameter = id.parameter();
    if (!parameter || parameter->kind != ValueKind::Weight || !m_picture.state.exists(*parameter))
        return;
    const QLineF line =
        m_picture.layout.edge(parameter->layer, parameter->neuron, parameter->input);
    QPen pen = penOf(*parameter);
    QColor halo = Appearance::instance().palette().primary;
    halo.setAlphaF(selected ? 0.35f : 0.22f);
    painter.setPen(QPen(halo, pen.widthF() + 0.45 * m_picture.layout.metrics.unit));
    painter.drawLine(line);
    QColor solid = pen.color();
    solid.setAlphaF(1.0f);
    pen.setColor(solid);
    painter.setPen(pen);
    painter.drawLine(line);
}

void EdgeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    for (const auto* groups : {&m_glows, &m_groups})
        for (const auto& group : *groups) {
            painter->setPen(group.pen);
            painter->drawLines(group.lines);
        }
    painter->setPen(m_plain.pen);
    painter->drawLines(m_plain.lines);
    if (m_picture.selected)
        paintAccent(*painter, *m_picture.selected, true);
    if (m_picture.pointed)
        paintAccent(*painter, *m_picture.pointed, false);
}

}  // namespace stepgrad
