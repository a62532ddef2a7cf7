#include "app/handouts.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <array>
#include <stdexcept>

#include "app/actions.h"
#include "app/conventions_dialog.h"
#include "app/look.h"
#include "app/message_box.h"
#include "app/settings.h"
#include "core/document/atomic_file.h"
#include "core/document/session.h"
#include "ui/worksheet/sheet_pages.h"
#include "ui/worksheet/worksheet_dialog.h"

namespace stepgrad {
namespace {

std::string pdfOf(const std::vector<Sheet>& sheets) {
    const QString title = QString::fromStdString(sheets.front().title);
    return SheetPages(sheets).pdf(title).toStdString();
}

/// One form of a file.
struct FileForm {
    const char* suffix;
    const char* filter;  ///< to be translated
    std::string (*write)(const std::vector<Sheet>&);
};

#define TEXT(text) QT_TRANSLATE_NOOP("stepgrad::Handouts", text)
constexpr std::array kForms = {
    FileForm{"pdf", TEXT("PDF (*.pdf)"), &pdfOf},
    FileForm{"html", TEXT("Web page (*.html)"), &toHtml},
    FileForm{"md", TEXT("Markdown (*.md)"), &toMarkdown},
    FileForm{"tex", TEXT("LaTeX (*.tex)"), &toLatex},
};
#undef TEXT

}  // namespace

Handouts::Handouts(Session& session, Settings& settings, Look& look, const Actions& actions,
                   QWidget* window)
    : QObject(window), m_session(session), m_settings(settings), m_look(look), m_window(window) {
    connect(&actions[ActionId::Conventions], &QAction::triggered, this, [this, &actions] {
        (new ConventionsDialog(m_look, m_session, actions, m_window))->open();
    });
    connect(&actions[ActionId::Worksheet], &QAction::triggered, this, &Handouts::askForWorksheet);
    connect(&actions[ActionId::WorkedStep], &QAction::triggered, this, [this] {
        m_session.pause();
        if (const auto problem = problemOfWorkedStep(m_session.still().network())) {
            emit failed(tr("The step was not written: %1.").arg(QString::fromStdString(*problem)));
            return;
        }
        save({workedStep()}, tr("Worked step"), QStringLiteral("step"), m_window);
    });
}

Sheet Handouts::workedStep() const {
    return solutionOf(
        stepgrad::workedStep(m_session.name(), m_session.still().trace, m_look.notation()));
}

void Handouts::askForWorksheet() {
    m_session.pause();
    auto* dialog = new WorksheetDialog(m_session.project(), m_look.notation(), m_window);
    dialog->setSave([this, dialog](const std::vector<Sheet>& sheets, bool isSolution) {
        save(sheets, isSolution ? tr("Save solutions") : tr("Save worksheets"),
             isSolution ? QStringLiteral("solutions") : QStringLiteral("worksheets"), dialog);
    });
    dialog->open();
}

void Handouts::save(const std::vector<Sheet>& sheets, const QString& title, const QString& name,
                    QWidget* over) {
    QStringList filters;
    for (const FileForm& form : kForms)
        filters << tr(form.filter);
    const QString folder = m_settings.folder();
    auto* dialog = new QFileDialog(over, title, folder, filters.join(QStringLiteral(";;")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto follow = [dialog, filters](const QString& filter) {
        const auto place =
            static_cast<std::size_t>(std::max<qsizetype>(0, filters.indexOf(filter)));
        dialog->setDefaultSuffix(QLatin1String(kForms.at(place).suffix));
    };
    follow(filters.front());
    connect(dialog, &QFileDialog::filterSelected, dialog, follow);
    dialog->selectFile(QDir(folder).filePath(name));
    connect(dialog, &QFileDialog::fileSelected, this, [this, sheets, over](const QString& path) {
        const QString problem = write(sheets, path);
        if (problem.isEmpty())
            return;
        if (over == m_window) {
            emit failed(problem);
            return;
        }
        // The window's own line would stand behind the dialog.
        auto* box =
            messageBox(QMessageBox::Warning, tr("Stepgrad"), problem, QMessageBox::Ok, over);
        box->open();
    });
    dialog->open();
}

QString Handouts::write(const std::vector<Sheet>& sheets, const QString& path) const {
    const QFileInfo file(path);
    const auto* form = std::find_if(kForms.begin(), kForms.end(), [&](const FileForm& one) {
        return file.suffix().toLower() == QLatin1String(one.suffix);
    });
    if (form == kForms.end())
        return tr("“%1” could not be written: expected a name that ends in .pdf, .html, .md or "
                  ".tex.")
            .arg(file.fileName());
    try {
        writeFileAtomically(path.toStdString(), form->write(sheets));
    } catch (const std::exception& error) {
        return tr("“%1” could not be written: %2")
            .arg(file.fileName(), QString::fromStdString(error.what()));
    }
    return {};
}

}  // namespace stepgrad
