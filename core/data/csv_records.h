#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/network/network.h"

namespace stepgrad {

/// Of a table: as many inputs and outputs as a network may have.
constexpr std::size_t kMostColumns = 2 * static_cast<std::size_t>(limits::kNeurons);

/// Takes a table of any length apart, record by record, with memory for one piece
/// of it: fields parted by the delimiter, quotes as in RFC 4180, lines that end
/// in LF or CRLF, blanks around fields dropped, a byte order mark skipped.
class CsvRecords {
public:
    /// Fills the buffer with up to that many bytes and returns how many there
    /// were; 0 at the end.
    using Source = std::function<std::size_t(char* buffer, std::size_t size)>;
    /// @param name  for messages: the file's name
    CsvRecords(Source source, std::string name, char delimiter);

    /// Reads the next record; false where only empty lines are left. Throws
    /// ReadError for quotes that are wrong, text that is not UTF-8, and a record
    /// longer than 16 MB.
    bool next();
    /// Of the record read last; valid until the next one is read.
    const std::vector<std::string_view>& fields() const { return m_fields; }
    /// The line on which it begins, from 1.
    std::size_t line() const { return m_line; }
    bool isEmptyLine() const { return m_fields.size() == 1 && m_fields[0].empty() && !m_quoted; }

    [[noreturn]] void refuse(const std::string& reason) const;

private:
    enum class Found { Record, MoreNeeded };
    bool fill();
    Found scan();
    Found scanQuoted(std::size_t& at);
    bool skipEmptyLines();

    Source m_source;
    std::string m_name;
    char m_delimiter;
    std::string m_buffer;
    std::size_t m_begin = 0;  ///< of what is not read yet, in the buffer
    std::size_t m_piece = 0;  ///< bytes that were asked for last
    bool m_ended = false;     ///< the source has no more
    bool m_started = false;
    bool m_quoted = false;  ///< the record has a quoted field
    std::size_t m_line = 1, m_nextLine = 1;
    std::vector<std::string_view> m_fields;
    std::deque<std::string> m_unquoted;  ///< fields whose quotes are undone
};

/// The bytes of a text, which must stay where it is.
CsvRecords::Source textSource(std::string_view text);

}  // namespace stepgrad
