#include "core/walkthrough/formula_mathml.h"

#include "core/walkthrough/written_words.h"

namespace stepgrad {
namespace {

using Kind = Formula::Kind;

std::string element(const char* name, const std::string& inner, const char* attributes = "") {
    return std::string("<") + name + attributes + ">" + inner + "</" + name + ">";
}

std::string operatorElement(const std::string& text) {
    return element("mo", xmlWords(text));
}

std::string partsOf(const Formula& f) {
    std::string inner;
    for (const Formula& part : f.parts)
        inner += toMathMl(part);
    return inner;
}

std::string scripts(const Formula& f) {
    const std::string base = toMathMl(f.parts[0]);
    const bool hasBelow = !f.parts[1].isEmpty(), hasAbove = !f.parts[2].isEmpty();
    const std::string below = hasBelow ? toMathMl(f.parts[1]) : "";
    const std::string above = hasAbove ? toMathMl(f.parts[2]) : "";
    if (hasBelow && hasAbove)
        return element("msubsup", base + below + above);
    return hasBelow ? element("msub", base + below) : element("msup", base + above);
}

/// "1.23e−5" as a product with a power of ten.
std::string number(const std::string& text) {
    const auto e = text.find('e');
    if (e == std::string::npos)
        return element("mn", xmlWords(text));
    return element("mrow", element("mn", xmlWords(text.substr(0, e))) + operatorElement("×") +
                               element("msup", element("mn", "10") +
                                                   element("mn", xmlWords(text.substr(e + 1)))));
}

}  // namespace

std::string toMathMl(const Formula& f) {
    switch (f.kind) {
        case Kind::Row:
            return element("mrow", partsOf(f));
        case Kind::Symbol:
            return element("mi", xmlWords(f.text), f.upright ? " mathvariant=\"normal\"" : "");
        case Kind::Number:
            return number(f.text);
        case Kind::Operator:
            return operatorElement(f.text);
        case Kind::Text:
            return element("mtext", xmlWords(f.text));
        case Kind::Fraction:
            return element("mfrac", partsOf(f));
        case Kind::Scripts:
            return scripts(f);
        case Kind::Hat:
            return element("mover", toMathMl(f.parts[0]) + operatorElement("^"),
                           " accent=\"true\"");
        case Kind::Fenced:
            if (f.text == "√")
                return element("msqrt", toMathMl(f.parts[0]));
            return element("mrow", operatorElement(f.text.substr(0, 1)) + toMathMl(f.parts[0]) +
                                       operatorElement(f.text.substr(1)));
        case Kind::Sum:
            return f.parts[0].isEmpty()
                       ? operatorElement("∑")
                       : element("munder", operatorElement("∑") + toMathMl(f.parts[0]));
    }
    return {};
}

std::string toMathMl(const Equation& equation) {
    std::string rows;
    for (std::size_t i = 0; i < equation.right.size(); ++i)
        rows +=
            element("mtr", element("mtd", i == 0 ? toMathMl(equation.left) : element("mrow", "")) +
                               element("mtd", operatorElement("=")) +
                               element("mtd", toMathMl(equation.right[i].formula)));
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">" +
           element("mtable", rows, " columnalign=\"right center left\" displaystyle=\"true\"") +
           "</math>\n";
}

}  // namespace stepgrad
