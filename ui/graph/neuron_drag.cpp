#include "ui/graph/neuron_drag.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace stepgrad {

NeuronDrag::NeuronDrag(QToolButton* button, Deeds deeds)
    : QObject(button), m_button(button), m_deeds(std::move(deeds)) {
    m_button->installEventFilter(this);
}

NeuronDrag::~NeuronDrag() {
    delete m_preview;
}

int NeuronDrag::distance() const {
    return m_button->fontMetrics().height() * 5 / 4;
}

bool NeuronDrag::eventFilter(QObject* watched, QEvent* event) {
    const QEvent::Type type = event->type();
    if (m_isDragged && (type == QEvent::KeyPress || type == QEvent::ShortcutOverride)) {
        // Whatever has the keyboard; no other key does anything meanwhile.
        event->accept();
        if (type == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
            finish(false);
        return true;
    }
    if (watched != m_button)
        return false;
    if (type == QEvent::Hide || type == QEvent::EnabledChange)
        finish(false);
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove &&
        type != QEvent::MouseButtonRelease)
        return false;
    auto* mouse = static_cast<QMouseEvent*>(event);
    if (type == QEvent::MouseMove)
        return m_from && move(mouse->position().toPoint());
    if (mouse->button() != Qt::LeftButton)
        return m_isDragged;
    if (type == QEvent::MouseButtonRelease)
        return finish(true);
    m_from = mouse->position().toPoint();
    return false;
}

bool NeuronDrag::move(const QPoint& at) {
    const int by = at.y() - m_from->y();
    if (!m_isDragged) {
        if (std::abs(by) < QApplication::startDragDistance())
            return false;
        m_isDragged = true;
        m_button->setDown(false);
        qApp->installEventFilter(this);
    }
    const auto steps = static_cast<int>(std::lround(by / static_cast<double>(distance())));
    m_count = nearestAllowed(m_deeds.present() + steps);
    showPreview(at);
    return true;
}

int NeuronDrag::nearestAllowed(int count) const {
    const int present = m_deeds.present();
    while (count != present && !m_deeds.isAllowed(count))
        count += count > present ? -1 : 1;
    return count;
}

void NeuronDrag::showPreview(const QPoint& at) {
    QWidget* window = m_button->window();
    if (!m_preview) {
        m_preview = new QLabel(window);
        m_preview->setObjectName(QStringLiteral("neuronDragPreview"));
        m_preview->setAttribute(Qt::WA_TransparentForMouseEvents);
        m_preview->setFrameShape(QFrame::StyledPanel);
        m_preview->setAutoFillBackground(true);
        m_preview->setMargin(4);
    }
    const int by = m_count - m_deeds.present();
    const QString change = by < 0   ? QStringLiteral("−%1").arg(-by)
                           : by > 0 ? QStringLiteral("+%1").arg(by)
                                    : QStringLiteral("±0");
    m_preview->setText(tr("%1 → %2").arg(change, m_deeds.nameOf(m_count)));
    m_preview->setAccessibleName(m_preview->text());
    m_preview->adjustSize();
    QPoint place = m_button->mapTo(window, at) + QPoint(18, 8);
    place.setX(std::clamp(place.x(), 0, std::max(0, window->width() - m_preview->width())));
    place.setY(std::clamp(place.y(), 0, std::max(0, window->height() - m_preview->height())));
    m_preview->move(place);
    m_preview->show();
    m_preview->raise();
}

bool NeuronDrag::finish(bool chooses) {
    m_from.reset();
    if (!m_isDragged)
        return false;
    m_isDragged = false;
    qApp->removeEventFilter(this);
    delete m_preview;
    m_button->setDown(false);
    if (chooses && m_count != m_deeds.present())
        m_deeds.choose(m_count);
    return true;
}

}  // namespace stepgrad
