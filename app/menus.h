#pragma once

#include <QObject>
#include <functional>

#include "ui/graph/network_builder.h"

class QMainWindow;
class QMenu;

namespace stepgrad {

class Actions;
class Documents;
class Exports;
class Look;
class Session;

/// The menu bar of the window: the actions of the table, and the choices that
/// are made of lists.
class Menus : public QObject {
    Q_OBJECT
public:
    Menus(QMainWindow* window, const Actions& actions, Documents& documents, Look& look,
          Session& session, NetworkBuilder builder, Exports& exports);

signals:
    void speedChosen(int speed);
    void detailChosen(int detail);

private:
    void buildFile();
    void buildEdit();
    void buildTraining();
    void buildNetwork();
    void fillNetwork(QMenu* menu);
    void buildData();
    void buildView();
    void buildLearn();
    void buildHelp();
    void fillExamples(QMenu* menu);
    void fillRecent(QMenu* menu);
    /// A submenu of which one entry is chosen; what is current is asked for each
    /// time the menu opens.
    QMenu* addChoice(QMenu* menu, const QString& title, const QStringList& names,
                     const std::function<int()>& current, const std::function<void(int)>& choose);

    QMainWindow* m_window;
    const Actions& m_actions;
    Documents& m_documents;
    Look& m_look;
    Session& m_session;
    NetworkBuilder m_builder;
    Exports& m_exports;
};

}  // namespace stepgrad
