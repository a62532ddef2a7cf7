#include <algorithm>
#include <array>
#include <cmath>

#include "ui/graph/chip_placement.h"
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
/// Larger layers stand in several rows, about so many times as high as wide in neurons.
constexpr int kMostRows = 16;
constexpr double kBlockShape = 2.0;
constexpr qreal kPixel = 3.2;  ///< of an input that stands in a picture, in radii of a neuron

QRectF around(const QPointF& center, QSizeF size) {
    QRectF rect(QPointF(), size);
    rect.moveCenter(center);
    return rect;
}

QRectF grown(const QRectF& rect, qreal by) {
    return rect.adjusted(-by, -by, by, by);
}

/// The parts of a neuron in full: symbol, h and u inside, delta above, bias below.
NodePlace circle(const QPointF& center, const GraphMetrics& m, bool isInput, bool hasBias,
                 qreal nameWidth) {
    NodePlace place;
    place.center = center;
    const qreal width = 2.0 * m.radius;
    const qreal stack = m.symbolLine + m.valueLine + (isInput ? 0.0 : m.smallLine);
    qreal y = center.y() - 0.5 * stack - (isInput ? 0.0 : 0.03 * m.radius);
    const auto line = [&](qreal height) {
        const QRectF rect(center.x() - 0.5 * width, y, width, height);
        y += height;
        return rect;
    };
    place.symbol = line(m.symbolLine);
    place.h = line(m.valueLine);
    // Without chips rows are many, and stand closer.
    const qreal near = (m.hasChips() ? 0.35 : 0.15) * m.unit;
    const qreal below = center.y() + m.radius + near;
    if (isInput) {
        if (nameWidth > 0.0)
            place.name = QRectF(center.x() - 0.5 * nameWidth, below, nameWidth, m.captionLine);
        return place;
    }
    place.u = line(m.smallLine);
    place.badge =
        around({center.x(), center.y() - m.radius - near - 0.5 * m.badge.height()}, m.badge);
    if (hasBias) {
        const qreal height = m.hasChips() ? m.biasChip.height() : m.chipHeight(1);
        place.bias = {center.x() - 0.5 * m.biasChip.width(), below, m.biasChip.width(), height};
    }
    return place;
}

/// The parts of a small neuron: numbers in pills beside it.
NodePlace dot(const QPointF& center, const GraphMetrics& m, bool isInput, bool hasBias,
              qreal nameWidth) {
    NodePlace place;
    place.center = center;
    place.symbol = around(center, {2.0 * m.radius, m.symbolLine});
    const qreal right = center.x() + m.radius + 0.2 * m.unit;
    if (isInput) {
        const qreal left = center.x() - m.radius - 0.2 * m.unit;
        place.h = {left - m.pill.width(), center.y() - 0.5 * m.pill.height(), m.pill.width(),
                   m.pill.height()};
        if (nameWidth > 0.0)
            place.name = {place.h.left() - 0.4 * m.unit - nameWidth,
                          center.y() - 0.5 * m.captionLine, nameWidth, m.captionLine};
        return place;
    }
    place.h = {right, center.y() - m.pill.height() - 0.05 * m.unit, m.pill.width(),
               m.pill.height()};
    place.u = place.h;
    place.badge = {right, center.y() + 0.05 * m.unit, m.badge.width(), m.badge.height()};
    if (hasBias)
        place.bias = {center.x() - m.radius - 0.2 * m.unit - m.biasChip.width(),
                      center.y() + 0.1 * m.unit, m.biasChip.width(), m.chipHeight(1)};
    return place;
}

/// What a node takes up, with everything around it.
QRectF extentOf(const NodePlace& place, qreal radius) {
    QRectF rect = around(place.center, {2.0 * radius, 2.0 * radius});
    for (const QRectF& part : {place.h, place.badge, place.bias, place.name})
        if (!part.isEmpty())
            rect |= part;
    return rect;
}

QRectF extentOf(const std::vector<NodePlace>& places, qreal radius) {
    QRectF rect = extentOf(places.front(), radius);
    for (const auto& place : places)
        rect |= extentOf(place, radius);
    return rect;
}

/// How the neurons of a layer stand: below each other, and in large layers in
/// several such rows beside each other, so that the graph does not get tall and small.
struct Block {
    int rows = 1;
    int columns = 1;
    bool isPicture = false;  ///< a square of inputs, as most pictures are: read by lines

    Block(int n, bool isInput, GraphForm form) : rows(n) {
        if (form != GraphForm::Dots || n <= kMostRows)
            return;
        const int side = static_cast<int>(std::lround(std::sqrt(n)));
        isPicture = isInput && side * side == n;
        rows = isPicture
                   ? side
                   : std::max(kMostRows, static_cast<int>(std::ceil(std::sqrt(kBlockShape * n))));
        columns = (n + rows - 1) / rows;
        rows = (n + columns - 1) / columns;
    }
    int rowOf(int i) const { return isPicture ? i / columns : i % rows; }
    int columnOf(int i) const { return isPicture ? i % columns : i / rows; }
};

int rowsOfLargest(const GraphShape& shape, GraphForm form) {
    int most = 1;
    for (std::size_t c = 0; c < shape.counts.size(); ++c)
        most = std::max(most, Block(shape.counts[c], c == 0, form).rows);
    return most;
}

std::vector<NodePlace> column(int index, qreal x, qreal pitch, const GraphShape& shape,
                              const GraphMetrics& m) {
    std::vector<NodePlace> places;
    const int n = shape.counts[static_cast<std::size_t>(index)];
    const Block block(n, index == 0, m.form);
    const bool bias = index > 0 && shape.biases[static_cast<std::size_t>(index) - 1];
    // Without chips a small layer beside a large one takes some of its height.
    const qreal wider =
        m.hasChips() || block.rows < 2
            ? 1.0
            : std::clamp(0.6 * (rowsOfLargest(shape, m.form) - 1) / (block.rows - 1), 1.0, 2.2);
    const auto placeAt = [&](int i, const QPointF& center) {
        // In a block there is no room for names; they are in the tool tips.
        const qreal name =
            index == 0 && block.columns == 1 ? m.names[static_cast<std::size_t>(i)] : 0.0;
        return m.form == GraphForm::Dots ? dot(center, m, index == 0, bias, name)
                                         : circle(center, m, index == 0, bias, name);
    };
    if (block.isPicture) {
        const qreal side = kPixel * m.radius;
        for (int i = 0; i < n; ++i) {
            NodePlace place;
            place.center = {x + (block.columnOf(i) - 0.5 * (block.columns - 1)) * side,
                            (block.rowOf(i) - 0.5 * (block.rows - 1)) * side};
            place.h = around(place.center, {2.0 * m.radius, m.symbolLine});
            places.push_back(place);
        }
        return places;
    }
    const qreal beside =
        block.columns > 1 ? extentOf(placeAt(0, {}), m.radius).width() + 0.4 * m.unit : 0.0;
    for (int i = 0; i < n; ++i)
        places.push_back(placeAt(i, {x + (block.columnOf(i) - 0.5 * (block.columns - 1)) * beside,
                                     (block.rowOf(i) - 0.5 * (block.rows - 1)) * pitch * wider}));
    return places;
}

QRectF captionOf(const std::vector<NodePlace>& places, int index, const GraphMetrics& m) {
    const qreal width = m.captions[static_cast<std::size_t>(index)];
    const qreal bottom = extentOf(places, m.radius).bottom();
    const qreal middle = 0.5 * (places.front().center.x() + places.back().center.x());
    return {middle - 0.5 * width, bottom + 0.45 * m.unit, width, m.captionLine};
}

std::vector<QRectF> obstaclesOf(const std::vector<NodePlace>& places, int index,
                                const GraphMetrics& m) {
    std::vector<QRectF> obstacles;
    const qreal margin = 0.3 * m.unit;
    for (const auto& place : places) {
        obstacles.push_back(grown(around(place.center, {2.0 * m.radius, 2.0 * m.radius}), margin));
        for (const QRectF& part : {place.badge, place.bias, place.name})
            if (!part.isEmpty())
                obstacles.push_back(grown(part, 0.5 * margin));
    }
    // The caption moves up to a bias chip that is not yet full.
    QRectF caption = captionOf(places, index, m);
    if (!places.back().bias.isEmpty())
        caption.setTop(places.back().bias.top());
    obstacles.push_back(grown(caption, 0.5 * margin));
    return obstacles;
}

/// The gap before a layer, in a graph with these distances.
ChipGap gapBefore(int layer, qreal pitch, qreal distance, const GraphShape& shape,
                  const GraphMetrics& m) {
    ChipGap gap;
    gap.chip = m.chip;
    gap.clearance = 0.25 * m.unit;
    gap.rim = m.radius + 0.35 * m.unit;
    const auto from = column(layer, 0.0, pitch, shape, m);
    const auto to = column(layer + 1, distance, pitch, shape, m);
    for (const auto& neuron : to)
        for (const auto& source : from)
            gap.edges.emplace_back(source.center, neuron.center);
    gap.obstacles = obstaclesOf(from, layer, m);
    const auto more = obstaclesOf(to, layer + 1, m);
    gap.obstacles.insert(gap.obstacles.end(), more.begin(), more.end());
    return gap;
}

void addLoss(GraphLayout& out) {
    const GraphMetrics& m = out.metrics;
    const std::size_t outputs = out.columns.back().size();
    qreal right = out.captions.back().right();
    for (const auto& place : out.columns.back())
        right = std::max(right, extentOf(place, m.radius).right());
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

void addBounds(GraphLayout& out) {
    QRectF bounds = out.loss;
    for (const auto& places : out.columns)
        for (const auto& place : places)
            bounds |= extentOf(place, out.metrics.radius);
    for (const auto* rects : {&out.captions, &out.targets})
        for (const QRectF& rect : *rects)
            bounds |= rect;
    out.arrowY = bounds.top() - 1.1 * out.metrics.unit;
    bounds.setTop(out.arrowY - 1.6 * out.metrics.unit);
    out.bounds = grown(bounds, 0.8 * out.metrics.unit);
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
    for (int c = 0; c < static_cast<int>(m_shape.counts.size()); ++c) {
        const auto places = column(c, 0.0, 0.0, m_shape, m);
        for (const auto& place : places)
            most = std::max(most, extentOf(place, m.radius).height());
    }
    return most + (m.hasChips() ? 0.7 : 0.35) * m.unit;
}

qreal GraphPlanner::leastGap(int layer) const {
    const GraphMetrics& m = m_metrics;
    const auto from = column(layer, 0.0, 0.0, m_shape, m);
    const auto to = column(layer + 1, 0.0, 0.0, m_shape, m);
    const qreal right = extentOf(from, m.radius).right();
    const qreal left = -extentOf(to, m.radius).left();
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
        const auto edges =
            static_cast<std::size_t>(m_shape.counts[static_cast<std::size_t>(layer)]) *
            static_cast<std::size_t>(m_shape.counts[static_cast<std::size_t>(layer) + 1]);
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
    for (std::size_t c = 0; c < m_shape.counts.size(); ++c) {
        out.columns.push_back(column(static_cast<int>(c), x, spacing.pitch, m_shape, m_metrics));
        out.captions.push_back(captionOf(out.columns.back(), static_cast<int>(c), m_metrics));
        if (c < spacing.gaps.size())
            x += spacing.gaps[c];
    }
    for (std::size_t l = 0; l < spacing.gaps.size(); ++l) {
        std::vector<QPointF> centers;
        std::size_t edge = 0;
        for (const auto& neuron : out.columns[l + 1])
            for (const auto& source : out.columns[l])
                centers.push_back(
                    QLineF(source.center, neuron.center).pointAt(spacing.places[l][edge++]));
        out.chips.push_back(std::move(centers));
    }
    addLoss(out);
    addBounds(out);
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
