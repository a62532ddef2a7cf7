#include "app/key_guard.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QTextEdit>
#include <initializer_list>

namespace stepgrad {
namespace {

bool isOneOf(int key, std::initializer_list<int> keys) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool isPlain(const QKeyEvent& event) {
    return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

bool isText(const QKeyEvent& event) {
    return !event.text().isEmpty() && event.text().front().isPrint();
}

bool editsText(const QWidget* widget) {
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
        return box->isEditable();
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QTextEdit*>(widget) ||
           qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget);
}

/// The keys with which a text is written, and those that edit it everywhere.
bool isForText(const QKeyEvent& event) {
    if (isPlain(event))
        return event.key() < Qt::Key_F1 || event.key() > Qt::Key_F35;
    for (const auto standard : {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Copy,
                                QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll,
                                QKeySequence::MoveToNextWord, QKeySequence::MoveToPreviousWord,
                                QKeySequence::SelectNextWord, QKeySequence::SelectPreviousWord})
        if (event.matches(standard))
            return true;
    return false;
}

}  // namespace

KeyGuard::KeyGuard(QWidget* window, std::function<bool()> isEditing)
    : QObject(window), m_window(window), m_isEditing(std::move(isEditing)) {
    qApp->installEventFilter(this);
}

bool KeyGuard::needsKey(const QWidget* focus, const QKeyEvent& event) {
    const int key = event.key();
    if (editsText(focus))
        return isForText(event);
    const bool isTable = qobject_cast<const QTableView*>(focus);
    if (isTable && (event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Paste)))
        return true;
    if (!focus || !isPlain(event))
        return false;
    if (const auto* button = qobject_cast<const QAbstractButton*>(focus))
        return key == Qt::Key_Space ||
               (button->group() && isOneOf(key, {Qt::Key_Left, Qt::Key_Right}));
    if (qobject_cast<const QAbstractSlider*>(focus) || qobject_cast<const QTabBar*>(focus))
        return isOneOf(
            key, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_PageUp, Qt::Key_PageDown});
    if (qobject_cast<const QComboBox*>(focus))
        return isOneOf(key, {Qt::Key_Home, Qt::Key_PageUp, Qt::Key_PageDown});
    if (isTable)
        return isText(event) || isOneOf(key, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                                              Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_F2});
    return false;
}

bool KeyGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != m_window)
        return false;
    auto* key = static_cast<QKeyEvent*>(event);
    if (!needsKey(widget, *key) && !(m_isEditing() && isForText(*key)))
        return false;
    key->accept();
    return true;
}

}  // namespace stepgrad
