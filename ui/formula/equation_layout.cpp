#include "ui/formula/equation_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/formula/line_breaker.h"

namespace stepgrad {
namespace {

// In em.
constexpr double kRelationSpace = 5.0 / 18.0;
constexpr double kLineGap = 0.42;
constexpr double kEquationGap = 0.95;
constexpr double kStrutAscent = 0.72;  ///< no line is lower than one of letters
constexpr double kStrutDescent = 0.24;
constexpr double kSlack = 0.5;  ///< pixels that a line may be too wide by rounding

/// Sizes to try, the largest first.
constexpr std::array<double, 6> kScales = {1.0, 0.95, 0.9, 0.85, 0.8, EquationLayout::kLeastScale};
/// Rather this much smaller than broken.
constexpr double kScaleBeforeBreaks = 0.9;
/// To have all letters smaller by so much is as bad as one more line an equation.
constexpr double kCostOfSmallness = 1.0 / 0.09;
/// Brackets are broken inside only where they take more of a line than this; if
/// that does not do, the second.
constexpr double kWideBrackets = 0.9;
constexpr double kNarrowBrackets = 0.4;

bool isBackwardValue(const std::optional<ValueId>& id) {
    return id && (id->kind == ValueKind::Delta || id->kind == ValueKind::WeightGradient ||
                  id->kind == ValueKind::BiasGradient);
}

EquationLayout::Ink inkOf(Equation::Role role) {
    switch (role) {
        case Equation::Role::Symbols:
            return EquationLayout::Ink::Symbols;
        case Equation::Role::Numbers:
            return EquationLayout::Ink::Numbers;
        case Equation::Role::Result:
            return EquationLayout::Ink::Result;
    }
    return EquationLayout::Ink::Symbols;
}

}  // namespace

EquationLayout::EquationLayout(const std::vector<Equation>& equations, double pixelSize,
                               double width)
    : EquationLayout(TypesetEquations(equations, pixelSize), width) {}

EquationLayout::EquationLayout(const TypesetEquations& equations, double width) {
    const auto count = std::max(1.0, static_cast<double>(equations.equations().size()));
    const auto attempt = [&](double scale, Breaks breaks) {
        m_scale = scale;
        m_font = MathFont::ofSize(equations.pixelSize() * scale);
        place(equations, width, breaks);
        return m_size.width() <= width + kSlack;
    };
    for (const double scale : kScales)
        if (scale >= kScaleBeforeBreaks && attempt(scale, Breaks::None))
            return;
    // Broken, then: large letters against few lines.
    double best = kLeastScale;
    double leastCost = std::numeric_limits<double>::infinity();
    for (const double scale : kScales) {
        const bool fits = attempt(scale, Breaks::Allowed);
        const double cost = m_extraLines / count + kCostOfSmallness * (1.0 - scale);
        if (fits && cost < leastCost) {
            best = scale;
            leastCost = cost;
        }
    }
    if (leastCost < std::numeric_limits<double>::infinity()) {
        attempt(best, Breaks::Allowed);
        return;
    }
    for (const double scale : kScales)
        if (attempt(scale, Breaks::Everywhere))
            return;
}

void EquationLayout::place(const TypesetEquations& equations, double width, Breaks breaks) {
    const std::size_t count = equations.equations().size();
    m_pieces.clear();
    m_lineStart = 0;
    m_y = 0.0;
    m_extraLines = 0;
    m_size = {};
    double left = 0.0;
    for (std::size_t i = 0; i < count; ++i)
        left = std::max(left, equations.leftWidth(i, *m_font));
    for (std::size_t i = 0; i < count; ++i) {
        placeEquation(equations, i, left, width, breaks);
        if (i + 1 < count)
            m_y += (kEquationGap - kLineGap) * m_font->em(0);
    }
    const double gap = m_pieces.empty() ? 0.0 : kLineGap * m_font->em(0);
    m_size.setHeight(std::ceil(std::max(0.0, m_y - gap)));
}

void EquationLayout::placeEquation(const TypesetEquations& equations, std::size_t index,
                                   double signLeft, double width, Breaks breaks) {
    const Equation& equation = equations.equations()[index];
    m_isBackward = isBackwardValue(equation.value);
    MathBox name = equations.left(index, *m_font);
    const double nameWidth = name.width;
    const bool hangs = breaks == Breaks::Everywhere;
    addPiece(std::move(name), hangs ? 0.0 : signLeft - nameWidth, Ink::Result);
    // With no room to spare, right sides start below the left one.
    if (equation.right.empty() || hangs)
        endLine(kLineGap);
    const double space = kRelationSpace * m_font->em(0);
    for (std::size_t i = 0; i < equation.right.size(); ++i) {
        const Ink ink = inkOf(equation.right[i].role);
        MathBox sign = equations.sign(equation.right[i].role == Equation::Role::Result, *m_font);
        const double signX = hangs ? 0.0 : signLeft + space;
        const double x = signX + sign.width + space;
        addPiece(std::move(sign), signX, ink);
        if (breaks == Breaks::None ||
            x + equations.sideWidth(index, i, *m_font) <= width + kSlack) {
            addPiece(equations.side(index, i, *m_font), x, ink);
            endLine(kLineGap);
            continue;
        }
        const double room = width - x;
        const double widest = hangs ? kNarrowBrackets : kWideBrackets;
        const auto atoms = equations.atoms(index, i, *m_font, widest * room);
        auto lines = brokenIntoLines(atoms, room);
        m_extraLines += static_cast<int>(lines.size()) - 1;
        for (auto& line : lines) {
            const double left = line.startsWithRelation ? signX : x;
            addPiece(std::move(line.box), left, ink);
            endLine(kLineGap);
        }
    }
}

void EquationLayout::addPiece(MathBox box, double x, Ink ink) {
    m_size.setWidth(std::max(m_size.width(), x + box.width));
    m_pieces.push_back({std::move(box), {x, 0.0}, ink, m_isBackward});
}

void EquationLayout::endLine(double gap) {
    double ascent = kStrutAscent * m_font->em(0);
    double descent = kStrutDescent * m_font->em(0);
    for (std::size_t i = m_lineStart; i < m_pieces.size(); ++i) {
        ascent = std::max(ascent, m_pieces[i].box.ascent);
        descent = std::max(descent, m_pieces[i].box.descent);
    }
    // Baselines on whole pixels, so that every line looks the same.
    const double baseline = std::ceil(m_y + ascent);
    for (std::size_t i = m_lineStart; i < m_pieces.size(); ++i)
        m_pieces[i].origin.setY(baseline);
    m_lineStart = m_pieces.size();
    m_y = baseline + descent + gap * m_font->em(0);
}

std::vector<MathBox::Term> EquationLayout::terms() const {
    std::vector<MathBox::Term> all;
    for (const auto& piece : m_pieces)
        for (const auto& term : piece.box.terms)
            all.push_back({term.value, term.rect.translated(piece.origin)});
    return all;
}

}  // namespace stepgrad
