// How a table is written, told from its first rows.

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/data/csv_import.h"
#include "core/data/csv_records.h"
#include "core/data/text_file.h"

namespace stepgrad {
namespace {

constexpr std::size_t kLooked = 256u << 10;  ///< bytes that the preview reads

using Rows = std::vector<std::vector<std::string>>;

struct Beginning {
    Rows rows;
    std::optional<ReadError> problem;
};

Beginning beginningOf(std::string_view text, const std::string& path, char delimiter,
                      std::size_t mostRows) {
    CsvRecords records(textSource(text), path, delimiter);
    Beginning beginning;
    try {
        while (beginning.rows.size() < mostRows && records.next())
            beginning.rows.emplace_back(records.fields().begin(), records.fields().end());
    } catch (const ReadError& error) {
        beginning.problem = error;
    }
    return beginning;
}

bool isNumber(const std::string& cell, bool decimalComma) {
    return numberOfCell(cell, decimalComma).problem.empty();
}

/// The share of cells that are numbers.
double numbersIn(const Rows& rows, bool decimalComma) {
    std::size_t cells = 0, numbers = 0;
    for (const auto& row : rows)
        for (const auto& cell : row) {
            ++cells;
            numbers += isNumber(cell, decimalComma) ? 1 : 0;
        }
    return cells > 0 ? static_cast<double>(numbers) / static_cast<double>(cells) : 0.0;
}

/// The share of rows with the most frequent number of fields, 0 where that is one.
double evennessOf(const Rows& rows) {
    std::map<std::size_t, std::size_t> counts;
    for (const auto& row : rows)
        ++counts[row.size()];
    std::size_t fields = 1, most = 0;
    for (const auto& [size, count] : counts)
        if (count > most)
            std::tie(fields, most) = std::pair(size, count);
    return fields > 1 ? static_cast<double>(most) / static_cast<double>(rows.size()) : 0.0;
}

CsvFormat formatOf(std::string_view text, const std::string& path, std::size_t mostRows) {
    CsvFormat best;
    std::tuple<double, double> bestWorth{-1.0, -1.0};
    for (const char delimiter : {',', ';', '\t'})
        for (const bool decimalComma : {false, true}) {
            if (delimiter == ',' && decimalComma)
                continue;
            const Rows rows = beginningOf(text, path, delimiter, mostRows).rows;
            const std::tuple worth{evennessOf(rows), numbersIn(rows, decimalComma)};
            if (worth > bestWorth) {
                bestWorth = worth;
                best.delimiter = delimiter;
                best.decimalComma = decimalComma;
            }
        }
    // A single column is parted by nothing; what is left is the decimal comma.
    if (std::get<0>(bestWorth) == 0.0) {
        const Rows rows = beginningOf(text, path, ';', mostRows).rows;
        const bool comma = numbersIn(rows, true) > numbersIn(rows, false);
        best.delimiter = comma ? ';' : ',';
        best.decimalComma = comma;
    }
    const Rows first = beginningOf(text, path, best.delimiter, 1).rows;
    best.hasHeader =
        !first.empty() && std::none_of(first[0].begin(), first[0].end(), [&](const auto& cell) {
            return isNumber(cell, best.decimalComma);
        });
    return best;
}

CsvColumn columnOf(const CsvPreview& preview, std::size_t column) {
    CsvColumn about;
    about.isNumber = true;
    std::set<std::string_view> cells;
    for (const auto& row : preview.rows) {
        const std::string_view cell = column < row.size() ? std::string_view(row[column]) : "";
        if (!cell.empty())
            cells.insert(cell);
        about.hasGaps = about.hasGaps || cell.empty();
        about.isNumber =
            about.isNumber && numberOfCell(cell, preview.format.decimalComma).problem.empty();
    }
    about.isNumber = about.isNumber && !preview.rows.empty();
    about.different = cells.size();
    return about;
}

}  // namespace

CsvPreview previewCsv(const std::string& path, std::optional<CsvFormat> format,
                      std::size_t mostRows) {
    TextPieces file(path);
    std::string text(std::min(kLooked, file.size() + 1), '\0');
    std::size_t used = 0;
    while (const std::size_t count = file.read(text.data() + used, text.size() - used))
        used += count;
    text.resize(used);
    if (const auto bad = firstNotText(text); bad && (*bad + 4 < used || used < kLooked))
        throw ReadError(path + ":" + std::to_string(placeOf(text, *bad).line),
                        "expected UTF-8 text, found a byte that is none");
    // Of a file that goes on only whole lines are looked at.
    if (used == kLooked)
        if (const auto end = text.rfind('\n'); end != std::string::npos)
            text.resize(end + 1);
    CsvPreview preview;
    preview.format = format ? *format : formatOf(text, path, mostRows + 1);
    Beginning beginning = beginningOf(text, path, preview.format.delimiter, mostRows + 1);
    preview.problem = std::move(beginning.problem);
    preview.rows = std::move(beginning.rows);
    if (preview.rows.empty()) {
        if (preview.problem)
            throw ReadError(*preview.problem);
        throw ReadError(path + ":1", "expected a table, found nothing");
    }
    const std::vector<std::string> first = preview.rows.front();
    if (preview.format.hasHeader)
        preview.rows.erase(preview.rows.begin());
    else if (preview.rows.size() > mostRows)
        preview.rows.pop_back();
    for (std::size_t c = 0; c < first.size(); ++c) {
        preview.columns.push_back(columnOf(preview, c));
        preview.columns.back().name =
            preview.format.hasHeader ? first[c] : "column " + std::to_string(c + 1);
    }
    return preview;
}

}  // namespace stepgrad
