#include "ui/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/appearance.h"
#include "ui/icons.h"
#include "ui/number_field.h"

namespace stepgrad {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("messageBar"));
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close = new QToolButton(this);
    m_close->setProperty("kind", "bare");
    m_close->setAccessibleName(tr("Close message"));
    m_close->setToolTip(tr("Close this message"));
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&Appearance::instance(), &Appearance::changed, this, &MessageBar::refreshIcons);
    refreshIcons();
    hide();
}

void MessageBar::refreshIcons() {
    const Palette& palette = Appearance::instance().palette();
    const int size = fontMetrics().height();
    m_icon->setPixmap(tintedIcon("warning", palette.loss, palette.loss)
                          .pixmap(QSize(size, size), devicePixelRatioF()));
    m_close->setIcon(tintedIcon("close"));
}

void MessageBar::showMessage(const QString& message) {
    setKind(this, "");
    m_icon->show();
    showText(message);
}

void MessageBar::showNote(const QString& message) {
    setKind(this, "note");
    m_icon->hide();
    showText(message);
}

void MessageBar::endNote() {
    if (property("kind") == QLatin1String("note"))
        hide();
}

void MessageBar::showText(const QString& message) {
    m_text->setText(message);
    setAccessibleName(message);
    refreshIcons();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString MessageBar::message() const {
    return isHidden() ? QString() : m_text->text();
}

}  // namespace stepgrad
