#include "app/recovery.h"

#include <exception>

#include "app/documents.h"
#include "app/recovery_dialog.h"
#include "app/settings.h"
#include "core/document/project_json.h"
#include "core/document/session.h"

namespace stepgrad {

Recovery::Recovery(Session& session, Documents& documents, const Settings& settings,
                   QWidget* window)
    : QObject(window),
      m_session(session),
      m_documents(documents),
      m_window(window),
      m_writer(settings.place(QStringLiteral("recovery")).toStdString()) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &Recovery::keep);
    m_later.setSingleShot(true);
    m_later.setInterval(kMilliseconds / 3);
    connect(&m_later, &QTimer::timeout, this, &Recovery::lookAfterKeeping);
    connect(&session, &Session::documentChanged, this, [this] { notice(true); });
    connect(&session, &Session::stillChanged, this, [this](Session::Change change) {
        if (change == Session::Change::Trained)
            notice(false);
    });
    connect(&documents, &Documents::fileChanged, this, [this] { notice(false); });
}

Recovery::~Recovery() = default;

/// Training goes on for thousands of updates a second: these wait for the timer.
void Recovery::notice(bool isEdit) {
    if (m_isPaused || m_hasEnded)
        return;
    if (!m_session.isTraining() && !m_session.isModified()) {
        m_soon.stop();
        m_edits = 0;
        if (m_isKept)
            m_writer.clear();
        m_isKept = false;
        return;
    }
    if (isEdit && ++m_edits >= kMostEdits)
        keep();
    else if (!m_soon.isActive())
        m_soon.start();
}

void Recovery::keep() {
    m_soon.stop();
    m_edits = 0;
    Project project = m_session.projectToSave();
    const QString& from = m_documents.sourceFolder();
    if (!from.isEmpty())
        project = movedTo(std::move(project), from.toStdString(), m_writer.store().folder());
    m_writer.keep(std::make_shared<const Project>(std::move(project)),
                  m_documents.ownPath().toStdString());
    m_isKept = true;
    if (m_session.isTraining())
        m_soon.start();
    m_later.start();
}

/// What could not be kept is tried again.
void Recovery::lookAfterKeeping() {
    tellProblem(m_writer.problem());
    if (!m_problem.empty() && !m_isPaused && !m_hasEnded && !m_soon.isActive())
        m_soon.start();
}

/// Once, until it works again.
void Recovery::tellProblem(const std::string& problem) {
    if (!problem.empty() && m_problem.empty())
        emit failed(tr("Unsaved changes cannot be kept for the case of a crash: %1")
                        .arg(QString::fromStdString(problem)));
    m_problem = problem;
}

void Recovery::flush() {
    if (m_soon.isActive())
        keep();
    tellProblem(m_writer.finish());
}

void Recovery::setPaused(bool paused) {
    if (paused == m_isPaused)
        return;
    if (paused)
        flush();
    m_isPaused = paused;
    if (!paused)
        notice(false);
}

void Recovery::end() {
    m_hasEnded = true;
    m_soon.stop();
    m_later.stop();
    m_writer.clear();
}

bool Recovery::hasAny() const {
    return !m_writer.store().abandoned().empty();
}

bool Recovery::hasChangesOf(const QString& path) const {
    return m_writer.store().hasChangesOf(path.toStdString());
}

void Recovery::offer() {
    const auto left = m_writer.store().abandoned();
    if (left.empty() || m_dialog)
        return;
    m_dialog = new RecoveryDialog(left, m_window);
    connect(m_dialog, &RecoveryDialog::openAsked, this,
            [this](const QString& id) { m_documents.leave([this, id] { recover(id); }); });
    connect(m_dialog, &RecoveryDialog::removalAsked, this,
            [this](const QString& id) { m_writer.store().remove(id.toStdString()); });
    m_dialog->open();
}

void Recovery::recover(const QString& id) {
    RecoveryStore& store = m_writer.store();
    for (const RecoverableDocument& about : store.abandoned())
        if (about.id == id.toStdString()) {
            const bool opened =
                m_documents.openRecovered([&store, &about] { return store.load(about.id); },
                                          QString::fromStdString(about.path),
                                          QString::fromStdString(store.folder()), about.kept);
            if (!opened)
                return;
            // Kept under this program's own name before the other copy goes.
            keep();
            if (m_writer.finish().empty())
                store.remove(about.id);
            return;
        }
    emit failed(tr("This unsaved work is open in another window, or has been opened there."));
}

}  // namespace stepgrad
