#include "core/walkthrough/written_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stepgrad {
namespace {

/// What pdflatex has no letter for, as mathematics.
constexpr std::array<std::pair<std::string_view, std::string_view>, 66> kLatexWords{{
    {"\\", "\\textbackslash{}"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"$", "\\$"},
    {"&", "\\&"},
    {"%", "\\%"},
    {"#", "\\#"},
    {"_", "\\_"},
    {"~", "\\textasciitilde{}"},
    {"^", "\\textasciicircum{}"},
    {"<", "\\textless{}"},
    {">", "\\textgreater{}"},
    {"\n", " "},
    {"ŷ", "\\ensuremath{\\hat{y}}"},
    {"δ", "\\ensuremath{\\delta}"},
    {"∂", "\\ensuremath{\\partial}"},
    {"σ", "\\ensuremath{\\sigma}"},
    {"η", "\\ensuremath{\\eta}"},
    {"μ", "\\ensuremath{\\mu}"},
    {"β", "\\ensuremath{\\beta}"},
    {"α", "\\ensuremath{\\alpha}"},
    {"ε", "\\ensuremath{\\varepsilon}"},
    {"λ", "\\ensuremath{\\lambda}"},
    {"Σ", "\\ensuremath{\\Sigma}"},
    {"−", "\\ensuremath{-}"},
    {"·", "\\ensuremath{\\cdot}"},
    {"×", "\\ensuremath{\\times}"},
    {"≈", "\\ensuremath{\\approx}"},
    {"≤", "\\ensuremath{\\le}"},
    {"≥", "\\ensuremath{\\ge}"},
    {"→", "\\ensuremath{\\to}"},
    {"←", "\\ensuremath{\\leftarrow}"},
    {"′", "\\ensuremath{'}"},
    {"½", "\\ensuremath{\\frac12}"},
    {"√", "\\ensuremath{\\surd}"},
    {"‖", "\\ensuremath{\\|}"},
    {"…", "\\ldots{}"},
    {"–", "--"},
    {"—", "---"},
    {"’", "'"},
    {"“", "``"},
    {"”", "''"},
    {"₀", "\\ensuremath{_0}"},
    {"₁", "\\ensuremath{_1}"},
    {"₂", "\\ensuremath{_2}"},
    {"₃", "\\ensuremath{_3}"},
    {"₄", "\\ensuremath{_4}"},
    {"₅", "\\ensuremath{_5}"},
    {"₆", "\\ensuremath{_6}"},
    {"₇", "\\ensuremath{_7}"},
    {"₈", "\\ensuremath{_8}"},
    {"₉", "\\ensuremath{_9}"},
    {"⁽", "\\ensuremath{^(}"},
    {"⁾", "\\ensuremath{^)}"},
    {"¹", "\\ensuremath{^1}"},
    {"²", "\\ensuremath{^2}"},
    {"³", "\\ensuremath{^3}"},
    {"⁴", "\\ensuremath{^4}"},
    {"⁵", "\\ensuremath{^5}"},
    {"⁶", "\\ensuremath{^6}"},
    {"⁷", "\\ensuremath{^7}"},
    {"⁸", "\\ensuremath{^8}"},
    {"⁹", "\\ensuremath{^9}"},
    {"⁰", "\\ensuremath{^0}"},
    {"m̂", "\\ensuremath{\\hat{m}}"},
    {"v̂", "\\ensuremath{\\hat{v}}"},
}};

constexpr std::array<std::pair<char, std::string_view>, 4> kXml{{
    {'&', "&amp;"},
    {'<', "&lt;"},
    {'>', "&gt;"},
    {'"', "&quot;"},
}};

}  // namespace

std::string markdownWords(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_{}[]<>#|$~").find(c) != std::string_view::npos)
            out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

std::string latexWords(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto entry =
            std::find_if(kLatexWords.begin(), kLatexWords.end(),
                         [&](const auto& row) { return text.starts_with(row.first); });
        const bool known = entry != kLatexWords.end();
        out += known ? entry->second : text.substr(0, 1);
        text.remove_prefix(known ? entry->first.size() : 1);
    }
    return out;
}

std::string xmlWords(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto entry =
            std::find_if(kXml.begin(), kXml.end(), [c](const auto& row) { return row.first == c; });
        if (entry != kXml.end())
            out += entry->second;
        else if (c >= 0 && c < ' ')
            out += ' ';
        else
            out += c;
    }
    return out;
}

}  // namespace stepgrad
