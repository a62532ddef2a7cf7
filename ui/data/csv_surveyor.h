#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <thread>

#include "core/data/csv_survey.h"

namespace stepgrad {

/// Looks at all rows of a table in the background.
class CsvSurveyor : public QObject {
    Q_OBJECT
public:
    explicit CsvSurveyor(QObject* parent);
    ~CsvSurveyor() override;

    /// Begins anew; what was found before is forgotten.
    void begin(const QString& path, const CsvFormat& format);
    void stop();
    /// What was found; nothing while it still reads, and where there is no table.
    const std::optional<CsvSurvey>& found() const { return m_found; }
    bool isReading() const { return m_isReading; }

signals:
    void finished();

private:
    std::optional<CsvSurvey> m_found;
    bool m_isReading = false;
    int m_readings = 0;  ///< only the latest counts
    std::jthread m_reader;
};

}  // namespace stepgrad
