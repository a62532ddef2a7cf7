#include "app/learning.h"

#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <algorithm>
#include <utility>

#include "app/actions.h"
#include "app/learn_menu.h"
#include "app/lessons.h"
#include "app/look.h"
#include "app/panel_dock.h"
#include "app/presenter.h"
#include "ui/graph/network_view.h"

namespace stepgrad {
namespace {

constexpr int kWidth = 23;  ///< of the panel, in heights of the font

/// The first word of a lesson's file name; empty where it is a number.
QString groupOf(const QString& path) {
    const QString word = QFileInfo(path).fileName().section('-', 0, 0);
    return word.at(0).isDigit() ? QString() : word;
}

}  // namespace

Learning::Learning(LearningParts parts, QMainWindow* window)
    : QObject(window), m_parts(std::move(parts)), m_window(window) {
    m_dock = new PanelDock(QStringLiteral("lesson"), tr("Lesson"), window);
    // Left by its own button, so that it cannot be closed and lost.
    m_dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    m_panel = new LessonPanel(m_dock);
    m_dock->setHeader(m_panel->header());
    m_dock->setPanel(m_panel);
    window->addDockWidget(Qt::LeftDockWidgetArea, m_dock);
    m_dock->hide();
    m_lessons = new Lessons(m_parts.session, m_parts.documents, m_parts.settings, *m_panel, window);
    m_presenter = new Presenter(m_parts.session, m_parts.actions, m_parts.look, window);
    connect(m_panel, &LessonPanel::valueHovered, this, m_parts.point);
    connect(m_panel, &LessonPanel::valueClicked, this, m_parts.select);
    connect(m_lessons, &Lessons::started, this, &Learning::begin);
    connect(m_lessons, &Lessons::left, this, &Learning::end);
    connect(m_lessons, &Lessons::stopShown, this,
            [this](const std::vector<ValueId>& highlight, const std::optional<ValueId>& select) {
                m_parts.view.lightValues(highlight);
                m_parts.select(select);
            });
    connectActions();
    fillMenu();
    refreshActions();
}

void Learning::connectActions() {
    const auto on = [this](ActionId id, auto&& slot) {
        connect(&m_parts.actions[id], &QAction::triggered, this, slot);
    };
    on(ActionId::OpenLesson, [this] { m_lessons->openWithDialog(); });
    on(ActionId::ResumeLesson, [this] { m_lessons->resume(); });
    on(ActionId::LeaveLesson, [this] { m_lessons->leave(); });
    // Both arrange all panels anew, and this comes after it.
    connect(&m_parts.actions[ActionId::ResetLayout], &QAction::triggered, this, &Learning::place,
            Qt::QueuedConnection);
    connect(&m_parts.look, &Look::restyled, this, &Learning::place, Qt::QueuedConnection);
}

void Learning::fillMenu() {
    QMenu* menu = learnMenu(m_window);
    auto* lessons = new QMenu(tr("&Lessons"), menu);
    QAction* first = menu->actions().value(0);
    menu->insertMenu(first, lessons);
    menu->insertSeparator(first);
    lessons->setToolTipsVisible(true);
    int number = 0;
    QString group;
    for (const Lessons::Entry& entry : Lessons::shipped()) {
        // "limit-2-depth" stands with "limit-1-slopes".
        const QString begins = groupOf(entry.path);
        if (begins != group && number > 0)
            lessons->addSeparator();
        group = begins;
        ++number;
        const QString title = number < 10 ? tr("&%1 %2").arg(number).arg(entry.title) : entry.title;
        QAction* action =
            lessons->addAction(title, this, [this, path = entry.path] { m_lessons->open(path); });
        action->setToolTip(entry.summary);
    }
    lessons->addSeparator();
    for (const ActionId id : {ActionId::OpenLesson, ActionId::ResumeLesson, ActionId::LeaveLesson})
        lessons->addAction(&m_parts.actions[id]);
    connect(menu, &QMenu::aboutToShow, this, &Learning::refreshActions);
}

void Learning::refreshActions() {
    m_parts.actions[ActionId::ResumeLesson].setEnabled(m_lessons->canResume());
    m_parts.actions[ActionId::LeaveLesson].setEnabled(m_lessons->isRunning());
}

void Learning::leave() {
    m_presenter->leave();
    m_lessons->leave();
}

void Learning::begin() {
    if (!m_before) {
        m_before = Before{m_parts.isArranged(), m_parts.actions[ActionId::Paths].isChecked(),
                          m_parts.isLaboratoryOpen(), m_parts.walkthrough.width(),
                          m_parts.view.selectedValue()};
        m_parts.actions[ActionId::Paths].setChecked(false);
        m_parts.setArranged(true);
        place();
    }
    refreshActions();
}

void Learning::place() {
    if (!m_before)
        return;
    PanelDock::endDrags(m_window);
    m_window->removeDockWidget(m_dock);
    if (m_parts.walkthrough.isHidden() || m_parts.walkthrough.isFloating())
        m_window->addDockWidget(Qt::LeftDockWidgetArea, m_dock);
    else
        m_window->tabifyDockWidget(&m_parts.walkthrough, m_dock);
    m_dock->show();
    m_dock->raise();
    const int width =
        std::min(kWidth * m_window->fontMetrics().height(), m_window->width() * 30 / 100);
    m_window->resizeDocks({m_dock}, {std::max(width, m_dock->width())}, Qt::Horizontal);
    m_parts.setArranged(true);
}

/// Takes back what the lesson changed of the window, and nothing that its user did.
void Learning::end() {
    const Before before = *std::exchange(m_before, std::nullopt);
    m_parts.view.lightValues({});
    PanelDock::endDrags(m_window);
    m_dock->hide();
    if (!before.hasLaboratory)
        m_parts.closeLaboratory();
    m_parts.setArranged(before.isArranged);
    if (!before.isArranged)
        m_parts.sizePanels();
    else if (!m_parts.walkthrough.isHidden() && !m_parts.walkthrough.isFloating())
        m_window->resizeDocks({&m_parts.walkthrough}, {before.walkthroughWidth}, Qt::Horizontal);
    m_parts.select(before.selected);
    m_parts.actions[ActionId::Paths].setChecked(before.hasPaths);
    refreshActions();
}

}  // namespace stepgrad
