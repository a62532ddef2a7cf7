#include <algorithm>
#include <string_view>
#include <utility>

#include "app/cli/trace_story.h"
#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/formula_text.h"
#include "core/walkthrough/written_words.h"

namespace stepgrad::cli {
namespace {

constexpr std::size_t kWidth = 78;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// Puts pieces into lines of at most kWidth characters, a piece is never broken.
class Lines {
public:
    Lines(std::string& out, std::size_t indent, std::string_view gap)
        : m_out(out), m_indent(indent), m_gap(gap) {}

    void add(std::string_view piece) {
        const std::size_t length = characters(piece);
        if (m_used > 0 && m_used + m_gap.size() + length <= kWidth) {
            m_out += m_gap;
            m_used += m_gap.size() + length;
        } else {
            if (m_used > 0)
                m_out += '\n';
            m_out.append(m_indent, ' ');
            m_used = m_indent + length;
        }
        m_out += piece;
    }
    /// The first piece, behind what stands on the line already.
    void begin(std::string_view before, std::string_view piece) {
        m_out += before;
        m_out += piece;
        m_used = characters(before) + characters(piece);
    }

private:
    std::string& m_out;
    std::size_t m_indent;
    std::string_view m_gap;
    std::size_t m_used = 0;
};

void appendWrapped(std::string& out, std::string_view text, std::size_t indent) {
    if (text.empty())
        return;
    Lines lines(out, indent, " ");
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" \n"), text.size());
        if (end > 0)
            lines.add(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    out += '\n';
}

/// On one line where it fits, else one side a line, equal signs below each other.
void appendEquation(std::string& out, const Equation& equation, std::size_t indent) {
    const std::string left = toText(equation.left);
    std::string line = left;
    for (const auto& side : equation.right)
        line += " = " + toText(side.formula);
    if (indent + characters(line) <= kWidth) {
        out += std::string(indent, ' ') + line + "\n";
        return;
    }
    out += std::string(indent, ' ') + left;
    for (std::size_t i = 0; i < equation.right.size(); ++i)
        out += (i > 0 ? std::string(indent + characters(left), ' ') : "") + " = " +
               toText(equation.right[i].formula) + "\n";
}

/// The equation on one line of mathematics.
std::string inlineLatex(const Equation& equation) {
    std::string line = toLatex(equation.left);
    for (const auto& side : equation.right)
        line += " = " + toLatex(side.formula);
    return line;
}

}  // namespace

std::string toTextForm(const Story& story) {
    std::string out;
    appendWrapped(out, story.title, 0);
    out.append(std::min(characters(story.title), kWidth), '=');
    out += "\n\n";
    appendWrapped(out, story.subtitle, 0);
    out += "\nGiven\n-----\n\n";
    constexpr std::size_t kLabelWidth = 22;
    for (const auto& given : story.given) {
        std::string label = "  " + given.label;
        label.resize(std::max(label.size() + 1, kLabelWidth), ' ');
        Lines lines(out, kLabelWidth, "   ");
        lines.begin(label, toText(given.values.front()));
        for (std::size_t i = 1; i < given.values.size(); ++i)
            lines.add(toText(given.values[i]));
        if (!given.more.empty())
            lines.add(given.more);
        out += '\n';
    }
    for (const auto& chapter : story.chapters) {
        if (!chapter.heading.empty())
            out += "\n" + chapter.heading + "\n" + std::string(chapter.heading.size(), '-') + "\n";
        out += "\n" + chapter.step.title + "\n";
        appendWrapped(out, chapter.step.paragraph, 3);
        out += "\n";
        for (const auto& equation : chapter.step.equations)
            appendEquation(out, equation, 5);
        appendWrapped(out, chapter.step.more, 5);
        for (const auto& words : {chapter.step.rounding, chapter.step.inWords})
            if (!words.empty()) {
                out += "\n";
                appendWrapped(out, words, 3);
            }
    }
    return out;
}

std::string toMarkdownForm(const Story& story) {
    std::string out =
        "# " + markdownWords(story.title) + "\n\n" + story.subtitle + "\n\n## Given\n\n";
    for (const auto& given : story.given) {
        out += "- " + given.label + ": ";
        for (std::size_t i = 0; i < given.values.size(); ++i)
            out += (i > 0 ? ", $" : "$") + toLatex(given.values[i]) + "$";
        out += (given.more.empty() ? "" : " " + given.more) + "\n";
    }
    for (const auto& chapter : story.chapters) {
        if (!chapter.heading.empty())
            out += "\n## " + chapter.heading + "\n";
        out += "\n### " + chapter.step.title + "\n\n" + chapter.step.paragraph + "\n\n";
        for (const auto& equation : chapter.step.equations)
            out += "- $" + inlineLatex(equation) + "$\n";
        if (!chapter.step.more.empty())
            out += "\n" + chapter.step.more + "\n";
        for (const auto& words : {chapter.step.rounding, chapter.step.inWords})
            if (!words.empty())
                out += "\n" + words + "\n";
    }
    return out;
}

std::string toLatexForm(const Story& story) {
    std::string out =
        "\\documentclass{article}\n"
        "\\usepackage{iftex}\n"
        "\\ifPDFTeX\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\n"
        "\\else\\usepackage{fontspec}\\fi\n"
        "\\usepackage{amsmath}\n"
        "\\allowdisplaybreaks\n"
        "\\title{" +
        latexWords(story.title) + "}\n\\author{}\n\\date{}\n\\begin{document}\n\\maketitle\n\n" +
        latexWords(story.subtitle) + "\n\n\\section*{Given}\n\\begin{itemize}\n";
    for (const auto& given : story.given) {
        out += "\\item " + latexWords(given.label) + ": ";
        for (std::size_t i = 0; i < given.values.size(); ++i)
            out += (i > 0 ? ", $" : "$") + toLatex(given.values[i]) + "$";
        out += (given.more.empty() ? "" : " " + given.more) + "\n";
    }
    out += "\\end{itemize}\n";
    for (const auto& chapter : story.chapters) {
        if (!chapter.heading.empty())
            out += "\n\\section*{" + chapter.heading + "}\n";
        out += "\n\\subsection*{" + latexWords(chapter.step.title) + "}\n" +
               latexWords(chapter.step.paragraph) + "\n" + toLatex(chapter.step.equations) + "\n" +
               (chapter.step.more.empty() ? "" : latexWords(chapter.step.more) + "\n\n") +
               (chapter.step.rounding.empty() ? "" : latexWords(chapter.step.rounding) + "\n\n") +
               latexWords(chapter.step.inWords) + "\n";
    }
    return out + "\n\\end{document}\n";
}

}  // namespace stepgrad::cli
