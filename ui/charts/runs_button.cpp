#include "ui/charts/runs_button.h"

#include <QInputDialog>
#include <QMenu>

#include "core/document/session.h"
#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {

RunsButton::RunsButton(Session& session, QWidget* parent)
    : QToolButton(parent), m_session(session), m_menu(new QMenu(this)) {
    setText(tr("Runs"));
    setAccessibleName(tr("Earlier runs"));
    setToolTip(tr("Earlier trainings: show, name or remove their curves"));
    setProperty("kind", "link");
    setFocusPolicy(Qt::TabFocus);
    setPopupMode(QToolButton::InstantPopup);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &RunsButton::fill);
    const auto follow = [this] { setVisible(!m_session.earlierRuns().empty()); };
    connect(&m_session, &Session::lossCurveChanged, this, follow);
    hide();
}

void RunsButton::fill() {
    m_menu->clear();
    for (QMenu* old : m_menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
        old->deleteLater();
    const auto runs = m_session.earlierRuns();
    for (const EarlierRun& run : runs) {
        const auto eta = QString::fromStdString(
            exactNumber(run.learningRate, Appearance::instance().notation().numbers));
        QString title = tr("%1, η = %2").arg(run.name, eta);
        QMenu* of = m_menu->addMenu(title.replace('&', QStringLiteral("&&")));
        QAction* shown = of->addAction(tr("&Shown"));
        shown->setCheckable(true);
        shown->setChecked(run.isShown);
        connect(shown, &QAction::toggled, &m_session,
                [this, id = run.id](bool on) { m_session.showRun(id, on); });
        of->addAction(tr("Re&name…"), this, [this, run] { rename(run.id, run.name); });
        of->addAction(tr("&Remove"), &m_session, [this, id = run.id] { m_session.removeRun(id); });
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Remove &All"), &m_session, [this, runs] {
        for (const EarlierRun& run : runs)
            m_session.removeRun(run.id);
    });
}

void RunsButton::rename(int id, const QString& name) {
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Name of the run"));
    dialog->setLabelText(tr("Name, beside its curve:"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, &m_session,
            [this, id](const QString& text) { m_session.renameRun(id, text); });
    dialog->open();
}

}  // namespace stepgrad
