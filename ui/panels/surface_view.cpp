#include "ui/panels/surface_view.h"

#include <QFontInfo>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/data/plane.h"
#include "core/training/responses.h"
#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/panels/value_text.h"
#include "ui/response_picture.h"

namespace stepgrad {
namespace {

constexpr double kReach = 8.0;            ///< of a click, in pixels
constexpr double kAxis = 1.3;             ///< room for the text at an axis, in lines
constexpr double kAlike = 3.0;            ///< ranges of inputs that differ less have one unit
constexpr std::int64_t kMostDots = 4000;  ///< more examples are drawn in part

}  // namespace

SurfaceView::SurfaceView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Surface"));
}

void SurfaceView::fitRange() {
    const Plane plane = planeOf(*m_data);
    m_range = QRectF(plane.left, plane.bottom, plane.width, plane.height);
}

void SurfaceView::fitColours() {
    m_leastTarget = m_data->targets.col(m_target).minCoeff();
    m_greatestTarget = m_data->targets.col(m_target).maxCoeff();
    if (m_leastTarget == m_greatestTarget) {
        m_leastTarget = std::min(0.0, m_leastTarget);
        m_greatestTarget = std::max(1.0, m_greatestTarget);
    }
}

void SurfaceView::setExamples(const DatasetPtr& examples, int target) {
    if (m_data == examples && m_target == target)
        return;
    m_data = examples;
    m_target = target;
    fitRange();
    fitColours();
}

void SurfaceView::showPoints(const NamedData& examples) {
    m_data.reset();
    if (examples.data.inputs.cols() == 2 && examples.data.size() > 0)
        setExamples(std::make_shared<const Dataset>(examples.data), 0);
    m_testRows.clear();
    m_names = examples.inputNames;
    m_example.reset();
    m_picture = {};
    update();
}

void SurfaceView::mark(std::int64_t example) {
    if (m_example == example)
        return;
    m_example = example;
    update();
}

void SurfaceView::showSurface(const Project& project, int layer, int neuron, int points) {
    setExamples(project.data, project.network.isOutput(layer) ? neuron : 0);
    setCursor(Qt::PointingHandCursor);
    m_testRows = project.examples()->testRows;
    m_names = project.network.inputNames;
    Matrix grid =
        gridOver({m_range.left(), m_range.top(), m_range.width(), m_range.height()}, points);
    if (project.scaling)
        grid = project.scaling->apply(grid);
    const Vector answers = responses(project.network, layer, grid).col(neuron);
    const Activation activation =
        project.network.layers[static_cast<std::size_t>(layer)].activation;
    std::tie(m_least, m_greatest) = colourRange(activation, answers);
    if (project.network.isOutput(layer) && activation == Activation::Linear) {
        m_least = m_leastTarget;
        m_greatest = m_greatestTarget;
    }
    // Softer than the points, which must stand out.
    m_picture = responsePicture(answers, points, {m_least, m_greatest}, 0.6);
    setAccessibleDescription(legend().inWords());
    update();
}

QFont SurfaceView::smallFont() const {
    QFont small = font();
    small.setPixelSize(std::max(1, QFontInfo(small).pixelSize() * 4 / 5));
    return small;
}

SurfaceLegend SurfaceView::legend() const {
    const bool isSurface = !m_picture.isNull();
    NumberFormat format = Appearance::instance().notation().numbers;
    format.decimals = std::min(format.decimals, 2);
    const auto text = [&](double value) {
        return QString::fromStdString(formatNumber(value, format));
    };
    return {isSurface, isSurface && !m_testRows.empty(), text(isSurface ? m_least : m_leastTarget),
            text(isSurface ? m_greatest : m_greatestTarget)};
}

QRectF SurfaceView::area() const {
    const double axis = kAxis * fontMetrics().height();
    QRectF area = QRectF(rect()).adjusted(axis, 2.0, -2.0, -axis);
    area.setBottom(area.bottom() - legend().heightFor(width(), smallFont()));
    const double width = m_range.width(), height = m_range.height();
    if (std::max(width, height) < kAlike * std::min(width, height)) {
        const double unit = std::min(area.width() / width, area.height() / height);
        const QSizeF size(unit * width, unit * height);
        area = QRectF(QPointF(area.center().x() - 0.5 * size.width(), area.top()), size);
    }
    return area;
}

QPointF SurfaceView::placeOf(std::int64_t row) const {
    const QRectF a = area();
    return {a.left() + (m_data->inputs(row, 0) - m_range.left()) / m_range.width() * a.width(),
            a.top() + (m_range.bottom() - m_data->inputs(row, 1)) / m_range.height() * a.height()};
}

std::optional<std::int64_t> SurfaceView::exampleAt(const QPointF& at) const {
    std::optional<std::int64_t> nearest;
    double best = kReach * kReach;
    for (std::int64_t row = 0; m_data && row < m_data->size(); ++row) {
        const QPointF d = placeOf(row) - at;
        const double distance = QPointF::dotProduct(d, d);
        if (distance <= best) {
            best = distance;
            nearest = row;
        }
    }
    return nearest;
}

QString SurfaceView::textOf(std::int64_t row) const {
    const QString text =
        tr("Example %1: %2, %3; target %4")
            .arg(row + 1)
            .arg(numberText(m_data->inputs(row, 0)), numberText(m_data->inputs(row, 1)),
                 numberText(m_data->targets(row, m_target)));
    return m_picture.isNull() ? text : tr("%1\nClick to walk through it").arg(text);
}

bool SurfaceView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && m_data) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto row = exampleAt(help->pos());
        if (row)
            QToolTip::showText(help->globalPos(), textOf(*row), this);
        else if (!m_picture.isNull())
            QToolTip::showText(
                help->globalPos(),
                tr("From %1 to %2 in colours").arg(numberText(m_least), numberText(m_greatest)),
                this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void SurfaceView::mousePressEvent(QMouseEvent* event) {
    if (const auto row = exampleAt(event->position()))
        emit exampleChosen(*row);
}

void SurfaceView::paintPoints(QPainter& painter) {
    const Palette& palette = Appearance::instance().palette();
    const std::int64_t every = std::max<std::int64_t>(1, m_data->size() / kMostDots);
    const double radius =
        std::clamp(fontMetrics().height() * 4.0 / std::sqrt(double(m_data->size())), 2.0, 5.0);
    std::vector<bool> isTest(static_cast<std::size_t>(m_data->size()));
    for (const std::int64_t row : m_testRows)
        isTest[static_cast<std::size_t>(row)] = true;
    for (std::int64_t row = 0; row < m_data->size(); row += every) {
        const QColor colour =
            colourOfValue(palette, m_data->targets(row, m_target), m_leastTarget, m_greatestTarget);
        const bool kept = isTest[static_cast<std::size_t>(row)];
        // A rim parts a point from the surface, or, without one, a pale point from the ground.
        const QColor rim = kept ? colour : m_picture.isNull() ? palette.quiet : palette.panel;
        painter.setPen(QPen(rim, kept ? 1.5 : 1.0));
        painter.setBrush(kept ? palette.panel : colour);
        painter.drawEllipse(placeOf(row), radius, radius);
    }
    if (m_example && *m_example < m_data->size()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette.text, 2.0));
        painter.drawEllipse(placeOf(*m_example), radius + 3.0, radius + 3.0);
    }
}

void SurfaceView::paintEvent(QPaintEvent*) {
    if (!m_data)
        return;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const Palette& palette = Appearance::instance().palette();
    const QRectF a = area();
    if (m_picture.isNull()) {
        painter.setPen(palette.border);
        painter.drawRect(a);
    } else {
        painter.drawImage(a, m_picture);
    }
    painter.save();
    painter.setClipRect(a);
    paintPoints(painter);
    painter.restore();
    painter.setFont(smallFont());
    paintAxes(painter);
    const double axis = kAxis * fontMetrics().height();
    const QRectF below(0.0, a.bottom() + axis, width(), height() - a.bottom() - axis);
    legend().paint(painter, below);
}

void SurfaceView::paintAxes(QPainter& painter) {
    const QRectF a = area();
    const double axis = kAxis * fontMetrics().height();
    painter.setPen(Appearance::instance().palette().quiet);
    const auto text = [&](const QRectF& place, int flags, const std::string& name, double from,
                          double to) {
        painter.drawText(place, Qt::AlignLeft | flags, numberText(from));
        painter.drawText(place, Qt::AlignRight | flags, numberText(to));
        painter.drawText(place, Qt::AlignHCenter | flags, QString::fromStdString(name));
    };
    text(QRectF(a.left(), a.bottom(), a.width(), axis), Qt::AlignVCenter, m_names[0],
         m_range.left(), m_range.right());
    painter.save();
    painter.rotate(-90.0);
    text(QRectF(-a.bottom(), a.left() - axis, a.height(), axis), Qt::AlignVCenter, m_names[1],
         m_range.top(), m_range.bottom());
    painter.restore();
}

}  // namespace stepgrad
