#include "ui/formula/formula_painter.h"

#include <QGlyphRun>
#include <QPaintEngine>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

constexpr double kHeavyStroke = 0.035;  ///< em that an outline is thickened by

/// On a screen a bar that lies between two rows of pixels is grey and twice as
/// thick: it is moved onto whole pixels.
QRectF onPixels(const QPainter& painter, const QRectF& rule) {
    const QTransform& toDevice = painter.deviceTransform();
    const bool raster = painter.paintEngine() &&
                        painter.paintEngine()->type() == QPaintEngine::Raster &&
                        toDevice.type() <= QTransform::TxScale && toDevice.m22() > 0.0;
    if (!raster)
        return rule;
    QRectF device = toDevice.mapRect(rule);
    const double height = std::max(1.0, std::round(device.height()));
    device =
        QRectF(device.left(), std::round(device.center().y() - height / 2), device.width(), height);
    return toDevice.inverted().mapRect(device);
}

void paintGlyphs(QPainter& painter, const MathBox& box, const MathFont& font, int level,
                 const QPointF& origin) {
    QList<quint32> indexes;
    QList<QPointF> positions;
    for (const auto& glyph : box.glyphs)
        if (glyph.level == level && !glyph.heavy) {
            indexes << glyph.index;
            positions << glyph.position;
        }
    if (indexes.isEmpty())
        return;
    QGlyphRun run;
    run.setRawFont(font.rawFont(level));
    run.setGlyphIndexes(indexes);
    run.setPositions(positions);
    painter.drawGlyphRun(origin, run);
}

void paintHeavyGlyphs(QPainter& painter, const MathBox& box, const MathFont& font,
                      const QPointF& origin, const QColor& colour) {
    for (const auto& glyph : box.glyphs) {
        if (!glyph.heavy)
            continue;
        QPainterPath path = font.rawFont(glyph.level).pathForGlyph(glyph.index);
        path.translate(origin + glyph.position);
        painter.setPen(QPen(colour, kHeavyStroke * font.em(glyph.level), Qt::SolidLine,
                            Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(colour);
        painter.drawPath(path);
    }
}

}  // namespace

void paintFormula(QPainter& painter, const MathBox& box, const MathFont& font,
                  const QPointF& origin, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour);
    for (int level = 0; level < 3; ++level)
        paintGlyphs(painter, box, font, level, origin);
    for (const auto& rule : box.rules)
        painter.fillRect(onPixels(painter, rule.translated(origin)), colour);
    paintHeavyGlyphs(painter, box, font, origin, colour);
    painter.restore();
}

}  // namespace stepgrad
