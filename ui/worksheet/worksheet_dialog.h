#pragma once

#include <QDialog>
#include <functional>
#include <optional>
#include <vector>

#include "core/worksheet/sheet.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace stepgrad {

class NumberField;

/// Asks how worksheets are to be made, shows the first one as it will be printed,
/// and hands sheets or solutions to be saved.
class WorksheetDialog : public QDialog {
    Q_OBJECT
public:
    /// @param open      the project that is open: its network can be taken
    /// @param notation  letters, signs and digits to begin with
    WorksheetDialog(const Project& open, const Notation& notation, QWidget* parent);

    /// Saves sheets; they are made when it is called. `isSolution`: for the name.
    using Save = std::function<void(const std::vector<Sheet>& sheets, bool isSolution)>;
    void setSave(Save save) { m_save = std::move(save); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildOptions();
    QWidget* buildPreview();
    void addNetwork();
    void addContent();
    /// A field for a whole number that is kept in `kept`.
    template <typename Number>
    NumberField* whole(const QString& name, Number& kept, double least, double most);
    /// The project of the chosen network; nothing, and the reason shown, where it is none.
    std::optional<Project> chosenProject();
    std::optional<std::vector<Worksheet>> worksheets(int count);
    SheetOptions sheetOptions() const;
    void refresh();
    void drawPreview();
    void save(bool isSolution);

    const Project m_open;
    const Notation m_notation;
    Save m_save;
    double m_eta = 0.1;
    std::uint64_t m_firstSeed = 1;
    int m_count = 1;
    int m_digits = 4;
    QComboBox *m_source = nullptr, *m_hidden = nullptr, *m_output = nullptr, *m_loss = nullptr;
    QLineEdit* m_shape = nullptr;
    QCheckBox *m_biases = nullptr, *m_formulas = nullptr, *m_showSolution = nullptr;
    NumberField *m_rate = nullptr, *m_seed = nullptr, *m_sheets = nullptr, *m_decimals = nullptr;
    std::vector<QCheckBox*> m_asked;  ///< forward, backward, update
    QLabel *m_problem = nullptr, *m_preview = nullptr;
    QScrollArea* m_area = nullptr;
    QPushButton *m_saveSheets = nullptr, *m_saveSolutions = nullptr;
    QFormLayout* m_form = nullptr;
    QList<QWidget*> m_networkFields;  ///< of another network
};

}  // namespace stepgrad
