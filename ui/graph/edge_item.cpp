#include "ui/graph/edge_item.h"

#include <QPainter>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kWidths = 24;          ///< so many pens for each sign
constexpr std::int64_t kMany = 200;  ///< beyond so many, edges are thin and mostly pale

/// The mark of an edge: its weight is read, or something of it computed.
Mark edgeMark(const GraphState& state, const ValueId& weight) {
    if (state.mark(weight.as(ValueKind::WeightGradient)) == Mark::Current ||
        state.mark(weight.as(ValueKind::NewWeight)) == Mark::Current)
        return Mark::Current;
    return state.mark(weight);
}

/// In steps, so that edges of nearly the same weight share a pen.
int levelOf(const GraphState& state, double value) {
    return static_cast<int>(std::lround(state.strength(value) * kWidths));
}

QPen penOf(const GraphPicture& picture, double value, Mark mark) {
    const double strength = levelOf(picture.state, value) / double{kWidths};
    QColor color = signColor(value);
    // Without chips the strong edges stand out, and those of the current step.
    if (!picture.layout.metrics.hasChips())
        color.setAlphaF(static_cast<float>(mark == Mark::None ? 0.12 + 0.7 * strength * strength
                                                              : 0.4 + 0.6 * strength));
    return QPen(color, EdgeItem::widthOf(strength, picture.layout), Qt::SolidLine, Qt::FlatCap);
}

}  // namespace

qreal EdgeItem::widthOf(double strength, const GraphLayout& layout) {
    const qreal unit = layout.metrics.unit / 16.0;
    if (layout.metrics.hasChips())
        return unit * (1.1 + 4.4 * strength);
    return unit *
           (layout.shape.weightCount() > kMany ? 0.7 + 1.9 * strength : 0.8 + 3.2 * strength);
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

void EdgeItem::addWeights() {
    const GraphState& state = m_picture.state;
    const GraphLayout& layout = m_picture.layout;
    // In the update everything is current, so nothing stands out.
    const Step* step = state.still() ? state.still()->currentStep() : nullptr;
    const bool marks = step && step->kind != StepKind::Update;
    std::vector<Group> groups(4 * (kWidths + 1));
    for (int l = 0; l < layout.shape.layerCount(); ++l)
        for (int j = 0; j < layout.neuronsOf(l); ++j)
            for (int k = 0; k < layout.inputsOf(l); ++k) {
                const ValueId id = ValueId::weight(l, j, k);
                const double value = state.value(id).value_or(0.0);
                const Mark mark = marks ? edgeMark(state, id) : Mark::None;
                const auto index =
                    static_cast<std::size_t>((mark != Mark::None ? 2 : 0) +
                                             4 * levelOf(state, value) + (value < 0.0 ? 1 : 0));
                const QLineF line = layout.edge(l, j, k);
                Group& group = groups[index];
                if (group.lines.isEmpty())
                    group.pen = penOf(m_picture, value, mark);
                group.lines << line;
                if (layout.metrics.hasChips())
                    addGlow(line, group.pen.widthF() + 0.44 * layout.metrics.unit, mark);
            }
    for (auto& group : groups)
        if (!group.lines.isEmpty())
            m_groups.push_back(std::move(group));
}

void EdgeItem::rebuild() {
    m_glows.clear();
    m_groups.clear();
    m_plain.lines.clear();
    if (m_picture.state.isEmpty())
        return;
    const GraphLayout& layout = m_picture.layout;
    addWeights();
    m_plain.pen = QPen(Appearance::instance().palette().neuron, 0.075 * layout.metrics.unit);
    const Mark loss =
        m_picture.state.mark(ValueId::loss()) == Mark::Current ? Mark::Read : Mark::None;
    for (int j = 0; j < layout.shape.counts.back(); ++j) {
        m_plain.lines << layout.lossEdge(j) << layout.targetEdge(j);
        addGlow(layout.lossEdge(j), 0.44 * layout.metrics.unit, loss);
    }
    // Many edges are painted once, and from then on are a picture.
    setCacheMode(layout.metrics.hasChips() ? NoCache : DeviceCoordinateCache);
    update();
}

void EdgeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    // While weights change at speed many edges are drawn roughly, five times faster.
    const bool rough = !m_picture.state.still() && m_picture.layout.shape.weightCount() > kMany;
    painter->setRenderHint(QPainter::Antialiasing, !rough);
    for (const auto* groups : {&m_glows, &m_groups})
        for (const auto& group : *groups) {
            painter->setPen(group.pen);
            painter->drawLines(group.lines);
        }
    painter->setPen(m_plain.pen);
    painter->drawLines(m_plain.lines);
}

void EdgeAccentItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const auto accent = [&](const std::optional<ValueId>& id, float strength) {
        const auto parameter = id ? id->parameter() : std::nullopt;
        if (!parameter || parameter->kind != ValueKind::Weight ||
            !m_picture.state.exists(*parameter))
            return;
        const QLineF line =
            m_picture.layout.edge(parameter->layer, parameter->neuron, parameter->input);
        QPen pen = penOf(m_picture, m_picture.state.value(*parameter).value_or(0.0), Mark::None);
        QColor halo = Appearance::instance().palette().primary;
        halo.setAlphaF(strength);
        // Thin edges grow a little, or their colour would drown in the halo.
        const qreal unit = m_picture.layout.metrics.unit;
        pen.setWidthF(std::max(pen.widthF(), 0.17 * unit));
        painter->setPen(QPen(halo, pen.widthF() + 0.34 * unit));
        painter->drawLine(line);
        QColor solid = pen.color();
        solid.setAlphaF(1.0f);
        pen.setColor(solid);
        painter->setPen(pen);
        painter->drawLine(line);
    };
    accent(m_picture.selected, 0.35f);
    if (m_picture.pointed != m_picture.selected)
        accent(m_picture.pointed, 0.22f);
}

}  // namespace stepgrad
