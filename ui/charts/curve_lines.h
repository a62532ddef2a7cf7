#pragma once

#include <QString>
#include <vector>

#include "core/training/loss_point.h"

namespace stepgrad {

/// What the chart can show over the updates.
enum class CurveKind { Loss, Accuracy, Gradients };

/// One line of the chart: an update and a value a point.
struct CurveLine {
    struct Point {
        std::int64_t update = 0;
        double value = 0.0;
    };
    QString name;  ///< "test data", "layer 2"; empty for the only one
    std::vector<Point> points;
};

/// The lines of a kind, the main one first; none where no point has such values.
/// Loss and accuracy: training data, test data. Accuracy in percent. Gradients: a
/// line for each layer, as far as they are kept.
std::vector<CurveLine> linesOf(CurveKind kind, const std::vector<LossPoint>& points);

/// Why there are no lines of this kind; empty where there are some.
QString reasonAgainst(CurveKind kind, const std::vector<LossPoint>& points);

/// "J 0.1030 · test data 0.1100": what a point has of the kind.
QString valueText(CurveKind kind, const LossPoint& point, bool isMean);

}  // namespace stepgrad
