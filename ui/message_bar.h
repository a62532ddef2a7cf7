#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace stepgrad {

/// A message in the window that blocks nothing: what went wrong, until it is
/// closed or done with. Announced to assistive technology.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(const QString& message);
    /// Tells of something that went as it should.
    void showNote(const QString& message);
    /// What is told by a note has been seen: something else is done.
    void endNote();
    QString message() const;

private:
    void showText(const QString& message);
    void refreshIcons();

    QLabel *m_icon, *m_text;
    QToolButton* m_close;
};

}  // namespace stepgrad
