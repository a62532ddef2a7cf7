#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

class QFileInfo;
class QMessageBox;
class QWidget;

namespace stepgrad {

class Session;
class Settings;
struct Project;

/// The file side of a window: opening, saving, recent files, the shipped
/// examples, and asking before unsaved work is lost. Dialogs never block: what
/// is to follow follows when they are answered.
class Documents : public QObject {
    Q_OBJECT
public:
    Documents(Session& session, Settings& settings, QWidget* window);

    /// The file that was opened or saved last; empty where there is none yet.
    QString path() const { return m_path; }
    /// The same where the document still is what lies in it, other than its changes: with
    /// other data it bears another name, and is saved elsewhere.
    QString ownPath() const;
    QStringList recentFiles() const;

    /// A project that is shipped with the program.
    struct Example {
        QString path, name;
        bool hasTest = false;  ///< some of its data are kept back for testing
    };
    static QList<Example> examples();

    /// Opens the file at once. On failure says why, and keeps what is there.
    bool openFile(const QString& path);

    // These ask first where there is unsaved work.
    void openAsking(const QString& path);
    void openWithDialog();
    void newFromExample(const QString& path);
    /// What a crash has left, as unsaved changes to the user's file.
    /// @param path  of that file; empty where it has none
    /// @param folder  that the project's CSV path counts from
    /// @param kept  when, in milliseconds since 1970
    /// On failure says why, and keeps what is there.
    bool openRecovered(const std::function<Project()>& load, const QString& path,
                       const QString& folder, std::int64_t kept);
    /// The folder that the CSV path of the project counts from; empty where it has none.
    const QString& sourceFolder() const { return m_sourceFolder; }

    /// By which a file is known to be the one that was read or written here.
    struct Stamp {
        Stamp() = default;
        explicit Stamp(const QFileInfo& file);
        std::int64_t time = -1, size = -1;
        bool operator==(const Stamp&) const = default;
    };
    /// The file of the document, to be given back after others were looked at; until
    /// then it has none.
    struct Place {
        QString path, sourceFolder;
        Stamp stamp{};
        std::string name{};
    };
    Place putAside();
    void giveBack(const Place& place);
    /// Called first of all where the document may go: before others are opened, and
    /// before what is unsaved is asked about.
    void setBeforeLeaving(std::function<void()> before) { m_beforeLeaving = std::move(before); }

    using Then = std::function<void()>;
    void save(const Then& then = {});
    void saveAs(const Then& then = {});
    /// Calls `go` at once where nothing is unsaved; else asks, and calls it when
    /// the work is saved or given up.
    void leave(const Then& go);

signals:
    void aboutToBeUsed();  ///< the document as it is will be saved, or asked about
    void opened();
    void fileChanged();  ///< path or recent files

private:
    std::optional<Project> load(const QString& path);
    bool show(const QString& path, const Project& project);
    void askToReplace(const Then& then);
    void saveTo(const QString& path, const Then& then);
    void offerOtherPlace(const QString& name, const QString& reason, const Then& then);
    void setPath(const QString& path);
    void remember(const QString& path);
    QString suggestedName() const;

    Session& m_session;
    Settings& m_settings;
    QWidget* m_window;
    QString m_path;
    std::string m_name;      ///< of the document as it was opened from or saved to the path
    Stamp m_stamp;           ///< of that file when it was read or written last
    QString m_sourceFolder;  ///< where a relative CSV path of the project counts from
    std::function<void()> m_beforeLeaving;
    QPointer<QMessageBox> m_question;
};

}  // namespace stepgrad
