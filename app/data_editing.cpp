#include "app/data_editing.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QVBoxLayout>
#include <stdexcept>

#include "app/actions.h"
#include "app/settings.h"
#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/data/csv_dialog.h"
#include "ui/data/generate_dialog.h"
#include "ui/data/preparation_form.h"

namespace stepgrad {

DataEditing::DataEditing(Session& session, Settings& settings, const Actions& actions,
                         QWidget* window)
    : QObject(window), m_session(session), m_settings(settings), m_window(window) {
    connect(&actions[ActionId::Generate], &QAction::triggered, this,
            &DataEditing::generateExamples);
    connect(&actions[ActionId::ImportCsv], &QAction::triggered, this, &DataEditing::chooseCsv);
    connect(&actions[ActionId::SplitAndScaling], &QAction::triggered, this,
            &DataEditing::askForPreparation);
}

Preparation DataEditing::preparation() const {
    const Project project = m_session.project();
    return {project.split, kindOfScaling(project).value_or(ScalingKind::None)};
}

QString DataEditing::take(const NamedData& data, const Preparation& preparation,
                          const QString& name) {
    try {
        Project project = withData(m_session.project(), data, preparation);
        project.name = name.toStdString();
        return m_session.beginWith(project, tr("new data"));
    } catch (const std::invalid_argument& error) {
        return QString::fromStdString(error.what());
    }
}

void DataEditing::generateExamples() {
    auto* dialog = new GenerateDialog(preparation(), m_window);
    dialog->setTake([this](const NamedData& data, const Preparation& chosen, const QString& name) {
        return take(data, chosen, name);
    });
    dialog->open();
}

void DataEditing::chooseCsv() {
    const QString last = m_settings.text(Setting::Folder);
    auto* dialog = new QFileDialog(m_window, tr("Import a table"),
                                   QFileInfo(last).isDir() ? last : QDir::homePath(),
                                   tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DataEditing::importCsv);
    dialog->open();
}

void DataEditing::importCsv(const QString& path) {
    Preparation start = preparation();
    if (!start.split)
        start.split = Split{};
    if (start.scaling == ScalingKind::None)
        start.scaling = ScalingKind::Standardise;
    auto* dialog = new CsvDialog(path, start, m_window);
    dialog->setTake([this](const NamedData& data, const Preparation& chosen, const QString& name) {
        return take(data, chosen, name);
    });
    dialog->open();
}

void DataEditing::askForPreparation() {
    auto* dialog = new QDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Split and scaling"));
    auto* form = new PreparationForm(preparation(), dialog);
    auto* text = new QLabel(
        tr("What was learned stays. The scaling is found anew on the examples that are trained "
           "on."),
        dialog);
    text->setWordWrap(true);
    auto* problem = new QLabel(dialog);
    problem->setObjectName(QStringLiteral("problem"));
    problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, [this, dialog, form, problem] {
        const auto chosen = form->preparation();
        if (!chosen)
            return;
        QString refusal;
        try {
            refusal = m_session.changeSettings(prepared(m_session.project(), *chosen),
                                               tr("change of split or scaling"));
        } catch (const std::invalid_argument& error) {
            refusal = QString::fromStdString(error.what());
        }
        problem->setText(refusal);
        if (refusal.isEmpty())
            dialog->accept();
    });
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(text);
    column->addWidget(form);
    column->addWidget(problem);
    column->addWidget(buttons);
    dialog->setMinimumWidth(dialog->fontMetrics().height() * 26);
    dialog->open();
}

}  // namespace stepgrad
