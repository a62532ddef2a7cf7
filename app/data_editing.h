#pragma once

#include <QObject>
#include <QString>
#include <functional>

#include "core/document/new_data.h"

namespace stepgrad {

class Actions;
class Session;
class Settings;

/// Other data for the network: generated, or from a table; how they are split and scaled.
class DataEditing : public QObject {
    Q_OBJECT
public:
    DataEditing(Session& session, Settings& settings, const Actions& actions, QWidget* window);
    /// Asked before data are taken: why they may not be now, or an empty text.
    void setGuard(std::function<QString()> guard) { m_guard = std::move(guard); }
    /// Asks what becomes of the table.
    void importCsv(const QString& path);

private:
    void generateExamples();
    void chooseCsv();
    void askForPreparation();
    Preparation preparation() const;           ///< of the present data
    Preparation preparationOfNewData() const;  ///< to begin with
    QString take(NamedData data, const Preparation& chosen, const QString& name);
    QString change(const Preparation& chosen);

    Session& m_session;
    Settings& m_settings;
    QWidget* m_window;
    std::function<QString()> m_guard;
};

}  // namespace stepgrad
