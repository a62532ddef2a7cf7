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

MathBox MathBox::scaled(double factor) const {
    const auto rect = [factor](const QRectF& r) {
        return QRectF(r.topLeft() * factor, r.size() * factor);
    };
    MathBox made = *this;
    made.width *= factor;
    made.ascent *= factor;
    made.descent *= factor;
    for (Glyph& glyph : made.glyphs)
        glyph.position *= factor;
    for (QRectF& rule : made.rules)
        rule = rect(rule);
    for (Term& term : made.terms)
        term.rect = rect(term.rect);
    return made;
}

}  // namespace stepgrad
