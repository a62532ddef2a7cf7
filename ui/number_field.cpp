#include "ui/number_field.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QStyle>
#include <QToolTip>
#include <cmath>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {

QString problemOfWhole(double value, double least, double most) {
    if (value == std::floor(value) && value >= least && value <= most)
        return {};
    constexpr double kOpenEnd = 1e15;
    const auto whole = [](double number) {
        return QString::fromStdString(formatCount(static_cast<std::int64_t>(number)));
    };
    return most < kOpenEnd ? NumberField::tr("expected a whole number from %1 to %2")
                                 .arg(whole(least), whole(most))
                           : NumberField::tr("expected a whole number from %1").arg(whole(least));
}

void setKind(QWidget* widget, const char* kind) {
    widget->setProperty("kind", QLatin1String(kind));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

NumberField::NumberField(QWidget* parent) : QLineEdit(parent) {
    connect(this, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    connect(&Appearance::instance(), &Appearance::changed, this, [this] { showNumber(m_number); });
}

void NumberField::setWord(double number, const QString& word) {
    m_wordFor = number;
    m_word = word;
    restore();
}

void NumberField::showNumber(double value) {
    m_number = value;
    if (!(hasFocus() && isModified()))
        restore();
}

void NumberField::restore() {
    const auto format = Appearance::instance().notation().numbers;
    const bool isWord = !m_word.isEmpty() && m_number == m_wordFor;
    setText(isWord ? m_word : QString::fromStdString(exactNumber(m_number, format)));
    if (!hasFocus())
        setCursorPosition(0);  // the first digits tell more where not all have room
    setModified(false);
    showProblem({});
}

void NumberField::showProblem(const QString& reason) {
    if (reason == m_problem)
        return;
    m_problem = reason;
    setAccessibleDescription(reason);
    setKind(this, reason.isEmpty() ? "" : "wrong");
    if (reason.isEmpty()) {
        QToolTip::hideText();
        return;
    }
    if (m_showsTip)
        QToolTip::showText(mapToGlobal(QPoint(0, height())), reason, this);
    emit refused(reason);
}

bool NumberField::accept() {
    if (!isModified())
        return true;
    const bool isWord = !m_word.isEmpty() && text().trimmed() == m_word;
    const auto parsed =
        isWord ? decltype(parseNumber({})){m_wordFor} : parseNumber(text().toStdString());
    QString reason;
    if (const auto* error = std::get_if<NumberError>(&parsed))
        reason = QString::fromStdString(error->reason);
    else if (m_commit)
        reason = m_commit(std::get<double>(parsed));
    if (!reason.isEmpty()) {
        showProblem(reason);
        return false;
    }
    m_number = std::get<double>(parsed);
    restore();
    return true;
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (accept()) {
                selectAll();
                emit entered();
            }
            return;
        case Qt::Key_Escape:
            if (!isModified() && m_problem.isEmpty()) {
                event->ignore();  // there is nothing to take back: it is for the dialog
                return;
            }
            restore();
            selectAll();
            return;
        default:
            QLineEdit::keyPressEvent(event);
    }
}

void NumberField::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    selectAll();
}

void NumberField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason)
        return;
    if (!accept())
        restore();
    setCursorPosition(0);
}

}  // namespace stepgrad
