#include "app/panel_dock.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <algorithm>

#include "ui/appearance.h"
#include "ui/icons.h"

namespace stepgrad {
namespace {

constexpr int kMostHeld = 330;  ///< pixels that names of tabs keep in any case

}  // namespace

PanelDock::PanelDock(const QString& name, const QString& title, QWidget* parent)
    : QDockWidget(title, parent) {
    setObjectName(name);
    m_titleHolder = new QWidget(this);
    auto* holder = new QVBoxLayout(m_titleHolder);
    holder->setContentsMargins(0, 0, 0, 0);
    m_title = new QWidget(m_titleHolder);
    holder->addWidget(m_title);
    m_title->setObjectName(QStringLiteral("dockTitle"));
    m_title->setAttribute(Qt::WA_StyledBackground);
    m_titleRow = new QHBoxLayout(m_title);
    auto* heading = new QLabel(title, m_title);
    heading->setProperty("kind", "heading");
    m_heading = heading;
    const auto button = [this](const QString& text, const char* objectName) {
        auto* made = new QToolButton(m_title);
        made->setProperty("kind", "bare");
        made->setObjectName(QLatin1String(objectName));
        made->setToolTip(text);
        made->setAccessibleName(text);
        made->setFocusPolicy(Qt::NoFocus);  // the View menu does the same
        auto policy = made->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        made->setSizePolicy(policy);
        made->hide();
        return made;
    };
    m_float = button(tr("Detach %1").arg(title), "float");
    m_close = button(tr("Hide %1").arg(title), "close");
    m_titleRow->addWidget(m_heading);
    m_titleRow->addStretch(1);
    m_titleRow->addWidget(m_float);
    m_titleRow->addWidget(m_close);
    setTitleBarWidget(m_titleHolder);
    m_title->installEventFilter(this);
    connect(m_close, &QToolButton::clicked, this, &PanelDock::arranged);
    connect(toggleViewAction(), &QAction::triggered, this, &PanelDock::arranged);
    connect(this, &QDockWidget::topLevelChanged, this, &PanelDock::arranged);
    connect(this, &QDockWidget::dockLocationChanged, this, &PanelDock::arranged);
    connect(m_float, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(m_close, &QToolButton::clicked, this, &QWidget::close);
    connect(&Appearance::instance(), &Appearance::changed, this, &PanelDock::refreshIcons);
    refreshIcons();
}

void PanelDock::refreshIcons() {
    const Palette& palette = Appearance::instance().palette();
    m_float->setIcon(tintedIcon("float", palette.quiet, palette.faint));
    m_close->setIcon(tintedIcon("close", palette.quiet, palette.faint));
    const int unit = fontMetrics().height();
    m_float->setIconSize(QSize(unit * 3 / 4, unit * 3 / 4));
    m_close->setIconSize(m_float->iconSize());
    m_titleRow->setContentsMargins(unit * 4 / 5, unit / 2, unit * 2 / 5, unit / 5);
    m_titleRow->setSpacing(unit / 4);
}

QWidget* PanelDock::makeBody(QWidget* content) {
    auto* body = new QFrame(this);
    body->setObjectName(QStringLiteral("dockBody"));
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(1, 0, 1, 4);
    layout->addWidget(content);
    m_bodyHolder = new QWidget(this);
    auto* holder = new QVBoxLayout(m_bodyHolder);
    holder->setContentsMargins(0, 0, 0, 0);
    holder->addWidget(body);
    return m_bodyHolder;
}

void PanelDock::setPanel(QWidget* panel) {
    setWidget(makeBody(panel));
}

void PanelDock::addTab(QWidget* panel, const QString& title, QWidget* tools) {
    if (!m_tabs) {
        m_tabs = new QTabBar(m_title);
        m_tabs->setProperty("kind", "title");
        m_tabs->setDrawBase(false);
        m_tabs->setExpanding(false);
        m_tabs->setElideMode(Qt::ElideNone);
        m_tabs->setAccessibleName(windowTitle());
        m_pages = new QStackedWidget(this);
        m_heading->hide();
        m_titleRow->insertWidget(0, m_tabs);
        connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
        connect(m_tabs, &QTabBar::currentChanged, this, &PanelDock::showTools);
        setWidget(makeBody(m_pages));
    }
    m_tools.push_back(tools);
    if (tools)
        m_titleRow->insertWidget(m_titleRow->count() - 2, tools);
    m_pages->addWidget(panel);
    m_tabs->addTab(title);
    showTools();
}

/// The names are never cut: what stands beside them gives way. Only of very large text
/// not all of them stand side by side.
void PanelDock::holdTabs() {
    if (m_tabs)
        m_tabs->setMinimumWidth(std::min(m_tabs->sizeHint().width(), kMostHeld));
}

void PanelDock::showTools() {
    holdTabs();
    for (qsizetype i = 0; i < m_tools.size(); ++i)
        if (m_tools[i])
            m_tools[i]->setVisible(i == m_tabs->currentIndex());
}

void PanelDock::setHeader(QWidget* header) {
    m_heading->hide();
    delete m_titleRow->takeAt(1);  // the room that the header takes
    m_titleRow->insertWidget(0, header, 1);
}

void PanelDock::endDrags(const QMainWindow* window) {
    // A panel floats as soon as it is dragged, and to set that it floats ends its drag.
    for (auto* dock : window->findChildren<QDockWidget*>())
        if (dock->isFloating())
            dock->setFloating(true);
}

int PanelDock::gapOf(const QWidget* widget) {
    return widget->fontMetrics().height() / 2;
}

QMargins PanelDock::edgeMargins(const QWidget* part) {
    const auto* window = qobject_cast<const QMainWindow*>(part->parentWidget());
    if (!window || part->isWindow())
        return {};
    int top = 0;
    for (const auto* bar : window->findChildren<QToolBar*>(Qt::FindDirectChildrenOnly))
        top = std::max(top, bar->geometry().bottom() + 1);
    const auto* status = window->findChild<QStatusBar*>(QString(), Qt::FindDirectChildrenOnly);
    const int bottom = status ? status->y() : window->height();
    const QRect place = part->geometry();
    const int gap = gapOf(window);
    return {place.left() <= 0 ? gap : 0, place.top() <= top ? gap : 0,
            place.right() >= window->width() - 1 ? gap : 0, place.bottom() >= bottom - 1 ? gap : 0};
}

void PanelDock::keepDistance() {
    const QMargins edges = edgeMargins(this);
    m_titleHolder->layout()->setContentsMargins(edges.left(), edges.top(), edges.right(), 0);
    if (m_bodyHolder)
        m_bodyHolder->layout()->setContentsMargins(edges.left(), 0, edges.right(), edges.bottom());
}

void PanelDock::moveEvent(QMoveEvent* event) {
    QDockWidget::moveEvent(event);
    keepDistance();
}

void PanelDock::resizeEvent(QResizeEvent* event) {
    QDockWidget::resizeEvent(event);
    keepDistance();
    holdTabs();
}

void PanelDock::showButtons(bool shown) {
    m_float->setVisible(shown && features().testFlag(DockWidgetFloatable));
    m_close->setVisible(shown && features().testFlag(DockWidgetClosable));
}

bool PanelDock::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_title && event->type() == QEvent::Enter)
        showButtons(true);
    if (watched == m_title && event->type() == QEvent::Leave)
        showButtons(false);
    return QDockWidget::eventFilter(watched, event);
}

void PanelDock::changeEvent(QEvent* event) {
    QDockWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        refreshIcons();
}

}  // namespace stepgrad
