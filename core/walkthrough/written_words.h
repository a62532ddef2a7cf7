#pragma once

#include <string>
#include <string_view>

namespace stepgrad {

/// People's text in Markdown: nothing in it is markup.
std::string markdownWords(std::string_view text);
/// In LaTeX: what pdflatex has no letter for as mathematics, nothing a command.
std::string latexWords(std::string_view text);
/// In XML and HTML, attributes included; control characters become spaces.
std::string xmlWords(std::string_view text);

}  // namespace stepgrad
