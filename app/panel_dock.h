#pragma once

#include <QDockWidget>
#include <QString>

class QHBoxLayout;
class QMainWindow;
class QTabBar;
class QToolButton;
class QStackedWidget;

namespace stepgrad {

/// A dock that looks like a card: its title stands in the card, and the buttons
/// to float and close it appear when the pointer is over it.
class PanelDock : public QDockWidget {
    Q_OBJECT
public:
    /// @param name  the object name, by which its place is remembered
    PanelDock(const QString& name, const QString& title, QWidget* parent);

    /// One panel, under the dock's title.
    void setPanel(QWidget* panel);
    /// Several panels behind tabs that stand where the title would.
    /// @param tools  what stands in the title while the tab is chosen, or null
    void addTab(QWidget* panel, const QString& title, QWidget* tools = nullptr);
    QTabBar* tabs() const { return m_tabs; }
    /// A widget in place of the title, as wide as there is room.
    void setHeader(QWidget* header);

    /// Drags of the window's panels that go on end here, as by Esc: the panel stays where
    /// it floats. Due before panels are arranged otherwise than by the mouse: a drag keeps
    /// the arrangement that it began with, and would point into one that is gone.
    static void endDrags(const QMainWindow* window);

    /// How far the cards stand from the edges of the window and from each other.
    static int gapOf(const QWidget* widget);
    /// The sides on which a part of the window touches the edge of the area that
    /// docks and centre share, as margins of that gap.
    static QMargins edgeMargins(const QWidget* part);

signals:
    /// The user has moved, hidden, shown or detached it.
    void arranged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshIcons();
    void showTools();
    void holdTabs();
    void showButtons(bool shown);
    void keepDistance();
    QWidget* makeBody(QWidget* content);

    QWidget* m_titleHolder;  ///< the title and its distance from the window's edges
    QWidget* m_title;
    QWidget* m_bodyHolder = nullptr;
    QHBoxLayout* m_titleRow;
    QWidget* m_heading;
    QToolButton* m_float;
    QToolButton* m_close;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    QList<QWidget*> m_tools;  ///< one a tab; null where it has none
};

}  // namespace stepgrad
