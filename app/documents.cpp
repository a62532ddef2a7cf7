#include "app/documents.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QRegularExpression>
#include <algorithm>
#include <stdexcept>

#include "app/message_box.h"
#include "app/settings.h"
#include "app/status_text.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "core/document/session.h"

namespace stepgrad {
namespace {

constexpr const char* kSuffix = "stepgrad";

const QString kShipped = QStringLiteral(":/examples");

/// The text of a project compiled into the program.
std::string shippedText(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw ReadError(path.toStdString(), "no such example");
    return file.readAll().toStdString();
}

/// The project with its examples in it: their file is nowhere on the disk.
Project loadShipped(const QString& path) {
    Project project = parseProject(shippedText(path), path.toStdString(), kShipped.toStdString());
    project.source.reset();
    return project;
}

QString filter() {
    return Documents::tr("Stepgrad projects (*.%1);;All files (*)").arg(QLatin1String(kSuffix));
}

}  // namespace

Documents::Stamp::Stamp(const QFileInfo& file)
    : time(file.lastModified().toMSecsSinceEpoch()), size(file.size()) {}

Documents::Documents(Session& session, Settings& settings, QWidget* window)
    : QObject(window), m_session(session), m_settings(settings), m_window(window) {}

QString Documents::ownPath() const {
    return m_session.name() == m_name ? m_path : QString();
}

QStringList Documents::recentFiles() const {
    QStringList there;
    for (const QString& path : m_settings.list(Setting::RecentFiles).mid(0, Settings::kRecentFiles))
        if (QFileInfo::exists(path))
            there.push_back(path);
    return there;
}

QList<Documents::Example> Documents::examples() {
    QList<Example> found;
    const QDir folder(kShipped);
    for (const QString& name : folder.entryList({QStringLiteral("*.stepgrad")}, QDir::Files)) {
        const QString path = folder.filePath(name);
        const Project project = parseOutline(shippedText(path), path.toStdString());
        found.push_back({path, nameWithShape(QString::fromStdString(project.name), project.network),
                         project.split.has_value()});
    }
    std::sort(found.begin(), found.end(), [](const Example& a, const Example& b) {
        return std::pair(a.hasTest, a.name) < std::pair(b.hasTest, b.name);
    });
    // The one that the program starts with comes first.
    std::stable_partition(found.begin(), found.end(), [](const Example& example) {
        return example.path.endsWith(QLatin1String("/one-step-by-hand.stepgrad"));
    });
    return found;
}

std::optional<Project> Documents::load(const QString& path) {
    try {
        return loadProject(path.toStdString());
    } catch (const std::exception& error) {
        complain(m_window, tr("“%1” could not be opened").arg(QFileInfo(path).fileName()),
                 QString::fromStdString(error.what()));
        return std::nullopt;
    }
}

bool Documents::show(const QString& path, const Project& project) {
    try {
        if (m_beforeLeaving)
            m_beforeLeaving();
        m_session.open(project);
    } catch (const std::exception& error) {
        complain(m_window, tr("“%1” could not be opened").arg(QFileInfo(path).fileName()),
                 QString::fromStdString(error.what()));
        return false;
    }
    removeStrayFiles(path.toStdString());
    const QFileInfo file(path);
    m_sourceFolder = file.absolutePath();
    setPath(file.absoluteFilePath());
    emit opened();
    return true;
}

bool Documents::openFile(const QString& path) {
    const auto project = load(path);
    return project && show(path, *project);
}

bool Documents::openRecovered(const std::function<Project()>& load, const QString& path,
                              const QString& folder, std::int64_t kept) {
    try {
        const Project project = load();
        if (m_beforeLeaving)
            m_beforeLeaving();
        m_session.open(project);
    } catch (const std::exception& error) {
        complain(m_window, tr("The unsaved work could not be opened"),
                 QString::fromStdString(error.what()));
        return false;
    }
    m_session.markUnsaved();
    m_path = path;
    m_name = m_session.name();  // kept with the path of its own file, or without one
    // What is there now may be younger than what was kept.
    const QFileInfo file(path);
    m_stamp = file.lastModified().toMSecsSinceEpoch() <= kept ? Stamp(file) : Stamp();
    m_sourceFolder = folder;
    emit fileChanged();
    emit opened();
    return true;
}

void Documents::openAsking(const QString& path) {
    // What cannot be read is no reason to leave anything.
    if (const auto project = load(path))
        leave([this, path, project] { show(path, *project); });
}

void Documents::openWithDialog() {
    leave([this] {
        auto* dialog =
            new QFileDialog(m_window, tr("Open a project"), m_settings.folder(), filter());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &Documents::openFile);
        dialog->open();
    });
}

void Documents::newFromExample(const QString& path) {
    leave([this, path] {
        try {
            m_session.open(loadShipped(path));
        } catch (const std::exception& error) {
            complain(m_window, tr("This example could not be opened"),
                     QString::fromStdString(error.what()));
            return;
        }
        m_path.clear();
        m_sourceFolder.clear();
        emit fileChanged();
        emit opened();
    });
}

Documents::Place Documents::putAside() {
    Place place{m_path, m_sourceFolder, m_stamp, m_name};
    giveBack({});
    return place;
}

void Documents::giveBack(const Place& place) {
    m_path = place.path;
    m_sourceFolder = place.sourceFolder;
    m_stamp = place.stamp;
    m_name = place.name;
    // What was saved there meanwhile, out of a lesson, has taken its place.
    if (!m_path.isEmpty() && Stamp(QFileInfo(m_path)) != m_stamp)
        m_session.markUnsaved();
    emit fileChanged();
}

void Documents::save(const Then& then) {
    emit aboutToBeUsed();
    m_session.pause();
    if (ownPath().isEmpty())
        saveAs(then);
    else if (const QFileInfo file(m_path); file.isFile() && Stamp(file) != m_stamp)
        askToReplace(then);
    else
        saveTo(m_path, then);
}

/// What another program, or another window of this one, has put there meanwhile.
void Documents::askToReplace(const Then& then) {
    auto* box = messageBox(QMessageBox::Warning, tr("Changed by another program"),
                           tr("“%1” was changed by another program since it was opened here.")
                               .arg(QFileInfo(m_path).fileName()),
                           QMessageBox::Cancel, m_window);
    box->setInformativeText(tr("Saving replaces what is there."));
    auto* replace = box->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    auto* other = box->addButton(tr("Save &As…"), QMessageBox::AcceptRole);
    box->setDefaultButton(other);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::finished, this, [this, box, replace, other, then] {
        if (box->clickedButton() == other)
            saveAs(then);
        else if (box->clickedButton() == replace)
            saveTo(m_path, then);
    });
    box->open();
}

void Documents::saveAs(const Then& then) {
    emit aboutToBeUsed();
    m_session.pause();
    auto* dialog = new QFileDialog(m_window, tr("Save the project"), m_settings.folder(), filter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QLatin1String(kSuffix));
    dialog->selectFile(suggestedName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, then](const QString& path) { saveTo(path, then); });
    dialog->open();
}

void Documents::saveTo(const QString& path, const Then& then) {
    const QFileInfo file(path);
    try {
        Project project = m_session.projectToSave();
        if (!m_sourceFolder.isEmpty())
            project = movedTo(std::move(project), m_sourceFolder.toStdString(),
                              file.absolutePath().toStdString());
        writeFileAtomically(path.toStdString(), writeProject(project));
    } catch (const FileError& error) {
        offerOtherPlace(file.fileName(), QString::fromStdString(error.what()), then);
        return;
    } catch (const std::exception& error) {  // no place would do
        complain(m_window, tr("“%1” could not be saved").arg(file.fileName()),
                 QString::fromStdString(error.what()));
        return;
    }
    m_session.markSaved();
    setPath(file.absoluteFilePath());
    if (then)
        then();
}

/// A full disk, a folder that may not be written to: another one may do.
void Documents::offerOtherPlace(const QString& name, const QString& reason, const Then& then) {
    auto* box = messageBox(QMessageBox::Critical, tr("Not saved"),
                           tr("“%1” could not be saved").arg(name), QMessageBox::Cancel, m_window);
    box->setInformativeText(reason);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* other = box->addButton(tr("Save &As…"), QMessageBox::AcceptRole);
    box->setDefaultButton(other);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::finished, this, [this, box, other, then] {
        if (box->clickedButton() == other)
            saveAs(then);
    });
    box->open();
}

void Documents::leave(const Then& go) {
    emit aboutToBeUsed();
    if (m_beforeLeaving)
        m_beforeLeaving();
    m_session.pause();
    if (!m_session.isModified()) {
        go();
        return;
    }
    if (m_question)
        m_question->deleteLater();
    auto* box =
        messageBox(QMessageBox::Warning, tr("Unsaved changes"),
                   tr("Save the changes to “%1”?").arg(QString::fromStdString(m_session.name())),
                   QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box->setInformativeText(tr("What is not saved is lost."));
    box->button(QMessageBox::Save)->setText(tr("&Save"));
    box->button(QMessageBox::Discard)->setText(tr("&Discard"));
    box->button(QMessageBox::Cancel)->setText(tr("&Cancel"));
    box->setDefaultButton(QMessageBox::Save);
    box->setEscapeButton(QMessageBox::Cancel);
    m_question = box;
    connect(box, &QMessageBox::finished, this, [this, go](int answer) {
        if (answer == QMessageBox::Save)
            save(go);
        else if (answer == QMessageBox::Discard)
            go();
    });
    box->open();
}

void Documents::setPath(const QString& path) {
    m_path = path;
    m_name = m_session.name();
    m_stamp = Stamp(QFileInfo(path));
    m_settings.set(Setting::Folder, QFileInfo(path).absolutePath());
    remember(path);
    emit fileChanged();
}

void Documents::remember(const QString& path) {
    QStringList recent = m_settings.list(Setting::RecentFiles);
    recent.removeAll(path);
    recent.prepend(path);
    m_settings.set(Setting::RecentFiles, recent.mid(0, Settings::kRecentFiles));
}

QString Documents::suggestedName() const {
    const QString folder =
        QFileInfo(m_settings.folder()).isDir() ? m_settings.folder() : QDir::homePath();
    if (const QString own = ownPath(); !own.isEmpty()) {
        const QFileInfo file(own);
        return file.dir().exists() ? own : QDir(folder).filePath(file.fileName());
    }
    QString name = QString::fromStdString(m_session.name()).toLower();
    name.replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-"));
    return QDir(folder).filePath(name + '.' + QLatin1String(kSuffix));
}

}  // namespace stepgrad
