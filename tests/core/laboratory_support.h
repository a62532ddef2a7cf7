#pragma once

#include <string>
#include <string_view>

#include "core/document/project_json.h"

/// What the tests of the laboratory share.
namespace stepgrad::test {

/// An example of the program.
inline Project example(const std::string& name) {
    return loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/" + name + ".stepgrad");
}

/// The project after it was saved and opened.
inline Project reread(const Project& project) {
    return parseProject(writeProject(project), "reread.stepgrad", ".");
}

inline bool says(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace stepgrad::test
