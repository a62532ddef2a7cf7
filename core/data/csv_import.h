#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/generators.h"
#include "core/data/read_error.h"

namespace stepgrad {

/// How a table is written.
struct CsvFormat {
    char delimiter = ',';       ///< ',', ';' or '\t'
    bool decimalComma = false;  ///< 1,5 instead of 1.5; not with ',' as delimiter
    bool hasHeader = true;      ///< the first line names the columns
    bool operator==(const CsvFormat&) const = default;
};

/// What the first rows say of a column.
struct CsvColumn {
    std::string name;           ///< of the header, else "column 1", …
    bool isNumber = false;      ///< every cell seen is a finite number
    bool hasGaps = false;       ///< some cell seen is empty
    std::size_t different = 0;  ///< how many different cells were seen, without empty ones
};

/// The beginning of a table.
struct CsvPreview {
    CsvFormat format;
    std::vector<CsvColumn> columns;
    std::vector<std::vector<std::string>> rows;  ///< below the header; may be uneven
    /// What is wrong within the rows looked at, where something is.
    std::optional<ReadError> problem;
};

/// Looks at the first rows of a table. The delimiter is the one that parts most
/// rows into equally many fields, and then gives most numbers; the decimal comma
/// is found where commas give more numbers than points; the first line is a
/// header where none of its cells is a number.
/// @param format  taken as it is, instead of being found
/// Throws ReadError where the file cannot be read, is empty or no UTF-8 text.
CsvPreview previewCsv(const std::string& path, std::optional<CsvFormat> format = {},
                      std::size_t mostRows = 100);

/// What becomes of a table.
struct CsvImport {
    CsvFormat format;
    std::vector<std::size_t> inputs;   ///< columns from 0, in the order of the inputs
    std::vector<std::size_t> targets;  ///< in the order of the outputs
    /// The only target column holds classes, which become one-hot targets, or one
    /// target of 0 and 1 where `oneColumn` and there are two classes.
    bool classes = false;
    bool oneColumn = true;
    /// The classes in order. A cell is the name of a class or else its number
    /// from 0. Empty: all different cells, numbers by size before texts by letter.
    std::vector<std::string> classNames;
};

/// Reads a table once, in pieces: memory is needed for the numbers that are kept.
/// @param progress  told now and then how much is read, 0 … 1; may be empty
/// @param stop      asked between pieces
/// @returns nothing where it was asked to stop.
/// Throws ReadError with the place `path:LINE`; the reason of a bad cell names
/// the row (data rows from 1), the column (from 1) and the content. Refused are
/// also: no such column, a column used twice, no inputs or targets, an uneven or
/// empty row, no rows, fewer than 2 or more than 1000 classes, more numbers than a
/// project holds.
std::optional<NamedData> importCsv(const std::string& path, const CsvImport& import,
                                   const std::function<void(double)>& progress = {},
                                   const std::stop_token& stop = {});

/// The number that a whole cell is, or why it is none ("expected a number").
struct CellNumber {
    double value = 0.0;
    std::string_view problem;
};
CellNumber numberOfCell(std::string_view cell, bool decimalComma);

/// The names in the first line, or "column 1", … without a header. Throws
/// ReadError as `importCsv` does, also for names that are empty or there twice.
std::vector<std::string> columnNames(const std::string& path, const CsvFormat& format);

}  // namespace stepgrad
