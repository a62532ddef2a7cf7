#pragma once

#include <QObject>
#include <functional>

class QKeyEvent;
class QWidget;

namespace stepgrad {

/// The walkthrough is driven by plain keys (→, Space, Home, T …) from anywhere in
/// the window. This keeps such a key for the widget that has the focus where that
/// widget needs it itself: all keys for an editor of text, Space for a button,
/// arrows for a slider, a list or a table.
class KeyGuard : public QObject {
    Q_OBJECT
public:
    /// Guards the keys of this window. @param isEditing  whether a text is being
    /// edited in a place that widgets do not tell of
    KeyGuard(QWidget* window, std::function<bool()> isEditing);

    /// Whether the widget needs the key more than the walkthrough does.
    static bool needsKey(const QWidget* focus, const QKeyEvent& event);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
    std::function<bool()> m_isEditing;
};

}  // namespace stepgrad
