#include "ui/laboratory/pointed_plot.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "ui/appearance.h"

namespace stepgrad {

PointedPlot::PointedPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void PointedPlot::pointAt(std::optional<int> item) {
    if (item == m_pointed)
        return;
    m_pointed = item;
    update();
    emit pointedAt(item);
}

void PointedPlot::keepPointedInRange() {
    if (m_pointed && *m_pointed >= itemCount())
        pointAt(std::nullopt);
}

void PointedPlot::paintFocus(QPainter& painter) const {
    if (!hasFocus())
        return;
    painter.setPen(QPen(Appearance::instance().palette().primary, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void PointedPlot::mouseMoveEvent(QMouseEvent* event) {
    pointAt(itemAt(event->position()));
}

void PointedPlot::mousePressEvent(QMouseEvent* event) {
    pointAt(itemAt(event->position()));
    if (event->button() == Qt::LeftButton && m_pointed)
        emit chosen(*m_pointed);
}

void PointedPlot::leaveEvent(QEvent*) {
    if (!hasFocus())
        pointAt(std::nullopt);
}

void PointedPlot::keyPressEvent(QKeyEvent* event) {
    const int count = itemCount();
    const bool isBack = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool isOn = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if (count > 0 && (isBack || isOn))
        pointAt(m_pointed ? std::clamp(*m_pointed + (isOn ? 1 : -1), 0, count - 1) : 0);
    else if (m_pointed && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        emit chosen(*m_pointed);
    else
        QWidget::keyPressEvent(event);
}

void PointedPlot::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void PointedPlot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    pointAt(std::nullopt);
    update();
}

}  // namespace stepgrad
