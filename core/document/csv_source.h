#pragma once

#include <string>
#include <vector>

#include "core/document/project.h"

namespace stepgrad {

/// The examples of a project's CSV file: `project.source`, read with the
/// project's class names and ordered by the names of its inputs.
/// @param name    for messages: the project file's name
/// @param folder  where a relative path is looked up
/// Throws ReadError: "NAME: data.csv" for what is wrong with the file,
/// "NAME: data.KEY" for columns that it does not have.
DatasetPtr readSource(const Project& project, const std::string& name, const std::string& folder);

/// The same from the file at `path`, whatever the path of the source is. The
/// places of errors are `path:LINE` and "KEY".
DatasetPtr readTable(const Project& project, const std::string& path);

}  // namespace stepgrad
