#pragma once

#include <QObject>

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

signals:
    void failed(const QString& reason);

private:
    Session& m_session;
    Settings& m_settings;
    Look& m_look;
    QWidget* m_window;
};

}  // namespace stepgrad
