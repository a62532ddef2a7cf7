#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/written_words.h"
#include "core/worksheet/network_drawing.h"
#include "core/worksheet/sheet.h"

namespace stepgrad {
namespace {

constexpr const char* kBegin =
    "\\documentclass[a4paper]{article}\n"
    "\\usepackage{iftex}\n"
    "\\ifPDFTeX\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\n"
    "\\else\\usepackage{fontspec}\\fi\n"
    "\\usepackage[margin=22mm]{geometry}\n"
    "\\usepackage{amsmath}\n"
    "\\usepackage{tikz}\n"
    "\\allowdisplaybreaks\n"
    "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{4pt}\n"
    "\\newcommand{\\blank}{\\underline{\\hspace{22mm}}}\n"
    "\\begin{document}\n";

/// Each value stays whole; a line takes as many as fit.
std::string values(const SheetBlock& block, const Sheet& sheet) {
    std::string out;
    if (!block.text.empty())
        out += "\\textbf{" + latexWords(block.text) + ":} ";
    for (const SheetValue& value : block.values)
        out += "\\mbox{$" + toLatex(symbol(value.id, sheet.trace->network, sheet.notation)) +
               " = " +
               (value.number.empty() ? "$~\\blank" : toLatex(formula::number(value.number)) + "$") +
               "}\\quad\n";
    return out + "\n";
}

std::string blockText(const SheetBlock& block, const Sheet& sheet) {
    switch (block.kind) {
        case SheetBlock::Kind::Heading:
            return "\\section*{" + latexWords(block.text) + "}\n";
        case SheetBlock::Kind::Subheading:
            return "\\subsection*{" + latexWords(block.text) + "}\n";
        case SheetBlock::Kind::Paragraph:
            return latexWords(block.text) + "\n\n";
        case SheetBlock::Kind::NameLine:
            return "Name \\underline{\\hspace{70mm}} \\hfill Date \\underline{\\hspace{30mm}}\n\n";
        case SheetBlock::Kind::Drawing:
            return "\\begin{center}\n" + drawingTikz(*sheet.trace, sheet.notation) +
                   "\\end{center}\n";
        case SheetBlock::Kind::Values:
            return values(block, sheet);
        case SheetBlock::Kind::Equations:
            return toLatex(block.equations) + "\n";
    }
    return {};
}

}  // namespace

std::string toLatex(const std::vector<Sheet>& sheets) {
    std::string out = kBegin;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        out += std::string(i > 0 ? "\\clearpage\n" : "") + "\n{\\Large\\bfseries " +
               latexWords(sheets[i].title) + "\\par}\n\n";
        for (const SheetBlock& block : sheets[i].blocks)
            out += blockText(block, sheets[i]);
    }
    return out + "\\end{document}\n";
}

}  // namespace stepgrad
