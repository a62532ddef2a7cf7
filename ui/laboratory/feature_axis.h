#pragma once

#include <QRectF>
#include <QString>
#include <vector>

#include "core/laboratory/feature_effect.h"

class QPainter;

namespace stepgrad {

/// Round values between the ends of a span, to be marked on its axis: evenly apart, or 0, 1, 10,
/// 100 … where the network sees logarithms; both values of a feature that has but two.
/// @param most  >= 2
std::vector<double> featureMarks(const FeatureStudy& study, int feature, const FeatureSpan& span,
                                 int most);

/// Paints marks and name of a feature along the lower or the left edge of a plot.
/// @param area  of the plot
void paintFeatureAxis(QPainter& painter, const QRectF& area, const FeatureStudy& study, int feature,
                      const FeatureSpan& span, const QString& name, bool isX);

/// The room that the axis needs beside the plot.
double featureAxisRoom(const QPainter& painter, bool isX);

}  // namespace stepgrad
