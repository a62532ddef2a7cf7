#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/written_words.h"
#include "core/worksheet/network_drawing.h"
#include "core/worksheet/sheet.h"

namespace stepgrad {
namespace {

constexpr std::size_t kColumns = 6;  ///< of a table
constexpr const char* kBlank = "\\_\\_\\_\\_\\_\\_\\_\\_";

std::string latexNumber(const std::string& number) {
    return "$" + toLatex(formula::number(number)) + "$";
}

/// Symbols over their numbers, a few in a table.
std::string tables(const SheetBlock& block, const Sheet& sheet) {
    std::string out = block.text.empty() ? "" : "**" + markdownWords(block.text) + "**\n\n";
    for (std::size_t begin = 0; begin < block.values.size(); begin += kColumns) {
        std::string symbols = "|", rule = "|", numbers = "|";
        const std::size_t end = std::min(begin + kColumns, block.values.size());
        for (std::size_t i = begin; i < end; ++i) {
            const SheetValue& value = block.values[i];
            symbols +=
                " $" + toLatex(symbol(value.id, sheet.trace->network, sheet.notation)) + "$ |";
            rule += " --- |";
            numbers += " " + (value.number.empty() ? kBlank : latexNumber(value.number)) + " |";
        }
        out += symbols + "\n" + rule + "\n" + numbers + "\n\n";
    }
    return out;
}

std::string equations(const SheetBlock& block) {
    std::string out;
    for (const Equation& equation : block.equations) {
        out += "- $" + toLatex(equation.left);
        for (const auto& side : equation.right)
            out += " = " + toLatex(side.formula);
        out += "$\n";
    }
    return out + "\n";
}

std::string blockText(const SheetBlock& block, const Sheet& sheet) {
    switch (block.kind) {
        case SheetBlock::Kind::Heading:
            return "## " + markdownWords(block.text) + "\n\n";
        case SheetBlock::Kind::Subheading:
            return "### " + markdownWords(block.text) + "\n\n";
        case SheetBlock::Kind::Paragraph:
            return markdownWords(block.text) + "\n\n";
        case SheetBlock::Kind::NameLine:
            return std::string("Name ") + kBlank + kBlank + kBlank + " Date " + kBlank + "\n\n";
        case SheetBlock::Kind::Drawing:
            return drawingSvg(*sheet.trace, sheet.notation) + "\n";
        case SheetBlock::Kind::Values:
            return tables(block, sheet);
        case SheetBlock::Kind::Equations:
            return equations(block);
    }
    return {};
}

}  // namespace

std::string toMarkdown(const std::vector<Sheet>& sheets) {
    std::string out;
    for (const Sheet& sheet : sheets) {
        if (!out.empty())
            out += "---\n\n";
        out += "# " + markdownWords(sheet.title) + "\n\n";
        for (const SheetBlock& block : sheet.blocks)
            out += blockText(block, sheet);
    }
    if (!out.empty())
        out.pop_back();  // one line end is enough
    return out;
}

}  // namespace stepgrad
