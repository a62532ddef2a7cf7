#include "ui/formula/typesetter.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace stepgrad {
namespace {

constexpr std::string_view kRoot = "√";
constexpr double kNeverOpen = std::numeric_limits<double>::infinity();

/// What an operator at its place really is: a minus with nothing before it that
/// it could take away from is a sign.
bool takesOperand(MathClass right) {
    return right == MathClass::Ordinary || right == MathClass::Close || right == MathClass::Inner ||
           right == MathClass::Text;
}

}  // namespace

MathBox Typesetter::closed(const Formula& formula, MathStyle style) const {
    Piece whole = piece(formula, style);
    whole.box.width += whole.italic;
    return std::move(whole.box);
}

Typesetter::Piece Typesetter::piece(const Formula& formula, MathStyle style) const {
    Piece made = kindOf(formula, style);
    if (formula.value && !formula.isEmpty())
        made.box.terms.push_back({*formula.value, made.box.rect().adjusted(0, 0, made.italic, 0)});
    return made;
}

Typesetter::Piece Typesetter::kindOf(const Formula& formula, MathStyle style) const {
    switch (formula.kind) {
        case Formula::Kind::Row:
            return row(formula, style);
        case Formula::Kind::Symbol:
            return letters(formula, style);
        case Formula::Kind::Number:
            return number(formula, style);
        case Formula::Kind::Operator:
            return operation(formula, style);
        case Formula::Kind::Text:
            return words(formula, style);
        case Formula::Kind::Fraction:
            return fraction(formula, style);
        case Formula::Kind::Scripts:
            return scripts(formula, style);
        case Formula::Kind::Hat:
            return hat(formula, style);
        case Formula::Kind::Fenced:
            return formula.text == kRoot ? root(formula, style) : fenced(formula, style);
        case Formula::Kind::Sum:
            return sum(formula, style);
    }
    return {};
}

Typesetter::Piece Typesetter::row(const Formula& formula, MathStyle style) const {
    if (formula.parts.size() == 1)
        return piece(formula.parts.front(), style);
    Piece made;
    for (const auto& atom : atoms(formula, style, kNeverOpen))
        made.box.add(atom.box, made.box.width + atom.space, 0.0);
    return made;
}

std::vector<MathAtom> Typesetter::atoms(const Formula& formula, MathStyle style,
                                        double widest) const {
    std::vector<MathAtom> all;
    if (formula.kind == Formula::Kind::Row)
        for (std::size_t i = 0; i < formula.parts.size(); ++i) {
            const std::size_t before = all.size();
            collect(formula.parts[i], style, widest, 0, all);
            const bool applied = i > 0 && formula.parts[i].kind == Formula::Kind::Fenced &&
                                 isFunction(formula.parts[i - 1]);
            if (applied && before < all.size())
                all[before].left = MathClass::Open;
        }
    else
        collect(formula, style, widest, 0, all);
    space(all, style);
    return all;
}

/// Brackets, raised to a power or not, that stand for no value as a whole.
bool Typesetter::isBracketed(const Formula& formula) {
    if (formula.value)
        return false;
    return (formula.kind == Formula::Kind::Fenced && formula.text != kRoot) ||
           (formula.kind == Formula::Kind::Scripts && isBracketed(formula.parts.front()));
}

/// f, σ, σ′, ln: a letter that stands for no value takes brackets as its
/// argument; one that stands for a value is a factor before them.
bool Typesetter::isFunction(const Formula& formula) {
    if (formula.value)
        return false;
    if (formula.kind == Formula::Kind::Scripts)
        return isFunction(formula.parts.front());
    return formula.kind == Formula::Kind::Symbol;
}

/// a/(b + c) of a fraction: beside each other there are places to break.
Formula Typesetter::onOneLine(const Formula& fraction) {
    const Formula& above = fraction.parts[0];
    const bool isCompound =
        above.kind == Formula::Kind::Row && !above.value &&
        std::any_of(above.parts.begin(), above.parts.end(),
                    [](const Formula& part) { return part.kind == Formula::Kind::Operator; });
    return formula::row({isCompound ? formula::fenced(above) : above, formula::op("/"),
                         formula::fenced(fraction.parts[1])});
}

void Typesetter::collect(const Formula& formula, MathStyle style, double widest, int depth,
                         std::vector<MathAtom>& all) const {
    if (formula.kind == Formula::Kind::Row && !formula.value) {
        for (auto& atom : atoms(formula, style, widest)) {
            atom.depth += depth;
            all.push_back(std::move(atom));
        }
        return;
    }
    Piece made = piece(formula, style);
    made.box.width += made.italic;
    if (made.box.width > widest && isBracketed(formula)) {
        collectOpened(formula, style, widest, depth, all);
        return;
    }
    const bool isOpenFraction = formula.kind == Formula::Kind::Fraction && !formula.value;
    if (made.box.width > widest && isOpenFraction) {
        collect(onOneLine(formula), style, widest, depth, all);
        return;
    }
    const bool additive =
        formula.kind == Formula::Kind::Operator && (formula.text == "+" || formula.text == "−");
    all.push_back({std::move(made.box), made.left, made.right, 0.0, depth, additive,
                   isBracketed(formula) || isOpenFraction});
}

/// Brackets, content and closing bracket (with what is raised after it) as parts.
void Typesetter::collectOpened(const Formula& formula, MathStyle style, double widest, int depth,
                               std::vector<MathAtom>& all) const {
    const bool isRaised = formula.kind == Formula::Kind::Scripts;
    const Formula& brackets = isRaised ? formula.parts.front() : formula;
    const MathBox content = closed(brackets.parts.front(), style);
    all.push_back({bracket(brackets, Side::Left, content, style), MathClass::Inner, MathClass::Open,
                   0.0, depth, false, false});
    collect(brackets.parts.front(), style, widest, depth + 1, all);
    Piece last;
    last.box = bracket(brackets, Side::Right, content, style);
    if (isRaised)
        last = withScripts(last, scriptBox(formula.parts[1], style.script(true)),
                           scriptBox(formula.parts[2], style.script(false)), style);
    all.push_back(
        {std::move(last.box), MathClass::Close, MathClass::Inner, 0.0, depth + 1, false, false});
}

/// Tells signs from operators, then sets the spaces.
void Typesetter::space(std::vector<MathAtom>& atoms, MathStyle style) const {
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        if (atoms[i].left != MathClass::Binary)
            continue;
        const bool before = i > 0 && takesOperand(atoms[i - 1].right);
        const bool after = i + 1 < atoms.size() && atoms[i + 1].left != MathClass::Relation &&
                           atoms[i + 1].left != MathClass::Close &&
                           atoms[i + 1].left != MathClass::Punctuation;
        if (!before || !after)
            atoms[i].left = atoms[i].right = MathClass::Ordinary;
    }
    for (std::size_t i = 1; i < atoms.size(); ++i)
        atoms[i].space = spaceBetween(atoms[i - 1].right, atoms[i].left, style.level > 0) *
                         m_font.em(style.level);
}

}  // namespace stepgrad
