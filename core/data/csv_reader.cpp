#include "core/data/csv_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <system_error>

#include "core/data/csv_records.h"
#include "core/data/text_file.h"
#include "core/network/network.h"

namespace stepgrad {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The number that the whole text is, or why it is none.
struct Number {
    double value = 0.0;
    std::string_view problem;
};

Number numberOf(std::string_view text) {
    Number number;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number.value);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument)
        number.problem = "expected a number";
    else if (error == std::errc::result_out_of_range)
        number.problem = "expected a number that a double can hold";
    else if (!std::isfinite(number.value))
        number.problem = "expected a finite number";
    return number;
}

/// Takes a text apart, record by record.
class Records {
public:
    Records(std::string_view text, const std::string& name) : m_text(text), m_name(name) {
        if (m_text.starts_with(kByteOrderMark))
            m_text.remove_prefix(kByteOrderMark.size());
        const auto header = m_text.substr(0, m_text.find('\n'));
        if (header.find(',') == std::string_view::npos &&
            header.find(';') != std::string_view::npos)
            m_separator = ';';
    }

    /// Nothing but empty lines is left.
    bool atEnd() const {
        return m_text.find_first_not_of("\r\n", m_next) == std::string_view::npos;
    }
    std::size_t line() const { return m_line; }  ///< on which the last record began

    /// The fields of the next record.
    void read(std::vector<std::string>& fields) {
        m_line = m_nextLine;
        fields.clear();
        do {
            if (fields.size() == kMostColumns)
                refuse("expected at most " + std::to_string(kMostColumns) + " columns");
            fields.push_back(field());
        } while (m_next < m_text.size() && m_text[m_next++] == m_separator);
        ++m_nextLine;
    }

    [[noreturn]] void refuse(const std::string& reason) const {
        throw ReadError(m_name + ":" + std::to_string(m_line), reason);
    }

private:
    /// Reads a field and stands on what ends it: a separator, '\n' or the end.
    std::string field() {
        const std::size_t start = m_text.find_first_not_of(" \t", m_next);
        if (start != std::string_view::npos && m_text[start] == '"') {
            m_next = start + 1;
            return quoted();
        }
        const char ends[] = {m_separator, '\n', '\0'};
        const std::size_t end = std::min(m_text.find_first_of(ends, m_next), m_text.size());
        std::string_view text = m_text.substr(m_next, end - m_next);
        m_next = end;
        if ((end == m_text.size() || m_text[end] == '\n') && text.ends_with('\r'))
            text.remove_suffix(1);
        text = trimmed(text);
        if (text.find('"') != std::string_view::npos)
            refuse("expected quotes around a whole field only, found " + quotedShort(text));
        return std::string(text);
    }

    /// A quoted field, from behind its opening quote.
    std::string quoted() {
        std::string out;
        for (;;) {
            const std::size_t quote = m_text.find('"', m_next);
            if (quote == std::string_view::npos)
                refuse("a quoted field is never closed; expected a \" at its end");
            const auto piece = m_text.substr(m_next, quote - m_next);
            m_nextLine += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
            out += piece;
            m_next = quote + 1;
            if (m_next == m_text.size() || m_text[m_next] != '"')
                break;
            out += '"';
            ++m_next;
        }
        while (m_next < m_text.size() && (m_text[m_next] == ' ' || m_text[m_next] == '\t' ||
                                          m_text.substr(m_next, 2) == "\r\n"))
            ++m_next;
        if (m_next < m_text.size() && m_text[m_next] != m_separator && m_text[m_next] != '\n')
            refuse("expected the field to end after its closing quote, found " +
                   quotedShort(m_text.substr(m_next, 1)));
        return out;
    }

    std::string_view m_text;
    std::string m_name;
    char m_separator = ',';
    std::size_t m_next = 0;  ///< offset of what is not read yet
    std::size_t m_line = 1, m_nextLine = 1;
};

std::vector<std::string> readHeader(Records& records) {
    std::vector<std::string> columns;
    records.read(columns);
    const auto isNumber = [](const std::string& text) { return numberOf(text).problem.empty(); };
    if (std::all_of(columns.begin(), columns.end(), isNumber))
        records.refuse("expected a header line with the names of the columns, found only numbers");
    std::vector<std::string> sorted = columns;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (columns[c].empty())
            records.refuse("column " + std::to_string(c + 1) + ": expected a name in the header");
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        records.refuse("expected every name in the header once, found " + quotedShort(*twice) +
                       " twice");
    return columns;
}

void readRow(Records& records, std::size_t row, const std::vector<std::string>& columns,
             std::vector<std::string>& fields, std::vector<double>& values) {
    records.read(fields);
    const std::string rowText = "row " + std::to_string(row);
    if (fields.size() == 1 && fields[0].empty() && columns.size() > 1)
        records.refuse(rowText + ": expected " + std::to_string(columns.size()) +
                       " fields, found an empty line");
    if (fields.size() != columns.size())
        records.refuse(rowText + ": expected " + std::to_string(columns.size()) +
                       " fields, found " + std::to_string(fields.size()));
    if (values.size() + fields.size() > static_cast<std::size_t>(limits::kDataValues))
        records.refuse("expected at most " + std::to_string(limits::kDataValues) +
                       " numbers in a table");
    for (std::size_t c = 0; c < fields.size(); ++c) {
        const Number number = numberOf(fields[c]);
        if (!number.problem.empty())
            records.refuse(rowText + ", column " + std::to_string(c + 1) + " (" +
                           quotedShort(columns[c]) + "): " + std::string(number.problem) +
                           ", found " + (fields[c].empty() ? "nothing" : quotedShort(fields[c])));
        values.push_back(number.value);
    }
}

/// The columns of those names, where these are all columns and each once.
std::optional<std::vector<std::size_t>> inOrderOf(const std::vector<std::string>& names,
                                                  std::map<std::string_view, std::size_t> columns) {
    std::vector<std::size_t> ordered;
    for (const auto& name : names) {
        const auto column = columns.find(name);
        if (column == columns.end())
            return std::nullopt;
        ordered.push_back(column->second);
        columns.erase(column);
    }
    if (!columns.empty())
        return std::nullopt;
    return ordered;
}

}  // namespace

CsvTable parseCsv(std::string_view text, const std::string& name) {
    if (const auto bad = firstNotText(text))
        throw ReadError(name + ":" + std::to_string(placeOf(text, *bad).line),
                        "expected UTF-8 text, found a byte that is none");
    Records records(text, name);
    if (records.atEnd())
        records.refuse("expected a header line, found nothing");
    CsvTable table;
    table.columns = readHeader(records);
    std::vector<std::string> fields;
    std::vector<double> values;
    std::size_t rows = 0;
    while (!records.atEnd())
        readRow(records, ++rows, table.columns, fields, values);
    if (rows == 0)
        records.refuse("expected at least one row of numbers after the header");
    table.values.resize(static_cast<Eigen::Index>(rows),
                        static_cast<Eigen::Index>(table.columns.size()));
    std::copy(values.begin(), values.end(), table.values.data());
    return table;
}

CsvTable readCsv(const std::string& path) {
    return parseCsv(readTextFile(path), path);
}

ColumnChoice chooseColumns(const std::vector<std::string>& columns,
                           const std::vector<std::string>& targetColumns,
                           const std::vector<std::string>& inputNames) {
    std::vector<bool> isTarget(columns.size());
    ColumnChoice choice;
    for (std::size_t t = 0; t < targetColumns.size(); ++t) {
        const std::string place = "target_columns[" + std::to_string(t) + "]";
        const auto found = std::find(columns.begin(), columns.end(), targetColumns[t]);
        const auto index = static_cast<std::size_t>(found - columns.begin());
        if (found == columns.end())
            throw ReadError(place, "expected the name of a column, found " +
                                       quotedShort(targetColumns[t]) +
                                       ", which is not in the header");
        if (isTarget[index])
            throw ReadError(place, "expected each column once, found " +
                                       quotedShort(targetColumns[t]) + " again");
        isTarget[index] = true;
        choice.targets.push_back(index);
    }
    std::map<std::string_view, std::size_t> inputOfName;
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (!isTarget[c]) {
            choice.inputs.push_back(c);
            inputOfName.emplace(columns[c], c);
        }
    if (choice.inputs.empty() || choice.targets.empty())
        throw ReadError("target_columns",
                        "expected at least one column of targets and one of inputs");
    if (auto named = inOrderOf(inputNames, inputOfName))
        choice.inputs = std::move(*named);
    return choice;
}

Dataset datasetOf(const CsvTable& table, const std::vector<std::string>& targetColumns,
                  const std::vector<std::string>& inputNames) {
    const ColumnChoice choice = chooseColumns(table.columns, targetColumns, inputNames);
    Dataset data;
    data.inputs = table.values(Eigen::all, choice.inputs);
    data.targets = table.values(Eigen::all, choice.targets);
    return data;
}

}  // namespace stepgrad
