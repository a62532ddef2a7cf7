#include "ui/data/csv_surveyor.h"

#include <exception>
#include <utility>

namespace stepgrad {

CsvSurveyor::CsvSurveyor(QObject* parent) : QObject(parent) {}

CsvSurveyor::~CsvSurveyor() {
    stop();
}

void CsvSurveyor::stop() {
    m_reader.request_stop();
    if (m_reader.joinable())
        m_reader.join();
    ++m_readings;
    m_isReading = false;
}

void CsvSurveyor::begin(const QString& path, const CsvFormat& format) {
    stop();
    m_found.reset();
    m_isReading = true;
    const int number = ++m_readings;
    m_reader = std::jthread(
        [this, number, format, path = path.toStdString()](const std::stop_token& stopping) {
            auto found = std::make_shared<std::optional<CsvSurvey>>();
            try {
                *found = surveyCsv(path, format, stopping);
            } catch (const std::exception&) {
                // The preview says what is wrong, or reading will.
            }
            QMetaObject::invokeMethod(
                this,
                [this, found, number] {
                    if (number != m_readings)
                        return;
                    m_found = std::move(*found);
                    m_isReading = false;
                    emit finished();
                },
                Qt::QueuedConnection);
        });
}

}  // namespace stepgrad
