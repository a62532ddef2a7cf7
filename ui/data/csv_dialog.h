#pragma once

#include <QDialog>
#include <memory>
#include <thread>

#include "core/data/csv_survey.h"
#include "ui/data/preparation_form.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QProgressBar;
class QTableWidget;
class QTableWidgetItem;

namespace stepgrad {

class CsvPreviewTable;
class CsvSurveyor;
class SuggestionForm;

/// Asks what becomes of a table in a text file: how it is written (found, and to
/// be corrected), which columns are inputs and targets, whether the target holds
/// classes. Reads it in the background, with a bar and to be cancelled.
class CsvDialog : public QDialog {
    Q_OBJECT
public:
    /// @param present  whose network and training settings may stay
    CsvDialog(const QString& path, const Preparation& preparation, const Project& present,
              QWidget* parent);
    ~CsvDialog() override;

    void setTake(TakeData take) { m_take = std::move(take); }

private:
    enum Column { Name, Contents, Input, Target };
    void accept() override;
    void reject() override;
    void build(const Preparation& preparation, const Project& present);
    void connectAll();
    void keepApart(QTableWidgetItem* item);
    void look(std::optional<CsvFormat> format);
    void showFormat();
    CsvFormat chosenFormat() const;
    void showColumns();
    void showContents();
    /// What depends on which columns are used, and on what all rows say.
    void showConsequences();
    QString contentsOf(std::size_t column) const;
    void proposeClasses();
    std::vector<std::size_t> checked(Column column) const;
    CsvImport chosenImport() const;
    void read(const CsvImport& import);
    void finish(const std::shared_ptr<NamedData>& table, const QString& problem);
    void showProblem(const QString& text);
    void focusOnCause();
    void setReading(bool reading);

    QString m_path;
    CsvPreview m_preview;
    QComboBox* m_delimiter;
    QCheckBox *m_comma, *m_header, *m_classes;
    QTableWidget* m_columns;
    CsvPreviewTable* m_rows;
    CsvSurveyor* m_surveyor;
    SuggestionForm* m_suggestions;
    QLabel* m_problem;
    QProgressBar* m_progress;
    QDialogButtonBox* m_buttons;
    QWidget* m_settings;
    PreparationForm* m_preparation;
    Preparation m_chosen;
    TakeData m_take;
    bool m_refreshing = false;
    bool m_isReading = false;
    int m_readings = 0;  ///< only the latest counts
    std::jthread m_reader;
};

}  // namespace stepgrad
