#include "app/data_editing.h"

#include <QFileDialog>
#include <functional>
#include <stdexcept>

#include "app/actions.h"
#include "app/settings.h"
#include "core/document/session.h"
#include "ui/data/csv_dialog.h"
#include "ui/data/generate_dialog.h"
#include "ui/data/preparation_dialog.h"

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
    return {project.split, kindOfScaling(project)};
}

Preparation DataEditing::preparationOfNewData() const {
    Preparation start = preparation();
    if (!start.scaling)  // made for other columns
        start.scaling = ScalingKind::None;
    return start;
}

QString DataEditing::take(NamedData data, const Preparation& chosen, const QString& name) {
    if (const QString reason = m_guard ? m_guard() : QString(); !reason.isEmpty())
        return reason;
    try {
        Project project = withData(m_session.project(), std::move(data), chosen);
        project.name = name.toStdString();
        return m_session.beginWith(project, tr("new data"));
    } catch (const std::invalid_argument& error) {
        return QString::fromStdString(error.what());
    }
}

QString DataEditing::change(const Preparation& chosen) {
    if (const QString reason = m_guard ? m_guard() : QString(); !reason.isEmpty())
        return reason;
    try {
        return m_session.changeSettings(prepared(m_session.project(), chosen),
                                        tr("change of split or scaling"));
    } catch (const std::invalid_argument& error) {
        return QString::fromStdString(error.what());
    }
}

void DataEditing::generateExamples() {
    auto* dialog = new GenerateDialog(preparationOfNewData(), m_window);
    dialog->setTake(std::bind_front(&DataEditing::take, this));
    dialog->open();
}

void DataEditing::chooseCsv() {
    auto* dialog = new QFileDialog(m_window, tr("Import a table"), m_settings.folder(),
                                   tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DataEditing::importCsv);
    dialog->open();
}

void DataEditing::importCsv(const QString& path) {
    Preparation start = preparationOfNewData();
    if (!start.split)
        start.split = Split{};
    if (start.scaling == ScalingKind::None)
        start.scaling = ScalingKind::Standardise;
    auto* dialog = new CsvDialog(path, start, m_session.project(), m_window);
    dialog->setTake(std::bind_front(&DataEditing::take, this));
    dialog->open();
}

void DataEditing::askForPreparation() {
    auto* dialog = new PreparationDialog(preparation(), m_window);
    dialog->setTake(std::bind_front(&DataEditing::change, this));
    dialog->open();
}

}  // namespace stepgrad
