#include "ui/laboratory/label_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <ranges>

#include "core/laboratory/label_words.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr double kReach = 9.0;  ///< of a click, in pixels
constexpr int kMostApart = 5;   ///< pixels between the runs of one value

const NumberFormat& numbers() {
    return Appearance::instance().notation().numbers;
}

/// What is on the axis: right answers in percent, or a mean loss.
double shown(const LabelCurve& curve, double score) {
    return curve.hasClasses() ? 100.0 * score : score;
}

bool isForUs(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up ||
           key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter ||
           key == Qt::Key_Space;
}

}  // namespace

/// Everything inside the frame.
struct LabelPlot::Drawing {
    QPainter& painter;
    const LabelPlot& plot;
    const PlotFrame frame;
    const LabelCurve& curve;
    const std::vector<LabelPoint> points;
    const Palette& palette;
    const double line;

    Drawing(QPainter& to, const LabelPlot& shown)
        : painter(to),
          plot(shown),
          frame(shown.frame()),
          curve(*shown.m_curve),
          points(curve.points()),
          palette(Appearance::instance().palette()),
          line(to.fontMetrics().height()) {}

    QPointF at(const LabelPoint& point, double score) const {
        const double low = frame.y().low, high = frame.y().high;
        return frame.at(plot.x(point.value), std::clamp(shown(curve, score), low, high));
    }

    QPolygonF polyline(double LabelPoint::*score) const {
        QPolygonF all;
        for (const LabelPoint& point : points)
            if (point.runs > 0 && std::isfinite(point.*score))
                all << at(point, point.*score);
        return all;
    }

    void values() const {
        // From the right: the last one, all labels, must not go for the one before.
        double free = HUGE_VAL;
        for (const LabelPoint& point : std::views::reverse(points)) {
            const QPointF foot = frame.at(plot.x(point.value), frame.y().low);
            const QString text = QString::fromStdString(curve.plan.question == LabelQuestion::Count
                                                            ? formatCount(std::llround(point.value))
                                                            : percentText(point.value, numbers()));
            painter.setPen(QPen(palette.grid, 1.0));
            painter.drawLine(foot, QPointF(foot.x(), frame.area().top()));
            const double width = painter.fontMetrics().horizontalAdvance(text);
            if (foot.x() + 0.5 * width > free)
                continue;
            free = foot.x() - 0.5 * width - 0.4 * line;
            painter.setPen(palette.quiet);
            painter.drawText(QRectF(foot.x() - width, foot.y() + 0.2 * line, 2.0 * width, line),
                             Qt::AlignCenter, text);
        }
    }

    /// Below the values, which the frame does not know of.
    void title() const {
        painter.setPen(palette.quiet);
        painter.drawText(QRectF(frame.area().left(), plot.height() - 1.2 * line,
                                frame.area().width(), 1.2 * line),
                         Qt::AlignCenter,
                         curve.plan.question == LabelQuestion::Count
                             ? tr("labelled training examples")
                             : tr("training examples with a wrong label"));
    }

    void band() const {
        QPolygonF outline = polyline(&LabelPoint::greatest);
        QPolygonF below = polyline(&LabelPoint::least);
        std::reverse(below.begin(), below.end());
        outline += below;
        QColor fill = palette.positive;
        fill.setAlphaF(0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(outline);
    }

    void lines() const {
        painter.setBrush(Qt::NoBrush);
        if (const auto share = curve.baseline()) {
            painter.setPen(QPen(palette.loss, 1.2, Qt::DotLine));
            const double y = std::clamp(100.0 * *share, frame.y().low, frame.y().high);
            painter.drawLine(frame.at(frame.x().low, y), frame.at(frame.x().high, y));
        }
        painter.setPen(QPen(palette.quiet, 1.4, Qt::DashLine));
        painter.drawPolyline(polyline(&LabelPoint::trainingMean));
        painter.setPen(QPen(palette.positive, 2.4));
        const QPolygonF mean = polyline(&LabelPoint::mean);
        painter.drawPolyline(mean);
        painter.setBrush(palette.positive);
        for (const QPointF& point : mean)
            painter.drawEllipse(point, 0.2 * line, 0.2 * line);
    }

    void runs() const {
        for (std::size_t i = 0; i < curve.runs.size(); ++i) {
            const bool isPointed = plot.m_pointed == i, isMarked = plot.m_marked == i;
            const QColor& colour = isMarked ? palette.done : palette.positive;
            painter.setPen(QPen(isPointed ? palette.text : colour, isPointed ? 2.0 : 1.2));
            painter.setBrush(isMarked ? palette.done : palette.panel);
            const double radius = (isPointed || isMarked ? 0.34 : 0.22) * line;
            painter.drawEllipse(plot.placeOf(i, frame), radius, radius);
        }
    }

    /// What is what, above the plot; the last ones are left out where there is no room.
    void legend(const QRectF& row) const {
        double x = row.left();
        const auto entry = [&](const QString& text, const QPen& pen, int shape) {
            const double width = painter.fontMetrics().horizontalAdvance(text);
            if (x + 1.6 * line + width > row.right())
                return;
            const QRectF mark(x, row.center().y() - 0.3 * line, 1.2 * line, 0.6 * line);
            QColor fill = pen.color();
            fill.setAlphaF(0.16F);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            if (shape == 0)
                painter.drawLine(QPointF(mark.left(), mark.center().y()),
                                 QPointF(mark.right(), mark.center().y()));
            else if (shape == 1)
                painter.fillRect(mark, fill);
            else
                painter.drawEllipse(mark.center(), 0.22 * line, 0.22 * line);
            painter.setPen(palette.text);
            painter.drawText(
                QRectF(mark.right() + 0.3 * line, row.top(), width + 2.0, row.height()),
                Qt::AlignVCenter, text);
            x = mark.right() + 1.2 * line + width;
        };
        entry(tr("mean"), QPen(palette.positive, 2.4), 0);
        entry(tr("least to greatest"), QPen(palette.positive, 1.0), 1);
        entry(tr("a run"), QPen(palette.positive, 1.2), 2);
        entry(tr("training examples"), QPen(palette.quiet, 1.4, Qt::DashLine), 0);
        if (curve.hasClasses())
            entry(tr("most frequent class"), QPen(palette.loss, 1.2, Qt::DotLine), 0);
    }
};

LabelPlot::LabelPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Curve over labels"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void LabelPlot::showCurve(const LabelCurve* curve) {
    if (curve != m_curve)
        m_pointed.reset();
    m_curve = curve;
    describe();
    update();
}

void LabelPlot::mark(std::optional<std::size_t> run) {
    m_marked = run;
    update();
}

void LabelPlot::describe() {
    QStringList lines;
    if (m_curve)
        for (const LabelPoint& point : m_curve->points())
            if (point.runs > 0)
                lines << tr("%1: %2 (%3 to %4)")
                             .arg(
                                 QString::fromStdString(labelText(m_curve->plan, point.value)),
                                 QString::fromStdString(scoreText(*m_curve, point.mean, numbers())),
                                 QString::fromStdString(
                                     scoreText(*m_curve, point.least, numbers())),
                                 QString::fromStdString(
                                     scoreText(*m_curve, point.greatest, numbers())));
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
}

QString LabelPlot::textOf(std::size_t run) const {
    const LabelRun& each = m_curve->runs[run];
    const auto text = [&](double score) {
        return QString::fromStdString(scoreText(*m_curve, score, numbers()));
    };
    const QString what =
        m_curve->hasClasses()
            ? tr("%1, seed %2: %3 of the test examples right, %4 of the training examples.")
            : tr("%1, seed %2: mean loss %3 of the test examples, %4 of the training examples.");
    return what.arg(QString::fromStdString(
                        labelText(m_curve->plan, m_curve->plan.values[each.point])))
               .arg(each.seed)
               .arg(text(testScore(each)), text(trainingScore(each))) +
           (each.isDiverged ? QLatin1Char(' ') + tr("It stopped early, before numbers too large.")
                            : QString()) +
           QLatin1Char('\n') + tr("Click to open it in the window");
}

double LabelPlot::x(double value) const {
    return m_curve->plan.question == LabelQuestion::Count ? std::log10(value) : value;
}

PlotFrame LabelPlot::frame() const {
    const QFont small = plotFont(font());
    const double line = QFontMetricsF(small).height();
    const double first = x(m_curve->plan.values.front()), last = x(m_curve->plan.values.back());
    const double rim = 0.05 * (last - first);
    double low = HUGE_VAL, high = 0.0;
    for (const LabelPoint& point : m_curve->points())
        for (const double score : {point.least, point.greatest, point.trainingMean})
            if (point.runs > 0 && std::isfinite(score)) {
                low = std::min(low, shown(*m_curve, score));
                high = std::max(high, shown(*m_curve, score));
            }
    if (m_curve->hasClasses()) {
        low = std::min({low, 100.0 * m_curve->baseline().value_or(0.5), 90.0});
        low = std::max(0.0, 10.0 * std::floor((low - 2.0) / 10.0));
        high = 100.0;
    } else {
        low = 0.0;
        high = high > 0.0 ? 1.05 * high : 1.0;
    }
    const QString score =
        m_curve->hasClasses() ? tr("right on test examples, %") : tr("mean loss of test examples");
    const QRectF outer = QRectF(rect()).adjusted(4.0, 1.5 * line, -4.0, -2.4 * line);
    return {outer, small, PlotAxis{first - rim, last + rim, false, {}, false},
            PlotAxis{low, high, false, score, true}};
}

QPointF LabelPlot::placeOf(std::size_t run) const {
    return placeOf(run, frame());
}

QPointF LabelPlot::placeOf(std::size_t run, const PlotFrame& plot) const {
    const LabelRun& each = m_curve->runs.at(run);
    const double low = plot.y().low, high = plot.y().high;
    const double score = shown(*m_curve, testScore(each));
    const QPointF at = plot.at(x(m_curve->plan.values[each.point]),
                               std::isfinite(score) ? std::clamp(score, low, high) : high);
    // Beside each other, so that equal ones can be told apart.
    double gap = plot.area().width();
    for (std::size_t i = 1; i < m_curve->plan.values.size(); ++i)
        gap = std::min(gap, plot.at(x(m_curve->plan.values[i]), low).x() -
                                plot.at(x(m_curve->plan.values[i - 1]), low).x());
    const double apart = std::min<double>(kMostApart, 0.8 * gap / m_curve->plan.seeds);
    return at +
           QPointF(apart * (static_cast<double>(each.seed) - 0.5 * (m_curve->plan.seeds + 1)), 0.0);
}

std::optional<std::size_t> LabelPlot::runAt(const QPointF& at) const {
    std::optional<std::size_t> nearest;
    double best = kReach * kReach;
    if (!m_curve)
        return nearest;
    const PlotFrame plot = frame();
    for (std::size_t i = 0; i < m_curve->runs.size(); ++i) {
        const QPointF d = placeOf(i, plot) - at;
        if (const double distance = QPointF::dotProduct(d, d); distance <= best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

void LabelPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    painter.fillRect(rect(), palette.panel);
    if (!m_curve)
        return;
    painter.setFont(plotFont(font()));
    const Drawing drawing(painter, *this);
    drawing.frame.paint(painter);
    drawing.values();
    drawing.title();
    drawing.band();
    drawing.lines();
    drawing.runs();
    drawing.legend(
        QRectF(drawing.frame.area().left(), 0.0, drawing.frame.area().width(), 1.8 * drawing.line));
    if (hasFocus()) {
        painter.setPen(QPen(palette.primary, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void LabelPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto run = runAt(event->position()))
        emit runChosen(*run);
}

void LabelPlot::mouseMoveEvent(QMouseEvent* event) {
    const auto run = runAt(event->position());
    setCursor(run ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (run == m_pointed)
        return;
    m_pointed = run;
    update();
}

void LabelPlot::leaveEvent(QEvent*) {
    if (hasFocus())
        return;
    m_pointed.reset();
    update();
}

bool LabelPlot::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto run = runAt(help->pos()))
            QToolTip::showText(help->globalPos(), textOf(*run), this);
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && m_curve && !m_curve->runs.empty() &&
        isForUs(static_cast<QKeyEvent*>(event)->key()))
        event->accept();
    return QWidget::event(event);
}

/// Left and right to another value, up and down to another seed.
void LabelPlot::move(int key) {
    const auto count = static_cast<std::ptrdiff_t>(m_curve->runs.size());
    const auto values = static_cast<std::ptrdiff_t>(m_curve->plan.values.size());
    auto at = static_cast<std::ptrdiff_t>(m_pointed.value_or(0));
    if (m_pointed)
        at += key == Qt::Key_Left    ? -1
              : key == Qt::Key_Right ? 1
              : key == Qt::Key_Up    ? values
                                     : -values;
    if (at >= 0 && at < count)
        m_pointed = static_cast<std::size_t>(at);
    setAccessibleDescription(textOf(*m_pointed));
    update();
}

void LabelPlot::keyPressEvent(QKeyEvent* event) {
    if (!m_curve || m_curve->runs.empty() || !isForUs(event->key()))
        return QWidget::keyPressEvent(event);
    const int key = event->key();
    const bool opens = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
    if (opens && m_pointed)
        emit runChosen(*m_pointed);
    else if (!opens)
        move(key);
}

QSize LabelPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {40 * em, 18 * em};
}

QSize LabelPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {20 * em, 9 * em};
}

}  // namespace stepgrad
