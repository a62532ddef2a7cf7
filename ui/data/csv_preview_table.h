#pragma once

#include <QWidget>

#include "core/data/csv_survey.h"

class QLabel;
class QTableWidget;

namespace stepgrad {

/// The first rows of a table as they stand in the file, with what cannot be imported
/// marked, and below a count of that in the whole table with the first few places.
class CsvPreviewTable : public QWidget {
    Q_OBJECT
public:
    explicit CsvPreviewTable(QWidget* parent = nullptr);

    void showRows(const CsvPreview& preview);
    void showFlaws(const CsvFlaws& flaws, const CsvPreview& preview);

private:
    QString placeText(const CsvFlaw& flaw, const CsvPreview& preview) const;
    void mark(int row, int column, const QString& reason);
    void unmark();

    QTableWidget* m_rows;
    QLabel* m_flaws;
};

}  // namespace stepgrad
