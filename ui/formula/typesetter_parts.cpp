#include <algorithm>

#include "ui/formula/typesetter.h"

namespace stepgrad {
namespace {

constexpr double kFractionSide = 0.12;      ///< em beside a fraction
constexpr double kFractionOverhang = 0.05;  ///< em by which its bar is longer than its parts
constexpr double kBoldRule = 1.6;           ///< how much thicker rules of bold formulas are

}  // namespace

Typesetter::Piece Typesetter::fraction(const Formula& formula, MathStyle style) const {
    // On the line itself both parts keep their size; fractions in fractions
    // get smaller.
    const MathStyle inner{style.display ? style.level : std::min(style.level + 1, 2), false,
                          style.cramped, style.bold};
    MathStyle lower = inner;
    lower.cramped = true;
    const MathBox above = closed(formula.parts[0], inner);
    const MathBox below = closed(formula.parts[1], lower);

    using enum MathConstant;
    const double axis = c(AxisHeight, style);
    const double thickness = c(FractionRuleThickness, style) * (style.bold ? kBoldRule : 1.0);
    const double gapAbove =
        c(style.display ? FractionNumDisplayStyleGapMin : FractionNumeratorGapMin, style);
    const double gapBelow =
        c(style.display ? FractionDenomDisplayStyleGapMin : FractionDenominatorGapMin, style);
    const double up = std::max(
        c(style.display ? FractionNumeratorDisplayStyleShiftUp : FractionNumeratorShiftUp, style),
        axis + thickness / 2 + gapAbove + above.descent);
    const double down = std::max(
        c(style.display ? FractionDenominatorDisplayStyleShiftDown : FractionDenominatorShiftDown,
          style),
        thickness / 2 - axis + gapBelow + below.ascent);

    const double em = m_font.em(style.level);
    const double side = kFractionSide * em;
    const double overhang = kFractionOverhang * em;
    const double width = std::max(above.width, below.width);
    Piece made;
    made.left = made.right = MathClass::Inner;
    made.box.add(above, side + (width - above.width) / 2, -up);
    made.box.add(below, side + (width - below.width) / 2, down);
    made.box.rules.emplace_back(side - overhang, -axis - thickness / 2, width + 2 * overhang,
                                thickness);
    made.box.width = width + 2 * side;
    return made;
}

Typesetter::Piece Typesetter::scripts(const Formula& formula, MathStyle style) const {
    const Formula& upper = formula.parts[2];
    if (formula.parts[0].kind == Formula::Kind::Symbol && formula.parts[1].isEmpty() &&
        upper.kind == Formula::Kind::Symbol && upper.text == "′") {
        Formula primed = formula.parts[0];
        primed.text += upper.text;
        return piece(primed, style);
    }
    const Piece base = piece(formula.parts[0], style);
    return withScripts(base, scriptBox(formula.parts[1], style.script(true)),
                       scriptBox(upper, style.script(false)), style);
}

MathBox Typesetter::scriptBox(const Formula& formula, MathStyle style) const {
    return formula.isEmpty() ? MathBox() : closed(formula, style);
}

Typesetter::Piece Typesetter::withScripts(const Piece& base, const MathBox& below,
                                          const MathBox& above, MathStyle style) const {
    using enum MathConstant;
    double down = 0.0;
    double up = 0.0;
    if (below.width > 0.0) {
        down = std::max(c(SubscriptShiftDown, style), below.ascent - c(SubscriptTopMax, style));
        if (!base.isLetter)
            down = std::max(down, base.box.descent + c(SubscriptBaselineDropMin, style));
    }
    if (above.width > 0.0) {
        up = std::max(c(style.cramped ? SuperscriptShiftUpCramped : SuperscriptShiftUp, style),
                      above.descent + c(SuperscriptBottomMin, style));
        if (!base.isLetter)
            up = std::max(up, base.box.ascent - c(SuperscriptBaselineDropMax, style));
    }
    if (below.width > 0.0 && above.width > 0.0) {
        const double gap = (up - above.descent) + (down - below.ascent);
        if (gap < c(SubSuperscriptGapMin, style)) {
            down += c(SubSuperscriptGapMin, style) - gap;
            const double lift = c(SuperscriptBottomMaxWithSubscript, style) - (up - above.descent);
            if (lift > 0.0) {
                up += lift;
                down -= lift;
            }
        }
    }
    Piece made;
    made.left = base.left;
    made.right = base.right;
    made.box = base.box;
    made.box.width += base.italic;
    if (below.width > 0.0)
        made.box.add(below, base.box.width, down);
    if (above.width > 0.0)
        made.box.add(above, base.box.width + base.italic, -up);
    if (below.width > 0.0 || above.width > 0.0)
        made.box.width += c(SpaceAfterScript, style);
    return made;
}

Typesetter::Piece Typesetter::hat(const Formula& formula, MathStyle style) const {
    MathStyle inner = style;
    inner.cramped = true;
    Piece made = piece(formula.parts[0], inner);
    const quint32 glyph =
        m_font.face().glyph(U'̂') ? m_font.face().glyph(U'̂') : m_font.face().glyph(U'ˆ');
    const auto metrics = m_font.face().metrics(glyph);
    const double em = m_font.em(style.level);
    MathBox mark = glyphBox(glyph, style, style.bold);
    const double middle = made.accent >= 0.0 ? made.accent : (made.box.width + made.italic) / 2;
    const double lift = std::max(0.0, made.box.ascent - c(MathConstant::AccentBaseHeight, style));
    // Neither the mark's advance nor where it starts means anything for what follows.
    const double width = made.box.width;
    mark.width = 0.0;
    made.box.add(mark, middle - metrics.accent * em, -lift);
    made.box.width = width;
    return made;
}

Typesetter::Piece Typesetter::fenced(const Formula& formula, MathStyle style) const {
    const MathBox content = closed(formula.parts[0], style);
    Piece made;
    made.left = made.right = MathClass::Inner;
    made.box.add(bracket(formula, Side::Left, content, style), 0.0, 0.0);
    made.box.add(content, made.box.width, 0.0);
    made.box.add(bracket(formula, Side::Right, content, style), made.box.width, 0.0);
    return made;
}

/// The sign stands so that its top meets the rule over the content; what it is
/// taller than needed is shared between above and below.
Typesetter::Piece Typesetter::root(const Formula& formula, MathStyle style) const {
    using enum MathConstant;
    MathStyle inner = style;
    inner.cramped = true;
    const MathBox content = closed(formula.parts[0], inner);
    const double thickness = c(RadicalRuleThickness, style) * (style.bold ? kBoldRule : 1.0);
    double gap = c(style.display ? RadicalDisplayStyleVerticalGap : RadicalVerticalGap, style);
    const double needed = content.ascent + content.descent + gap + thickness;
    const MathBox sign = tall(m_font.face().glyph(U'√'), needed, style);
    gap += std::max(0.0, sign.ascent + sign.descent - needed) / 2;
    const double top = content.ascent + gap + thickness;
    Piece made;
    made.box.add(sign, 0.0, sign.ascent - top);
    made.box.add(content, sign.width, 0.0);
    made.box.rules.emplace_back(sign.width, -top, content.width, thickness);
    made.box.ascent = std::max(made.box.ascent, top + thickness);
    return made;
}

Typesetter::Piece Typesetter::sum(const Formula& formula, MathStyle style) const {
    Piece made;
    made.left = made.right = MathClass::Function;
    const quint32 glyph = m_font.face().glyph(U'∑');
    const double height =
        style.display ? m_font.face().table().displayOperatorHeight() * m_font.em(style.level)
                      : 0.0;
    const MathBox sign = onAxis(tall(glyph, height, style), style);
    if (formula.parts.empty() || formula.parts[0].isEmpty()) {
        made.box = sign;
        return made;
    }
    const MathBox below = closed(formula.parts[0], style.script(true));
    const double drop =
        std::max(sign.descent + c(MathConstant::LowerLimitGapMin, style) + below.ascent,
                 sign.descent + c(MathConstant::LowerLimitBaselineDropMin, style) -
                     c(MathConstant::AxisHeight, style));
    const double width = std::max(sign.width, below.width);
    made.box.add(sign, (width - sign.width) / 2, 0.0);
    made.box.add(below, (width - below.width) / 2, drop);
    made.box.width = width;
    return made;
}

}  // namespace stepgrad
