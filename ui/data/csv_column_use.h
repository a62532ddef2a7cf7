#pragma once

#include <QString>

#include "core/data/csv_survey.h"

namespace stepgrad {

/// What a column is good for, by its first rows.
struct ColumnUse {
    bool isInput = false;
    bool isClass = false;     ///< texts that come again
    QString slip;             ///< the text among its numbers
    std::size_t slipRow = 0;  ///< from 1; 0: there is none
};

ColumnUse useOf(const CsvPreview& preview, std::size_t column);

/// "numbers", "texts, 3 different", … Counts are those of all rows or none.
/// @param all  what all rows say, or null
/// @param isCounting  whether that is still to come
QString contentsText(const ColumnUse& use, const CsvSurvey::Column* all, bool isCounting);

}  // namespace stepgrad
