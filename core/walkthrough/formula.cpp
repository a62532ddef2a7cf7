#include "core/walkthrough/formula.h"

namespace stepgrad::formula {
namespace {

Formula leaf(Formula::Kind kind, std::string text) {
    Formula f;
    f.kind = kind;
    f.text = std::move(text);
    return f;
}

Formula node(Formula::Kind kind, std::vector<Formula> parts, std::string text = {}) {
    Formula f;
    f.kind = kind;
    f.parts = std::move(parts);
    f.text = std::move(text);
    return f;
}

}  // namespace

Formula row(std::vector<Formula> parts) {
    return node(Formula::Kind::Row, std::move(parts));
}
Formula symbol(std::string text) {
    return leaf(Formula::Kind::Symbol, std::move(text));
}
Formula upright(std::string text) {
    Formula f = symbol(std::move(text));
    f.upright = true;
    return f;
}
Formula number(std::string text) {
    return leaf(Formula::Kind::Number, std::move(text));
}
Formula op(std::string text) {
    return leaf(Formula::Kind::Operator, std::move(text));
}
Formula words(std::string text) {
    return leaf(Formula::Kind::Text, std::move(text));
}
Formula fraction(Formula above, Formula below) {
    return node(Formula::Kind::Fraction, {std::move(above), std::move(below)});
}
Formula sub(Formula base, Formula below) {
    return scripts(std::move(base), std::move(below), {});
}
Formula sup(Formula base, Formula above) {
    return scripts(std::move(base), {}, std::move(above));
}
Formula scripts(Formula base, Formula below, Formula above) {
    return node(Formula::Kind::Scripts, {std::move(base), std::move(below), std::move(above)});
}
Formula hat(Formula base) {
    return node(Formula::Kind::Hat, {std::move(base)});
}
Formula fenced(Formula inner, std::string brackets) {
    return node(Formula::Kind::Fenced, {std::move(inner)}, std::move(brackets));
}
Formula root(Formula inner) {
    return fenced(std::move(inner), "√");
}
Formula sum(Formula below) {
    return node(Formula::Kind::Sum, {std::move(below)});
}
Formula standingFor(Formula f, const ValueId& id) {
    f.value = id;
    return f;
}

}  // namespace stepgrad::formula
