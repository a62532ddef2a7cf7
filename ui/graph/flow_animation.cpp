#include "ui/graph/flow_animation.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/appearance.h"
#include "ui/graph/chip_item.h"

namespace stepgrad {
namespace {

QLineF reversed(const QLineF& line) {
    return {line.p2(), line.p1()};
}

/// Collects the lines of one value after the other.
class Paths {
public:
    explicit Paths(const GraphPicture& picture)
        : m_picture(picture),
          m_forward(Appearance::instance().palette().primary),
          m_backward(Appearance::instance().palette().backward) {}

    void add(const ValueId& id) {
        switch (id.kind) {
            case ValueKind::U:
                for (int k = 0; k < m_picture.layout.shape.placesIn(id.layer); ++k)
                    if (isDrawn(id.layer + 1, id.neuron))
                        put(m_picture.layout.edge(id.layer, id.neuron, k), m_forward);
                break;
            case ValueKind::Loss:
                for (int j = 0; j < m_picture.layout.shape.counts.back(); ++j) {
                    put(m_picture.layout.lossEdge(j), m_forward);
                    put(m_picture.layout.targetEdge(j), m_forward);
                }
                break;
            case ValueKind::Delta:
                addDelta(id);
                break;
            case ValueKind::WeightGradient:
                addGradient(id);
                break;
            default:
                break;
        }
    }

    std::vector<FlowPath> take() { return std::move(m_paths); }

private:
    /// Of all that is folded one dot is enough, from or to the stand-in.
    bool isDrawn(int column, int i) const { return i < m_picture.layout.shape.placesIn(column); }

    void put(const QLineF& line, const QColor& color) { m_paths.push_back({line, color}); }

    void addDelta(const ValueId& id) {
        if (id.layer + 1 == m_picture.layout.shape.layerCount()) {
            put(reversed(m_picture.layout.lossEdge(id.neuron)), m_backward);
            return;
        }
        if (!isDrawn(id.layer + 1, id.neuron))
            return;
        for (int m = 0; m < m_picture.layout.shape.placesIn(id.layer + 2); ++m)
            put(reversed(m_picture.layout.edge(id.layer + 1, m, id.neuron)), m_backward);
    }

    /// Delta from the one end and the activation from the other meet at the weight.
    void addGradient(const ValueId& id) {
        if (!isDrawn(id.layer + 1, id.neuron) || !isDrawn(id.layer, id.input))
            return;
        const QLineF edge = m_picture.layout.edge(id.layer, id.neuron, id.input);
        const QRectF chip = m_picture.layout.chip(id.layer, id.neuron, id.input, 1);
        const QPointF meeting = chip.isEmpty() ? edge.center() : chip.center();
        put({edge.p2(), meeting}, m_backward);
        put({edge.p1(), meeting}, m_forward);
    }

    const GraphPicture& m_picture;
    QColor m_forward, m_backward;
    std::vector<FlowPath> m_paths;
};

}  // namespace

std::vector<FlowPath> flowPaths(const GraphPicture& picture) {
    Paths paths(picture);
    if (const Still* still = picture.state.still())
        for (std::int64_t stop = still->from; stop < still->position; ++stop)
            paths.add(still->walk->valueAt(stop));
    return paths.take();
}

QRectF FlowItem::spotAt(const FlowPath& path, qreal progress) const {
    const qreal radius = 0.75 * m_picture.layout.metrics.unit;
    const QPointF at = path.line.pointAt(progress);
    return {at.x() - radius, at.y() - radius, 2.0 * radius, 2.0 * radius};
}

void FlowItem::setProgress(qreal progress) {
    // Only where dots were and will be: the rest of the picture stands still.
    for (const auto& path : m_paths) {
        update(spotAt(path, m_progress));
        update(spotAt(path, progress));
    }
    m_progress = progress;
}

void FlowItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const qreal unit = m_picture.layout.metrics.unit;
    // Dots come out of one end and sink into the other.
    const qreal presence = std::min(1.0, 6.0 * std::min(m_progress, 1.0 - m_progress));
    if (presence <= 0.0)
        return;
    painter->setPen(Qt::NoPen);
    for (const auto& path : m_paths) {
        const QPointF at = path.line.pointAt(m_progress);
        QColor color = path.color;
        color.setAlphaF(static_cast<float>(0.22 * presence));
        painter->setBrush(color);
        painter->drawEllipse(at, 0.62 * unit, 0.62 * unit);
        color.setAlphaF(static_cast<float>(presence));
        painter->setBrush(color);
        painter->drawEllipse(at, 0.3 * unit, 0.3 * unit);
    }
}

FlowAnimation::FlowAnimation(const GraphPicture& picture, FlowItem* dots, ChipItem* chips)
    : m_picture(picture), m_dots(dots), m_chips(chips) {
    m_clock.setStartValue(0.0);
    m_clock.setEndValue(1.0);
    m_clock.setDuration(kMilliseconds);
    m_clock.setEasingCurve(QEasingCurve::InOutSine);
    m_dots->setVisible(false);
    connect(&m_clock, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& value) { show(value.toReal()); });
    connect(&m_clock, &QVariantAnimation::finished, this, &FlowAnimation::stop);
}

void FlowAnimation::start() {
    stop();
    const Still* still = m_picture.state.still();
    const Step* step = still ? still->currentStep() : nullptr;
    m_pulses = step && step->kind == StepKind::Update;
    m_dots->setPaths(flowPaths(m_picture));
    if (m_dots->paths().empty() && !m_pulses)
        return;
    m_dots->setVisible(true);
    m_clock.start();
}

void FlowAnimation::stop() {
    m_clock.stop();
    m_dots->setVisible(false);
    m_dots->setPaths({});
    if (m_pulses)
        m_chips->setPulse(0.0);
    m_pulses = false;
}

void FlowAnimation::show(qreal progress) {
    m_dots->setProgress(progress);
    if (m_pulses)
        m_chips->setPulse(std::sin(std::numbers::pi * progress));
}

}  // namespace stepgrad
