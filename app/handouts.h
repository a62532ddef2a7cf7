#pragma once

#include <QObject>
#include <QString>
#include <vector>

#include "core/worksheet/sheet.h"

namespace stepgrad {

class Actions;
class Look;
class Session;
class Settings;

/// What a teacher hands out, and how it is written: worksheets, worked steps and
/// the conventions of the textbook.
class Handouts : public QObject {
    Q_OBJECT
public:
    Handouts(Session& session, Settings& settings, Look& look, const Actions& actions,
             QWidget* window);

    /// Writes sheets as one file; its ending says how (.pdf, .html, .md, .tex).
    /// Replaces what is there as a whole or not at all. Returns an empty text, or why
    /// it could not be written.
    QString write(const std::vector<Sheet>& sheets, const QString& path) const;
    /// The present training step, told from beginning to end.
    Sheet workedStep() const;

signals:
    void failed(const QString& reason);

private:
    void askForWorksheet();
    /// Asks where to, and writes. @param over  the dialog or window that asks
    void save(const std::vector<Sheet>& sheets, const QString& title, const QString& name,
              QWidget* over);

    Session& m_session;
    Settings& m_settings;
    Look& m_look;
    QWidget* m_window;
};

}  // namespace stepgrad
