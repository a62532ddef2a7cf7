#include "ui/graph/value_editor.h"

#include <QAccessible>
#include <QApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>
#include <cstdlib>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

QString exactText(double value) {
    return QString::fromStdString(exactNumber(value, Appearance::instance().notation().numbers));
}

}  // namespace

double nudged(double value, double by) {
    return QString::number(value + by, 'g', 12).toDouble();
}

double nudgeStep(Qt::KeyboardModifiers modifiers) {
    return modifiers & Qt::ShiftModifier ? 0.01 : 0.1;
}

ValueEditor::ValueEditor(QWidget* viewport, Accept accept)
    : QLineEdit(viewport), m_accept(std::move(accept)), m_reason(new QLabel(viewport)) {
    setObjectName(QStringLiteral("valueEditor"));
    m_reason->setObjectName(QStringLiteral("valueEditorReason"));
    m_reason->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_reason->setMargin(4);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    hide();
    m_reason->hide();
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_problem.clear();
        restyle();
    });
    connect(this, &QLineEdit::textChanged, this, [this] {
        if (isVisible())
            moveTo(m_place);
    });
}

void ValueEditor::open(const ValueId& id, const QString& name, const QString& text,
                       const QString& typed) {
    m_id = id;
    m_problem.clear();
    setAccessibleName(name);
    setText(text);
    selectAll();
    if (!typed.isEmpty())
        insert(typed);
    restyle();
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    // A click anywhere, also on what takes no focus, ends the edit.
    qApp->installEventFilter(this);
}

void ValueEditor::moveTo(const QRect& place) {
    m_place = place;
    const QFontMetrics metrics(font());
    // Not wider than the number's place, unless the text needs it.
    const int width = std::max(
        place.width(), metrics.horizontalAdvance(text() + QStringLiteral("0")) + metrics.height());
    const int height = std::max(place.height(), metrics.height() + metrics.height() / 3);
    QRect box(place.left(), place.center().y() - height / 2, width, height);
    const QRect inside = parentWidget()->rect();
    box.moveLeft(std::clamp(box.left(), 0, std::max(0, inside.width() - width)));
    box.moveTop(std::clamp(box.top(), 0, std::max(0, inside.height() - height)));
    setGeometry(box);
    placeReason();
}

void ValueEditor::placeReason() {
    m_reason->setVisible(!m_problem.isEmpty());
    if (m_problem.isEmpty())
        return;
    const QRect inside = parentWidget()->rect();
    m_reason->setWordWrap(false);
    m_reason->adjustSize();
    if (m_reason->width() > inside.width() - 8) {
        m_reason->setWordWrap(true);
        m_reason->setFixedWidth(std::max(40, inside.width() - 8));
        m_reason->adjustSize();
    }
    QPoint at(geometry().left(), geometry().bottom() + 4);
    if (at.y() + m_reason->height() > inside.bottom())
        at.setY(geometry().top() - 4 - m_reason->height());
    at.setX(std::clamp(at.x(), 4, std::max(4, inside.width() - m_reason->width() - 4)));
    m_reason->move(at);
    m_reason->raise();
}

void ValueEditor::restyle() {
    const Palette& palette = Appearance::instance().palette();
    const QColor line = m_problem.isEmpty() ? palette.primary : palette.loss;
    const QColor fill =
        m_problem.isEmpty() ? mixed(palette.panel, palette.primary, 0.08) : palette.lossFill;
    setStyleSheet(
        QStringLiteral("QLineEdit { border: 2px solid %1; border-radius: 4px; background: "
                       "%2; color: %3; padding: 0 3px; }")
            .arg(line.name(), fill.name(), palette.text.name()));
    m_reason->setStyleSheet(
        QStringLiteral("QLabel { border: 1px solid %1; border-radius: 4px; background: %2; color: "
                       "%3; }")
            .arg(palette.loss.name(), palette.lossFill.name(), palette.text.name()));
    m_reason->setMinimumWidth(0);
    m_reason->setMaximumWidth(QWIDGETSIZE_MAX);
    m_reason->setText(m_problem);
    setAccessibleDescription(m_problem);
    setToolTip(m_problem);
    placeReason();
}

void ValueEditor::refuse(const QString& reason) {
    m_problem = reason;
    restyle();
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

bool ValueEditor::accept() {
    if (!m_id)
        return true;
    if (m_accepting)
        return false;
    m_accepting = true;
    const auto parsed = parseNumber(text().toStdString());
    QString problem;
    if (const auto* error = std::get_if<NumberError>(&parsed))
        problem = QString::fromStdString(error->reason);
    else
        problem = m_accept(*m_id, std::get<double>(parsed));
    m_accepting = false;
    if (problem.isEmpty())
        close();
    else if (m_id)
        refuse(problem);
    return problem.isEmpty();
}

void ValueEditor::cancel() {
    if (m_id)
        close();
}

void ValueEditor::close() {
    if (!m_id)
        return;
    qApp->removeEventFilter(this);
    m_id.reset();
    m_problem.clear();
    m_reason->hide();
    // Hidden with the focus, it would hand it on to whatever comes next.
    if (hasFocus())
        parentWidget()->setFocus(Qt::OtherFocusReason);
    hide();
    emit closed();
}

void ValueEditor::nudge(double by) {
    const auto parsed = parseNumber(text().toStdString());
    const auto* value = std::get_if<double>(&parsed);
    if (!value || !std::isfinite(nudged(*value, by)))
        return;
    setText(exactText(nudged(*value, by)));
    selectAll();
    m_problem.clear();
    restyle();
}

void ValueEditor::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            accept();
            return;
        case Qt::Key_Escape:
            cancel();
            return;
        case Qt::Key_Up:
            nudge(nudgeStep(event->modifiers()));
            return;
        case Qt::Key_Down:
            nudge(-nudgeStep(event->modifiers()));
            return;
        // They would turn the page of the walkthrough under the open editor.
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            return;
        default:
            QLineEdit::keyPressEvent(event);
    }
}

void ValueEditor::wheelEvent(QWheelEvent* event) {
    const int notches = event->angleDelta().y() / 120;
    // With Alt or Shift some platforms turn the wheel sideways.
    const int sideways = event->angleDelta().x() / 120;
    nudge((notches != 0 ? notches : sideways) * nudgeStep(event->modifiers()));
    event->accept();
}

void ValueEditor::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    // Another window or the editor's own menu: the edit goes on afterwards.
    if (event->reason() == Qt::ActiveWindowFocusReason || event->reason() == Qt::PopupFocusReason ||
        event->reason() == Qt::MenuBarFocusReason)
        return;
    accept();
}

bool ValueEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() && watched != this) {
        auto* widget = static_cast<QWidget*>(watched);
        const bool own = isAncestorOf(widget) || widget->window() != window();
        if (!own && isVisible() && !accept()) {
            setFocus(Qt::OtherFocusReason);
            // In the graph the click only meant to end the edit.
            return widget == parentWidget();
        }
    }
    return QLineEdit::eventFilter(watched, event);
}

}  // namespace stepgrad
