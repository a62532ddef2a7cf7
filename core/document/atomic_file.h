#pragma once

#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

namespace stepgrad {

/// What the system refused, with the path and the system's reason.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Writes a file so that at every moment the path holds either all of the old
/// or all of the new content: a temporary file beside it, its size checked,
/// flushed to disk, renamed. Keeps the permissions of an existing file; follows
/// a symbolic link to the file it names. Throws FileError (full disk, no
/// permission, a directory …) and leaves the old file and no stray one.
/// A process that is killed meanwhile leaves its temporary file, named
/// ".NAME.(16 hexadecimal digits).saving"; the next save of the same file
/// removes it.
/// @param stop  where it is requested before all is written, the old file stays
void writeFileAtomically(const std::string& path, std::string_view content,
                         const std::stop_token& stop = {});

/// Removes the temporary files that killed processes have left beside that file, and
/// none that is being written. Nothing is told of what cannot be removed.
void removeStrayFiles(const std::string& path);

/// Throws FileError where writeFileAtomically could not even begin: a missing
/// folder, no permission, a directory. For asking before long work.
void checkWritable(const std::string& path);

}  // namespace stepgrad
