#include "ui/graph/graph_state.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/walkthrough/conventional_value.h"
#include "ui/appearance.h"
#include "ui/graph/graph_metrics.h"

namespace stepgrad {
namespace {

const Notation& notation() {
    return Appearance::instance().notation();
}

bool sameShape(const Network& a, const Network& b) {
    return GraphShape(a) == GraphShape(b);
}

}  // namespace

bool GraphState::show(const Still& still) {
    const bool reshaped = isEmpty() || !sameShape(network(), still.network());
    m_still = still;
    m_weights.reset();
    const auto reads = still.reads();
    m_reads = std::make_shared<const std::unordered_set<ValueId>>(reads.begin(), reads.end());
    updateRange();
    return reshaped;
}

bool GraphState::showWeights(const Network& network) {
    const bool reshaped = isEmpty() || !sameShape(this->network(), network);
    m_weights = std::make_shared<const Network>(network);
    m_reads.reset();
    updateRange();
    return reshaped;
}

void GraphState::updateRange() {
    double most = 0.0;
    for (const auto& layer : network().layers)
        most = std::max(most, layer.weights.cwiseAbs().maxCoeff());
    m_range = roundedUp(most);
}

std::optional<double> GraphState::value(const ValueId& id) const {
    if (!exists(id))
        return std::nullopt;
    if (!m_weights)
        return conventionalValue(m_still, id, notation());
    const auto layer = static_cast<std::size_t>(std::max(id.layer, 0));
    switch (id.kind) {
        case ValueKind::Weight:
            return m_weights->layers[layer].weights(id.neuron, id.input);
        case ValueKind::Bias:
            return (*m_weights->layers[layer].biases)[id.neuron];
        case ValueKind::Input:
        case ValueKind::Target:
            return stepgrad::exists(m_still.network(), id) ? m_still.value(id) : std::nullopt;
        default:
            return std::nullopt;
    }
}

Mark GraphState::mark(const ValueId& id) const {
    if (m_weights || isEmpty() || m_still.isStart())
        return Mark::None;
    if (m_still.isCurrent(id))
        return Mark::Current;
    return m_reads && m_reads->contains(id) ? Mark::Read : Mark::None;
}

ValueId GraphState::inside(const ValueId& h) const {
    switch (m_content) {
        case NeuronContent::Delta:
            return h.as(ValueKind::Delta);
        case NeuronContent::Bias:
            return ValueId::bias(h.layer, h.neuron);
        default:
            return h;
    }
}

int GraphState::chipLines(const ValueId& parameter) const {
    const bool weight = parameter.kind == ValueKind::Weight;
    if (!isShown(parameter.as(weight ? ValueKind::WeightGradient : ValueKind::BiasGradient)))
        return 1;
    return isShown(parameter.as(weight ? ValueKind::NewWeight : ValueKind::NewBias)) ? 3 : 2;
}

QString GraphState::number(const ValueId& id) const {
    if (isAsked(id))
        return QStringLiteral("?");
    const auto known = value(id);
    if (!known || !std::isfinite(*known))
        return {};
    const std::string full = formatNumber(*known, notation().numbers);
    // A target is mostly a plain 0 or 1, and is easier to tell when it says so.
    if (id.kind == ValueKind::Target) {
        const std::string exact = exactNumber(*known, notation().numbers);
        if (exact.size() <= full.size())
            return QString::fromStdString(exact);
    }
    return QString::fromStdString(full);
}

QString GraphState::exact(const ValueId& id) const {
    const auto known = value(id);
    if (!known || !std::isfinite(*known))
        return {};
    return QString::fromStdString(exactNumber(*known, notation().numbers));
}

QString GraphState::symbol(const ValueId& id) const {
    return QString::fromStdString(symbolText(id, network(), notation()));
}

QString GraphState::toolTip(const ValueId& id) const {
    const auto line = [this](const ValueId& value) {
        return QStringLiteral("%1 = %2").arg(symbol(value), exact(value));
    };
    QStringList lines;
    const auto add = [&](const ValueId& value) {
        if (isComputed(value))
            lines << line(value);
    };
    if (id.kind == ValueKind::Input && !inputName(network(), id.neuron).isEmpty())
        lines << inputName(network(), id.neuron);
    if (isAsked(id))
        lines << QCoreApplication::translate("NetworkView", "%1: not yet revealed").arg(symbol(id));
    else if (!isComputed(id))
        lines << QCoreApplication::translate("NetworkView", "%1: not yet computed").arg(symbol(id));
    add(id);
    if (const auto parameter = id.parameter()) {
        const bool weight = parameter->kind == ValueKind::Weight;
        for (const auto& part :
             {*parameter, id.as(weight ? ValueKind::WeightGradient : ValueKind::BiasGradient),
              id.as(weight ? ValueKind::NewWeight : ValueKind::NewBias)})
            if (part != id)
                add(part);
    }
    if (id.kind == ValueKind::H || id.kind == ValueKind::U) {
        add(id.as(id.kind == ValueKind::H ? ValueKind::U : ValueKind::H));
        add(id.as(ValueKind::Delta));
    }
    // Inside the neuron it stands in their place.
    if (id.kind == ValueKind::Delta && hasDeltaInside()) {
        add(id.as(ValueKind::H));
        add(id.as(ValueKind::U));
    }
    return lines.join(u'\n');
}

QColor GraphState::flowColor() const {
    const Palette& palette = Appearance::instance().palette();
    const Step* step = still() ? still()->currentStep() : nullptr;
    return step && step->phase == Phase::Backward ? palette.backward : palette.primary;
}

double GraphState::strength(double weight) const {
    return std::clamp(std::abs(weight) / m_range, 0.0, 1.0);
}

QColor signColor(double weight) {
    const Palette& palette = Appearance::instance().palette();
    return weight < 0.0 ? palette.negative : palette.positive;
}

double roundedUp(double value) {
    if (!(value > 0.0) || !std::isfinite(value))
        return 1.0;
    static constexpr std::array kRound = {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0};
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double digit : kRound)
        if (value <= digit * power * (1.0 + 1e-12))
            return digit * power;
    return 10.0 * power;
}

}  // namespace stepgrad
