#include "app/help_dialogs.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "app/actions.h"
#include "ui/icons.h"

namespace stepgrad {
namespace {

struct Help {
    Q_DECLARE_TR_FUNCTIONS(stepgrad::Help)
};

QString row(const QString& what, const QString& keys) {
    return QStringLiteral("<tr><td style=\"padding-right:2em\">%1</td><td>%2</td></tr>")
        .arg(what.toHtmlEscaped(), keys.toHtmlEscaped());
}

QString shortcutsText(const Actions& actions) {
    QString html = QStringLiteral("<h3>%1</h3><table>").arg(Help::tr("Everywhere"));
    for (const QAction* action : actions.all())
        if (const QString keys = Actions::keysText(*action); !keys.isEmpty())
            html += row(action->iconText(), keys);
    html += QStringLiteral("</table><h3>%1</h3><table>").arg(Help::tr("In the network"));
    html += row(Help::tr("From value to value, in the order of their computation"),
                Help::tr("Tab, Shift+Tab"));
    html += row(Help::tr("Edit the value"), Help::tr("Enter, F2, double-click, or type a digit"));
    html += row(Help::tr("Change it by 0.1, with Shift by 0.01"), Help::tr("↑, ↓, mouse wheel"));
    html += row(Help::tr("Accept, or leave the old value"), Help::tr("Enter, Esc"));
    html += QStringLiteral("</table><h3>%1</h3><table>").arg(Help::tr("In the table of examples"));
    html += row(Help::tr("Edit the cell"), Help::tr("Enter, F2, or type"));
    html += row(Help::tr("Copy and paste cells of a spreadsheet"), Help::tr("Ctrl+C, Ctrl+V"));
    return html + QStringLiteral("</table>");
}

QString aboutText() {
    return Help::tr(
               "<h3>Stepgrad %1</h3>"
               "<p>Backpropagation in slow motion: every value of a training step, "
               "computed, drawn and explained.</p>"
               "<p>Free software under the MIT licence.</p>"
               "<p>Made with Qt %2 (LGPL 3; Qt Charts: GPL 3), Eigen (MPL 2.0) and JSON for "
               "Modern C++ (MIT). The formulas are set in Latin Modern Math (GUST Font Licence), "
               "all other text in DejaVu Sans (Bitstream Vera licence).</p>")
        .arg(QLatin1String(versionText()), QLatin1String(qVersion()));
}

}  // namespace

const char* versionText() {
    return STEPGRAD_VERSION;
}

void showShortcuts(const Actions& actions, QWidget* window) {
    auto* dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Help::tr("Keyboard Shortcuts"));
    auto* text = new QTextBrowser(dialog);
    text->setAccessibleName(dialog->windowTitle());
    text->setHtml(shortcutsText(actions));
    text->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    const int unit = dialog->fontMetrics().height();
    dialog->resize(unit * 40, unit * 34);
    dialog->open();
}

void showAbout(QWidget* window) {
    auto* box = new QMessageBox(QMessageBox::NoIcon, Help::tr("About Stepgrad"), aboutText(),
                                QMessageBox::Close, window);
    box->setIconPixmap(applicationIcon().pixmap(64, 64));
    box->setTextFormat(Qt::RichText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace stepgrad
