#include "core/data/csv_reader.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/data/csv_import.h"
#include "core/data/csv_records.h"
#include "core/data/text_file.h"
#include "core/network/network.h"

namespace stepgrad {
namespace {

/// The records of a text: parted by commas, or by semicolons where its first line has no comma.
CsvRecords recordsOf(std::string_view text, const std::string& name) {
    const std::string_view header = text.substr(0, text.find('\n'));
    const bool semicolons =
        header.find(',') == std::string_view::npos && header.find(';') != std::string_view::npos;
    return {textSource(text), name, semicolons ? ';' : ','};
}

std::vector<std::string> readHeader(const CsvRecords& records) {
    const std::vector<std::string> columns(records.fields().begin(), records.fields().end());
    const auto isNumber = [](const std::string& text) {
        return numberOfCell(text, false).problem.empty();
    };
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

void readRow(const CsvRecords& records, std::size_t row, const std::vector<std::string>& columns,
             std::vector<double>& values) {
    const std::vector<std::string_view>& fields = records.fields();
    const std::string rowText = "row " + std::to_string(row);
    if (records.isEmptyLine() && columns.size() > 1)
        records.refuse(rowText + ": expected " + std::to_string(columns.size()) +
                       " fields, found an empty line");
    if (fields.size() != columns.size())
        records.refuse(rowText + ": expected " + std::to_string(columns.size()) +
                       " fields, found " + std::to_string(fields.size()));
    if (values.size() + fields.size() > static_cast<std::size_t>(limits::kDataValues))
        records.refuse("expected at most " + std::to_string(limits::kDataValues) +
                       " numbers in a table");
    for (std::size_t c = 0; c < fields.size(); ++c) {
        const CellNumber number = numberOfCell(fields[c], false);
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
    CsvRecords records = recordsOf(text, name);
    if (!records.next())
        records.refuse("expected a header line, found nothing");
    CsvTable table;
    table.columns = readHeader(records);
    std::vector<double> values;
    std::size_t rows = 0;
    while (records.next())
        readRow(records, ++rows, table.columns, values);
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
