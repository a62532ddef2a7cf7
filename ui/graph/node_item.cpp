#include "ui/graph/node_item.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

const Palette& palette() {
    return Appearance::instance().palette();
}

QColor faded(QColor color, float alpha) {
    color.setAlphaF(alpha);
    return color;
}

Mark strongest(Mark a, Mark b) {
    return a > b ? a : b;
}

}  // namespace

bool NodeItem::isSelected(const ValueId& id) const {
    return m_picture.selected && sharesItem(*m_picture.selected, id);
}

bool NodeItem::isPointed(const ValueId& id) const {
    return m_picture.isPointed(id);
}

QColor NodeItem::colourOf(const ValueId& id) const {
    if (id.kind == ValueKind::Delta)
        return palette().backward;
    return id.kind == ValueKind::U ? palette().quiet : palette().text;
}

QColor NodeItem::fillOf(const ValueId& h) const {
    // Shades tell of activations, and only where these are shown.
    if (const ValueId id = m_picture.state.inside(h); id != h)
        return id.kind == ValueKind::Delta && m_picture.state.isShown(id) ? palette().deltaFill
                                                                          : palette().panel;
    const auto value = m_picture.state.value(h);
    if (!value)
        return palette().panel;
    const Activation activation =
        m_picture.state.network().layers[static_cast<std::size_t>(h.layer)].activation;
    const bool bounded = activation == Activation::Sigmoid || activation == Activation::Softmax ||
                         activation == Activation::Step || activation == Activation::Tanh;
    const double size = std::abs(*value);
    const double t = bounded ? size : size / (1.0 + size);
    // Below 0 the hue changes too: a strongly negative neuron is not a silent one.
    const QColor full =
        *value < 0.0 ? mixed(palette().panel, palette().negative, 0.45) : palette().activation;
    return mixed(palette().panel, full, t);
}

void NodeItem::paintCircle(QPainter& painter, const NodePlace& place, const ValueId& id,
                           const QColor& fill, Mark mark) const {
    const qreal unit = m_picture.layout.metrics.unit;
    const qreal radius = m_picture.layout.metrics.radius;
    painter.setBrush(Qt::NoBrush);
    if (mark == Mark::Current) {
        painter.setPen(QPen(faded(m_picture.state.flowColor(), 0.34f), 0.3 * unit));
        painter.drawEllipse(place.center, radius + 0.24 * unit, radius + 0.24 * unit);
    }
    if (isSelected(id) || isPointed(id)) {
        const bool strong = isSelected(id) && m_picture.hasFocus;
        painter.setPen(QPen(faded(palette().primary, strong ? 0.5f : 0.22f), 0.36 * unit));
        painter.drawEllipse(place.center, radius + 0.14 * unit, radius + 0.14 * unit);
    }
    painter.setBrush(fill);
    painter.setPen(isSelected(id) ? QPen(palette().primary, 0.15 * unit)
                                  : QPen(palette().neuron, 0.1 * unit));
    painter.drawEllipse(place.center, radius, radius);
}

void NodeItem::paintNumber(QPainter& painter, const QRectF& rect, const ValueId& id) const {
    if (m_picture.edited != id)
        painter.drawText(rect, Qt::AlignCenter, m_picture.state.number(id));
}

void NodeItem::paintDash(QPainter& painter, const QRectF& rect) const {
    painter.setPen(palette().quiet);
    painter.drawText(rect, Qt::AlignCenter, QStringLiteral("–"));
}

void NodeItem::paintInside(QPainter& painter, const NodePlace& place, const ValueId& id) const {
    const GraphState& state = m_picture.state;
    painter.setFont(m_picture.fonts.value);
    if (id.kind == ValueKind::Bias && !state.exists(id))
        paintDash(painter, place.h);
    if (!state.isShown(id))
        return;
    // The circle is made for h; a delta may need more characters.
    const QString number = state.number(id);
    const qreal needed = painter.fontMetrics().horizontalAdvance(number);
    const qreal room = 1.8 * m_picture.layout.metrics.radius;
    if (needed > room) {
        QFont font = m_picture.fonts.value;
        font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * room / needed)));
        painter.setFont(font);
    }
    QRectF patch(0.0, 0.0, std::min(needed, room) + 0.5 * m_picture.layout.metrics.unit,
                 place.h.height());
    patch.moveCenter(place.h.center());
    paintMark(painter, patch, state.mark(id), state.flowColor());
    painter.setPen(colourOf(id));
    painter.drawText(place.h, Qt::AlignCenter, number);
    painter.setFont(m_picture.fonts.small);
    painter.setPen(id.kind == ValueKind::Delta ? palette().backward : palette().quiet);
    painter.drawText(place.u, Qt::AlignCenter, state.symbol(id));
}

void NodeItem::paintPill(QPainter& painter, const QRectF& rect, const ValueId& id) const {
    if (id.kind == ValueKind::Bias && !m_picture.state.exists(id)) {
        painter.setFont(m_picture.fonts.value);
        paintDash(painter, rect);
    }
    if (!m_picture.state.isShown(id))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(palette().panel, 0.9f));
    const qreal round = 0.3 * rect.height();
    painter.drawRoundedRect(rect, round, round);
    paintMark(painter, rect, m_picture.state.mark(id), m_picture.state.flowColor());
    const bool isU = id.kind == ValueKind::U;
    painter.setPen(colourOf(id));
    painter.setFont(isU ? m_picture.fonts.small : m_picture.fonts.value);
    if (isU)
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("u ") + m_picture.state.number(id));
    else
        paintNumber(painter, rect, id);
}

void NodeItem::paintPixel(QPainter& painter, const NodePlace& place, const ValueId& id) const {
    const auto& inputs = m_picture.layout.columns.front();
    const qreal side = 0.94 * std::abs(inputs[1].center.x() - inputs[0].center.x());
    const double share =
        (m_picture.state.value(id).value_or(0.0) - m_lightest) / (m_darkest - m_lightest);
    QRectF cell(0.0, 0.0, side, side);
    cell.moveCenter(place.center);
    const bool isMeant = isSelected(id) || isPointed(id);
    painter.setPen(isMeant ? QPen(palette().primary, 0.25 * m_picture.layout.metrics.unit)
                           : QPen(palette().border, 0.05 * m_picture.layout.metrics.unit));
    painter.setBrush(mixed(palette().panel, palette().text, std::clamp(share, 0.0, 1.0)));
    painter.drawRect(cell);
}

void NodeItem::paintInput(QPainter& painter, int k) const {
    const GraphState& state = m_picture.state;
    const NodePlace& place = m_picture.layout.input(k);
    const ValueId id = ValueId::inputOf(k);
    painter.setOpacity(m_picture.opacityOf(id, state.mark(id)));
    if (place.symbol.isEmpty()) {
        paintPixel(painter, place, id);
        return;
    }
    paintCircle(painter, place, id, palette().input, Mark::None);
    painter.setFont(m_picture.fonts.symbol);
    painter.setPen(palette().text);
    painter.drawText(place.symbol, Qt::AlignCenter, state.symbol(id));
    if (m_picture.layout.metrics.form == GraphForm::Dots) {
        paintPill(painter, place.h, id);
    } else {
        painter.setFont(m_picture.fonts.value);
        const qreal inset = 0.2 * place.h.width();
        paintMark(painter, place.h.adjusted(inset, 0, -inset, 0), state.mark(id),
                  state.flowColor());
        painter.setPen(palette().text);
        paintNumber(painter, place.h, id);
    }
    if (!place.name.isEmpty()) {
        painter.setFont(m_picture.fonts.caption);
        painter.setPen(palette().quiet);
        painter.drawText(place.name, Qt::AlignCenter,
                         QFontMetricsF(m_picture.fonts.caption)
                             .elidedText(inputName(state.network(), k), Qt::ElideRight,
                                         place.name.width() + 1.0));
    }
}

void NodeItem::paintCircleTexts(QPainter& painter, const NodePlace& place, const ValueId& h) const {
    const GraphState& state = m_picture.state;
    const ValueId u = h.as(ValueKind::U);
    const auto marked = [&](const QRectF& line, const ValueId& id) {
        const qreal width = painter.fontMetrics().horizontalAdvance(
                                id.kind == ValueKind::U ? state.symbol(u) + u' ' + state.number(u)
                                                        : state.number(id)) +
                            0.5 * m_picture.layout.metrics.unit;
        QRectF patch(0.0, line.top(), width, line.height());
        patch.moveCenter(line.center());
        if (state.isShown(id))
            paintMark(painter, patch, state.mark(id), state.flowColor());
    };
    painter.setFont(m_picture.fonts.value);
    marked(place.h, h);
    painter.setPen(palette().text);
    paintNumber(painter, place.h, h);
    painter.setFont(m_picture.fonts.small);
    marked(place.u, u);
    painter.setPen(palette().quiet);
    if (state.isShown(u))
        painter.drawText(place.u, Qt::AlignCenter, state.symbol(u) + u' ' + state.number(u));
}

void NodeItem::paintMap(QPainter& painter, const NodePlace& place, const ValueId& h) const {
    const qreal radius = m_picture.layout.metrics.radius;
    const QRectF square(place.center.x() - radius, place.center.y() - radius, 2.0 * radius,
                        2.0 * radius);
    QPainterPath circle;
    circle.addEllipse(square);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setClipPath(circle, Qt::IntersectClip);
    painter.drawImage(
        square,
        m_picture.maps[static_cast<std::size_t>(h.layer)][static_cast<std::size_t>(h.neuron)]);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(square);
}

void NodeItem::paintNeuron(QPainter& painter, int layer, int j) const {
    const GraphState& state = m_picture.state;
    const NodePlace& place = m_picture.layout.neuron(layer, j);
    const ValueId h = ValueId::h(layer, j);
    const ValueId u = ValueId::u(layer, j);
    const ValueId delta = ValueId::delta(layer, j);
    const Mark mark = strongest(strongest(state.mark(h), state.mark(u)), state.mark(delta));
    painter.setOpacity(m_picture.opacityOf(h, mark));
    const ValueId inside = state.inside(h);
    const bool isDelta = inside == delta && (isSelected(delta) || isPointed(delta));
    paintCircle(painter, place, isDelta ? delta : h, fillOf(h), mark);
    if (!m_picture.maps.empty())
        paintMap(painter, place, h);
    painter.setFont(m_picture.fonts.symbol);
    painter.setPen(palette().text);
    painter.drawText(place.symbol, Qt::AlignCenter, state.symbol(h));
    if (m_picture.layout.metrics.form == GraphForm::Dots)
        paintPill(painter, place.h, inside != h || state.isShown(h) ? inside : u);
    else if (inside != h)
        paintInside(painter, place, inside);
    else
        paintCircleTexts(painter, place, h);
    if (!place.bias.isEmpty() && m_picture.layout.metrics.form != GraphForm::Dots) {
        painter.setPen(QPen(palette().neuron, 0.08 * m_picture.layout.metrics.unit));
        painter.drawLine(
            QPointF(place.center.x(), place.bias.top()),
            QPointF(place.center.x(), place.center.y() + m_picture.layout.metrics.radius));
    }
    const bool hasFactor =
        m_picture.paths && m_picture.paths->chipOf(ChainFactor::Place::Neuron, h);
    if (state.isShown(delta) && !hasFactor && inside != delta)
        paintBadge(painter, place.badge, delta);
}

void NodeItem::paintBadge(QPainter& painter, const QRectF& rect, const ValueId& delta) const {
    const GraphState& state = m_picture.state;
    const qreal unit = m_picture.layout.metrics.unit;
    const qreal round = 0.5 * rect.height();
    const Mark mark = state.mark(delta);
    if (isSelected(delta) || isPointed(delta)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            faded(palette().primary, isSelected(delta) && m_picture.hasFocus ? 0.45f : 0.22f));
        const qreal by = 0.2 * unit;
        painter.drawRoundedRect(rect.adjusted(-by, -by, by, by), round + by, round + by);
    }
    painter.setBrush(mark == Mark::None ? palette().deltaFill
                                        : mixed(palette().deltaFill, palette().backward,
                                                mark == Mark::Current ? 0.2 : 0.1));
    painter.setPen(QPen(isSelected(delta) ? palette().primary : palette().backward,
                        (mark == Mark::Current ? 0.13 : 0.08) * unit));
    painter.drawRoundedRect(rect, round, round);
    painter.setPen(palette().backward);
    painter.setFont(m_picture.fonts.chipBold);
    painter.drawText(rect, Qt::AlignCenter, state.symbol(delta) + u' ' + state.number(delta));
}

void NodeItem::paintBox(QPainter& painter, const QRectF& rect, const ValueId& id,
                        const QColor& fill, const QColor& line) const {
    const qreal unit = m_picture.layout.metrics.unit;
    const qreal round = 0.4 * unit;
    if (isSelected(id) || isPointed(id)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            faded(palette().primary, isSelected(id) && m_picture.hasFocus ? 0.45f : 0.22f));
        const qreal by = 0.22 * unit;
        painter.drawRoundedRect(rect.adjusted(-by, -by, by, by), round + by, round + by);
    }
    painter.setBrush(fill);
    painter.setPen(QPen(isSelected(id) ? palette().primary : line, 0.1 * unit));
    painter.drawRoundedRect(rect, round, round);
}

void NodeItem::paintLoss(QPainter& painter) const {
    const GraphState& state = m_picture.state;
    const GraphLayout& layout = m_picture.layout;
    const GraphMetrics& m = layout.metrics;
    const ValueId loss = ValueId::loss();
    painter.setOpacity(state.strengthOf(state.mark(loss)));
    if (state.mark(loss) == Mark::Current) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(faded(state.flowColor(), 0.34f), 0.3 * m.unit));
        const qreal by = 0.24 * m.unit;
        painter.drawRoundedRect(layout.loss.adjusted(-by, -by, by, by), 0.6 * m.unit, 0.6 * m.unit);
    }
    paintBox(painter, layout.loss, loss, palette().lossFill, palette().loss);
    const qreal middle = layout.loss.center().y();
    const qreal top = middle - 0.5 * (m.symbolLine + m.valueLine);
    QRectF line(layout.loss.left(), top, layout.loss.width(), m.symbolLine);
    painter.setPen(palette().text);
    painter.setFont(m_picture.fonts.symbol);
    painter.drawText(line, Qt::AlignCenter, state.symbol(loss));
    line = {layout.loss.left(), top + m.symbolLine, layout.loss.width(), m.valueLine};
    const qreal inset = 0.15 * line.width();
    if (state.isShown(loss))
        paintMark(painter, line.adjusted(inset, 0, -inset, 0), state.mark(loss), state.flowColor());
    painter.setPen(palette().text);
    painter.setFont(m_picture.fonts.value);
    paintNumber(painter, line, loss);
    for (std::size_t j = 0; j < layout.targets.size(); ++j) {
        const ValueId id = ValueId::target(static_cast<int>(j));
        const QRectF& rect = layout.targets[j];
        painter.setOpacity(m_picture.opacityOf(id, state.mark(id)));
        paintBox(painter, rect, id, palette().panel, palette().neuron);
        const qreal by = 0.2 * m.unit;
        paintMark(painter, rect.adjusted(by, by, -by, -by), state.mark(id), state.flowColor());
        painter.setPen(palette().text);
        painter.setFont(m_picture.fonts.chip);
        painter.drawText(rect, Qt::AlignCenter,
                         QStringLiteral("%1 = %2").arg(state.symbol(id), state.number(id)));
    }
    painter.setOpacity(1.0);
}

Mark NodeItem::markOfFolded(int column) const {
    Mark most = Mark::None;
    for (int i = m_picture.layout.shape.shownIn(column);
         i < m_picture.layout.shape.count(column) && most != Mark::Current; ++i) {
        const GraphState& state = m_picture.state;
        if (column == 0)
            most = strongest(most, state.mark(ValueId::inputOf(i)));
        else
            for (const ValueKind kind : {ValueKind::U, ValueKind::H, ValueKind::Delta})
                most = strongest(most, state.mark(ValueId::h(column - 1, i).as(kind)));
    }
    return most;
}

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_picture.state.isEmpty())
        return;
    const GraphLayout& layout = m_picture.layout;
    const Vector& inputs = m_picture.state.lastStill().trace->inputs;
    m_lightest = std::min(0.0, inputs.minCoeff());
    m_darkest = std::max(m_lightest + 1e-300, inputs.maxCoeff());
    for (int k = 0; k < layout.shape.shownIn(0); ++k)
        paintInput(*painter, k);
    for (int l = 0; l < layout.shape.layerCount(); ++l)
        for (int j = 0; j < layout.neuronsOf(l); ++j)
            paintNeuron(*painter, l, j);
    paintStandIns(*painter);
    paintLoss(*painter);
    painter->setOpacity(1.0);
    painter->setFont(m_picture.fonts.caption);
    painter->setPen(palette().quiet);
    for (int c = 0; c < static_cast<int>(layout.columns.size()); ++c) {
        const auto last = ValueId::bias(c - 1, layout.shape.count(c) - 1);
        const int lines = layout.metrics.hasChips() && m_picture.state.exists(last)
                              ? m_picture.state.chipLines(last)
                              : 1;
        painter->drawText(layout.caption(c, lines).adjusted(-8.0, 0.0, 8.0, 0.0), Qt::AlignCenter,
                          layerCaption(m_picture.state.network(), c));
    }
}

}  // namespace stepgrad
