#include "core/walkthrough/formula_latex.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace stepgrad {
namespace {

using Kind = Formula::Kind;
using Table = std::pair<std::string_view, std::string_view>;

constexpr std::array<Table, 12> kSymbols{{
    {"δ", "\\delta"},
    {"∂", "\\partial"},
    {"σ", "\\sigma"},
    {"η", "\\eta"},
    {"μ", "\\mu"},
    {"α", "\\alpha"},
    {"β", "\\beta"},
    {"ε", "\\varepsilon"},
    {"λ", "\\lambda"},
    {"′", "\\prime"},
    {"⋯", "\\cdots"},
    {"‖g‖", "\\|g\\|"},
}};
constexpr std::array<Table, 5> kOperators{{
    {"−", "-"},
    {"·", "\\cdot"},
    {"≈", "\\approx"},
    {"←", "\\leftarrow"},
    {"→", "\\to"},
}};
constexpr std::array<std::string_view, 4> kFunctions{"ln", "tanh", "max", "exp"};

template <std::size_t N>
std::string_view found(const std::array<Table, N>& table, std::string_view text) {
    const auto row = std::find_if(table.begin(), table.end(),
                                  [&](const Table& entry) { return entry.first == text; });
    return row == table.end() ? text : row->second;
}

/// Characters that mean something to TeX, made harmless.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\textbackslash{}";
        else if (c == '~' || c == '^')
            out += std::string("\\") + c + "{}";
        else if (std::string_view("{}$&#%_").find(c) != std::string_view::npos)
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out;
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// "−1.23e−5" as -1.23 \times 10^{-5}.
std::string numberLatex(std::string text) {
    replaceAll(text, "−", "-");
    replaceAll(text, ",", "{,}");
    const auto e = text.find('e');
    if (e == std::string::npos)
        return text;
    return text.substr(0, e) + " \\times 10^{" + text.substr(e + 1) + "}";
}

std::string symbolLatex(const Formula& f) {
    const std::string_view known = found(kSymbols, f.text);
    if (known != f.text)
        return std::string(known);
    if (!f.upright)
        return escaped(f.text);
    if (std::find(kFunctions.begin(), kFunctions.end(), f.text) != kFunctions.end())
        return "\\" + f.text;
    return "\\operatorname{" + escaped(f.text) + "}";
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Puts pieces side by side; a space where a command would swallow a letter.
void append(std::string& out, const std::string& piece) {
    if (piece.empty())
        return;
    const auto command = out.rfind('\\');
    const bool open =
        command != std::string::npos && command + 1 < out.size() &&
        std::all_of(out.begin() + static_cast<std::ptrdiff_t>(command) + 1, out.end(), isLetter);
    if (open && isLetter(piece.front()))
        out += ' ';
    out += piece;
}

std::string operatorLatex(const Formula& f, bool afterOperand) {
    const std::string sign(found(kOperators, f.text));
    if (f.text == ",")
        return sign + " ";
    if (afterOperand)
        return " " + sign + " ";
    return isLetter(sign.back()) ? sign + " " : sign;
}

std::string rowLatex(const Formula& f) {
    std::string out;
    for (std::size_t i = 0; i < f.parts.size(); ++i) {
        const Formula& part = f.parts[i];
        if (part.kind == Kind::Operator) {
            const bool afterOperand = i > 0 && f.parts[i - 1].kind != Kind::Operator;
            out += operatorLatex(part, afterOperand);
        } else {
            append(out, toLatex(part));
        }
    }
    return out;
}

/// Whether brackets around it have to grow.
bool isTall(const Formula& f) {
    return f.kind == Kind::Fraction || f.kind == Kind::Sum ||
           std::any_of(f.parts.begin(), f.parts.end(), isTall);
}

std::string fencedLatex(const Formula& f) {
    const std::string open = f.text.substr(0, 1), close = f.text.substr(1);
    const std::string inner = toLatex(f.parts[0]);
    if (f.text == "√")
        return "\\sqrt{" + inner + "}";
    return isTall(f) ? "\\left" + open + inner + "\\right" + close : open + inner + close;
}

std::string scriptsLatex(const Formula& f) {
    std::string out = toLatex(f.parts[0]);
    // A base with scripts of its own is grouped: a second index is an error.
    if (f.parts[0].kind == Kind::Scripts)
        out = "{" + out + "}";
    if (!f.parts[1].isEmpty())
        out += "_{" + toLatex(f.parts[1]) + "}";
    if (!f.parts[2].isEmpty())
        out += "^{" + toLatex(f.parts[2]) + "}";
    return out;
}

}  // namespace

std::string toLatex(const Formula& formula) {
    switch (formula.kind) {
        case Kind::Row:
            return rowLatex(formula);
        case Kind::Symbol:
            return symbolLatex(formula);
        case Kind::Number:
            return numberLatex(formula.text);
        case Kind::Operator:
            return std::string(found(kOperators, formula.text));
        case Kind::Text:
            return "\\text{" + escaped(formula.text) + "}";
        case Kind::Fraction:
            return "\\frac{" + toLatex(formula.parts[0]) + "}{" + toLatex(formula.parts[1]) + "}";
        case Kind::Scripts:
            return scriptsLatex(formula);
        case Kind::Hat:
            return "\\hat{" + toLatex(formula.parts[0]) + "}";
        case Kind::Fenced:
            return fencedLatex(formula);
        case Kind::Sum: {
            const std::string below = toLatex(formula.parts[0]);
            return below.empty() ? "\\sum" : "\\sum_{" + below + "}";
        }
    }
    return {};
}

std::string toLatex(const Equation& equation) {
    std::string out = toLatex(equation.left);
    for (std::size_t i = 0; i < equation.right.size(); ++i)
        out += (i > 0 ? " \\\\\n&= " : " &= ") + toLatex(equation.right[i].formula);
    return out;
}

std::string toLatex(const std::vector<Equation>& equations) {
    std::string out = "\\begin{align*}\n";
    for (std::size_t i = 0; i < equations.size(); ++i)
        out += toLatex(equations[i]) + (i + 1 < equations.size() ? " \\\\\n" : "\n");
    return out + "\\end{align*}";
}

}  // namespace stepgrad
