#pragma once

#include <string>
#include <vector>

#include "core/document/project.h"
#include "core/network/trace.h"
#include "core/walkthrough/derivation.h"

namespace stepgrad::cli {

/// How many values of a kind are written out: more than anybody reads, and few
/// enough for any network. The JSON form has them all.
constexpr int kMostValues = 1000;

/// All that is told about one training step, before it takes a form.
struct Story {
    /// "inputs": i₁ = 1.0, i₂ = 0.5
    struct Given {
        std::string label;
        std::vector<Formula> values;
        std::string more;  ///< "and 12 more" where the list was cut, else empty
    };
    struct Chapter {
        std::string heading;  ///< of the phase, where one begins; else empty
        Explanation step;     ///< with an equation for every value, up to kMostValues
    };
    std::string title;
    std::string subtitle;  ///< network, example, loss, optimizer
    std::vector<Given> given;
    std::vector<Chapter> chapters;
};

/// @param trace    a whole training step, every value finite
/// @param example  its row in the data, from 0
Story tell(const Project& project, const TracePtr& trace, std::int64_t example,
           const Notation& notation);

std::string toTextForm(const Story& story);
std::string toMarkdownForm(const Story& story);
/// A complete document for pdfLaTeX, LuaLaTeX and XeLaTeX.
std::string toLatexForm(const Story& story);

}  // namespace stepgrad::cli
