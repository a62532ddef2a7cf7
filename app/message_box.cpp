#include "app/message_box.h"

#include <QCoreApplication>

namespace stepgrad {

QMessageBox* messageBox(QMessageBox::Icon icon, const QString& title, const QString& text,
                        QMessageBox::StandardButtons buttons, QWidget* parent) {
    auto* box = new QMessageBox(icon, title, text, buttons, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    return box;
}

void complain(QWidget* parent, const QString& what, const QString& why) {
    auto* box =
        messageBox(QMessageBox::Critical, QCoreApplication::translate("stepgrad", "Stepgrad"), what,
                   QMessageBox::Ok, parent);
    box->setInformativeText(why);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

}  // namespace stepgrad
