#include "ui/fitting_label.h"

#include <QEvent>

namespace stepgrad {

FittingLabel::FittingLabel(QWidget* parent) : QLabel(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextFormat(Qt::PlainText);
}

void FittingLabel::showTexts(const QStringList& texts) {
    if (texts == m_texts)
        return;
    m_texts = texts;
    setToolTip(fullText());
    setAccessibleName(fullText());
    choose();
}

void FittingLabel::choose() {
    const int room = contentsRect().width();
    for (const QString& text : m_texts)
        if (&text == &m_texts.back() || fontMetrics().horizontalAdvance(text) <= room) {
            setText(text);
            return;
        }
}

QSize FittingLabel::minimumSizeHint() const {
    return {0, QLabel::minimumSizeHint().height()};
}

QSize FittingLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(fullText()), QLabel::sizeHint().height()};
}

void FittingLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    choose();
}

void FittingLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        choose();
}

}  // namespace stepgrad
