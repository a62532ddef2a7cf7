#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/read_error.h"
#include "core/network/types.h"

namespace stepgrad {

/// A table of numbers with named columns.
struct CsvTable {
    std::vector<std::string> columns;  ///< the header: not empty, each name once
    Matrix values;                     ///< rows x columns, at least one row, all finite
};

/// Reads a table: a header line with names, then rows of numbers. Fields are
/// parted by commas, or by semicolons where the header has no comma; quotes as
/// in RFC 4180; lines end in LF or CRLF; a byte order mark is skipped. Blanks
/// around a field and empty lines at the end do not matter.
/// Throws ReadError for anything else: the place is `name:LINE`, the reason
/// names the row (data rows from 1) and the column and quotes what was found.
/// @param name  for messages: the file's name
CsvTable parseCsv(std::string_view text, const std::string& name);

/// The table of a file. Throws ReadError too where the file cannot be read.
CsvTable readCsv(const std::string& path);

/// Columns of a table, by number from 0.
struct ColumnChoice {
    std::vector<std::size_t> inputs, targets;
};

/// The target columns in the order asked for, and as inputs all other columns.
/// Throws ReadError and orders inputs as `datasetOf` does.
ColumnChoice chooseColumns(const std::vector<std::string>& columns,
                           const std::vector<std::string>& targetColumns,
                           const std::vector<std::string>& inputNames);

/// The examples of a table: the target columns in the order asked for, and as
/// inputs all other columns. Where their names are exactly `inputNames` in some
/// order, they are put in that order; else they stay in the order of the table.
/// Throws ReadError with the place "target_columns[N]" for a column that is not
/// there or is named twice, and "target_columns" where no column is left.
Dataset datasetOf(const CsvTable& table, const std::vector<std::string>& targetColumns,
                  const std::vector<std::string>& inputNames);

}  // namespace stepgrad
