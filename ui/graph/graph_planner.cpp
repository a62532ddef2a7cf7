#include <algorithm>
#include <array>
#include <cmath>

#include "ui/graph/chip_placement.h"
#include "ui/graph/graph_column.h"
#include "ui/graph/graph_layout.h"

namespace stepgrad {
namespace {

/// How far apart the rows are tried, as multiples of the least distance.
constexpr std::array kPitches = {1.0, 1.12, 1.25, 1.4, 1.6, 1.85, 2.2, 2.7};
constexpr qreal kGapGrowth = 1.07;
constexpr int kGapSteps = 26;
/// A graph with room to spare is spread so much before it is magnified.
constexpr qreal kMostSpreadX = 1.7;
constexpr qreal kMostSpreadDots = 2.5;
constexpr qreal kMostSpreadY = 3.0;
constexpr qreal kMostSpreadManyRows = 1.25;
constexpr int kFewRows = 3;

/// The gap before a layer, in a graph with these distances.
ChipGap gapBefore(int layer, qreal pitch, qreal distance, const GraphShape& shape,
                  const GraphMetrics& m) {
    ChipGap gap;
    gap.chip = m.chip;
    gap.clearance = 0.25 * m.unit;
    gap.rim = m.radius + 0.35 * m.unit;
    const GraphColumn from = columnOf(layer, 0.0, pitch, shape, m);
    const GraphColumn to = columnOf(layer + 1, distance, pitch, shape, m);
    for (const auto& neuron : to.places)
        for (const auto& source : from.places)
            gap.edges.emplace_back(source.center, neuron.center);
    gap.obstacles = obstaclesOf(from, layer, m);
    const auto more = obstaclesOf(to, layer + 1, m);
    gap.obstacles.insert(gap.obstacles.end(), more.begin(), more.end());
    return gap;
}

void addLoss(GraphLayout& out, const QRectF& outputsAt) {
    const GraphMetrics& m = out.metrics;
    const std::size_t outputs = out.columns.back().size();
    const qreal right = std::max(out.captions.back().right(), outputsAt.right());
    const qreal x = std::max(right + 0.6 * m.unit,
                             out.columns.back().front().center.x() + m.radius + 2.6 * m.unit);
    out.loss = QRectF(QPointF(x, -0.5 * m.loss.height()), m.loss);
    if (outputs == 1) {
        out.targets.push_back(around(
            {out.loss.center().x(), out.loss.bottom() + 1.3 * m.unit + 0.5 * m.target.height()},
            m.target));
        return;
    }
    const qreal pitch = m.target.height() + 0.6 * m.unit;
    for (std::size_t j = 0; j < outputs; ++j)
        out.targets.push_back(
            around({out.loss.right() + 2.2 * m.unit + 0.5 * m.target.width(),
                    (static_cast<qreal>(j) - 0.5 * (static_cast<qreal>(outputs) - 1.0)) * pitch},
                   m.target));
}

void addBounds(GraphLayout& out, const QRectF& columns) {
    QRectF bounds = out.loss | columns;
    for (const auto* rects : {&out.captions, &out.targets})
        for (const QRectF& rect : *rects)
            bounds |= rect;
    out.arrowY = bounds.top() - 1.1 * out.metrics.unit;
    bounds.setTop(out.arrowY - 1.6 * out.metrics.unit);
    const qreal margin = 0.8 * out.metrics.unit;
    out.bounds = bounds.adjusted(-margin, -margin, margin, margin);
}

}  // namespace

GraphPlanner::GraphPlanner(const GraphShape& shape, const GraphMetrics& metrics)
    : m_shape(shape), m_metrics(metrics) {
    for (const double factor : kPitches) {
        m_spacings.push_back(spacingFor(factor * leastPitch()));
        // Rows matter only where there are some, and chips to make room for.
        if (!metrics.hasChips() || shape.largest() == 1)
            break;
    }
}

qreal GraphPlanner::leastPitch() const {
    const GraphMetrics& m = m_metrics;
    qreal most = 0.0;
    for (int c = 0; c <= m_shape.layerCount(); ++c)
        most = std::max(most, columnOf(c, 0.0, 0.0, m_shape, m).greatestHeight(m.radius));
    return most + (m.hasChips() ? 0.7 : 0.35) * m.unit;
}

qreal GraphPlanner::leastGap(int layer) const {
    const GraphMetrics& m = m_metrics;
    const qreal right = columnOf(layer, 0.0, 0.0, m_shape, m).extent(m.radius).right();
    const qreal left = -columnOf(layer + 1, 0.0, 0.0, m_shape, m).extent(m.radius).left();
    const auto c = static_cast<std::size_t>(layer);
    const qreal captions = 0.5 * (m.captions[c] + m.captions[c + 1]) + m.unit;
    const qreal free = m.hasChips()                ? m.chip.width() + 1.3 * m.unit
                       : m.form == GraphForm::Dots ? 8.0 * m.unit
                                                   : 8.5 * m.unit;
    return std::max({2.0 * m.radius + free, right + left + 0.5 * m.unit, captions,
                     m.hasChips() ? 0.0 : right + left + 4.0 * m.unit});
}

GraphPlanner::Spacing GraphPlanner::spacingFor(qreal pitch) const {
    Spacing spacing;
    spacing.pitch = pitch;
    for (int layer = 0; layer < m_shape.layerCount(); ++layer) {
        qreal gap = leastGap(layer);
        std::optional<std::vector<qreal>> places;
        for (int i = 0; m_metrics.hasChips() && i < kGapSteps; ++i) {
            places = placeChips(gapBefore(layer, pitch, gap, m_shape, m_metrics));
            if (places)
                break;
            gap *= kGapGrowth;
        }
        spacing.gaps.push_back(gap);
        const auto edges = static_cast<std::size_t>(m_shape.shownIn(layer)) *
                           static_cast<std::size_t>(m_shape.shownIn(layer + 1));
        // Off the middle, where the fewest edges cross: for chips that show on hover.
        spacing.places.push_back(places.value_or(std::vector<qreal>(edges, 0.4)));
    }
    return spacing;
}

GraphLayout GraphPlanner::build(const Spacing& spacing) const {
    GraphLayout out;
    out.shape = m_shape;
    out.metrics = m_metrics;
    qreal x = 0.0;
    QRectF all, last;
    for (std::size_t c = 0; c < m_shape.counts.size(); ++c) {
        const auto index = static_cast<int>(c);
        GraphColumn column = columnOf(index, x, spacing.pitch, m_shape, m_metrics);
        out.captions.push_back(captionOf(column, index, m_metrics));
        out.standIns.push_back(column.standIn);
        last = column.extent(m_metrics.radius);
        all |= last;
        NodePlace folded;
        folded.center = column.standIn.center();
        column.places.resize(static_cast<std::size_t>(m_shape.count(index)), folded);
        out.columns.push_back(std::move(column.places));
        if (c < spacing.gaps.size())
            x += spacing.gaps[c];
    }
    for (int l = 0; l < m_shape.layerCount(); ++l) {
        const auto& places = spacing.places[static_cast<std::size_t>(l)];
        std::vector<QPointF> centers;
        for (int j = 0; j < out.neuronsOf(l); ++j)
            for (int k = 0; k < out.inputsOf(l); ++k)
                centers.push_back(
                    QLineF(out.columns[static_cast<std::size_t>(l)][static_cast<std::size_t>(k)]
                               .center,
                           out.neuron(l, j).center)
                        .pointAt(places[centers.size()]));
        out.chips.push_back(std::move(centers));
    }
    addLoss(out, last);
    addBounds(out, all);
    return out;
}

GraphPlanner::Spacing GraphPlanner::spread(Spacing spacing, const QRectF& bounds,
                                           QSizeF available) const {
    qreal gaps = 0.0;
    for (const qreal gap : spacing.gaps)
        gaps += gap;
    const qreal rows = (rowsOfLargest(m_shape, m_metrics.form) - 1) * spacing.pitch;
    const qreal x = std::clamp(1.0 + (available.width() - bounds.width()) / gaps, 1.0,
                               m_metrics.form == GraphForm::Dots ? kMostSpreadDots : kMostSpreadX);
    const qreal most = m_shape.largest() <= kFewRows ? kMostSpreadY : kMostSpreadManyRows;
    const qreal y = rows > 0.0
                        ? std::clamp(1.0 + (available.height() - bounds.height()) / rows, 1.0, most)
                        : 1.0;
    spacing.pitch *= y;
    for (std::size_t l = 0; l < spacing.gaps.size(); ++l) {
        spacing.gaps[l] *= x;
        // With more room there may be better places; those found before stay
        // free when everything moves apart.
        if (m_metrics.hasChips())
            if (auto places = placeChips(gapBefore(static_cast<int>(l), spacing.pitch,
                                                   spacing.gaps[l], m_shape, m_metrics)))
                spacing.places[l] = std::move(*places);
    }
    return spacing;
}

GraphLayout GraphPlanner::layOut(QSizeF viewport) const {
    const QSizeF available = viewport.expandedTo(QSizeF(1.0, 1.0));  // empty while docks move
    const Spacing* best = nullptr;
    QRectF bounds;
    qreal largest = -1.0;
    for (const auto& spacing : m_spacings) {
        const QRectF size = build(spacing).bounds;
        const qreal scale =
            std::min({available.width() / size.width(), available.height() / size.height(), 1.0});
        if (scale > largest + 1e-6) {
            largest = scale;
            best = &spacing;
            bounds = size;
        }
    }
    // Room to spare goes half to distances and half to size.
    const qreal spare =
        std::min(available.width() / bounds.width(), available.height() / bounds.height());
    const qreal scale = spare > 1.0 ? std::sqrt(spare) : largest;
    return build(spread(*best, bounds, available / scale));
}

}  // namespace stepgrad
