#include "ui/data/csv_column_use.h"

#include <QCoreApplication>

#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

constexpr int kLongestSlip = 20;

QString countText(std::size_t count) {
    return QString::fromStdString(formatCount(static_cast<std::int64_t>(count)));
}

QString tr(const char* text) {
    return QCoreApplication::translate("CsvDialog", text);
}

}  // namespace

ColumnUse useOf(const CsvPreview& preview, std::size_t c) {
    const CsvColumn& column = preview.columns[c];
    ColumnUse use;
    std::size_t numbers = 0, cells = 0;
    for (std::size_t r = 0; r < preview.rows.size(); ++r) {
        if (c >= preview.rows[r].size() || preview.rows[r][c].empty())
            continue;
        const std::string& cell = preview.rows[r][c];
        ++cells;
        if (numberOfCell(cell, preview.format.decimalComma).problem.empty()) {
            ++numbers;
        } else if (use.slipRow == 0) {
            use.slipRow = r + 1;
            use.slip = QString::fromStdString(cell).left(kLongestSlip);
        }
    }
    // Mostly numbers: texts are slips, which are shown and refused where they stand.
    use.isInput = 2 * numbers > cells;
    use.isClass = !use.isInput && cells > 0 && 2 * column.different <= cells;
    return use;
}

QString contentsText(const ColumnUse& use, const CsvSurvey::Column* all, bool isCounting) {
    QString text = tr("texts");
    QString slip = use.slip;
    std::size_t slipRow = use.slipRow;
    if (slipRow == 0 && all && !all->firstTexts.empty()) {  // below the first rows
        slipRow = all->firstTexts.front().row;
        slip = QString::fromStdString(all->firstTexts.front().content).left(kLongestSlip);
    }
    if (use.isInput)
        text = slipRow > 0 ? tr("numbers, but “%1” in row %2").arg(slip, countText(slipRow))
                           : tr("numbers");
    else if (all && all->classes > CsvSurvey::kMostClasses)
        text = tr("texts, more than %1 different").arg(countText(CsvSurvey::kMostClasses));
    else if (all)
        text = tr("texts, %1 different").arg(countText(all->classes));
    else if (isCounting)
        text = tr("texts, counting…");
    return all && all->gaps > 0 ? tr("%1; %2 empty").arg(text, countText(all->gaps)) : text;
}

}  // namespace stepgrad
