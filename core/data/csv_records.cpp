#include "core/data/csv_records.h"

#include <algorithm>
#include <utility>

#include "core/data/read_error.h"
#include "core/data/text_file.h"

namespace stepgrad {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// The first piece that is read, and the largest: small files need little memory.
constexpr std::size_t kFirstPiece = 4u << 10;
constexpr std::size_t kPiece = 1u << 20;
constexpr std::size_t kLongestRecord = 16u << 20;

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

/// Without blanks around; a tab that parts fields is never inside one.
std::string_view trimmed(std::string_view text) {
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

}  // namespace

CsvRecords::CsvRecords(Source source, std::string name, char delimiter)
    : m_source(std::move(source)), m_name(std::move(name)), m_delimiter(delimiter) {}

void CsvRecords::refuse(const std::string& reason) const {
    throw ReadError(m_name + ":" + std::to_string(m_line), reason);
}

CsvRecords::Source textSource(std::string_view text) {
    return [text](char* buffer, std::size_t size) mutable {
        const std::size_t count = text.copy(buffer, size);
        text.remove_prefix(count);
        return count;
    };
}

bool CsvRecords::fill() {
    if (m_ended)
        return false;
    m_buffer.erase(0, m_begin);
    m_begin = 0;
    if (m_buffer.size() > kLongestRecord)
        refuse("expected a line of at most 16 MB; is a quote never closed?");
    const std::size_t used = m_buffer.size();
    m_piece = std::clamp(2 * m_piece, kFirstPiece, kPiece);
    m_buffer.resize(used + m_piece);
    const std::size_t count = m_source(m_buffer.data() + used, m_piece);
    m_buffer.resize(used + count);
    m_ended = count == 0;
    return !m_ended;
}

bool CsvRecords::skipEmptyLines() {
    // Empty lines at the end do no harm; in between they are records, and wrong.
    std::size_t at = m_begin;
    for (;;) {
        at = std::min(m_buffer.find_first_not_of("\r\n", at), m_buffer.size());
        if (at < m_buffer.size())
            return true;
        const std::size_t ahead = at - m_begin;
        if (!fill())
            return false;
        at = m_begin + ahead;
    }
}

bool CsvRecords::next() {
    if (!std::exchange(m_started, true)) {
        fill();
        if (m_buffer.starts_with(kByteOrderMark))
            m_begin = kByteOrderMark.size();
    }
    if (!skipEmptyLines())
        return false;
    m_line = m_nextLine;
    const auto lines = m_nextLine;
    while (scan() == Found::MoreNeeded) {
        m_nextLine = lines;
        fill();
    }
    ++m_nextLine;
    return true;
}

CsvRecords::Found CsvRecords::scan() {
    m_fields.clear();
    m_unquoted.clear();
    m_quoted = false;
    const char ends[] = {m_delimiter, '\n', '\0'};
    std::size_t at = m_begin;
    for (;;) {
        std::size_t start = at;
        while (start < m_buffer.size() && isBlank(m_buffer[start]) &&
               m_buffer[start] != m_delimiter)
            ++start;
        if (start < m_buffer.size() && m_buffer[start] == '"') {
            at = start + 1;
            if (scanQuoted(at) == Found::MoreNeeded)
                return Found::MoreNeeded;
        } else {
            const std::size_t end = std::min(m_buffer.find_first_of(ends, at, 2), m_buffer.size());
            if (end == m_buffer.size() && !m_ended)
                return Found::MoreNeeded;
            std::string_view text = std::string_view(m_buffer).substr(at, end - at);
            if ((end == m_buffer.size() || m_buffer[end] == '\n') && text.ends_with('\r'))
                text.remove_suffix(1);
            text = trimmed(text);
            if (text.find('"') != std::string_view::npos)
                refuse("expected quotes around a whole field only, found " + quotedShort(text));
            m_fields.push_back(text);
            at = end;
        }
        if (at < m_buffer.size() && m_buffer[at] == m_delimiter) {
            if (m_fields.size() == kMostColumns)
                refuse("expected at most " + std::to_string(kMostColumns) + " columns");
            ++at;
            continue;
        }
        const auto record = std::string_view(m_buffer).substr(m_begin, at - m_begin);
        if (firstNotText(record))
            refuse("expected UTF-8 text, found a byte that is none");
        m_begin = std::min(at + 1, m_buffer.size());
        return Found::Record;
    }
}

/// From behind the opening quote to what ends the field.
CsvRecords::Found CsvRecords::scanQuoted(std::size_t& at) {
    m_quoted = true;
    std::string field;
    for (;;) {
        const std::size_t quote = m_buffer.find('"', at);
        if (quote == std::string::npos || (quote + 1 == m_buffer.size() && !m_ended)) {
            if (!m_ended)
                return Found::MoreNeeded;
            refuse("a quoted field is never closed; expected a \" at its end");
        }
        const auto piece = std::string_view(m_buffer).substr(at, quote - at);
        m_nextLine += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
        field += piece;
        at = quote + 1;
        if (at == m_buffer.size() || m_buffer[at] != '"')
            break;
        field += '"';
        ++at;
    }
    while (at < m_buffer.size() && m_buffer[at] != m_delimiter &&
           (isBlank(m_buffer[at]) || m_buffer[at] == '\r'))
        ++at;
    if (at == m_buffer.size() && !m_ended)
        return Found::MoreNeeded;
    if (at < m_buffer.size() && m_buffer[at] != m_delimiter && m_buffer[at] != '\n')
        refuse("expected the field to end after its closing quote, found " +
               quotedShort(std::string_view(m_buffer).substr(at, 1)));
    m_fields.push_back(m_unquoted.emplace_back(std::move(field)));
    return Found::Record;
}

}  // namespace stepgrad
