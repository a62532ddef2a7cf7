#include "ui/formula/math_box.h"

#include <algorithm>

namespace stepgrad {

void MathBox::add(const MathBox& part, double x, double y) {
    const QPointF offset(x, y);
    const bool first = width == 0.0 && glyphs.empty() && rules.empty();
    ascent = first ? part.ascent - y : std::max(ascent, part.ascent - y);
    descent = first ? part.descent + y : std::max(descent, part.descent + y);
    width = std::max(width, x + part.width);
    for (Glyph glyph : part.glyphs) {
        glyph.position += offset;
        glyphs.push_back(glyph);
    }
    for (const QRectF& rule : part.rules)
        rules.push_back(rule.translated(offset));
    for (const Term& term : part.terms)
        terms.push_back({term.value, term.rect.translated(offset)});
}

}  // namespace stepgrad
