#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include "core/document/recovery_writer.h"

class QAction;

namespace stepgrad {

class Documents;
class RecoveryDialog;
class Session;
class Settings;

/// Keeps the unsaved document beside the settings, so that a crash costs seconds, and
/// offers what earlier crashes have left.
class Recovery : public QObject {
    Q_OBJECT
public:
    /// At the latest after so many edits and so long: below the ten edits and five
    /// seconds that are promised.
    static constexpr int kMostEdits = 8;
    static constexpr int kMilliseconds = 3000;

    Recovery(Session& session, Documents& documents, const Settings& settings, QWidget* window);
    ~Recovery() override;

    /// Offers what crashes have left, where there is anything.
    void offer();
    bool hasAny() const;
    /// Whether any of it are changes of that file.
    bool hasChangesOf(const QString& path) const;
    /// While the document is put aside and another is shown: what was kept stays.
    void setPaused(bool paused);
    /// The window closes and all is well.
    void end();
    /// Waits until what was noticed is kept, at once instead of in a few seconds.
    void flush();

signals:
    void failed(const QString& reason);  ///< once, until it works again

private:
    void notice(bool isEdit);
    void keep();
    void recover(const QString& id);
    void tellProblem(const std::string& problem);
    void lookAfterKeeping();

    Session& m_session;
    Documents& m_documents;
    QWidget* m_window;
    RecoveryWriter m_writer;
    QTimer m_soon, m_later;  ///< until something is kept; until it is known how that went
    std::string m_problem;   ///< why the last was not kept
    int m_edits = 0;
    bool m_isKept = false;
    bool m_isPaused = false;
    bool m_hasEnded = false;
    QPointer<RecoveryDialog> m_dialog;
};

}  // namespace stepgrad
