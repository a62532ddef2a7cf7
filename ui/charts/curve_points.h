#pragma once

#include <QList>
#include <QPointF>
#include <vector>

#include "ui/charts/curve_lines.h"

namespace stepgrad {

struct LossCurve;

/// A curve for drawing: at most the lowest and the highest point of each of
/// `columns` equal parts of [first, last] updates, and the first and last point.
/// Values <= 0 are left out where `logarithmic` (they have no logarithm).
QList<QPointF> condensed(const std::vector<CurveLine::Point>& points, qint64 first, qint64 last,
                         int columns, bool logarithmic);

/// The point whose update is nearest; null where there is none.
const LossPoint* nearest(const std::vector<LossPoint>& points, double update);
/// Of the curve and of what is known after it.
const LossPoint* nearest(const LossCurve& curve, double update);

/// A round number that is at least `value` (> 0) and less than twice of it.
double niceCeiling(double value);

/// A good distance of marks: 1, 2 or 5 times a power of ten, so that [0, range]
/// gets at most `most` of them.
double niceInterval(double range, int most);

}  // namespace stepgrad
