#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace stepgrad {

/// The largest text file that is read, in bytes.
constexpr std::size_t kMostFileBytes = 512u << 20;

/// A regular file, or one that is compiled into the program (a path that begins
/// with ":/"), read piece by piece. Throws ReadError with the path where the
/// system refuses (missing, no permission), for a directory or a device, and for
/// files above `mostBytes`.
class TextPieces {
public:
    explicit TextPieces(const std::string& path, std::size_t mostBytes = kMostFileBytes);
    ~TextPieces();
    std::size_t size() const { return m_size; }  ///< bytes, when it was opened
    /// Up to `most` of the next bytes into `buffer`; 0 at the end.
    std::size_t read(char* buffer, std::size_t most);

    class File;  ///< where the bytes come from

private:
    std::string m_path;
    std::unique_ptr<File> m_file;
    std::size_t m_size = 0;
};

/// All bytes of such a file. Throws ReadError with the path where the system
/// refuses (missing, no permission), for a directory or a device, and for files
/// above `mostBytes`, before memory for them is taken.
std::string readTextFile(const std::string& path, std::size_t mostBytes = kMostFileBytes);

/// A place in a text, both from 1; columns count characters, not bytes.
struct TextPlace {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// The place of a byte. @param offset  clamped to the size of the text
TextPlace placeOf(std::string_view text, std::size_t offset);

/// The offset of the first byte that is not part of well-formed UTF-8, or is
/// NUL; nothing where all is text.
std::optional<std::size_t> firstNotText(std::string_view text);

/// For messages: in double quotes, control characters and what is not UTF-8
/// replaced by "?", and cut after `most` bytes or a few less with "…".
std::string quotedShort(std::string_view text, std::size_t most = 60);

}  // namespace stepgrad
