#include "ui/graph/chip_placement.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace stepgrad {
namespace {

constexpr std::size_t kFewChips = 6;
constexpr int kMostColumns = 7;         ///< tried before chips may stand anywhere
constexpr int kPlaces = 33;             ///< tried along an edge when they may
constexpr int kRounds = 40;             ///< of moving one chip at a time
constexpr int kRestarts = 6;            ///< from a shaken arrangement
constexpr double kOverlap = 1000.0;     ///< the price of covering another chip
constexpr double kCrossing = 2.0;       ///< of lying on another edge
constexpr double kOffMiddle = 6.0;      ///< of being at the end of the edge, squared distance
constexpr double kRightOfMiddle = 0.3;  ///< between equals the one on the left is taken

struct Place {
    qreal t = 0.5;
    QRectF rect;
    double cost = 0.0;  ///< whatever the other chips do
};

bool meets(const QLineF& line, const QRectF& rect) {
    if (rect.contains(line.p1()) || rect.contains(line.p2()))
        return true;
    for (const QLineF& side :
         {QLineF(rect.topLeft(), rect.bottomRight()), QLineF(rect.topRight(), rect.bottomLeft())})
        if (line.intersects(side, nullptr) == QLineF::BoundedIntersection)
            return true;
    return false;
}

std::vector<Place> placesOn(std::size_t edge, const ChipGap& gap, const std::vector<qreal>& tried) {
    std::vector<Place> places;
    const QLineF& line = gap.edges[edge];
    for (const qreal t : tried) {
        Place place;
        place.t = t;
        place.rect = QRectF(QPointF(), gap.chip);
        place.rect.moveCenter(line.pointAt(place.t));
        const bool blocked = std::any_of(gap.obstacles.begin(), gap.obstacles.end(),
                                         [&](const QRectF& o) { return o.intersects(place.rect); });
        // Inside the gap only, so that chips of two gaps never meet.
        if (blocked || place.rect.left() < std::min(line.x1(), line.x2()) ||
            place.rect.right() > std::max(line.x1(), line.x2()))
            continue;
        const double off = place.t - 0.5;
        place.cost = kOffMiddle * 4.0 * off * off + (off > 0.0 ? kRightOfMiddle : 0.0);
        for (std::size_t other = 0; other < gap.edges.size(); ++other)
            if (other != edge && meets(gap.edges[other], place.rect))
                place.cost += kCrossing;
        places.push_back(place);
    }
    return places;
}

/// Moves chips one at a time to where each is best, the others staying.
class Arrangement {
public:
    Arrangement(const ChipGap& gap, std::vector<std::vector<Place>> places)
        : m_gap(gap), m_places(std::move(places)), m_chosen(m_places.size(), 0) {
        for (std::size_t e = 0; e < m_places.size(); ++e)
            m_chosen[e] = cheapest(e, false);
    }

    void settle() {
        for (int round = 0; round < kRounds; ++round) {
            bool moved = false;
            for (std::size_t e = 0; e < m_places.size(); ++e) {
                const std::size_t best = cheapest(e, true);
                moved = moved || best != m_chosen[e];
                m_chosen[e] = best;
            }
            if (!moved)
                return;
        }
    }

    /// Chips that still cover another go anywhere.
    void shake() {
        for (std::size_t e = 0; e < m_places.size(); ++e)
            if (overlaps(e, m_chosen[e]) > 0.0 || next() % 4 == 0)
                m_chosen[e] = next() % m_places[e].size();
    }

    bool isFree() const {
        for (std::size_t e = 0; e < m_places.size(); ++e)
            if (overlaps(e, m_chosen[e]) > 0.0)
                return false;
        return true;
    }

    double cost() const {
        double sum = 0.0;
        for (std::size_t e = 0; e < m_places.size(); ++e)
            sum += m_places[e][m_chosen[e]].cost + overlaps(e, m_chosen[e]);
        return sum;
    }

    std::vector<qreal> result() const {
        std::vector<qreal> t;
        for (std::size_t e = 0; e < m_places.size(); ++e)
            t.push_back(m_places[e][m_chosen[e]].t);
        return t;
    }

private:
    double overlaps(std::size_t edge, std::size_t place) const {
        const QPointF at = m_places[edge][place].rect.topLeft();
        const qreal width = m_gap.chip.width() + m_gap.clearance;
        const qreal height = m_gap.chip.height() + m_gap.clearance;
        double sum = 0.0;
        for (std::size_t other = 0; other < m_places.size(); ++other) {
            if (other == edge)
                continue;
            const QPointF to = m_places[other][m_chosen[other]].rect.topLeft() - at;
            const qreal x = width - std::abs(to.x()), y = height - std::abs(to.y());
            // A hair less than the clearance is rounding, not an overlap.
            if (x > 1e-6 && y > 1e-6)
                sum += kOverlap * (0.2 + x * y / (width * height));
        }
        return sum;
    }

    std::size_t cheapest(std::size_t edge, bool withOthers) const {
        std::size_t best = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < m_places[edge].size(); ++i) {
            const double cost = m_places[edge][i].cost + (withOthers ? overlaps(edge, i) : 0.0);
            if (cost < least - 1e-9) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    std::uint32_t next() {
        m_random = m_random * 1664525u + 1013904223u;
        return m_random >> 8;
    }

    const ChipGap& m_gap;
    std::vector<std::vector<Place>> m_places;
    std::vector<std::size_t> m_chosen;
    std::uint32_t m_random = 1;
};

struct Solution {
    std::vector<qreal> places;
    double cost = std::numeric_limits<double>::infinity();
};

/// The best arrangement with chips at these fractions only.
std::optional<Solution> arrange(const ChipGap& gap, const std::vector<qreal>& tried) {
    std::vector<std::vector<Place>> places;
    for (std::size_t edge = 0; edge < gap.edges.size(); ++edge) {
        places.push_back(placesOn(edge, gap, tried));
        if (places.back().empty())
            return std::nullopt;
    }
    Arrangement arrangement(gap, std::move(places));
    Solution best;
    for (int attempt = 0; attempt < kRestarts; ++attempt) {
        arrangement.settle();
        const double cost = arrangement.cost();
        if (arrangement.isFree() && cost < best.cost - 1e-9)
            best = {arrangement.result(), cost};
        // Without an overlap at the first go there is seldom much to gain.
        if (!best.places.empty() && attempt >= 3)
            break;
        arrangement.shake();
    }
    return best.places.empty() ? std::nullopt : std::optional(best);
}

/// Between the middles of the highest and the lowest neuron.
qreal heightOf(const ChipGap& gap) {
    qreal top = gap.edges.front().y1(), bottom = top;
    for (const QLineF& edge : gap.edges) {
        top = std::min({top, edge.y1(), edge.y2()});
        bottom = std::max({bottom, edge.y1(), edge.y2()});
    }
    return bottom - top;
}

/// So many columns of chips side by side. @param spread  0: as close as they
/// may stand, 1: over all the room between the neurons. Nothing where they do not fit.
std::vector<qreal> columns(const ChipGap& gap, int count, qreal spread) {
    const qreal length = gap.edges.front().dx();
    const qreal room = length - 2.0 * gap.rim - gap.chip.width();
    const qreal least = gap.chip.width() + gap.clearance;
    if (room < least * (count - 1))
        return {};
    const auto rows =
        static_cast<int>((heightOf(gap) + gap.chip.height()) / (gap.chip.height() + gap.clearance));
    if (static_cast<std::size_t>(rows * count) < gap.edges.size())
        return {};
    const qreal step = count > 1 ? least + spread * (room / (count - 1) - least) : 0.0;
    std::vector<qreal> at;
    for (int i = 0; i < count; ++i)
        at.push_back(0.5 + (i - 0.5 * (count - 1)) * step / length);
    return at;
}

std::vector<qreal> anywhere() {
    std::vector<qreal> at;
    for (int i = 1; i <= kPlaces; ++i)
        at.push_back(i / (kPlaces + 1.0));
    return at;
}

}  // namespace

std::optional<std::vector<qreal>> placeChips(const ChipGap& gap) {
    // A few chips look best where each is best; many look calmer in columns.
    Solution best;
    for (int count = 1; gap.edges.size() > kFewChips && count <= kMostColumns; ++count)
        for (const qreal spread : {0.0, 0.5, 1.0}) {
            const auto tried = columns(gap, count, spread);
            if (tried.empty())
                break;  // fewer or more columns may do
            if (auto found = arrange(gap, tried); found && found->cost < best.cost)
                best = std::move(*found);
        }
    if (!best.places.empty())
        return best.places;
    const auto found = arrange(gap, anywhere());
    return found ? std::optional(found->places) : std::nullopt;
}

}  // namespace stepgrad
