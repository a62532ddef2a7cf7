#include "core/walkthrough/formula_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace stepgrad {
namespace {

using Kind = Formula::Kind;
using Table = std::pair<std::string_view, std::string_view>;

constexpr std::array<Table, 21> kBelow{{
    {"0", "₀"}, {"1", "₁"}, {"2", "₂"}, {"3", "₃"}, {"4", "₄"}, {"5", "₅"}, {"6", "₆"},
    {"7", "₇"}, {"8", "₈"}, {"9", "₉"}, {"i", "ᵢ"}, {"j", "ⱼ"}, {"k", "ₖ"}, {"l", "ₗ"},
    {"m", "ₘ"}, {"n", "ₙ"}, {",", ","}, {"(", "₍"}, {")", "₎"}, {"+", "₊"}, {"−", "₋"},
}};
constexpr std::array<Table, 17> kAbove{{
    {"0", "⁰"},
    {"1", "¹"},
    {"2", "²"},
    {"3", "³"},
    {"4", "⁴"},
    {"5", "⁵"},
    {"6", "⁶"},
    {"7", "⁷"},
    {"8", "⁸"},
    {"9", "⁹"},
    {"(", "⁽"},
    {")", "⁾"},
    {"b", "ᵇ"},
    {"′", "′"},
    {"−", "⁻"},
    {"+", "⁺"},
    {"l", "ˡ"},
}};

std::size_t lengthOf(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Each character raised or lowered, where all of them can be.
template <std::size_t N>
std::optional<std::string> moved(std::string_view text, const std::array<Table, N>& table) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = text.substr(i, lengthOf(static_cast<unsigned char>(text[i])));
        const auto row = std::find_if(table.begin(), table.end(),
                                      [&](const Table& entry) { return entry.first == c; });
        if (row == table.end())
            return std::nullopt;
        out += row->second;
        i += c.size();
    }
    return out;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// Whether it holds together on one line only in brackets.
bool isComposite(const Formula& f) {
    if (f.kind == Kind::Fraction)
        return true;
    if (f.kind != Kind::Row)
        return false;
    return std::any_of(f.parts.begin(), f.parts.end(), [](const Formula& part) {
        return part.kind == Kind::Operator || isComposite(part);
    });
}

std::string inBrackets(const Formula& f) {
    return isComposite(f) ? "(" + toText(f) + ")" : toText(f);
}

std::string fractionText(const Formula& f) {
    const std::string above = inBrackets(f.parts[0]), below = inBrackets(f.parts[1]);
    if (above == "1" && below == "2")
        return "½";
    return above + "/" + below;
}

std::string scriptsText(const Formula& f) {
    std::string out = inBrackets(f.parts[0]), suffix;
    std::string above = f.parts[2].isEmpty() ? "" : toText(f.parts[2]);
    // "new" follows the symbol as a word.
    constexpr std::string_view kNew = "new";
    if (above.ends_with(kNew)) {
        suffix = " new";
        above.resize(above.size() - kNew.size());
        while (above.ends_with(' '))
            above.pop_back();
    }
    const auto raised = moved(above, kAbove);
    // Layers and marks stand in front of the index, as in w⁽²⁾₁; powers that
    // cannot be raised behind it.
    if (raised)
        out += *raised;
    if (!f.parts[1].isEmpty()) {
        const std::string below = toText(f.parts[1]);
        out += moved(below, kBelow).value_or("_" + below);
    }
    if (!raised)
        out += characters(above) == 1 ? "^" + above : "^(" + above + ")";
    return out + suffix;
}

bool startsWithMinus(const Formula& f) {
    constexpr std::string_view kMinus = "−";
    return f.text.starts_with(kMinus);
}

std::string rowText(const Formula& f) {
    std::string out;
    for (std::size_t i = 0; i < f.parts.size(); ++i) {
        const Formula& part = f.parts[i];
        const bool first = i == 0 || f.parts[i - 1].kind == Kind::Operator;
        if (part.kind == Kind::Fraction && i > 0 && startsWithMinus(part.parts[0]))
            out += "(" + toText(part.parts[0]) + ")/" + inBrackets(part.parts[1]);
        else if (part.kind != Kind::Operator)
            out += toText(part);
        else if (part.text == ",")
            out += ", ";
        else if (first)
            out += part.text;
        else
            out += " " + part.text + " ";
    }
    return out;
}

}  // namespace

std::string toText(const Formula& formula) {
    switch (formula.kind) {
        case Kind::Row:
            return rowText(formula);
        case Kind::Symbol:
        case Kind::Number:
        case Kind::Operator:
        case Kind::Text:
            return formula.text;
        case Kind::Fraction:
            return fractionText(formula);
        case Kind::Scripts:
            return scriptsText(formula);
        case Kind::Hat: {
            const std::string inner = toText(formula.parts[0]);
            return inner == "y" ? "ŷ" : inner + "\u0302";
        }
        case Kind::Fenced:
            if (formula.text == "√")
                return "√(" + toText(formula.parts[0]) + ")";
            return formula.text.substr(0, 1) + toText(formula.parts[0]) + formula.text.substr(1);
        case Kind::Sum: {
            const std::string below = toText(formula.parts[0]);
            return "Σ" + moved(below, kBelow).value_or(below.empty() ? "" : "_" + below) + " ";
        }
    }
    return {};
}

std::string toText(const Equation& equation) {
    std::string out = toText(equation.left);
    for (const auto& side : equation.right)
        out += " = " + toText(side.formula);
    return out;
}

}  // namespace stepgrad
