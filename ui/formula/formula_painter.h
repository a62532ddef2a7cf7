#pragma once

#include <QColor>
#include <QPainter>

#include "ui/formula/math_box.h"
#include "ui/formula/math_font.h"

namespace stepgrad {

/// Paints a laid-out formula with its reference point at `origin`, as glyph runs
/// and rules: the same on screen, on paper and in SVG.
/// @param font  the one that it was laid out with
void paintFormula(QPainter& painter, const MathBox& box, const MathFont& font,
                  const QPointF& origin, const QColor& colour);

}  // namespace stepgrad
