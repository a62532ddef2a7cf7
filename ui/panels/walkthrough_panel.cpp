#include "ui/panels/walkthrough_panel.h"

#include <QKeyEvent>
#include <QListView>
#include <QMouseEvent>
#include <QStyle>
#include <QVBoxLayout>
#include <functional>

#include "ui/appearance.h"
#include "ui/panels/step_delegate.h"
#include "ui/panels/step_model.h"

namespace stepgrad {
namespace {

/// A list that leaves the keys of the walkthrough (arrows to the sides, Page Up
/// and Down, Home, Space, letters) to the window.
class StepList : public QListView {
public:
    std::function<void(const QPoint*)> pointed;

protected:
    void resizeEvent(QResizeEvent* event) override {
        QListView::resizeEvent(event);
        executeDelayedItemsLayout();
        scrollTo(currentIndex());
    }
    void keyPressEvent(QKeyEvent* event) override {
        switch (event->key()) {
            case Qt::Key_Up:
            case Qt::Key_Down:
            case Qt::Key_Return:
            case Qt::Key_Enter:
                QListView::keyPressEvent(event);
                break;
            default:
                event->ignore();
        }
    }
    void mouseMoveEvent(QMouseEvent* event) override {
        const QPoint place = event->pos();
        pointed(&place);
        QListView::mouseMoveEvent(event);
    }
    void leaveEvent(QEvent* event) override {
        pointed(nullptr);
        QListView::leaveEvent(event);
    }
};

}  // namespace

class WalkthroughPanel::Private {
public:
    StepModel* model = nullptr;
    StepDelegate* delegate = nullptr;
    StepList* list = nullptr;
    int shownStep = -2;
    std::optional<ValueId> hovered;

    QStyleOptionViewItem optionOf(const QModelIndex& index) const {
        QStyleOptionViewItem option;
        option.initFrom(list);
        option.font = list->font();
        option.rect = list->visualRect(index);
        return option;
    }
    std::optional<ValueId> valueAt(const QPoint* place) const {
        if (!place)
            return std::nullopt;
        const QModelIndex index = list->indexAt(*place);
        if (!index.isValid())
            return std::nullopt;
        return delegate->valueAt(optionOf(index), index, *place);
    }
};

WalkthroughPanel::WalkthroughPanel(QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>()) {
    d->model = new StepModel(this);
    d->delegate = new StepDelegate(this);
    d->list = new StepList;
    d->list->setModel(d->model);
    d->list->setItemDelegate(d->delegate);
    d->list->setAccessibleName(tr("Steps of the walkthrough"));
    d->list->setFrameShape(QFrame::NoFrame);
    d->list->setMouseTracking(true);
    d->list->viewport()->setAttribute(Qt::WA_Hover);
    d->list->setSelectionMode(QAbstractItemView::SingleSelection);
    d->list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    d->list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d->list->setResizeMode(QListView::Adjust);
    d->list->setWordWrap(true);  // heights follow the width
    d->list->pointed = [this](const QPoint* place) {
        const auto id = d->valueAt(place);
        if (id == d->hovered)
            return;
        d->hovered = id;
        emit valueHovered(id);
    };
    const auto choose = [this](const QModelIndex& index) {
        const int step = index.data(StepModel::StepRole).toInt();
        if (step >= 0)
            emit stepChosen(step);
    };
    connect(d->list, &QListView::clicked, this, choose);
    // Enter; a click is told by clicked() already, wherever the style activates on it.
    connect(d->list, &QListView::activated, this, [this, choose](const QModelIndex& index) {
        if (!d->list->style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick))
            choose(index);
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->addWidget(d->list);
    setMinimumWidth(QFontMetrics(font()).averageCharWidth() * 22);
    connect(&Appearance::instance(), &Appearance::changed, this,
            [this] { d->list->viewport()->update(); });
}

WalkthroughPanel::~WalkthroughPanel() = default;

void WalkthroughPanel::showStill(const Still& still) {
    d->model->setStill(still);
    const int step = still.currentStepIndex();
    if (step == d->shownStep)
        return;
    d->shownStep = step;
    const QModelIndex index = d->model->indexOfStep(step);
    if (!index.isValid()) {
        d->list->setCurrentIndex({});
        d->list->scrollToTop();
        return;
    }
    d->list->setCurrentIndex(index);
    d->list->scrollTo(index);
    // With one more in sight, so that the next press is no surprise.
    if (const QModelIndex next = d->model->index(index.row() + 1); next.isValid())
        d->list->scrollTo(next);
}

void WalkthroughPanel::highlightValue(const std::optional<ValueId>& id) {
    d->delegate->setHighlight(id);
    d->list->viewport()->update();
}

}  // namespace stepgrad
