#pragma once

#include <ostream>
#include <string>
#include <vector>

/// Every kind of bad project file, for tests.
namespace stepgrad::samples {

/// A bad file, and pieces that its message must have: the place, what was
/// expected, what was found.
struct BadFile {
    std::string kind;
    std::string text;
    std::string where;
    std::vector<std::string> reasons;
};

/// For messages of failed tests.
inline void PrintTo(const BadFile& bad, std::ostream* out) {
    *out << bad.kind;
}

std::vector<BadFile> brokenJson();
std::vector<BadFile> wrongEnvelopes();
std::vector<BadFile> wrongKeys();
std::vector<BadFile> wrongTypes();
std::vector<BadFile> wrongNumbers();
std::vector<BadFile> wrongProgress();
std::vector<BadFile> wrongSizes();

std::string repeated(const std::string& text, int count);

}  // namespace stepgrad::samples
