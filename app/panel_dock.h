#pragma once

#include <QDockWidget>
#include <QString>

class QHBoxLayout;
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
    void addTab(QWidget* panel, const QString& title);
    QTabBar* tabs() const { return m_tabs; }
    /// A widget at the right of the title.
    void addToTitle(QWidget* widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refreshIcons();
    void showButtons(bool shown);
    QWidget* makeBody(QWidget* content);

    QWidget* m_title;
    QHBoxLayout* m_titleRow;
    QWidget* m_heading;
    QToolButton* m_float;
    QToolButton* m_close;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
};

}  // namespace stepgrad
