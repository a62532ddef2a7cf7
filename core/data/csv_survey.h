#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/data/csv_import.h"

namespace stepgrad {

/// A place of a table that cannot be imported.
struct CsvFlaw {
    std::size_t row = 0;              ///< data rows from 1
    std::optional<std::size_t> cell;  ///< the column from 0; none: the row is uneven
    std::string content;              ///< of the cell; empty: it is
    std::size_t fields = 0;           ///< of an uneven row
    bool operator==(const CsvFlaw&) const = default;
};

/// What all rows of a table say.
struct CsvSurvey {
    struct Column {
        std::size_t numbers = 0, texts = 0, gaps = 0;  ///< cells of each kind
        std::size_t classes = 0;  ///< different cells that are not empty, up to `kMostClasses` + 1
        std::vector<CsvFlaw> firstTexts, firstGaps;
    };
    static constexpr std::size_t kMostClasses = 1000;
    /// So many places of one kind are kept; all are counted.
    static constexpr std::size_t kMostKept = 20;

    std::size_t rows = 0;
    std::vector<Column> columns;
    std::vector<CsvFlaw> firstUneven;
    std::size_t uneven = 0;
};

/// Reads all rows of a table once and looks at every cell. An empty cell is no
/// class and no number. Cells of uneven rows are looked at as far as there are columns.
/// @param stop  asked between rows
/// @returns nothing where it was asked to stop.
/// Throws ReadError where the text is no table at all: quotes, UTF-8, nothing in it.
std::optional<CsvSurvey> surveyCsv(const std::string& path, const CsvFormat& format,
                                   const std::stop_token& stop = {});

/// What is in the way of an import.
struct CsvFlaws {
    std::size_t count = 0;
    std::vector<CsvFlaw> first;  ///< the first of each kind and column, by row and column
};

/// Uneven rows, empty cells of the columns used, and texts where numbers are needed.
CsvFlaws flawsOf(const CsvSurvey& survey, const CsvImport& import);

}  // namespace stepgrad
