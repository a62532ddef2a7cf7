#pragma once

#include <QPointF>
#include <QRectF>
#include <vector>

#include "core/network/value_id.h"

namespace stepgrad {

/// A piece of a formula, laid out: glyphs and rules around a reference point at
/// the left end of its baseline, in pixels; y grows downwards. A value.
struct MathBox {
    struct Glyph {
        quint32 index = 0;
        int level = 0;       ///< size: 0 text, 1 scripts, 2 scripts of scripts
        bool heavy = false;  ///< drawn with a thicker outline: bold where the font has none
        QPointF position;    ///< of its own reference point
    };
    /// A part that stands for a value.
    struct Term {
        ValueId value;
        QRectF rect;
    };

    double width = 0.0;
    double ascent = 0.0;   ///< above the baseline
    double descent = 0.0;  ///< below it
    std::vector<Glyph> glyphs;
    std::vector<QRectF> rules;
    std::vector<Term> terms;  ///< inner parts before the parts that they lie in

    QRectF rect() const { return {0.0, -ascent, width, ascent + descent}; }
    /// Puts a part with its reference point at (x, y); grows to hold it.
    void add(const MathBox& part, double x, double y);
    /// The same in a font so many times as large: all measures go with the size.
    MathBox scaled(double factor) const;
};

}  // namespace stepgrad
