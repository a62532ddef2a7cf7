#pragma once

#include <string>
#include <vector>

#include "core/walkthrough/derivation.h"
#include "core/worksheet/worksheet.h"

namespace stepgrad {

/// A value on a sheet: "u₁ = 0.2", or with a blank to fill in.
struct SheetValue {
    ValueId id;
    std::string number;  ///< empty: a blank
};

/// A piece of a sheet, before it takes a form.
struct SheetBlock {
    enum class Kind {
        Heading,     ///< `text`, of a part
        Subheading,  ///< `text`, of a step
        Paragraph,   ///< `text`
        NameLine,    ///< name and date, to be filled in
        Drawing,     ///< the network with what is given
        Values,      ///< `text` in front of `values`
        Equations    ///< `equations`
    };
    Kind kind = Kind::Paragraph;
    std::string text;
    std::vector<SheetValue> values;
    std::vector<Equation> equations;
};

/// A page or more for one person: an exercise or its solution; a value.
struct Sheet {
    std::string title;  ///< "One training step · No. 17"
    std::vector<SheetBlock> blocks;
    TracePtr trace;
    Notation notation;
};

/// With a blank for every value that is asked for, and no result of one.
Sheet exerciseOf(const Worksheet& worksheet);
/// Every step that is asked for, as the walkthrough tells it: formula in symbols,
/// with numbers, result, and its words.
Sheet solutionOf(const Worksheet& worksheet);
std::vector<Sheet> exercisesOf(const std::vector<Worksheet>& worksheets);
std::vector<Sheet> solutionsOf(const std::vector<Worksheet>& worksheets);

/// Whole documents; each sheet begins on a new page.
std::string toMarkdown(const std::vector<Sheet>& sheets);
/// For pdfLaTeX, LuaLaTeX and XeLaTeX; needs amsmath, tikz, geometry.
std::string toLatex(const std::vector<Sheet>& sheets);
/// Self-contained and well-formed XML: formulas in MathML, drawings in SVG, no scripts.
std::string toHtml(const std::vector<Sheet>& sheets);

}  // namespace stepgrad
