#include "ui/panels/explanation_panel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "core/walkthrough/formula_latex.h"
#include "ui/appearance.h"
#include "ui/panels/explanation_content.h"

namespace stepgrad {

class ExplanationPanel::Private {
public:
    void refresh() {
        if (!isStale)
            return;
        isStale = false;
        if (isTraining)
            content->showTraining();
        else
            content->showStill(still, selected);
        layOut();
    }
    /// At once, not when the event loop comes to it: what scrolls next needs it.
    void layOut() {
        content->layout()->activate();
        QEvent request(QEvent::LayoutRequest);
        QCoreApplication::sendEvent(area, &request);
    }
    void dress() {
        const Palette& palette = Appearance::instance().palette();
        QPalette background = area->palette();
        background.setColor(QPalette::Window, palette.panel);
        area->setPalette(background);
        content->dress(area->viewport()->width());
    }

    Still still;
    std::optional<ValueId> selected;
    bool isStale = false;
    bool isTraining = false;  ///< no step is told
    QScrollArea* area = nullptr;
    ExplanationContent* content = nullptr;
};

ExplanationPanel::ExplanationPanel(QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>()) {
    d->content = new ExplanationContent;
    d->area = new QScrollArea(this);
    d->area->setFrameShape(QFrame::NoFrame);
    d->area->setWidgetResizable(true);
    d->area->setWidget(d->content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->area);
    connect(d->content, &ExplanationContent::valueHovered, this, &ExplanationPanel::valueHovered);
    connect(d->content, &ExplanationContent::valueClicked, this, [this](const ValueId& id) {
        selectValue(id);
        emit valueSelected(id);
    });
    connect(d->content, &ExplanationContent::pathPointed, this, &ExplanationPanel::pathPointed);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        d->dress();
        d->isStale = true;
        if (isVisible())
            d->refresh();
    });
    d->dress();
}

ExplanationPanel::~ExplanationPanel() = default;

QWidget* ExplanationPanel::header() const {
    return d->content->header();
}

void ExplanationPanel::showStill(const Still& still) {
    const bool sameStep =
        d->still.trace && still.trace && d->still.currentStepIndex() == still.currentStepIndex();
    d->still = still;
    d->isStale = true;
    d->isTraining = false;
    // At once, seen or not: assistive technology reads it.
    d->content->showTitle(still);
    if (isVisible())
        d->refresh();
    if (!sameStep)
        d->area->verticalScrollBar()->setValue(0);
}

void ExplanationPanel::showTraining() {
    if (d->isTraining)
        return;
    d->isTraining = true;
    d->isStale = false;
    d->content->showTraining();
    d->layOut();
}

void ExplanationPanel::selectValue(const std::optional<ValueId>& id) {
    if (id == d->selected)
        return;
    d->selected = id;
    d->isStale = true;
    if (!isVisible())
        return;
    d->refresh();
    // Whoever selects a value wants to read of it, from its start; where that is
    // too long, of its chain rule down to the result.
    const QRect told = d->content->selectionRect();
    if (told.isEmpty())
        return;
    if (const QRect chain = d->content->chainRect();
        told.height() > d->area->viewport()->height() && !chain.isEmpty()) {
        d->area->ensureVisible(0, chain.top(), 0, 0);
        d->area->ensureVisible(0, chain.bottom() + 1, 0, 1);
        return;
    }
    d->area->ensureVisible(0, told.bottom() + 1, 0, 1);
    d->area->ensureVisible(0, told.top(), 0, 0);
}

void ExplanationPanel::setPathsShown(bool shown) {
    d->content->setPathsShown(shown);
    d->layOut();
    const QRect paths = d->content->pathsRect();
    if (!isVisible() || paths.isEmpty())
        return;
    d->area->ensureVisible(0, paths.bottom() + 1, 0, 1);
    d->area->ensureVisible(0, paths.top(), 0, 0);
}

void ExplanationPanel::addChainAction(QAction* action) {
    d->content->addChainAction(action);
}

void ExplanationPanel::highlightValue(const std::optional<ValueId>& id) {
    d->content->highlightValue(id);
}

QString ExplanationPanel::latex() const {
    d->refresh();
    const auto equations = d->content->equations();
    return equations.empty() ? QString() : QString::fromStdString(toLatex(equations));
}

bool ExplanationPanel::event(QEvent* event) {
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::Show)
        d->refresh();
    if (event->type() == QEvent::Show || event->type() == QEvent::FontChange ||
        event->type() == QEvent::Resize)
        d->dress();
    // Another style sheet brings old palettes back, once all widgets have it.
    if (event->type() == QEvent::StyleChange)
        QMetaObject::invokeMethod(
            this, [this] { d->dress(); }, Qt::QueuedConnection);
    return done;
}

}  // namespace stepgrad
