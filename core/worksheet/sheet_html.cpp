#include "core/walkthrough/formula_mathml.h"
#include "core/walkthrough/written_words.h"
#include "core/worksheet/network_drawing.h"
#include "core/worksheet/sheet.h"

namespace stepgrad {
namespace {

constexpr const char* kStyle =
    "body { font: 11pt/1.4 'DejaVu Sans', sans-serif; color: #222; background: #fff;"
    " max-width: 52em; margin: 1em auto; padding: 0 1em; }\n"
    "h1 { font-size: 1.4em; } h2 { font-size: 1.15em; } h3 { font-size: 1em;"
    " margin-bottom: 0.2em; }\n"
    "section + section { page-break-before: always; break-before: page; margin-top: 3em; }\n"
    "h2, h3 { break-after: avoid; } p, ul, math { break-inside: avoid; }\n"
    ".line { display: flex; gap: 1em; } .line span { flex: 1; border-bottom: 1px solid #222; }\n"
    ".line span + b + span { flex: 0.4; } .line b { font-weight: normal; }\n"
    "svg { display: block; margin: 0.5em auto; max-width: 100%; height: auto; }\n"
    "ul.values { list-style: none; padding: 0; margin: 0.4em 0; display: flex;"
    " flex-wrap: wrap; gap: 0.5em 1.6em; }\n"
    "ul.values b { font-weight: bold; }\n"
    ".blank { display: inline-block; width: 6em; border-bottom: 1px solid #222; }\n"
    "math[display=block] { margin: 0.4em 0; } mtd { text-align: left; }"
    " mtd:first-child { text-align: right; }\n";

std::string inlineMath(const std::string& inner) {
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>" + inner + "<mo>=</mo>";
}

std::string values(const SheetBlock& block, const Sheet& sheet) {
    std::string out = "<ul class=\"values\">\n";
    if (!block.text.empty())
        out += "<li><b>" + xmlWords(block.text) + ":</b></li>\n";
    for (const SheetValue& value : block.values) {
        const std::string name =
            inlineMath(toMathMl(symbol(value.id, sheet.trace->network, sheet.notation)));
        out += "<li>" + name +
               (value.number.empty() ? "</mrow></math> <span class=\"blank\">&#160;</span>"
                                     : toMathMl(formula::number(value.number)) + "</mrow></math>") +
               "</li>\n";
    }
    return out + "</ul>\n";
}

std::string blockText(const SheetBlock& block, const Sheet& sheet) {
    std::string out;
    switch (block.kind) {
        case SheetBlock::Kind::Heading:
            return "<h2>" + xmlWords(block.text) + "</h2>\n";
        case SheetBlock::Kind::Subheading:
            return "<h3>" + xmlWords(block.text) + "</h3>\n";
        case SheetBlock::Kind::Paragraph:
            return "<p>" + xmlWords(block.text) + "</p>\n";
        case SheetBlock::Kind::NameLine:
            return "<p class=\"line\"><b>Name</b><span>&#160;</span><b>Date</b>"
                   "<span>&#160;</span></p>\n";
        case SheetBlock::Kind::Drawing:
            return drawingSvg(*sheet.trace, sheet.notation);
        case SheetBlock::Kind::Values:
            return values(block, sheet);
        case SheetBlock::Kind::Equations:
            for (const Equation& equation : block.equations)
                out += toMathMl(equation);
            return out;
    }
    return out;
}

}  // namespace

std::string toHtml(const std::vector<Sheet>& sheets) {
    const std::string title = sheets.empty() ? "" : xmlWords(sheets.front().title);
    std::string out =
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
        "<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>" +
        title + "</title>\n<style>\n" + kStyle + "</style>\n</head>\n<body>\n";
    for (const Sheet& sheet : sheets) {
        out += "<section>\n<h1>" + xmlWords(sheet.title) + "</h1>\n";
        for (const SheetBlock& block : sheet.blocks)
            out += blockText(block, sheet);
        out += "</section>\n";
    }
    return out + "</body>\n</html>\n";
}

}  // namespace stepgrad
