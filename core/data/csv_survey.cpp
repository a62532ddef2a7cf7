#include "core/data/csv_survey.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include "core/data/csv_records.h"
#include "core/data/text_file.h"

namespace stepgrad {
namespace {

void keep(std::vector<CsvFlaw>& flaws, CsvFlaw flaw) {
    if (flaws.size() < CsvSurvey::kMostKept)
        flaws.push_back(std::move(flaw));
}

/// Looks at the rows one by one.
class Surveyor {
public:
    Surveyor(std::size_t columns, bool decimalComma)
        : m_decimalComma(decimalComma), m_cells(columns) {
        m_survey.columns.resize(columns);
    }

    void takeRow(const std::vector<std::string_view>& fields) {
        const std::size_t row = ++m_survey.rows;
        if (fields.size() != m_survey.columns.size()) {
            ++m_survey.uneven;
            keep(m_survey.firstUneven, {row, std::nullopt, {}, fields.size()});
        }
        for (std::size_t c = 0; c < std::min(fields.size(), m_survey.columns.size()); ++c)
            takeCell(row, c, fields[c]);
    }

    CsvSurvey finish() {
        for (std::size_t c = 0; c < m_cells.size(); ++c)
            m_survey.columns[c].classes = m_cells[c].size();
        return std::move(m_survey);
    }

private:
    void takeCell(std::size_t row, std::size_t c, std::string_view cell) {
        CsvSurvey::Column& column = m_survey.columns[c];
        if (cell.empty()) {
            ++column.gaps;
            keep(column.firstGaps, {row, c, {}, 0});
            return;
        }
        if (m_cells[c].size() <= CsvSurvey::kMostClasses && !m_cells[c].contains(cell))
            m_cells[c].emplace(cell);
        if (numberOfCell(cell, m_decimalComma).problem.empty()) {
            ++column.numbers;
        } else {
            ++column.texts;
            keep(column.firstTexts, {row, c, std::string(cell), 0});
        }
    }

    bool m_decimalComma;
    std::vector<std::set<std::string, std::less<>>> m_cells;  ///< the different ones
    CsvSurvey m_survey;
};

}  // namespace

std::optional<CsvSurvey> surveyCsv(const std::string& path, const CsvFormat& format,
                                   const std::stop_token& stop) {
    TextPieces file(path);
    CsvRecords records([&file](char* buffer, std::size_t size) { return file.read(buffer, size); },
                       path, format.delimiter);
    if (!records.next())
        records.refuse("expected a table, found nothing");
    Surveyor surveyor(records.fields().size(), format.decimalComma);
    bool there = !format.hasHeader || records.next();
    for (; there; there = records.next()) {
        if (stop.stop_requested())
            return std::nullopt;
        surveyor.takeRow(records.fields());
    }
    return surveyor.finish();
}

CsvFlaws flawsOf(const CsvSurvey& survey, const CsvImport& import) {
    CsvFlaws flaws;
    const auto add = [&](std::size_t count, const std::vector<CsvFlaw>& first) {
        flaws.count += count;
        flaws.first.insert(flaws.first.end(), first.begin(), first.end());
    };
    add(survey.uneven, survey.firstUneven);
    const auto addColumns = [&](const std::vector<std::size_t>& columns, bool areClasses) {
        for (const std::size_t c : columns) {
            if (c >= survey.columns.size())
                continue;
            add(survey.columns[c].gaps, survey.columns[c].firstGaps);
            if (!areClasses)
                add(survey.columns[c].texts, survey.columns[c].firstTexts);
        }
    };
    addColumns(import.inputs, false);
    addColumns(import.targets, import.classes);
    std::sort(flaws.first.begin(), flaws.first.end(), [](const CsvFlaw& a, const CsvFlaw& b) {
        return std::tie(a.row, a.cell) < std::tie(b.row, b.cell);
    });
    return flaws;
}

}  // namespace stepgrad
