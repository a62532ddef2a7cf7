#pragma once

#include <QLineEdit>
#include <QPointer>
#include <QString>
#include <functional>
#include <optional>

#include "core/network/value_id.h"

class QLabel;

namespace stepgrad {

/// The in-place editor: a line edit over the place of a value. Stays open, says
/// why and is marked red while the text is no number or the value is refused.
class ValueEditor : public QLineEdit {
    Q_OBJECT
public:
    /// Carries the edit out: an empty text, or why it is refused.
    using Accept = std::function<QString(const ValueId& id, double value)>;

    ValueEditor(QWidget* viewport, Accept accept);

    /// @param text  shown in full and selected, as a start
    /// @param typed  what the user has typed already: replaces the text
    void open(const ValueId& id, const QString& name, const QString& text,
              const QString& typed = {});
    bool isOpen() const { return m_id.has_value(); }
    const std::optional<ValueId>& value() const { return m_id; }
    /// Over this place of the viewport, from its left, at least as large as a
    /// number needs in the editor's font.
    void moveTo(const QRect& place);
    /// Takes the text over and closes. @returns whether it did
    bool accept();
    /// Closes and leaves the old value.
    void cancel();
    /// Why the text is refused; empty while it is not.
    QString problem() const { return m_problem; }

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void close();
    void refuse(const QString& reason);
    void nudge(double by);
    void restyle();
    void placeReason();

    Accept m_accept;
    QRect m_place;  ///< of the number that is edited, in the viewport
    std::optional<ValueId> m_id;
    QString m_problem;
    QLabel* m_reason;
    bool m_accepting = false;
};

/// value + by in decimals: 0.1 + 0.2 is 0.3.
double nudged(double value, double by);

/// The step of an arrow key or wheel notch: 0.1, with Shift 0.01.
double nudgeStep(Qt::KeyboardModifiers modifiers);

}  // namespace stepgrad
