// What the mouse and the keys do on the contour plot.

#include <QFontInfo>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "ui/charts/plot_frame.h"
#include "ui/graph/value_editor.h"
#include "ui/laboratory/contour_plot.h"

namespace stepgrad {
namespace {

constexpr double kZoom = 1.25;    ///< of a notch of the wheel
constexpr double kNotch = 120.0;  ///< in eighths of a degree

}  // namespace

bool ContourPlot::event(QEvent* event) {
    // In the window the arrows are Next and Back, but here they move the point.
    if (event->type() == QEvent::ShortcutOverride && m_surface) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    if (event->type() != QEvent::ToolTip || !m_surface)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    if (frame().area().contains(help->pos()))
        QToolTip::showText(help->globalPos(),
                           tr("%1\nClick to set both").arg(textAt(pointAt(help->pos()))), this);
    else
        QToolTip::hideText();
    return true;
}

void ContourPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_surface ||
        !frame().area().contains(event->position()))
        return;
    m_dragged = pointAt(event->position());
    update();
}

void ContourPlot::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragged)
        return;
    m_dragged = pointAt(event->position());
    update();
}

void ContourPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_dragged)
        return;
    const SurfacePoint chosen = *m_dragged;
    m_dragged.reset();
    update();
    emit pointChosen(chosen);
}

void ContourPlot::wheelEvent(QWheelEvent* event) {
    if (m_surface)
        emit zoomAsked(pointAt(event->position()),
                       std::pow(kZoom, -event->angleDelta().y() / kNotch));
    event->accept();
}

void ContourPlot::keyPressEvent(QKeyEvent* event) {
    const double by = nudgeStep(event->modifiers());
    SurfacePoint to = m_marks.present;
    switch (m_surface ? event->key() : 0) {
        case Qt::Key_Left:
            to.x = nudged(to.x, -by);
            break;
        case Qt::Key_Right:
            to.x = nudged(to.x, by);
            break;
        case Qt::Key_Down:
            to.y = nudged(to.y, -by);
            break;
        case Qt::Key_Up:
            to.y = nudged(to.y, by);
            break;
        case Qt::Key_Plus:
            emit zoomAsked(m_marks.present, 1.0 / kZoom);
            return;
        case Qt::Key_Minus:
            emit zoomAsked(m_marks.present, kZoom);
            return;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    emit pointChosen(to);
}

QSize ContourPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {18 * em, 11 * em};
}

}  // namespace stepgrad
