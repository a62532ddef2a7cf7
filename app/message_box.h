#pragma once

#include <QMessageBox>

namespace stepgrad {

/// A box that goes away once it is answered. What it says may quote files, and is shown as
/// it stands, never as rich text. The caller opens it.
QMessageBox* messageBox(QMessageBox::Icon icon, const QString& title, const QString& text,
                        QMessageBox::StandardButtons buttons, QWidget* parent);

/// Opens one that tells what could not be done, and why.
void complain(QWidget* parent, const QString& what, const QString& why);

}  // namespace stepgrad
