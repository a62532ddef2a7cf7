#include <QApplication>
#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "ui/graph/network_view.h"
#include "ui/graph/network_view_private.h"

namespace stepgrad {
namespace {

constexpr double kZoomStep = 1.2;
constexpr int kNotch = 120;

/// What a click on an item selects: a chip stands for its weight, a circle for its activation.
ValueId selectedBy(const ValueId& id) {
    if (const auto parameter = id.parameter())
        return *parameter;
    return id.kind == ValueKind::U ? id.as(ValueKind::H) : id;
}

/// The start of a number: typing it opens the editor.
bool beginsNumber(const QString& text) {
    return text.size() == 1 && QStringLiteral("0123456789-−.,").contains(text);
}

/// What presses a button.
bool isPress(const QKeyEvent& event) {
    return event.key() == Qt::Key_Space || event.key() == Qt::Key_Return ||
           event.key() == Qt::Key_Enter;
}

}  // namespace

bool NetworkView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        d->setHovered(std::nullopt);
        d->setPointedStandIn(std::nullopt);
    }
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto id = d->valueAt(help->pos());
        if (const auto column = d->standInAt(help->pos()))
            QToolTip::showText(
                help->globalPos(),
                tr("%1: click to show them").arg(standInName(d->picture.layout.shape, *column)),
                viewport());
        else if (id)
            QToolTip::showText(help->globalPos(), d->picture.state.toolTip(*id), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

void NetworkView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        event->ignore();
        return;
    }
    const QPoint at = event->position().toPoint();
    const bool isLeft = event->button() == Qt::LeftButton;
    const auto standIn = isLeft ? d->standInAt(at) : std::nullopt;
    d->focusStandIn(std::nullopt);
    const auto id = isLeft ? d->valueAt(at) : std::nullopt;
    if (standIn) {
        d->setFolded(*standIn, false);
    } else if (id) {
        d->setSelected(selectedBy(*id), true);
    } else {
        d->dragFrom = at;
        d->dragged = false;
    }
    event->accept();
}

void NetworkView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (!d->dragFrom) {
        d->setPointedStandIn(d->standInAt(at));
        d->setHovered(d->valueAt(at));
        return;
    }
    if (!d->dragged && (at - *d->dragFrom).manhattanLength() < QApplication::startDragDistance())
        return;
    d->dragged = true;
    d->setPanned();
    viewport()->setCursor(Qt::ClosedHandCursor);
    const QPoint by = at - *d->dragFrom;
    d->dragFrom = at;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
}

void NetworkView::mouseReleaseEvent(QMouseEvent* event) {
    if (!d->dragFrom)
        return;
    if (!d->dragged && event->button() == Qt::LeftButton)
        d->setSelected(std::nullopt, true);
    d->dragFrom.reset();
    viewport()->unsetCursor();
}

void NetworkView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const auto id = d->valueAt(event->position().toPoint());
    if (const auto standIn = d->standInAt(event->position().toPoint()))
        d->setFolded(*standIn, false);
    else if (const auto editable = d->editable(id))
        d->openEditor(*editable);
    else if (id)
        d->setSelected(selectedBy(*id), true);
    else
        d->fit();
}

void NetworkView::wheelEvent(QWheelEvent* event) {
    const QPoint at = event->position().toPoint();
    // Shift turns the wheel sideways on some platforms.
    const int turn =
        event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    event->accept();
    if (event->modifiers() & Qt::ControlModifier) {
        d->zoomBy(std::pow(kZoomStep, turn / double{kNotch}), at);
        return;
    }
    const auto id = d->valueAt(at);
    const auto editable = d->editable(d->picture.selected);
    if (id && editable && sharesItem(*id, *editable)) {
        d->wheelRest += turn;
        const int notches = d->wheelRest / kNotch;
        d->wheelRest -= notches * kNotch;
        if (notches != 0)
            d->nudgeValue(*editable, notches * nudgeStep(event->modifiers()));
    } else if (!d->isFitted()) {
        QScrollBar* bar = event->modifiers() & Qt::ShiftModifier || event->angleDelta().y() == 0
                              ? horizontalScrollBar()
                              : verticalScrollBar();
        bar->setValue(bar->value() - turn / 2);
    } else {
        event->ignore();
    }
}

void NetworkView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        const auto id = d->valueAt(event->pos());
        d->setSelected(id ? std::optional(selectedBy(*id)) : std::nullopt, true);
        d->showMenu(event->globalPos(), d->standInAt(event->pos()));
    } else {
        const QRect place =
            d->picture.selected ? rectOf(*d->picture.selected) : QRect(rect().center(), QSize());
        d->showMenu(viewport()->mapToGlobal(place.center()));
    }
}

bool NetworkView::event(QEvent* event) {
    // Keys that mean something to a selected value come here even where the
    // window has a shortcut for them.
    if (event->type() == QEvent::ShortcutOverride && d->picture.focusedStandIn &&
        isPress(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && d->picture.selected && !isEditing()) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool edits = d->editable(d->picture.selected) &&
                           !(key->modifiers() & Qt::ControlModifier) && beginsNumber(key->text());
        if (edits || key->matches(QKeySequence::Copy)) {
            event->accept();
            return true;
        }
    }
    return QGraphicsView::event(event);
}

void NetworkView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const auto editable = d->editable(d->picture.selected);
    event->accept();
    if (d->picture.focusedStandIn && isPress(*event)) {
        d->unfoldFocused();
    } else if (event->matches(QKeySequence::Copy)) {
        d->copySelected();
    } else if (editable && !control && beginsNumber(event->text())) {
        d->openEditor(*editable, event->text());
    } else if (event->key() == Qt::Key_Plus || (control && event->key() == Qt::Key_Equal)) {
        d->zoomBy(kZoomStep, viewport()->rect().center());
    } else if (event->key() == Qt::Key_Minus) {
        d->zoomBy(1.0 / kZoomStep, viewport()->rect().center());
    } else if (event->key() == Qt::Key_0) {
        d->fit();
    } else if (editable && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                            event->key() == Qt::Key_F2)) {
        d->openEditor(*editable);
    } else if (editable && event->key() == Qt::Key_Up) {
        d->nudgeValue(*editable, nudgeStep(event->modifiers()));
    } else if (editable && event->key() == Qt::Key_Down) {
        d->nudgeValue(*editable, -nudgeStep(event->modifiers()));
    } else if (event->key() == Qt::Key_Delete && d->removeSelectedNeuron()) {
        return;
    } else if (event->key() == Qt::Key_Escape && d->picture.focusedStandIn) {
        d->focusStandIn(std::nullopt);
    } else if (event->key() == Qt::Key_Escape && d->picture.selected) {
        d->setSelected(std::nullopt, true);
    } else {
        // Next, Back, Restart, Train: the window's.
        event->ignore();
    }
}

void NetworkView::focusInEvent(QFocusEvent* event) {
    d->picture.hasFocus = true;
    if (event->reason() == Qt::TabFocusReason)
        d->moveSelection(true, true);
    else if (event->reason() == Qt::BacktabFocusReason)
        d->moveSelection(false, true);
    d->repaintAccents();
    QAbstractScrollArea::focusInEvent(event);
    d->accessibility->announceSelection();
}

void NetworkView::focusOutEvent(QFocusEvent* event) {
    d->picture.hasFocus = false;
    d->repaintAccents();
    QAbstractScrollArea::focusOutEvent(event);
}

bool NetworkView::focusNextPrevChild(bool next) {
    if (isEditing())
        return d->editor->accept() && d->moveSelection(next, false);
    return d->moveSelection(next, false) || QAbstractScrollArea::focusNextPrevChild(next);
}

void NetworkView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    d->placeLegend();
    if (d->isFitted()) {
        d->layOut(true);
        d->repaint();
    }
    d->placeEditor();
}

void NetworkView::changeEvent(QEvent* event) {
    QGraphicsView::changeEvent(event);
    if (d &&
        (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)) {
        d->layOut(false);
        d->placeAll();
        d->repaint();
    }
}

void NetworkView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    if (d) {
        d->placeEditor();
        d->placeStrip();
    }
}

}  // namespace stepgrad
