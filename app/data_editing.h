#pragma once

#include <QObject>
#include <QString>

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
};

}  // namespace stepgrad
