#pragma once

#include <QObject>
#include <functional>
#include <optional>

#include "core/network/value_id.h"

class QMainWindow;

namespace stepgrad {

class Actions;
class Documents;
class LessonPanel;
class Lessons;
class Look;
class NetworkView;
class PanelDock;
class Presenter;
class Session;
class Settings;

/// What lessons and presenting have to do with the rest of the window.
struct LearningParts {
    Session& session;
    Documents& documents;
    Settings& settings;
    Look& look;
    const Actions& actions;
    NetworkView& view;
    PanelDock& walkthrough;  ///< that the lesson stands in front of
    std::function<void(const std::optional<ValueId>&)> select{};
    std::function<void(const std::optional<ValueId>&)> point{};
    /// Whether the user has arranged the panels: then their sizes are left as they are.
    std::function<bool()> isArranged{};
    std::function<void(bool)> setArranged{};
    std::function<void()> sizePanels{};  ///< as where nobody has arranged them
    std::function<bool()> isLaboratoryOpen{};
    std::function<void()> closeLaboratory{};
};

/// The place of lessons and presenting in the window: the panel of lessons, their
/// entries in the menu Learn, and the window as it was before, once they are left.
class Learning : public QObject {
    Q_OBJECT
public:
    Learning(LearningParts parts, QMainWindow* window);

    Lessons& lessons() { return *m_lessons; }
    Presenter& presenter() { return *m_presenter; }
    void leave();

private:
    void fillMenu();
    void connectActions();
    void begin();
    void place();
    void end();
    void refreshActions();

    LearningParts m_parts;
    QMainWindow* m_window;
    PanelDock* m_dock;
    LessonPanel* m_panel;
    Lessons* m_lessons;
    Presenter* m_presenter;
    /// What the lesson changes in the window, as it was before.
    struct Before {
        bool isArranged = false, hasPaths = false, hasLaboratory = false;
        int walkthroughWidth = 0;
        std::optional<ValueId> selected;
    };
    std::optional<Before> m_before;
};

}  // namespace stepgrad
