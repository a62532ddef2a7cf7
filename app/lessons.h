#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "app/documents.h"
#include "core/document/session.h"
#include "core/lessons/verdict.h"
#include "ui/panels/lesson_panel.h"

namespace stepgrad {

class Settings;

/// Takes the user through a lesson: sets the document up for each stop, judges answers
/// and deeds. The user's own document is put aside meanwhile and given back, exactly
/// as it was, when the lesson is left.
class Lessons : public QObject {
    Q_OBJECT
public:
    Lessons(Session& session, Documents& documents, Settings& settings, LessonPanel& panel,
            QWidget* window);

    /// A lesson that is shipped with the program.
    struct Entry {
        QString path, title, summary;
    };
    static QList<Entry> shipped();

    /// Begins the lesson of that file at a stop. On failure says why and where, and
    /// changes nothing.
    bool open(const QString& path, int stop = 0);
    void openWithDialog();
    bool isRunning() const { return m_lesson.has_value(); }
    bool canResume() const;
    void resume();
    void goTo(int stop);
    void leave();
    int stop() const { return m_stop; }
    const std::optional<Lesson>& lesson() const { return m_lesson; }
    /// The present texts again, in another notation.
    void retell();

signals:
    void aboutToChange();  ///< the document is about to be put aside or replaced
    void started();        ///< the document of the lesson is there
    void left();           ///< the user's own one is back
    void stopShown(const std::vector<stepgrad::ValueId>& highlight,
                   const std::optional<stepgrad::ValueId>& select);
    void viewAsked(const QString& key);  ///< of the laboratory

private:
    LessonPage page() const;
    LessonMoment moment() const;
    const LessonStop& present() const { return m_lesson->stops[static_cast<std::size_t>(m_stop)]; }
    void judge(const QString& typed);
    void choose(int option);
    void lookAtDeeds();

    Session& m_session;
    Documents& m_documents;
    Settings& m_settings;
    LessonPanel& m_panel;
    QWidget* m_window;

    std::optional<Lesson> m_lesson;
    QString m_path;
    int m_stop = 0;
    Still m_start;  ///< as the stop was set up
    std::int64_t m_startExample = 0;
    bool m_isDone = true;  ///< nothing to watch for
    std::shared_ptr<const Session::Kept> m_kept;
    Documents::Place m_place;
};

}  // namespace stepgrad
