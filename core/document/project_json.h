#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/data/read_error.h"
#include "core/document/project.h"

namespace stepgrad {

namespace json {
class Reader;
}

/// A project from the text of a project file (version 1).
/// @param name    for messages: the file's name
/// @param folder  where a relative CSV path is looked up
/// Throws ReadError on anything that is not exactly right: the place is a line
/// for broken JSON, a key ("network.layers[1].weights[0][2]") for the rest.
Project parseProject(std::string_view text, const std::string& name, const std::string& folder);

/// The project without the examples of a CSV file, whose `data` stays null: for
/// lists of projects. Only the network is checked. Throws ReadError likewise.
Project parseOutline(std::string_view text, const std::string& name);

/// Reads a project that stands as a whole inside another file.
/// @param project  is to live as long as the reader
std::unique_ptr<json::Reader> projectReader(Project& project);
/// After that: reads the examples of its CSV file and checks that all goes together.
/// Throws ReadError likewise.
void completeProject(Project& project, const std::string& name, const std::string& folder);

/// The text of the project file. Every double reads back bit for bit; equal
/// projects give equal bytes. Options that the optimizer does not have are not
/// written. Throws std::invalid_argument for a project that is not valid
/// (`problemOf`) or whose texts are not UTF-8.
/// @param stop  once it is requested, the text is given up: an empty one is returned
std::string writeProject(const Project& project, const std::stop_token& stop = {});

/// Reads a project file. Throws ReadError also for what the system refuses
/// (missing, a directory, no permission) and for files above 512 MB.
Project loadProject(const std::string& path);

/// The project as it has to be saved in another folder: a relative path to its
/// CSV file leads from there to the same file. Without a CSV file: unchanged.
Project movedTo(Project project, const std::string& fromFolder, const std::string& toFolder);

/// The folder that a file lies in, "." for a bare name.
std::string folderOf(const std::string& path);

}  // namespace stepgrad
