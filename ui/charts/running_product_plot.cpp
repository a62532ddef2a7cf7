#include "ui/charts/running_product_plot.h"

#include <QEvent>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"
#include "ui/panels/value_text.h"

namespace stepgrad {
namespace {

/// What a factor is in general, where the paths differ in it: its name without indices.
QString kindOf(QString name) {
    static const QString kIndices = QStringLiteral("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾,");
    return name.removeIf([](QChar c) { return kIndices.contains(c); });
}

void paintMark(QPainter& painter, const QPointF& at, bool isNegative, double size) {
    const Palette& palette = Appearance::instance().palette();
    painter.setPen(QPen(isNegative ? palette.negative : palette.positive, 1.8));
    painter.setBrush(isNegative ? palette.panel : palette.positive);
    if (isNegative)
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2.0 * size, 2.0 * size));
    else
        painter.drawEllipse(at, size, size);
}

/// What the two marks mean, above the right of the area.
void paintLegend(QPainter& painter, const QRectF& area, double size) {
    const QFontMetricsF metrics(painter.font());
    const double middle = area.top() - 0.7 * metrics.height();
    double right = area.right() - size;
    for (const bool isNegative : {true, false}) {
        const QString text =
            isNegative ? RunningProductPlot::tr("below 0") : RunningProductPlot::tr("above 0");
        const double width = metrics.horizontalAdvance(text);
        painter.setPen(Appearance::instance().palette().quiet);
        painter.drawText(
            QRectF(right - width, middle - metrics.height(), width + 1.0, 2.0 * metrics.height()),
            Qt::AlignCenter, text);
        paintMark(painter, {right - width - 2.5 * size, middle}, isNegative, size);
        right -= width + 7.0 * size;
    }
}

}  // namespace

RunningProductPlot::RunningProductPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Running product along each path"));
}

void RunningProductPlot::showPaths(const std::vector<GradientPath>& paths) {
    m_paths = paths;
    describe();
    updateGeometry();
    update();
}

void RunningProductPlot::pointAt(std::optional<int> path) {
    m_pointed = path;
    update();
}

void RunningProductPlot::describe() {
    QStringList lines;
    for (const auto& path : m_paths) {
        QStringList parts;
        for (const auto& factor : path.factors)
            if (factor.product)
                parts << QStringLiteral("%1 %2").arg(QString::fromStdString(factor.name),
                                                     numberText(*factor.product));
        lines << QStringLiteral("%1: %2").arg(QString::fromStdString(path.description),
                                              parts.join(QStringLiteral(", ")));
    }
    setAccessibleDescription(lines.join('\n'));
    setToolTip(lines.join('\n'));
}

QStringList RunningProductPlot::labels() const {
    QStringList labels;
    const bool isOne = m_pointed && *m_pointed < static_cast<int>(m_paths.size());
    const auto& first = m_paths[isOne ? static_cast<std::size_t>(*m_pointed) : 0].factors;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const bool isCommon =
            isOne || std::all_of(m_paths.begin(), m_paths.end(), [&](const auto& p) {
                return i < p.factors.size() && p.factors[i].name == first[i].name;
            });
        const QString name = QString::fromStdString(first[i].name);
        labels << (isCommon ? name : kindOf(name));
    }
    return labels;
}

void RunningProductPlot::paintLabels(QPainter& painter, const QRectF& area,
                                     const QStringList& labels) const {
    const QFontMetricsF metrics(painter.font());
    double free = area.left() - 2.0 * metrics.height();
    painter.setPen(Appearance::instance().palette().quiet);
    for (qsizetype i = 0; i < labels.size(); ++i) {
        const QString text = (i > 0 ? QStringLiteral("· ") : QString()) + labels[i];
        const double width = metrics.horizontalAdvance(text);
        const double x = area.left() + (static_cast<double>(i) + 0.5) /
                                           static_cast<double>(labels.size()) * area.width();
        if (x - 0.5 * width < free)
            continue;
        free = x + 0.5 * width + 0.3 * metrics.height();
        painter.drawText(QRectF(x - 0.5 * width - 1.0, area.bottom() + 0.2 * metrics.height(),
                                width + 2.0, metrics.height()),
                         Qt::AlignCenter, text);
    }
}

void RunningProductPlot::paintEvent(QPaintEvent*) {
    double least = HUGE_VAL, greatest = 0.0;
    for (const auto& path : m_paths)
        for (const auto& factor : path.factors)
            if (factor.product && *factor.product != 0.0) {
                least = std::min(least, std::abs(*factor.product));
                greatest = std::max(greatest, std::abs(*factor.product));
            }
    if (m_paths.empty() || greatest == 0.0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    const QFont small = plotFont(font());
    const double line = QFontMetricsF(small).height();
    const double count = static_cast<double>(m_paths.front().factors.size());
    const PlotFrame frame(QRectF(rect()).adjusted(0.0, line, 0.0, -line), small,
                          {0.0, count, false, {}, false}, PlotAxis::decades(least, greatest, {}));
    frame.paint(painter);
    paintLabels(painter, frame.area(), labels());
    const double size = 0.22 * line;
    paintLegend(painter, frame.area(), size);
    for (std::size_t p = 0; p < m_paths.size(); ++p) {
        const bool isOther = m_pointed && static_cast<std::size_t>(*m_pointed) != p;
        painter.setOpacity(isOther ? 0.25 : 1.0);
        std::optional<QPointF> before;
        for (std::size_t i = 0; i < m_paths[p].factors.size(); ++i) {
            const auto& product = m_paths[p].factors[i].product;
            if (!product)
                break;
            // What is 0 lies below every power of ten.
            const QPointF at = frame.at(static_cast<double>(i) + 0.5,
                                        *product == 0.0 ? frame.y().low : std::abs(*product));
            painter.setPen(QPen(palette.backward, 1.6));
            if (before)
                painter.drawLine(*before, at);
            before = at;
        }
        for (std::size_t i = 0; i < m_paths[p].factors.size(); ++i)
            if (const auto& product = m_paths[p].factors[i].product; product && *product != 0.0)
                paintMark(painter, frame.at(static_cast<double>(i) + 0.5, std::abs(*product)),
                          *product < 0.0, size);
            else if (product)
                painter.drawText(
                    frame.at(static_cast<double>(i) + 0.5, frame.y().low) + QPointF(-3.0, -3.0),
                    QStringLiteral("0"));
    }
}

QSize RunningProductPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {20 * em, 11 * em};
}

QSize RunningProductPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {8 * em, 11 * em};
}

void RunningProductPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace stepgrad
