#include "ui/laboratory/effects_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"
#include "ui/laboratory/feature_axis.h"

namespace stepgrad {
namespace {

constexpr std::size_t kMostPanels = 8;
constexpr int kPoints = 81;      ///< of a curve
constexpr int kNarrow = 15;      ///< in heights of a line: so wide is a panel at least
constexpr int kMostWeights = 6;  ///< that are written one by one

QString rounded(double value) {
    return QString::fromStdString(
        exactNumber(std::round(100.0 * value) / 100.0, Appearance::instance().notation().numbers));
}

}  // namespace

EffectsPlot::EffectsPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Effect of each feature"));
    setFocusPolicy(Qt::TabFocus);
}

void EffectsPlot::showNetworks(const LearnedNetworks& networks, std::size_t chosen, int output) {
    m_networks = networks;
    m_chosen = chosen;
    m_output = output;
    const LearnedNetwork& main = m_networks.at(chosen);
    m_features = main.study->byEffect(main.network, output);
    if (m_features.size() > kMostPanels)
        m_features.resize(kMostPanels);
    else
        std::sort(m_features.begin(), m_features.end());
    const auto targets = main.study->data().targets.col(output);
    m_low = targets.minCoeff();
    m_high = targets.maxCoeff();
    m_effects.clear();
    for (const LearnedNetwork& each : m_networks) {
        auto& effects = m_effects.emplace_back();
        for (const int feature : m_features) {
            effects.push_back(each.study->effectOf(each.network, feature, kPoints));
            const auto answers = effects.back().answers.col(output);
            if (answers.allFinite()) {
                m_low = std::min(m_low, answers.minCoeff());
                m_high = std::max(m_high, answers.maxCoeff());
            }
        }
    }
    if (m_low == m_high)
        m_high = m_low + 1.0;
    describe();
    updateGeometry();
    update();
}

QString EffectsPlot::strengthOfPanel(std::size_t panel) const {
    const LearnedNetwork& main = m_networks[m_chosen];
    const double change = main.study->changeOf(m_effects[m_chosen][panel], m_output);
    const auto text = strengthText(strengthOf(change));
    return tr("%1, %2%3")
        .arg(QString::fromLatin1(text.data(), qsizetype(text.size())),
             change >= 0.0 ? QStringLiteral("+") : QString(), rounded(change));
}

/// The weights that the feature goes into, as the network sees it.
QString EffectsPlot::weightsOf(int feature) const {
    const Layer& first = m_networks[m_chosen].network.layers.front();
    const auto weights = first.weights.col(feature);
    if (weights.size() > kMostWeights)
        return tr("weights %1 … %2").arg(rounded(weights.minCoeff()), rounded(weights.maxCoeff()));
    QStringList all;
    for (const double weight : weights)
        all << rounded(weight);
    return (all.size() == 1 ? tr("weight %1") : tr("weights %1"))
        .arg(all.join(QStringLiteral("  ")));
}

void EffectsPlot::describe() {
    const auto& names = m_networks[m_chosen].network.inputNames;
    QStringList lines;
    for (std::size_t p = 0; p < m_features.size(); ++p)
        lines << tr("%1: %2; %3")
                     .arg(QString::fromStdString(names[static_cast<std::size_t>(m_features[p])]),
                          strengthOfPanel(p), weightsOf(m_features[p]));
    setAccessibleDescription(lines.join(QStringLiteral(". ")));
}

int EffectsPlot::columns() const {
    const int panels = std::max(1, static_cast<int>(m_features.size()));
    const int fits = std::max(1, width() / (kNarrow * QFontMetrics(plotFont(font())).height()));
    const int rows = (panels + fits - 1) / fits;
    return (panels + rows - 1) / rows;
}

int EffectsPlot::rows() const {
    const int across = columns(), panels = std::max(1, static_cast<int>(m_features.size()));
    return (panels + across - 1) / across;
}

/// As high as its rows need.
void EffectsPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateGeometry();
}

QRectF EffectsPlot::panelArea(std::size_t panel) const {
    const double line = QFontMetricsF(plotFont(font())).height();
    const int across = columns(), at = static_cast<int>(panel);
    const QRectF all = QRectF(rect()).adjusted(2.0, 1.6 * line, -2.0, 0.0);
    const double w = all.width() / across, h = all.height() / rows();
    return {all.left() + (at % across) * w, all.top() + double(at / across) * h, w, h};
}

/// How many examples lie where: those with an answer in the upper half above, others below.
void EffectsPlot::paintRug(QPainter& painter, const QRectF& area, int feature) const {
    const Palette& palette = Appearance::instance().palette();
    const FeatureStudy& study = *m_networks[m_chosen].study;
    const Dataset& examples = study.data();
    const auto columns = static_cast<std::size_t>(std::max(1.0, std::floor(area.width() / 2.0)));
    std::vector<int> above(columns + 1), below(columns + 1);
    const double middle = 0.5 * (examples.targets.col(m_output).minCoeff() +
                                 examples.targets.col(m_output).maxCoeff());
    for (Eigen::Index row = 0; row < examples.size(); ++row) {
        const double share =
            study.shareOf(feature, study.wholeSpan(feature), examples.inputs(row, feature));
        auto& side = examples.targets(row, m_output) > middle ? above : below;
        ++side[static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * double(columns))];
    }
    const double tall = 0.45 * painter.fontMetrics().height();
    const auto paint = [&](const std::vector<int>& counts, double top, QColor colour) {
        const double most = *std::max_element(counts.begin(), counts.end());
        for (std::size_t i = 0; i < counts.size() && most > 0.0; ++i)
            if (counts[i] > 0) {
                colour.setAlphaF(float(0.25 + 0.75 * std::sqrt(counts[i] / most)));
                painter.fillRect(QRectF(area.left() + 2.0 * double(i) - 0.5, top, 1.5, tall),
                                 colour);
            }
    };
    paint(above, area.top() - tall - 1.0, palette.positive);
    paint(below, area.bottom() - tall, palette.negative);
}

void EffectsPlot::paintPanel(QPainter& painter, std::size_t panel) const {
    const Palette& palette = Appearance::instance().palette();
    const int feature = m_features[panel];
    const LearnedNetwork& main = m_networks[m_chosen];
    const double line = painter.fontMetrics().height();
    const QRectF outer = panelArea(panel).adjusted(0.0, 0.0, -0.6 * line, 0.0);
    const PlotFrame frame(outer.adjusted(0.0, 2.6 * line, 0.0, -featureAxisRoom(painter, true)),
                          painter.font(), PlotAxis{0.0, 1.0, false, {}, false},
                          PlotAxis{m_low, m_high, false, {}, true});
    const QFontMetricsF metrics(painter.font());
    QFont bold = painter.font();
    bold.setBold(true);
    painter.setPen(palette.text);
    const QRectF title(frame.area().left(), outer.top(), frame.area().width(), line);
    painter.setFont(bold);
    painter.drawText(
        title, Qt::AlignLeft,
        QFontMetricsF(bold).elidedText(strengthOfPanel(panel), Qt::ElideRight, title.width()));
    bold.setBold(false);
    painter.setFont(bold);
    painter.setPen(palette.quiet);
    painter.drawText(title.translated(0.0, 1.1 * line), Qt::AlignLeft,
                     metrics.elidedText(weightsOf(feature), Qt::ElideRight, title.width()));
    frame.paint(painter);
    const FeatureSpan& whole = main.study->wholeSpan(feature);
    paintFeatureAxis(
        painter, frame.area(), *main.study, feature, whole,
        QString::fromStdString(main.network.inputNames[static_cast<std::size_t>(feature)]), true);
    paintRug(painter, frame.area(), feature);
    painter.setBrush(Qt::NoBrush);
    painter.save();
    painter.setClipRect(frame.area().adjusted(-1.0, -2.0, 1.0, 2.0));
    for (std::size_t n = 0; n < m_networks.size(); ++n) {
        const FeatureEffect& effect = m_effects[n][panel];
        QPolygonF curve;
        for (std::size_t i = 0; i < effect.values.size(); ++i)
            if (const double y = effect.answers(Eigen::Index(i), m_output); std::isfinite(y))
                curve << frame.at(main.study->shareOf(feature, whole, effect.values[i]), y);
        painter.setPen(QPen(m_networks[n].colour(), n == m_chosen ? 2.6 : 1.5,
                            n == m_chosen ? Qt::SolidLine : Qt::DashLine));
        painter.drawPolyline(curve);
    }
    painter.restore();
}

void EffectsPlot::paintLegend(QPainter& painter, const QRectF& row) const {
    const Palette& palette = Appearance::instance().palette();
    const double line = painter.fontMetrics().height();
    double x = row.left();
    const auto text = [&](const QString& words) {
        const double width = painter.fontMetrics().horizontalAdvance(words) + 2.0;
        painter.setPen(palette.text);
        if (x + width <= row.right() + 1.0)
            painter.drawText(QRectF(x, row.top(), width, row.height()), Qt::AlignVCenter, words);
        x += width + line;
    };
    for (std::size_t n = 0; n < m_networks.size(); ++n) {
        painter.setPen(QPen(m_networks[n].colour(), n == m_chosen ? 2.6 : 1.5,
                            n == m_chosen ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(QPointF(x, row.center().y()), QPointF(x + 1.4 * line, row.center().y()));
        x += 1.8 * line;
        text(m_networks[n].name);
    }
    painter.setPen(palette.quiet);
    text(tr("· ŷ with the other features at their median · strokes: examples, by their target"));
}

void EffectsPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.fillRect(rect(), palette.panel);
    if (m_networks.empty())
        return;
    painter.setFont(plotFont(font()));
    const double line = painter.fontMetrics().height();
    for (std::size_t panel = 0; panel < m_features.size(); ++panel)
        paintPanel(painter, panel);
    paintLegend(painter, QRectF(0.8 * line, 0.0, width() - line, 1.4 * line));
    if (hasFocus()) {
        painter.setPen(QPen(palette.primary, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

bool EffectsPlot::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && !m_networks.empty()) {
        auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t p = 0; p < m_features.size(); ++p)
            if (panelArea(p).contains(help->pos())) {
                const FeatureEffect& effect = m_effects[m_chosen][p];
                QToolTip::showText(
                    help->globalPos(),
                    tr("From %1 to %2, ŷ goes from %3 to %4 (of two values from one to the other, "
                       "else from the 10 % to the 90 % quantile).\nOf the range of targets, less "
                       "than 0.05 is called almost none, less than 0.15 weak, less than 0.4 "
                       "moderate, else strong.")
                        .arg(rounded(effect.span.from), rounded(effect.span.to),
                             rounded(effect.atFrom[m_output]), rounded(effect.atTo[m_output])),
                    this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

QSize EffectsPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {50 * em, 18 * em};
}

QSize EffectsPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {20 * em, (2 + 11 * rows()) * em};
}

}  // namespace stepgrad
