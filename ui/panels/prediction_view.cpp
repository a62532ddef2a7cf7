#include "ui/panels/prediction_view.h"

#include <QEvent>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/notation.h"
#include "ui/appearance.h"
#include "ui/panels/value_text.h"

namespace stepgrad {
namespace {

constexpr double kLargeType = 1.45;  ///< of a single prediction, against the text
constexpr double kSmallType = 0.9;
constexpr int kMostInTip = 20;
constexpr int kMostOutputs = 100;  ///< rows

bool isLabel(double value) {
    return value == 0.0 || value == 1.0;
}

/// Targets are given by people: as they were typed, unless that is long.
QString givenNumber(double value) {
    constexpr int kShort = 8;
    if (!std::isfinite(value))
        return numberText(value);
    const QString whole =
        QString::fromStdString(exactNumber(value, Appearance::instance().notation().numbers));
    return whole.size() <= kShort ? whole : numberText(value);
}

}  // namespace

PredictionView::PredictionView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PredictionView::setStill(const Still& still) {
    m_still = still;
    refresh();
}

void PredictionView::refresh() {
    m_outputs.clear();
    const int count = m_still.trace ? static_cast<int>(m_still.network().outputCount()) : 0;
    for (int k = 0; k < std::min(count, kMostOutputs); ++k)
        m_outputs.push_back(describe(k));
    m_left = count - static_cast<int>(m_outputs.size());
    updateGeometry();
    update();
}

PredictionOutput PredictionView::describe(int k) const {
    const Network& network = m_still.network();
    const Notation& notation = Appearance::instance().notation();
    const ValueId prediction = ValueId::h(network.layerCount() - 1, k);
    const ValueId target = ValueId::target(k);
    const Activation activation = network.layers.back().activation;
    const QString y = QString::fromStdString(symbolText(target, network, notation));
    PredictionOutput output;
    output.symbol = QString::fromStdString(symbolText(prediction, network, notation));
    output.value = m_still.value(prediction);
    output.prediction =
        output.value ? valueText(m_still, prediction) : output.symbol + QStringLiteral(" = –");
    if (!output.value)
        output.chance = tr("not yet computed");
    output.goal = m_still.value(target).value_or(0.0);
    output.target = tr("target %1 = %2").arg(y, givenNumber(output.goal));
    const double value = output.value.value_or(0.0);
    if (output.value) {
        const QString error = numberText(value - output.goal);
        output.error = tr("error %1 − %2 = %3").arg(output.symbol, y, error);
        output.shortError = tr("error %1").arg(error);
    }
    if (output.value && network.outputCount() == 1 && activation == Activation::Sigmoid &&
        isLabel(output.goal)) {
        NumberFormat percent = notation.numbers;
        percent.decimals = 1;
        // Nothing is certain that is only rounded to it.
        const bool isAlmostAll = value < 1.0 && 100.0 * value >= 99.95;
        const double shown = isAlmostAll ? 99.9 : 100.0 * value;
        output.chance =
            (isAlmostAll ? tr("over %1 % that the label is 1") : tr("%1 % that the label is 1"))
                .arg(QString::fromStdString(formatNumber(shown, percent)));
    }
    const double least = activation == Activation::Tanh ? -1.0 : 0.0;
    output.lowest = std::min({least, value, output.goal});
    output.highest = std::max({1.0, value, output.goal});
    output.isUsualRange = output.lowest == 0.0 && output.highest == 1.0;
    return output;
}

QString PredictionView::description() const {
    QStringList lines;
    for (const auto& output : m_outputs) {
        QStringList parts{output.prediction, output.chance, output.error};
        parts.removeAll(QString());
        lines << parts.join(QStringLiteral(" · "));
    }
    return lines.join('\n');
}

QString PredictionView::tip() const {
    QStringList lines;
    for (int k = 0; k < std::min<int>(kMostInTip, static_cast<int>(m_outputs.size())); ++k)
        lines << exactValueText(m_still, ValueId::h(m_still.network().layerCount() - 1, k));
    return lines.join('\n');
}

void PredictionView::write(PredictionWriter& writer) const {
    const Palette& palette = Appearance::instance().palette();
    if (m_outputs.size() == 1)
        writeSingle(writer, m_outputs.front());
    else
        for (const auto& output : m_outputs)
            writeRow(writer, output);
    if (m_left > 0)
        writer.paragraph({tr("and %1 more").arg(m_left), kSmallType, false, palette.quiet});
}

void PredictionView::writeSingle(PredictionWriter& writer, const PredictionOutput& output) const {
    using enum PredictionWriter::Second;
    const Palette& palette = Appearance::instance().palette();
    writer.line({output.prediction, kLargeType, true, palette.text},
                {output.chance, 1.0, false, palette.quiet}, Behind);
    writer.skip(0.2);
    writer.bar(output, 1.1);
    if (!output.isUsualRange)
        writer.line({givenNumber(output.lowest), kSmallType, false, palette.quiet},
                    {givenNumber(output.highest), kSmallType, false, palette.quiet}, AtRightEnd);
    writer.centredLine({output.target, kSmallType, false, palette.loss},
                       writer.xOf(output, output.goal));
    writer.skip(0.3);
    writer.paragraph({output.error, 1.0, false, palette.quiet});
}

void PredictionView::writeRow(PredictionWriter& writer, const PredictionOutput& output) const {
    const Palette& palette = Appearance::instance().palette();
    QStringList rest{output.chance, output.target, output.shortError};
    rest.removeAll(QString());
    writer.line({output.prediction, 1.0, true, output.value ? palette.text : palette.faint},
                {rest.join(QStringLiteral(" · ")), kSmallType, false, palette.quiet},
                PredictionWriter::Second::AtRightEnd);
    writer.bar(output, 0.55);
    writer.skip(0.35);
}

int PredictionView::heightForWidth(int width) const {
    PredictionWriter writer(nullptr, font(), width);
    write(writer);
    return static_cast<int>(std::ceil(writer.height()));
}

QSize PredictionView::sizeHint() const {
    const int width = 22 * QFontInfo(font()).pixelSize();
    return {width, heightForWidth(width)};
}

QSize PredictionView::minimumSizeHint() const {
    return {8 * QFontInfo(font()).pixelSize(), 0};
}

void PredictionView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), Appearance::instance().palette().panel);
    PredictionWriter writer(&painter, font(), width());
    write(writer);
}

void PredictionView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace stepgrad
