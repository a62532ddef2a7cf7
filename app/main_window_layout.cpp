// What stands where in the window.

#include <QApplication>
#include <QFontInfo>
#include <QGuiApplication>
#include <QMenuBar>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>
#include <algorithm>

#include "app/key_guard.h"
#include "app/lessons.h"
#include "app/main_window_p.h"
#include "app/status_text.h"
#include "ui/charts/runs_button.h"
#include "ui/panels/training_panel.h"

namespace stepgrad {
namespace {

/// Of the arrangement of docks and toolbar: a saved one of another version is
/// not restored.
constexpr int kLayoutVersion = 1;

}  // namespace

MainWindow::Private::Private(MainWindow* window) : q(window) {
    look = std::make_unique<Look>(settings);
    actions = std::make_unique<Actions>(window);
    session = new Session(window);
    documents = new Documents(*session, settings, window);
    build();
    connectActions();
    connectView();
    connectSession();
    connectSettings();
    connectRecovery();
    restyle();
    restoreLayout();
    showStill(Session::Change::Opened);
    showDocument();
    showCurve();
}

void MainWindow::Private::build() {
    q->setObjectName(QStringLiteral("mainWindow"));
    q->setAcceptDrops(true);
    q->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    q->setContextMenuPolicy(Qt::NoContextMenu);
    q->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    auto* toolBar = new QToolBar(tr("Steps"), q);
    toolBar->setObjectName(QStringLiteral("steps"));
    toolBar->setMovable(false);
    toolBar->toggleViewAction()->setEnabled(false);
    bar = new StepBar(*actions, toolBar);
    toolBar->addWidget(bar);
    q->addToolBar(toolBar);
    buildCentre();
    buildDocks();
    buildStatusBar();
    editing = new NetworkEditing(*session, *actions, q);
    dataEditing = new DataEditing(*session, settings, *actions, q);
    exports = new Exports(*session, settings, *view, *chart, *results, q);
    handouts = new Handouts(*session, settings, *look, *actions, q);
    gradientViews = new GradientViews(*session, *actions, *view, *explanation, q);
    menus = new Menus(q, *actions, *documents, *look, *session, builder(), *exports);
    buildLearning();
    practice = new Practice(*session, *actions, *view, *practicePanel, q);
    recovery = new Recovery(*session, *documents, settings, q);
    neuronChoice = new NeuronChoice(*session, settings, *actions, *view, *practice, q);
    // So that shortcuts work without the menus, too.
    for (QAction* action : actions->all())
        q->addAction(action);
    new KeyGuard(q, [this] { return view->isEditing(); });
    view->setFocus();
}

NetworkBuilder MainWindow::Private::builder() const {
    return {[this](const NetworkEdit& edit) { editing->edit(edit); },
            [this](const NetworkEdit& edit) {
                const QString reason = practice ? practice->reasonAgainstEdits() : QString();
                return reason.isEmpty() ? session->reasonAgainst(edit) : reason;
            }};
}

void MainWindow::Private::buildCentre() {
    auto* centre = new QWidget(q);
    message = new MessageBar(centre);
    practicePanel = new PracticePanel(centre);
    auto* card = new QFrame(centre);
    card->setProperty("kind", "card");
    view = new NetworkView(card);
    view->setFrameShape(QFrame::NoFrame);
    view->setMinimumSize(160, 120);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(4, 4, 4, 4);
    inside->addWidget(view);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(message);
    column->addWidget(practicePanel);
    column->addWidget(card, 1);
    q->setCentralWidget(centre);
    centre->installEventFilter(this);
}

bool MainWindow::Private::eventFilter(QObject* watched, QEvent* event) {
    const bool isPlaced = event->type() == QEvent::Resize || event->type() == QEvent::Move;
    if (watched == q->centralWidget() && isPlaced)
        q->centralWidget()->setContentsMargins(PanelDock::edgeMargins(q->centralWidget()));
    if (watched == q && event->type() == QEvent::Resize && !m_arranged)
        sizeDocks();
    // A bar has its names once the docks are laid out.
    if (watched == q && event->type() == QEvent::ChildPolished)
        QTimer::singleShot(0, this, [this] { fitTabs(); });
    if (watched == q && event->type() == QEvent::MouseButtonPress)
        m_arranged = true;  // nothing of the window itself takes the mouse but separators
    return false;
}

void MainWindow::Private::buildDocks() {
    walkthroughDock = new PanelDock(QStringLiteral("walkthrough"), tr("Walkthrough"), q);
    walkthrough = new WalkthroughPanel(walkthroughDock);
    walkthroughDock->setPanel(walkthrough);

    explanationDock = new PanelDock(QStringLiteral("explanation"), tr("Explanation"), q);
    explanation = new ExplanationPanel(explanationDock);
    explanationDock->setHeader(explanation->header());
    explanationDock->setPanel(explanation);

    lossDock = new PanelDock(QStringLiteral("loss"), tr("Loss"), q);
    chart = new LossChart(lossDock);
    chart->header()->layout()->addWidget(new RunsButton(*session));
    lossDock->setHeader(chart->header());
    lossDock->setPanel(chart);

    resultDock = new PanelDock(QStringLiteral("results"), tr("Prediction, Data"), q);
    prediction = new PredictionPanel(resultDock);
    data = new DataPanel(*session, resultDock);
    resultDock->addTab(prediction, tr("Prediction"));
    resultDock->addTab(data, tr("Data"), data->buttons());
    resultDock->addTab(new TrainingPanel(*session, resultDock), tr("Training"));
    results = new ResultsPanel(*session, resultDock);
    resultDock->addTab(results, tr("Results"), results->tools());
}

void MainWindow::Private::buildLearning() {
    LearningParts parts{*session, *documents, settings, *look, *actions, *view, *walkthroughDock};
    parts.select = [this](const auto& id) { selectValue(id); };
    parts.point = [this](const auto& id) { showHovered(id, learning); };
    parts.isArranged = [this] { return m_arranged; };
    parts.setArranged = [this](bool arranged) { m_arranged = arranged; };
    parts.sizePanels = [this] { sizeDocks(); };
    parts.isLaboratoryOpen = [this] { return laboratory->isOpen(); };
    parts.closeLaboratory = [this] { laboratory->close(); };
    learning = new Learning(std::move(parts), q);
    laboratory = new Laboratory(
        {*session, *documents, *actions, *lossDock, [this](const ValueId& id) { selectValue(id); },
         [this](const QString& text) { showMessage(text); }},
        q);
    connect(&learning->lessons(), &Lessons::viewAsked, laboratory, &Laboratory::open);
}

/// Whether there is so little room for text of this size that panels are better
/// behind each other than beside each other.
bool MainWindow::Private::isCramped() const {
    const int unit = q->fontMetrics().height();
    return q->width() < 52 * unit || q->height() < 34 * unit;
}

void MainWindow::Private::placeDocks(bool cramped) {
    m_cramped = cramped;
    PanelDock::endDrags(q);
    const auto docks = {explanationDock, walkthroughDock, resultDock, lossDock};
    for (PanelDock* dock : docks) {
        q->removeDockWidget(dock);
        dock->setFloating(false);
    }
    // The right column goes down to the bottom, the loss curve below the rest.
    q->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    q->setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    q->addDockWidget(Qt::RightDockWidgetArea, explanationDock);
    if (cramped) {
        for (PanelDock* dock : {walkthroughDock, resultDock, lossDock})
            q->tabifyDockWidget(explanationDock, dock);
    } else {
        q->addDockWidget(Qt::LeftDockWidgetArea, walkthroughDock);
        q->splitDockWidget(explanationDock, resultDock, Qt::Vertical);
        q->addDockWidget(Qt::BottomDockWidgetArea, lossDock);
    }
    for (PanelDock* dock : docks)
        dock->show();
    explanationDock->raise();
    sizeDocks();
    m_arranged = false;
}

/// The names of panels that stand behind each other: as large as all have room
/// beside each other.
void MainWindow::Private::fitTabs() {
    constexpr int kLeast = 12;
    const int usual = QFontInfo(QApplication::font()).pixelSize();
    for (auto* tabs : q->findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
        QFont font = QApplication::font();
        int size = usual;
        const auto needed = [&] {
            font.setPixelSize(size);
            const QFontMetrics metrics(font);
            int width = 0;
            for (int i = 0; i < tabs->count(); ++i)
                width += metrics.horizontalAdvance(tabs->tabText(i)) + metrics.height() * 3 / 2;
            return width;
        };
        const int room = q->width() * 45 / 100;  // as placeDocks gives them
        while (needed() > room && size > kLeast)
            --size;
        if (tabs->font() != font)
            tabs->setFont(font);
    }
}

void MainWindow::Private::sizeDocks() {
    const int unit = q->fontMetrics().height();
    const int width = q->width();
    if (m_cramped) {
        q->resizeDocks({explanationDock}, {width * 45 / 100}, Qt::Horizontal);
        return;
    }
    const int left = std::clamp(width * 18 / 100, 17 * unit, 20 * unit);
    const int right = std::clamp(width * 26 / 100, 19 * unit, 30 * unit);
    const int low = std::clamp(q->height() * 19 / 100, 10 * unit, 16 * unit);
    // The prediction shows all its lines; the explanation has the rest.
    const int result = std::max(low, 14 * unit);
    const int column =
        q->height() - q->menuBar()->height() - bar->height() - q->statusBar()->height();
    q->resizeDocks({walkthroughDock, explanationDock}, {left, right}, Qt::Horizontal);
    q->resizeDocks({lossDock}, {low}, Qt::Vertical);
    q->resizeDocks({explanationDock, resultDock}, {std::max(column - result, unit), result},
                   Qt::Vertical);
}

void MainWindow::Private::buildStatusBar() {
    status = new FittingLabel(q);
    status->setObjectName(QStringLiteral("status"));
    saved = new QLabel(q);
    saved->setObjectName(QStringLiteral("saved"));
    q->statusBar()->addWidget(status, 1);
    q->statusBar()->addPermanentWidget(saved);
    q->statusBar()->setSizeGripEnabled(false);
}

void MainWindow::Private::restyle() {
    // The application tells a new font only to windows that are made later, until it runs.
    q->setFont(QApplication::font());
    q->setStyleSheet(look->sheet());
    actions->refreshIcons();
    if (isCramped() != m_cramped)
        placeDocks(!m_cramped);
    fitTabs();
    // Once the panels have taken the new size of text: before, their old least
    // sizes would be in the way.
    QTimer::singleShot(0, this, [this] {
        if (!m_arranged)
            sizeDocks();
    });
}

void MainWindow::Private::saveLayout() {
    settings.set(Setting::Geometry, q->saveGeometry());
    settings.set(Setting::Docks, m_arranged ? q->saveState(kLayoutVersion) : QByteArray());
}

void MainWindow::Private::restoreLayout() {
    // Room for the frame that the window manager draws around the window.
    const QSize screen = QGuiApplication::primaryScreen()->availableSize() - QSize(8, 48);
    q->resize(QSize(1440, 900).boundedTo(screen));
    if (const auto geometry = settings.bytes(Setting::Geometry); !geometry.isEmpty())
        q->restoreGeometry(geometry);
    const auto docks = settings.bytes(Setting::Docks);
    placeDocks(isCramped());
    if (!docks.isEmpty())
        m_arranged = q->restoreState(docks, kLayoutVersion);
    // Nothing else shows it again.
    q->findChild<QToolBar*>(QStringLiteral("steps"))->show();
    for (PanelDock* dock : {walkthroughDock, explanationDock, resultDock, lossDock})
        connect(dock, &PanelDock::arranged, this, [this] { m_arranged = true; });
    q->installEventFilter(this);
}

}  // namespace stepgrad
