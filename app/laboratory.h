#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <vector>

#include "core/network/value_id.h"

class QComboBox;
class QHBoxLayout;
class QMainWindow;
class QMenu;
class QStackedWidget;

namespace stepgrad {

class Actions;
class Documents;
class LaboratoryView;
class PanelDock;
class Session;

/// What the laboratory has to do with the rest of the window.
struct LaboratoryParts {
    Session& session;
    Documents& documents;
    const Actions& actions;
    PanelDock& loss;  ///< that it stands in front of
    std::function<void(const ValueId&)> select{};
    std::function<void(const QString&)> tell{};  ///< a message
};

/// The place of the laboratory in the window: a panel below the graph with one view at a
/// time, chosen in its title, in the menu Learn or by a lesson. Views are made when they
/// are first shown.
class Laboratory : public QObject {
    Q_OBJECT
public:
    Laboratory(LaboratoryParts parts, QMainWindow* window);

    /// Shows the view of that key and brings the panel to the front. False where there is
    /// no such view.
    bool open(const QString& key);
    /// Shows it, and a file in it. False where there is no such view.
    bool openFile(const QString& key, const QString& path);
    void close();
    bool isOpen() const;
    /// The view that is chosen; null before the first. And the one of that key, made
    /// where it has not been shown yet.
    LaboratoryView* current() const;
    LaboratoryView* view(const QString& key);
    PanelDock& dock() { return *m_dock; }
    /// While numbers are hidden: no view would keep them so.
    void setAvailable(bool available);

private:
    void buildHeader();
    void fillMenu();
    LaboratoryView* viewAt(int index);
    void choose(int index);
    void askForFile(LaboratoryView* view, const QString& title, const QString& filter);
    void place();
    void showVisible(bool visible);
    void refreshSoon();
    void refresh();

    LaboratoryParts m_parts;
    QMainWindow* m_window;
    PanelDock* m_dock;
    QMenu* m_menu = nullptr;
    QComboBox* m_choice = nullptr;
    QHBoxLayout* m_header = nullptr;
    QStackedWidget* m_stack;
    std::vector<LaboratoryView*> m_views;  ///< one a row of the table; null until shown
    QWidget* m_tools = nullptr;            ///< of the present view, in the title
    int m_lossHeight = 0;                  ///< before the laboratory was opened
    bool m_isVisible = false;
    QTimer m_soon;
};

}  // namespace stepgrad
