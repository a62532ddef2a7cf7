#include "core/walkthrough/expression_formula.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/walkthrough/conventional_value.h"

namespace stepgrad {
namespace {

using Kind = Expression::Kind;
using Opening = Expression::Opening;

enum class Form { Symbols, OpenNumbers, ClosedNumbers };

/// How tightly a part holds together.
enum Precedence { kSum = 1, kProduct = 2, kAtom = 3 };

bool startsWithMinus(const Formula& f) {
    constexpr std::string_view kMinus = "−";
    return f.kind == Formula::Kind::Number && f.text.starts_with(kMinus);
}

bool isScientific(const Formula& f) {
    return f.kind == Formula::Kind::Number && f.text.find('e') != std::string::npos;
}

/// Whether brackets stand in the row itself, raised to a power or not.
bool holdsBrackets(const Formula& f) {
    if (f.kind == Formula::Kind::Scripts)
        return f.parts[0].kind == Formula::Kind::Fenced;
    return std::any_of(f.parts.begin(), f.parts.end(), [](const Formula& part) {
        return part.kind == Formula::Kind::Fenced ||
               (part.kind == Formula::Kind::Scripts && holdsBrackets(part));
    });
}

/// Brackets grow outwards: [ ] around what holds ( ).
Formula bracketed(Formula inner) {
    const char* brackets = holdsBrackets(inner) ? "[]" : "()";
    return formula::fenced(std::move(inner), brackets);
}

Formula nameOfFunction(const Expression& e) {
    const bool prime = e.function == Expression::Function::Slope;
    Formula name;
    switch (e.activation) {
        case Activation::Sigmoid:
            name = formula::symbol("σ");
            break;
        case Activation::Tanh:
            name = formula::upright("tanh");
            break;
        case Activation::Relu:
            name = formula::upright("ReLU");
            break;
        case Activation::LeakyRelu:
            name = formula::upright("LReLU");
            break;
        case Activation::Linear:
            name = formula::upright("lin");
            break;
        case Activation::Step:
            name = formula::upright("step");
            break;
        case Activation::Softmax:
            name = formula::upright("softmax");
            break;
    }
    return prime ? formula::sup(std::move(name), formula::symbol("′")) : name;
}

class Writer {
public:
    Writer(Form form, const Network& network, const Trace* trace, const Notation& notation)
        : m_form(form), m_network(network), m_notation(notation) {
        if (trace)
            m_worth = conventionalValues(*trace, notation);
    }

    Formula whole(const Expression& e) const {
        std::vector<Formula> parts;
        put(parts, e, kSum, true);
        return parts.size() == 1 ? std::move(parts.front()) : formula::row(std::move(parts));
    }

private:
    bool numbers() const { return m_form != Form::Symbols; }

    /// The node that is written for it: a group that opens is its inside.
    const Expression& resolved(const Expression& e) const {
        if (e.kind != Kind::Group)
            return e;
        const bool opens = !numbers() || e.opening == Opening::Open ||
                           (e.opening == Opening::First && m_form == Form::OpenNumbers);
        return opens && (!numbers() || carries(e)) ? resolved(e.parts[0]) : e;
    }

    bool carries(const Expression& group) const {
        return group.meaning == Expression::Meaning::CutSum ||
               insideCarries(group, m_worth, [this](double value) {
                   return roundedAsShown(value, m_notation.numbers);
               });
    }

    int precedence(const Expression& e) const {
        switch (e.kind) {
            case Kind::Sum:
            case Kind::Negative:
                return kSum;
            case Kind::Product:
                return kProduct;
            default:
                return kAtom;
        }
    }

    Formula leaf(const Expression& e) const {
        if (e.kind == Kind::Ellipsis)
            return formula::upright("⋯");
        if (e.kind == Kind::Constant)
            return formula::number(exactNumber(e.number, m_notation.numbers));
        if (e.kind == Kind::Value && !numbers())
            return symbol(*e.value, m_network, m_notation);
        if (e.kind == Kind::Named && !numbers())
            return *e.name;
        if (e.kind == Kind::Named && e.inFull)
            return formula::number(exactNumber(e.number, m_notation.numbers));
        const double worth = e.kind == Kind::Named ? e.number : evaluate(e, m_worth);
        Formula number = numberFormula(worth, m_notation);
        return e.value ? formula::standingFor(std::move(number), *e.value) : number;
    }

    /// Writes `e` behind what is there, in brackets where it holds together less
    /// than `least`; a negative number that is not first always.
    void put(std::vector<Formula>& out, const Expression& unresolved, int least, bool first) const {
        const Expression& e = resolved(unresolved);
        if (precedence(e) < least) {
            out.push_back(bracketed(whole(e)));
            return;
        }
        switch (e.kind) {
            case Kind::Sum:
                putSum(out, e, first);
                break;
            case Kind::Negative:
                out.push_back(formula::op("−"));
                put(out, e.parts[0], kProduct, false);
                break;
            case Kind::Product:
                putProduct(out, e, first);
                break;
            case Kind::Quotient:
                out.push_back(formula::fraction(whole(e.parts[0]), whole(e.parts[1])));
                break;
            case Kind::Power:
                out.push_back(power(e));
                break;
            case Kind::Call:
                putCall(out, e);
                break;
            default: {
                Formula f = leaf(e);
                out.push_back(!first && startsWithMinus(f) ? formula::fenced(std::move(f))
                                                           : std::move(f));
            }
        }
    }

    void putSum(std::vector<Formula>& out, const Expression& e, bool first) const {
        for (std::size_t i = 0; i < e.parts.size(); ++i) {
            const Expression& term = resolved(e.parts[i]);
            const bool minus = term.kind == Kind::Negative;
            if (i > 0)
                out.push_back(formula::op(minus ? "−" : "+"));
            if (i > 0 && minus)
                put(out, term.parts[0], kProduct, false);
            else
                put(out, term, i > 0 ? kProduct : kSum, i == 0 && first);
        }
    }

    /// Symbols stand side by side in a tight product; numbers always need the
    /// dot, but between a plain fraction or constant and a bracket.
    void putProduct(std::vector<Formula>& out, const Expression& e, bool first) const {
        for (std::size_t i = 0; i < e.parts.size(); ++i) {
            std::vector<Formula> factor;
            put(factor, e.parts[i], kProduct, i == 0 && first);
            if (i > 0) {
                const Kind before = e.parts[i - 1].kind;
                const bool constant = before == Kind::Constant || before == Kind::Quotient;
                if (!(e.tight && (!numbers() || (constant && opensWithBracket(factor)))))
                    out.push_back(formula::op("·"));
            }
            for (auto& part : factor)
                out.push_back(std::move(part));
        }
    }

    static bool opensWithBracket(const std::vector<Formula>& factor) {
        const Formula* f = &factor.front();
        if (f->kind == Formula::Kind::Scripts)
            f = &f->parts[0];
        return f->kind == Formula::Kind::Fenced;
    }

    Formula power(const Expression& e) const {
        std::vector<Formula> base;
        put(base, e.parts[0], kAtom, false);
        Formula b = base.size() == 1 ? std::move(base.front()) : formula::row(std::move(base));
        const bool hat = b.kind == Formula::Kind::Fraction || b.kind == Formula::Kind::Row;
        if (hat || isScientific(b))
            b = bracketed(std::move(b));
        return formula::sup(std::move(b), whole(e.parts[1]));
    }

    void putCall(std::vector<Formula>& out, const Expression& e) const {
        const auto argument = [&] { return formula::fenced(whole(e.parts[0])); };
        switch (e.function) {
            case Expression::Function::Exp:
                out.push_back(formula::sup(formula::symbol("e"), whole(e.parts[0])));
                return;
            case Expression::Function::Ln:
                out.push_back(formula::upright("ln"));
                out.push_back(argument());
                return;
            case Expression::Function::SquareRoot:
                out.push_back(formula::root(whole(e.parts[0])));
                return;
            case Expression::Function::Maximum: {
                std::vector<Formula> both;
                put(both, e.parts[0], kSum, true);
                both.push_back(formula::op(","));
                put(both, e.parts[1], kSum, true);
                out.push_back(formula::upright("max"));
                out.push_back(formula::fenced(formula::row(std::move(both))));
                return;
            }
            default:
                out.push_back(nameOfFunction(e));
                out.push_back(argument());
        }
    }

    Form m_form;
    const Network& m_network;
    const Notation& m_notation;
    ValueLookup m_worth;  ///< where numbers are put in
};

}  // namespace

Formula numberFormula(double value, const Notation& notation) {
    if (!std::isfinite(value))
        return formula::words("too large");
    return formula::number(formatNumber(value, notation.numbers));
}

Formula inSymbols(const Expression& expression, const Network& network, const Notation& notation) {
    return Writer(Form::Symbols, network, nullptr, notation).whole(expression);
}

Formula inNumbers(const Expression& expression, const Trace& trace, const Notation& notation,
                  bool open) {
    const Form form = open ? Form::OpenNumbers : Form::ClosedNumbers;
    return Writer(form, trace.network, &trace, notation).whole(expression);
}

}  // namespace stepgrad
