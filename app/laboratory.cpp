#include "app/laboratory.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMainWindow>
#include <QMenu>
#include <QStackedWidget>
#include <algorithm>

#include "app/actions.h"
#include "app/documents.h"
#include "app/laboratory_views.h"
#include "app/learn_menu.h"
#include "app/panel_dock.h"
#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/laboratory/laboratory_view.h"
#include "ui/number_field.h"

namespace stepgrad {
namespace {

constexpr int kRefreshMilliseconds = 50;
constexpr int kHeightPercent = 42;  ///< of the window, when it is opened

}  // namespace

Laboratory::Laboratory(LaboratoryParts parts, QMainWindow* window)
    : QObject(window), m_parts(std::move(parts)), m_window(window) {
    m_dock = new PanelDock(QStringLiteral("laboratory"), tr("Laboratory"), window);
    m_stack = new QStackedWidget(m_dock);
    m_views.resize(laboratoryViews().size());
    buildHeader();
    m_dock->setPanel(m_stack);
    m_window->addDockWidget(Qt::BottomDockWidgetArea, m_dock);
    m_dock->hide();
    fillMenu();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRefreshMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &Laboratory::refresh);
    connect(&m_parts.session, &Session::stillChanged, this, &Laboratory::refreshSoon);
    connect(&m_parts.session, &Session::documentChanged, this, &Laboratory::refreshSoon);
    connect(&m_parts.session, &Session::lossCurveChanged, this, &Laboratory::refreshSoon);
    connect(&m_parts.session, &Session::trainingChanged, this, &Laboratory::refreshSoon);
    connect(&Appearance::instance(), &Appearance::changed, this, &Laboratory::refreshSoon);
    connect(m_dock, &QDockWidget::visibilityChanged, this, &Laboratory::showVisible);
    // Where the panels were placed anew, this comes after it.
    connect(
        &m_parts.actions[ActionId::ResetLayout], &QAction::triggered, this,
        [this] {
            if (isOpen())
                place();
        },
        Qt::QueuedConnection);
}

void Laboratory::buildHeader() {
    auto* header = new QWidget(m_dock);
    m_header = new QHBoxLayout(header);
    m_header->setContentsMargins(0, 0, 0, 0);
    m_choice = new QComboBox(header);
    m_choice->setObjectName(QStringLiteral("laboratoryChoice"));
    m_choice->setAccessibleName(tr("View of the laboratory"));
    // As wide as its longest entry where there is room, less beside tools and large text.
    m_choice->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_choice->setMinimumContentsLength(6);
    m_choice->setMinimumWidth(7 * m_window->fontMetrics().height());
    for (const LaboratoryViewInfo& row : laboratoryViews()) {
        m_choice->addItem(tr(row.title).remove('&'));
        m_choice->setItemData(m_choice->count() - 1, tr(row.tip), Qt::ToolTipRole);
    }
    m_header->addWidget(m_choice);
    m_header->addStretch(1);
    connect(m_choice, &QComboBox::activated, this, &Laboratory::choose);
    m_dock->setHeader(header);
}

void Laboratory::fillMenu() {
    QMenu* menu = learnMenu(m_window);
    m_menu = new QMenu(tr("La&boratory"), menu);
    m_menu->setToolTipsVisible(true);
    m_menu->setEnabled(!laboratoryViews().empty());
    for (const LaboratoryViewInfo& row : laboratoryViews()) {
        QAction* action =
            m_menu->addAction(tr(row.title), this, [this, key = QString::fromLatin1(row.key)] {
                open(key);
                current()->setFocus();
            });
        action->setToolTip(tr(row.tip));
    }
    menu->insertMenu(menu->actions().value(0), m_menu);
}

bool Laboratory::open(const QString& key) {
    const auto rows = laboratoryViews();
    const auto row = std::ranges::find_if(rows, [&](const auto& each) { return key == each.key; });
    if (row == rows.end() || !m_menu->isEnabled())
        return false;
    choose(static_cast<int>(row - rows.begin()));
    if (m_dock->isHidden())
        place();
    m_dock->raise();
    return true;
}

bool Laboratory::openFile(const QString& key, const QString& path) {
    if (!open(key))
        return false;
    current()->openFile(path);
    return true;
}

void Laboratory::askForFile(LaboratoryView* view, const QString& title, const QString& filter) {
    auto* dialog = new QFileDialog(m_window, title, QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, view, &LaboratoryView::openFile);
    dialog->open();
}

void Laboratory::close() {
    m_dock->hide();
}

bool Laboratory::isOpen() const {
    return !m_dock->isHidden();
}

LaboratoryView* Laboratory::current() const {
    return qobject_cast<LaboratoryView*>(m_stack->currentWidget());
}

LaboratoryView* Laboratory::view(const QString& key) {
    const auto rows = laboratoryViews();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (key == rows[i].key)
            return viewAt(static_cast<int>(i));
    return nullptr;
}

void Laboratory::setAvailable(bool available) {
    m_menu->setEnabled(available);
    m_dock->toggleViewAction()->setEnabled(available);
    if (!available)
        close();
}

LaboratoryView* Laboratory::viewAt(int index) {
    LaboratoryView*& view = m_views.at(static_cast<std::size_t>(index));
    if (view)
        return view;
    const LaboratoryViewInfo& row = laboratoryViews()[static_cast<std::size_t>(index)];
    view = row.make(m_parts.session, m_stack);
    view->setAccessibleName(tr(row.title).remove('&'));
    m_stack->addWidget(view);
    // Afterwards the keys belong to the walkthrough again: T, P and the like.
    for (NumberField* field : view->findChildren<NumberField*>())
        connect(field, &NumberField::entered, view, qOverload<>(&QWidget::setFocus));
    connect(view, &LaboratoryView::valueChosen, this, m_parts.select);
    connect(view, &LaboratoryView::refused, this, m_parts.tell);
    connect(view, &LaboratoryView::fileAsked, this,
            [this, view](const QString& title, const QString& filter) {
                askForFile(view, title, filter);
            });
    connect(view, &LaboratoryView::exampleAsked, this, [this](const QString& name) {
        m_parts.documents.newFromExample(QStringLiteral(":/examples/%1.stepgrad").arg(name));
    });
    return view;
}

void Laboratory::choose(int index) {
    LaboratoryView* before = current();
    LaboratoryView* chosen = viewAt(index);
    if (before && before != chosen)
        before->leave();
    m_choice->setCurrentIndex(index);
    m_stack->setCurrentWidget(chosen);
    if (m_tools)
        m_tools->hide();
    m_tools = chosen->tools();
    if (m_tools) {
        if (m_header->indexOf(m_tools) < 0)
            m_header->addWidget(m_tools);
        m_tools->show();
    }
    if (m_isVisible)
        refresh();
}

/// In front of the loss curve, and as high as a plot needs.
void Laboratory::place() {
    m_lossHeight = m_parts.loss.height();
    PanelDock::endDrags(m_window);
    m_window->removeDockWidget(m_dock);
    if (m_parts.loss.isHidden() || m_parts.loss.isFloating())
        m_window->addDockWidget(Qt::BottomDockWidgetArea, m_dock);
    else
        m_window->tabifyDockWidget(&m_parts.loss, m_dock);
    m_dock->show();
    m_dock->raise();
    if (m_window->dockWidgetArea(m_dock) == Qt::BottomDockWidgetArea)
        m_window->resizeDocks(
            {m_dock}, {std::max(m_window->height() * kHeightPercent / 100, m_dock->height())},
            Qt::Vertical);
}

void Laboratory::showVisible(bool visible) {
    if (visible == m_isVisible || m_views.empty())
        return;
    m_isVisible = visible;
    if (visible && !current())
        choose(0);
    else if (visible)
        refresh();
    else if (current())
        current()->leave();
    // Closed, not behind another panel: the loss curve as it was.
    if (!visible && m_dock->isHidden() && m_lossHeight > 0 && !m_parts.loss.isFloating() &&
        m_window->dockWidgetArea(&m_parts.loss) == Qt::BottomDockWidgetArea)
        m_window->resizeDocks({&m_parts.loss}, {m_lossHeight}, Qt::Vertical);
}

void Laboratory::refreshSoon() {
    if (m_isVisible && !m_soon.isActive())
        m_soon.start();
}

void Laboratory::refresh() {
    if (m_isVisible && current())
        current()->refresh();
}

}  // namespace stepgrad
