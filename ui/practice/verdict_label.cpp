#include "ui/practice/verdict_label.h"

#include <QAccessible>
#include <QHBoxLayout>

#include "ui/appearance.h"
#include "ui/icons.h"

namespace stepgrad {

using Verdict = Diagnosis::Verdict;

VerdictLabel::VerdictLabel(QWidget* parent) : QWidget(parent) {
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("verdict"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    connect(&Appearance::instance(), &Appearance::changed, this, &VerdictLabel::refreshIcon);
    hide();
}

QString VerdictLabel::wordOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Right:
            return tr("Right");
        case Verdict::RightFollowing:
            return tr("Carried on");
        case Verdict::TooFewDigits:
            return tr("Too few decimals");
        case Verdict::Mistake:
        case Verdict::Wrong:
            break;
    }
    return tr("Not right");
}

QString VerdictLabel::iconOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Right:
            return QStringLiteral("check");
        case Verdict::RightFollowing:
            return QStringLiteral("next");
        case Verdict::TooFewDigits:
            return QStringLiteral("warning");
        case Verdict::Mistake:
        case Verdict::Wrong:
            break;
    }
    return QStringLiteral("close");
}

QColor VerdictLabel::colourOf(Verdict verdict) {
    const Palette& palette = Appearance::instance().palette();
    switch (verdict) {
        case Verdict::Right:
            return palette.done;
        case Verdict::RightFollowing:
        case Verdict::TooFewDigits:
            return palette.primary;
        case Verdict::Mistake:
        case Verdict::Wrong:
            break;
    }
    return palette.loss;
}

void VerdictLabel::showVerdict(Verdict verdict, const QString& text) {
    m_isNote = false;
    m_verdict = verdict;
    const QString word = wordOf(verdict);
    showText(text.isEmpty() ? word : tr("%1. %2").arg(word, text));
}

void VerdictLabel::showNote(const QString& text) {
    m_isNote = true;
    showText(text);
}

void VerdictLabel::clear() {
    m_text->clear();
    hide();
}

void VerdictLabel::showText(const QString& text) {
    m_text->setText(text);
    setAccessibleName(text);
    refreshIcon();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void VerdictLabel::refreshIcon() {
    m_icon->setVisible(!m_isNote);
    if (m_isNote)
        return;
    const QColor colour = colourOf(m_verdict);
    const int size = fontMetrics().height();
    m_icon->setPixmap(tintedIcon(iconOf(m_verdict), colour, colour)
                          .pixmap(QSize(size, size), devicePixelRatioF()));
}

}  // namespace stepgrad
