#include "ui/charts/curve_points.h"

#include <algorithm>
#include <cmath>

#include "core/document/session.h"

namespace stepgrad {

QList<QPointF> condensed(const std::vector<CurveLine::Point>& points, qint64 first, qint64 last,
                         int columns, bool logarithmic) {
    QList<QPointF> out;
    const auto drawable = [&](const CurveLine::Point& p) { return !logarithmic || p.value > 0.0; };
    const auto add = [&](const CurveLine::Point& p) {
        const QPointF point(static_cast<double>(p.update), p.value);
        if (out.isEmpty() || out.back() != point)
            out.push_back(point);
    };
    const double width = std::max(1.0, static_cast<double>(last - first) / std::max(1, columns));
    std::size_t i = 0;
    while (i < points.size()) {
        // All points of one column: its extremes in the order in which they come.
        const auto column =
            static_cast<qint64>(static_cast<double>(points[i].update - first) / width);
        std::size_t low = i, high = i, end = i;
        for (;
             end < points.size() &&
             static_cast<qint64>(static_cast<double>(points[end].update - first) / width) == column;
             ++end) {
            if (points[end].value < points[low].value)
                low = end;
            if (points[end].value > points[high].value)
                high = end;
        }
        for (const std::size_t k : {std::min(low, high), std::max(low, high)})
            if (drawable(points[k]))
                add(points[k]);
        if (end == points.size() && drawable(points[end - 1]))
            add(points[end - 1]);
        i = end;
    }
    return out;
}

const LossPoint* nearest(const std::vector<LossPoint>& points, double update) {
    const auto after = std::lower_bound(
        points.begin(), points.end(), update,
        [](const LossPoint& p, double u) { return static_cast<double>(p.update) < u; });
    if (points.empty())
        return nullptr;
    if (after == points.end())
        return &points.back();
    if (after == points.begin())
        return &points.front();
    const auto before = std::prev(after);
    return update - static_cast<double>(before->update) <
                   static_cast<double>(after->update) - update
               ? &*before
               : &*after;
}

const LossPoint* nearest(const LossCurve& curve, double update) {
    const LossPoint* here = nearest(curve.points, update);
    const LossPoint* later = nearest(curve.ahead, update);
    const auto distance = [update](const LossPoint& point) {
        return std::abs(static_cast<double>(point.update) - update);
    };
    return later && (!here || distance(*later) < distance(*here)) ? later : here;
}

double niceCeiling(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
        if (step * power >= value * (1.0 - 1e-12))
            return step * power;
    return 10.0 * power;
}

double niceInterval(double range, int most) {
    const double raw = range / std::max(1, most);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= raw * (1.0 - 1e-12))
            return step * power;
    return 10.0 * power;
}

}  // namespace stepgrad
