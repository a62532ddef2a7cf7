#include "core/data/csv_import.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/data/csv_records.h"
#include "core/data/text_file.h"
#include "core/network/network.h"

namespace stepgrad {
namespace {

constexpr std::size_t kMostClasses = 1000;

CsvRecords recordsOf(TextPieces& file, const std::string& path, char delimiter) {
    return {[&file](char* buffer, std::size_t size) { return file.read(buffer, size); }, path,
            delimiter};
}

/// Lines of the file, and so at least as many as it has rows.
std::size_t countLines(const std::string& path, const std::stop_token& stop) {
    TextPieces file(path);
    std::vector<char> piece(std::min<std::size_t>(file.size() + 1, 1u << 20));
    std::size_t lines = 1;
    while (const std::size_t count = file.read(piece.data(), piece.size())) {
        lines += static_cast<std::size_t>(
            std::count(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count), '\n'));
        if (stop.stop_requested())
            break;
    }
    return lines;
}

std::vector<std::string> namesFrom(CsvRecords& records, bool hasHeader) {
    const auto& fields = records.fields();
    std::vector<std::string> names;
    std::set<std::string> known;
    for (std::size_t c = 0; c < fields.size(); ++c) {
        names.push_back(hasHeader ? std::string(fields[c]) : "column " + std::to_string(c + 1));
        if (names.back().empty())
            records.refuse("column " + std::to_string(c + 1) + ": expected a name in the header");
        if (!known.insert(names.back()).second)
            records.refuse("expected every name in the header once, found " +
                           quotedShort(names.back()) + " twice");
    }
    return names;
}

/// Cells of a class column, as numbers of classes in the order of their first
/// appearance, or in the order of given names.
class Classes {
public:
    explicit Classes(const CsvImport& import) : m_given(import.classNames) {
        for (const auto& name : m_given)
            m_numbers.emplace(name, m_numbers.size());
    }

    /// @returns why the cell is no class, or an empty text
    std::string take(std::string_view cell) {
        if (cell.empty())
            return "expected a class, found nothing";
        const auto known = m_numbers.find(cell);
        if (known != m_numbers.end())
            return add(known->second);
        if (!m_given.empty()) {
            std::size_t number = 0;
            const auto [end, error] =
                std::from_chars(cell.data(), cell.data() + cell.size(), number);
            if (error == std::errc{} && end == cell.data() + cell.size() && number < m_given.size())
                return add(number);
            return "expected one of the " + std::to_string(m_given.size()) + " classes, found " +
                   quotedShort(cell);
        }
        if (m_numbers.size() == kMostClasses)
            return "expected at most " + std::to_string(kMostClasses) +
                   " classes; is this a column of classes?";
        return add(m_numbers.emplace(cell, m_numbers.size()).first->second);
    }

    std::size_t count() const { return m_numbers.size(); }

    /// The names in order; the numbers of the rows follow them.
    std::vector<std::string> finish() {
        if (!m_given.empty())
            return m_given;
        std::vector<std::string> names;
        for (const auto& [name, number] : m_numbers)
            names.push_back(name);
        const auto value = [](const std::string& name) {
            const CellNumber number = numberOfCell(name, false);
            return std::pair(number.problem.empty() ? 0 : 1, number.value);
        };
        std::stable_sort(names.begin(), names.end(),
                         [&](const auto& a, const auto& b) { return value(a) < value(b); });
        std::vector<std::size_t> order(names.size());
        for (std::size_t n = 0; n < names.size(); ++n)
            order[m_numbers.find(names[n])->second] = n;
        for (auto& row : m_rows)
            row = static_cast<std::uint16_t>(order[row]);
        return names;
    }
    const std::vector<std::uint16_t>& rows() const { return m_rows; }

private:
    std::string add(std::size_t number) {
        m_rows.push_back(static_cast<std::uint16_t>(number));
        return {};
    }

    const std::vector<std::string> m_given;
    std::map<std::string, std::size_t, std::less<>> m_numbers;
    std::vector<std::uint16_t> m_rows;
};

/// Puts rows together.
class Importer {
public:
    Importer(const CsvImport& import, std::vector<std::string> columns, std::size_t mostRows)
        : m_import(import), m_columns(std::move(columns)), m_classes(import) {
        const auto width = import.inputs.size() + (import.classes ? 1 : import.targets.size());
        m_mostRows = std::min<std::size_t>(mostRows, static_cast<std::size_t>(limits::kDataValues) /
                                                         std::max<std::size_t>(1, width));
        const auto rows = static_cast<Eigen::Index>(m_mostRows);
        m_made.data.inputs.resize(rows, std::ssize(import.inputs));
        m_made.data.targets.resize(import.classes ? 0 : rows, std::ssize(import.targets));
        for (const std::size_t c : import.inputs)
            m_made.inputNames.push_back(m_columns[c]);
    }

    void takeRow(const CsvRecords& records) {
        const auto& fields = records.fields();
        const std::string expected = std::to_string(m_columns.size());
        if (records.isEmptyLine() && m_columns.size() > 1)
            records.refuse(rowText() + ": expected " + expected + " fields, found an empty line");
        if (fields.size() != m_columns.size())
            records.refuse(rowText() + ": expected " + expected + " fields, found " +
                           std::to_string(fields.size()));
        if (m_rows == m_mostRows)
            refuseSize(records);
        take(records, m_import.inputs, m_made.data.inputs);
        if (!m_import.classes) {
            take(records, m_import.targets, m_made.data.targets);
        } else {
            const std::size_t column = m_import.targets[0];
            if (const auto problem = m_classes.take(fields[column]); !problem.empty())
                records.refuse(cellText(column) + ": " + problem);
        }
        ++m_rows;
    }

    NamedData finish(const CsvRecords& records) {
        if (m_rows == 0)
            records.refuse("expected at least one row of data" +
                           std::string(m_import.format.hasHeader ? " below the header" : ""));
        const auto rows = static_cast<Eigen::Index>(m_rows);
        m_made.data.inputs.conservativeResize(rows, Eigen::NoChange);
        if (m_import.classes)
            makeClassTargets(records);
        else
            m_made.data.targets.conservativeResize(rows, Eigen::NoChange);
        return std::move(m_made);
    }

private:
    std::string rowText() const { return "row " + std::to_string(m_rows + 1); }
    std::string cellText(std::size_t column) const {
        return rowText() + ", column " + std::to_string(column + 1) + " (" +
               quotedShort(m_columns[column]) + ")";
    }
    [[noreturn]] static void refuseSize(const CsvRecords& records) {
        records.refuse("expected at most " + std::to_string(limits::kDataValues) +
                       " numbers in the data");
    }

    void take(const CsvRecords& records, const std::vector<std::size_t>& columns, Matrix& out) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string_view cell = records.fields()[columns[i]];
            const CellNumber number = numberOfCell(cell, m_import.format.decimalComma);
            if (!number.problem.empty())
                records.refuse(cellText(columns[i]) + ": " + std::string(number.problem) +
                               ", found " + (cell.empty() ? "nothing" : quotedShort(cell)));
            out(static_cast<Eigen::Index>(m_rows), static_cast<Eigen::Index>(i)) = number.value;
        }
    }

    void makeClassTargets(const CsvRecords& records) {
        m_made.classNames = m_classes.finish();
        const std::size_t count = m_made.classNames.size();
        if (count < 2)
            records.refuse("column " + std::to_string(m_import.targets[0] + 1) + " (" +
                           quotedShort(m_columns[m_import.targets[0]]) +
                           "): expected at least two classes, found only " +
                           quotedShort(m_made.classNames[0]));
        const bool single = m_import.oneColumn && count == 2;
        if (!single && m_rows * (count + m_import.inputs.size()) >
                           static_cast<std::size_t>(limits::kDataValues))
            refuseSize(records);
        Matrix& targets = m_made.data.targets;
        targets = Matrix::Zero(static_cast<Eigen::Index>(m_rows),
                               single ? 1 : static_cast<Eigen::Index>(count));
        for (Eigen::Index row = 0; row < targets.rows(); ++row) {
            const auto number = m_classes.rows()[static_cast<std::size_t>(row)];
            if (single)
                targets(row, 0) = number;
            else
                targets(row, number) = 1.0;
        }
    }

    const CsvImport& m_import;
    std::vector<std::string> m_columns;
    Classes m_classes;
    NamedData m_made;
    std::size_t m_rows = 0, m_mostRows = 0;
};

void checkColumns(const CsvImport& import, std::size_t columns, const CsvRecords& records) {
    std::set<std::size_t> used;
    for (const auto* chosen : {&import.inputs, &import.targets})
        for (const std::size_t c : *chosen) {
            if (c >= columns)
                records.refuse("expected a column " + std::to_string(c + 1) + ", found " +
                               std::to_string(columns) + " columns");
            if (!used.insert(c).second)
                records.refuse("column " + std::to_string(c + 1) +
                               ": expected each column at most once as input or target");
        }
    if (import.inputs.empty() || import.targets.empty())
        records.refuse("expected at least one column of inputs and one of targets");
    if (import.classes && import.targets.size() != 1)
        records.refuse("expected one column of classes, found " +
                       std::to_string(import.targets.size()));
}

}  // namespace

CellNumber numberOfCell(std::string_view cell, bool decimalComma) {
    std::string changed;
    if (decimalComma) {
        if (cell.find('.') != std::string_view::npos)
            return {0.0, "expected a number with a decimal comma"};
        changed = cell;
        std::replace(changed.begin(), changed.end(), ',', '.');
        cell = changed;
    }
    CellNumber number;
    const char* end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, number.value);
    if (stop != end || error == std::errc::invalid_argument)
        number.problem = "expected a number";
    else if (error == std::errc::result_out_of_range)
        number.problem = "expected a number that a double can hold";
    else if (!std::isfinite(number.value))
        number.problem = "expected a finite number";
    return number;
}

std::vector<std::string> columnNames(const std::string& path, const CsvFormat& format) {
    TextPieces file(path);
    CsvRecords records = recordsOf(file, path, format.delimiter);
    if (!records.next())
        records.refuse("expected a table, found nothing");
    return namesFrom(records, format.hasHeader);
}

std::optional<NamedData> importCsv(const std::string& path, const CsvImport& import,
                                   const std::function<void(double)>& progress,
                                   const std::stop_token& stop) {
    const std::size_t lines = countLines(path, stop);
    TextPieces file(path);
    std::size_t bytes = 0;
    CsvRecords records(
        [&](char* buffer, std::size_t size) {
            const std::size_t count = stop.stop_requested() ? 0 : file.read(buffer, size);
            bytes += count;
            if (progress)
                progress(file.size() > 0 ? std::min(1.0, static_cast<double>(bytes) /
                                                             static_cast<double>(file.size()))
                                         : 1.0);
            return count;
        },
        path, import.format.delimiter);
    bool there = records.next();
    if (stop.stop_requested())
        return std::nullopt;
    if (!there)
        records.refuse("expected a table, found nothing");
    auto columns = namesFrom(records, import.format.hasHeader);
    checkColumns(import, columns.size(), records);
    Importer importer(import, std::move(columns), lines);
    if (import.format.hasHeader)
        there = records.next();
    try {
        for (; there && !stop.stop_requested(); there = records.next())
            importer.takeRow(records);
    } catch (const ReadError&) {
        // A file that ends early because nobody wants it any more is not broken.
        if (!stop.stop_requested())
            throw;
    }
    if (stop.stop_requested())
        return std::nullopt;
    return importer.finish(records);
}

}  // namespace stepgrad
