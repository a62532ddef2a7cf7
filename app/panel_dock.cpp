#include "app/panel_dock.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include "ui/appearance.h"
#include "ui/icons.h"

namespace stepgrad {

PanelDock::PanelDock(const QString& name, const QString& title, QWidget* parent)
    : QDockWidget(title, parent) {
    setObjectName(name);
    m_title = new QWidget(this);
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
    setTitleBarWidget(m_title);
    m_title->installEventFilter(this);
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
    m_titleRow->setContentsMargins(unit * 4 / 5, unit * 2 / 5, unit * 2 / 5, unit / 5);
    m_titleRow->setSpacing(unit / 4);
}

QWidget* PanelDock::makeBody(QWidget* content) {
    auto* body = new QFrame(this);
    body->setObjectName(QStringLiteral("dockBody"));
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(1, 0, 1, 4);
    layout->addWidget(content);
    return body;
}

void PanelDock::setPanel(QWidget* panel) {
    setWidget(makeBody(panel));
}

void PanelDock::addTab(QWidget* panel, const QString& title) {
    if (!m_tabs) {
        m_tabs = new QTabBar(m_title);
        m_tabs->setProperty("kind", "title");
        m_tabs->setDrawBase(false);
        m_tabs->setExpanding(false);
        m_tabs->setAccessibleName(windowTitle());
        m_pages = new QStackedWidget(this);
        m_heading->hide();
        m_titleRow->insertWidget(0, m_tabs);
        connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
        setWidget(makeBody(m_pages));
    }
    m_pages->addWidget(panel);
    m_tabs->addTab(title);
}

void PanelDock::addToTitle(QWidget* widget) {
    m_titleRow->insertWidget(m_titleRow->count() - 2, widget);
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
