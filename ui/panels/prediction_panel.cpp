#include "ui/panels/prediction_panel.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

QString number(double value) {
    return QString::fromStdString(formatNumber(value, Appearance::instance().notation().numbers));
}

QString name(const ValueId& id, const Network& network) {
    return QString::fromStdString(symbolText(id, network, Appearance::instance().notation()));
}

QFont scaled(QFont font, double factor, bool bold = false) {
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

/// What the bar runs from and to: the range of the activation; for those
/// without bounds as far as prediction and target need.
struct Range {
    double low, high;
    double part(double value) const { return std::clamp((value - low) / (high - low), 0.0, 1.0); }
};

Range rangeOf(Activation activation, double prediction, double target) {
    switch (activation) {
        case Activation::Tanh:
            return {std::min(-1.0, target), std::max(1.0, target)};
        case Activation::Sigmoid:
        case Activation::Softmax:
        case Activation::Step:
            return {std::min(0.0, target), std::max(1.0, target)};
        case Activation::Relu:
        case Activation::LeakyRelu:
        case Activation::Linear:
            break;
    }
    const double low = std::min({0.0, prediction, target});
    const double high = std::max({0.0, prediction, target});
    return high - low > 0.0 ? Range{low * 1.1, high * 1.1} : Range{0.0, 1.0};
}

bool isProbability(Activation activation) {
    return activation == Activation::Sigmoid || activation == Activation::Softmax;
}

}  // namespace

PredictionPanel::PredictionPanel(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Prediction"));
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        describe();
        update();
    });
}

void PredictionPanel::showStill(const Still& still) {
    m_still = still;
    describe();
    updateGeometry();
    update();
}

ValueId PredictionPanel::outputAt(int k) const {
    return ValueId::h(m_still.network().layerCount() - 1, k);
}

QString PredictionPanel::headline(int k) const {
    const auto value = m_still.value(outputAt(k));
    const QString symbol = name(outputAt(k), m_still.network());
    return value ? QStringLiteral("%1 = %2").arg(symbol, number(*value))
                 : QStringLiteral("%1 = –").arg(symbol);
}

QString PredictionPanel::meaning(int k) const {
    const auto value = m_still.value(outputAt(k));
    if (!value)
        return tr("not yet computed");
    const Network& network = m_still.network();
    if (!isProbability(network.layers.back().activation))
        return {};
    const auto& format = Appearance::instance().notation().numbers;
    QString percent = QString::number(100.0 * *value, 'f', 1);
    if (format.decimalComma)
        percent.replace(u'.', u',');
    return network.outputCount() == 1 ? tr("%1 % that the label is 1").arg(percent)
                                      : tr("%1 %").arg(percent);
}

QString PredictionPanel::errorText(int k) const {
    const auto value = m_still.value(outputAt(k));
    if (!value)
        return {};
    const Network& network = m_still.network();
    const ValueId target = ValueId::target(k);
    return tr("error %1 − %2 = %3")
        .arg(name(outputAt(k), network), name(target, network),
             number(*value - *m_still.value(target)));
}

void PredictionPanel::describe() {
    if (!m_still.trace)
        return;
    QStringList lines;
    for (int k = 0; k < m_still.network().outputCount() && k < 20; ++k)
        lines << QStringList{headline(k), meaning(k), errorText(k)}.join(QStringLiteral(" · "));
    setAccessibleDescription(lines.join(u'\n'));
    setToolTip(lines.join(u'\n'));
}

double PredictionPanel::rowHeight() const {
    const double line = QFontMetricsF(font()).height();
    return m_still.trace && m_still.network().outputCount() > 1 ? line * 2.9 : line * 5.6;
}

QSize PredictionPanel::sizeHint() const {
    const auto rows = m_still.trace ? m_still.network().outputCount() : 1;
    return {QFontMetrics(font()).averageCharWidth() * 40,
            static_cast<int>(rowHeight() * static_cast<double>(rows) + 16)};
}

QSize PredictionPanel::minimumSizeHint() const {
    return {QFontMetrics(font()).averageCharWidth() * 22, sizeHint().height()};
}

void PredictionPanel::paintBar(QPainter& painter, const QRectF& bar, int k) const {
    const Palette& colours = Appearance::instance().palette();
    const auto value = m_still.value(outputAt(k));
    const double target = *m_still.value(ValueId::target(k));
    const double radius = bar.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.border);
    painter.drawRoundedRect(bar, radius, radius);
    const Range range =
        rangeOf(m_still.network().layers.back().activation, value.value_or(0.0), target);
    const double zero = bar.left() + bar.width() * range.part(0.0);
    if (value) {
        const double end = bar.left() + bar.width() * range.part(*value);
        QRectF filled(std::min(zero, end), bar.top(), std::abs(end - zero), bar.height());
        painter.setBrush(colours.done);
        painter.drawRoundedRect(filled, std::min(radius, filled.width() / 2), radius);
    }
    const double mark = bar.left() + bar.width() * range.part(target);
    painter.setBrush(colours.loss);
    painter.drawRect(QRectF(std::clamp(mark - 1.5, bar.left(), bar.right() - 3), bar.top() - 5, 3,
                            bar.height() + 10));
}

void PredictionPanel::paintRow(QPainter& painter, const QRectF& row, int k) const {
    const Palette& colours = Appearance::instance().palette();
    const double line = QFontMetricsF(font()).height();
    const bool isSingle = m_still.network().outputCount() == 1;
    const QFont large = scaled(font(), isSingle ? 1.45 : 1.1, true);
    const QFont small = scaled(font(), 0.92);
    const QString head = headline(k);
    const double headWidth = QFontMetricsF(large).horizontalAdvance(head);
    const double headHeight = QFontMetricsF(large).height();
    painter.setFont(large);
    painter.setPen(colours.text);
    painter.drawText(QRectF(row.left(), row.top(), headWidth + 4, headHeight), Qt::AlignVCenter,
                     head);
    const QString targetText =
        tr("target %1 = %2")
            .arg(name(ValueId::target(k), m_still.network()),
                 QString::fromStdString(exactNumber(*m_still.value(ValueId::target(k)),
                                                    Appearance::instance().notation().numbers)));
    painter.setFont(small);
    painter.setPen(colours.quiet);
    const double left = row.left() + headWidth + line * 0.9;
    QString beside = meaning(k);
    if (!isSingle)
        beside += (beside.isEmpty() ? QString() : QStringLiteral(" · ")) + targetText;
    painter.drawText(QRectF(left, row.top(), row.right() - left, headHeight), Qt::AlignVCenter,
                     QFontMetricsF(small).elidedText(beside, Qt::ElideRight, row.right() - left));
    const double barTop = row.top() + headHeight + line * (isSingle ? 0.55 : 0.35);
    const QRectF bar(row.left(), barTop, row.width(), line * (isSingle ? 0.9 : 0.5));
    paintBar(painter, bar, k);
    if (!isSingle)
        return;
    painter.setFont(small);
    const QRectF below(row.left(), bar.bottom() + line * 0.45, row.width(), line * 1.1);
    painter.setPen(colours.quiet);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, errorText(k));
    painter.setPen(colours.loss);
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, targetText);
}

void PredictionPanel::paintEvent(QPaintEvent*) {
    if (!m_still.trace)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = QFontMetricsF(font()).height();
    QRectF row(line * 0.9, 8, width() - line * 1.8, rowHeight());
    for (int k = 0; k < m_still.network().outputCount() && row.top() < height(); ++k) {
        paintRow(painter, row, k);
        row.translate(0, rowHeight());
    }
}

}  // namespace stepgrad
