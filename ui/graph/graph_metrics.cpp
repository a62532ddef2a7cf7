#include "ui/graph/graph_metrics.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

/// Above so many neurons in a layer they become dots, once the chips are gone.
constexpr int kMostCircles = 8;

/// Longer names of inputs are cut, in heights of a line.
constexpr qreal kLongestName = 9.0;

QFont scaled(const QFont& base, double factor, bool bold = false) {
    QFont font(base);
    font.setPixelSize(
        std::max(6, static_cast<int>(std::lround(QFontInfo(base).pixelSize() * factor))));
    font.setBold(bold);
    return font;
}

int length(double value, const NumberFormat& format) {
    if (!std::isfinite(value))
        return 0;
    return static_cast<int>(QString::fromStdString(formatNumber(value, format)).size());
}

template <typename Values>
int longest(const Values& values, const NumberFormat& format) {
    int most = 0;
    for (Eigen::Index i = 0; i < values.size(); ++i)
        most = std::max(most, length(values.data()[i], format));
    return most;
}

/// Of a matrix with one row a neuron and one column an input, what has an edge.
Matrix shownOf(const Matrix& weights, const GraphShape& shape, std::size_t layer) {
    return weights.topLeftCorner(std::min<Eigen::Index>(weights.rows(), shape.shown[layer + 1]),
                                 std::min<Eigen::Index>(weights.cols(), shape.shown[layer]));
}

/// As wide as any number of so many characters.
qreal widthOf(const QFontMetricsF& metrics, int characters) {
    return metrics.horizontalAdvance(QStringLiteral("−") +
                                     QString(std::max(0, characters - 2), u'0') + u'.');
}

qreal widest(const QFontMetricsF& metrics, const std::vector<ValueId>& ids, const Network& network,
             const Notation& notation) {
    qreal most = 0.0;
    for (const auto& id : ids)
        most = std::max(most, metrics.horizontalAdvance(
                                  QString::fromStdString(symbolText(id, network, notation))));
    return most;
}

/// Of each layer the values with the longest symbols: those of the last neuron.
std::vector<ValueId> longestSymbols(const Network& network, ValueKind kind) {
    std::vector<ValueId> ids;
    for (int l = 0; l < network.layerCount(); ++l) {
        const auto& layer = network.layers[static_cast<std::size_t>(l)];
        const int j = static_cast<int>(layer.neurons()) - 1;
        const int k = kind == ValueKind::Weight ? static_cast<int>(layer.inputs()) - 1 : -1;
        ids.push_back({kind, l, j, k});
    }
    return ids;
}

}  // namespace

GraphShape::GraphShape(const Network& network) {
    counts.push_back(static_cast<int>(network.inputCount()));
    for (const auto& layer : network.layers) {
        counts.push_back(static_cast<int>(layer.neurons()));
        biases.push_back(layer.biases.has_value());
    }
    shown = counts;
}

std::int64_t GraphShape::edgeCount() const {
    std::int64_t count = 0;
    for (std::size_t l = 0; l + 1 < shown.size(); ++l)
        count += std::int64_t{shown[l]} * shown[l + 1];
    return count;
}

bool GraphShape::isShown(const ValueId& id) const {
    if (id.kind == ValueKind::Loss || id.kind == ValueKind::Target)
        return true;
    if (id.kind == ValueKind::Input)
        return isShown(0, id.neuron);
    const auto parameter = id.parameter();
    return isShown(id.layer + 1, id.neuron) &&
           (!parameter || parameter->kind == ValueKind::Bias || isShown(id.layer, id.input));
}

int GraphShape::largest() const {
    int most = 0;
    for (int column = 0; column <= layerCount(); ++column)
        most = std::max(most, placesIn(column));
    return most;
}

GraphForm GraphShape::form() const {
    if (edgeCount() <= kMostChips)
        return GraphForm::Chips;
    return largest() <= kMostCircles ? GraphForm::Circles : GraphForm::Dots;
}

GraphFonts::GraphFonts(const QFont& base, GraphForm form)
    : symbol(scaled(base, form == GraphForm::Dots ? 0.85 : 1.25, true)),
      value(scaled(base, form == GraphForm::Dots ? 0.85 : 1.05)),
      small(scaled(base, 0.8)),
      chip(scaled(base, form == GraphForm::Dots ? 0.85 : 0.95)),
      chipBold(scaled(base, form == GraphForm::Dots ? 0.85 : 0.95, true)),
      caption(scaled(base, 0.86)) {}

NumberWidths NumberWidths::least(const NumberFormat& format) {
    const int n = format.decimals + 3;
    return {n, n, n};
}

NumberWidths NumberWidths::of(const Network& network, const GraphShape& shape,
                              const NumberFormat& format) {
    NumberWidths widths;
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const Layer& layer = network.layers[l];
        if (shape.form() == GraphForm::Chips)
            widths.parameter =
                std::max(widths.parameter, longest(shownOf(layer.weights, shape, l), format));
        if (layer.biases)
            widths.parameter = std::max(widths.parameter, longest(*layer.biases, format));
    }
    return widths;
}

NumberWidths NumberWidths::of(const Trace& trace, const GraphShape& shape,
                              const NumberFormat& format) {
    NumberWidths widths = of(trace.network, shape, format);
    const auto most = [&format](int& width, const auto& values) {
        width = std::max(width, longest(values, format));
    };
    most(widths.activation, trace.inputs);
    most(widths.activation, trace.targets);
    widths.activation = std::max(widths.activation, length(trace.loss, format));
    for (std::size_t l = 0; l < trace.layers.size(); ++l) {
        const auto& layer = trace.layers[l];
        most(widths.activation, layer.u);
        most(widths.activation, layer.h);
        // With either sign: which it is shown with is a choice.
        most(widths.delta, layer.delta);
        most(widths.delta, (-layer.delta).eval());
        if (shape.form() == GraphForm::Chips) {
            most(widths.parameter, shownOf(layer.weightGradients, shape, l));
            most(widths.parameter, shownOf(layer.newWeights, shape, l));
        }
        if (layer.newBiases)
            most(widths.parameter, *layer.newBiases);
    }
    return widths;
}

NumberWidths NumberWidths::joined(const NumberWidths& other) const {
    return {std::max(parameter, other.parameter), std::max(activation, other.activation),
            std::max(delta, other.delta)};
}

qreal GraphMetrics::chipHeight(int lines) const {
    return 2.0 * padding * 0.6 + chipLine + (lines > 1 ? smallLine : 0.0) +
           (lines > 2 ? chipLine : 0.0);
}

QString layerCaption(const Network& network, int column) {
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("NetworkView", text);
    };
    if (column == 0)
        return tr("Input");
    const Layer& layer = network.layers[static_cast<std::size_t>(column) - 1];
    const QString name = QString::fromUtf8(info(layer.activation).name);
    const QString works = layer.isFrozen() ? tr("%1 · frozen").arg(name) : name;
    if (network.isOutput(column - 1))
        return tr("Output · %1").arg(works);
    if (network.layerCount() == 2)
        return tr("Hidden · %1").arg(works);
    return tr("Hidden %1 · %2").arg(column).arg(works);
}

QString inputName(const Network& network, int input) {
    if (static_cast<std::size_t>(input) >= network.inputNames.size())
        return {};
    const auto& name = network.inputNames[static_cast<std::size_t>(input)];
    return name == "i" + std::to_string(input + 1) ? QString() : QString::fromStdString(name);
}

QString moreText(int count) {
    return QCoreApplication::translate("NetworkView", "%1 more").arg(count);
}

GraphMetrics measure(const Network& network, const GraphShape& shape, const Notation& notation,
                     const NumberWidths& widths, const QFont& base) {
    GraphMetrics m;
    m.form = shape.form();
    const GraphFonts fonts(base, m.form);
    const QFontMetricsF symbol(fonts.symbol), value(fonts.value), small(fonts.small),
        chip(fonts.chip), bold(fonts.chipBold), caption(fonts.caption);
    m.unit = QFontMetricsF(base).height();
    m.symbolLine = symbol.height();
    m.valueLine = value.height();
    m.smallLine = small.height();
    m.chipLine = chip.height();
    m.captionLine = caption.height();
    m.padding = 0.4 * m.unit;

    const qreal between = 0.45 * m.unit;
    const auto chipSize = [&](ValueKind kind) {
        const auto ids = longestSymbols(network, kind);
        const qreal first = widest(bold, ids, network, notation) + widthOf(chip, widths.parameter);
        const qreal second =
            small.horizontalAdvance(QString::fromStdString(gradientText(kind, notation))) +
            widthOf(small, widths.parameter);
        const qreal third =
            chip.horizontalAdvance(QStringLiteral("→")) + widthOf(bold, widths.parameter);
        return QSizeF(std::max({first, second, third}) + between + 2.0 * m.padding,
                      m.chipHeight(3));
    };
    m.chip = chipSize(ValueKind::Weight);
    m.biasChip = chipSize(ValueKind::Bias);
    m.badge = {widest(bold, longestSymbols(network, ValueKind::Delta), network, notation) +
                   widthOf(bold, widths.delta) + between + 2.0 * m.padding,
               m.chipLine + 1.0 * m.padding};

    const qreal u = widest(small, longestSymbols(network, ValueKind::U), network, notation) +
                    widthOf(small, widths.activation) + 0.3 * m.unit;
    const qreal h = widthOf(value, widths.activation);
    const qreal stack = m.symbolLine + m.valueLine + m.smallLine;
    const qreal pillU =
        small.horizontalAdvance(QStringLiteral("u ")) + widthOf(small, widths.activation);
    m.pill = {std::max(h, pillU) + m.padding, m.valueLine + 0.2 * m.padding};
    if (m.form == GraphForm::Dots)
        m.radius =
            0.5 * std::max(1.9 * m.unit, widest(symbol, longestSymbols(network, ValueKind::H),
                                                network, notation) +
                                             m.padding);
    else
        m.radius = std::max(std::hypot(0.42 * stack, 0.5 * u), std::hypot(0.2 * stack, 0.5 * h)) +
                   0.3 * m.unit;
    m.loss = {std::max(4.0 * m.unit, h + 1.2 * m.unit), m.symbolLine + m.valueLine + 0.9 * m.unit};
    const auto lastTarget = ValueId::target(static_cast<int>(network.outputCount()) - 1);
    m.target = {widest(chip, {lastTarget}, network, notation) +
                    chip.horizontalAdvance(QStringLiteral(" = ")) +
                    widthOf(chip, widths.activation) + 2.0 * m.padding,
                m.chipLine + 1.2 * m.padding};
    qreal more = 0.0;
    for (int column = 0; column <= shape.layerCount(); ++column)
        if (shape.isFolded(column))
            more = std::max(more, value.horizontalAdvance(moreText(shape.hiddenIn(column))));
    if (more > 0.0)
        m.standIn = {more + 3.2 * m.padding, m.valueLine + 1.4 * m.padding};
    for (int column = 0; column <= network.layerCount(); ++column)
        m.captions.push_back(caption.horizontalAdvance(layerCaption(network, column)));
    for (int k = 0; k < network.inputCount(); ++k)
        m.names.push_back(
            std::min(caption.horizontalAdvance(inputName(network, k)), kLongestName * m.unit));
    return m;
}

}  // namespace stepgrad
