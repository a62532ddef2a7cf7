#include "ui/panels/current_step_label.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QFontMetrics>
#include <QResizeEvent>
#include <algorithm>

namespace stepgrad {
namespace {

class TitleInterface : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit TitleInterface(CurrentStepLabel* label)
        : QAccessibleWidget(label, QAccessible::StaticText) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? title() : QAccessibleWidget::text(kind);
    }

    QString text(int start, int end) const override {
        const int first = std::clamp(start, 0, characterCount());
        const int last = end < 0 ? characterCount() : std::clamp(end, first, characterCount());
        return title().mid(first, last - first);
    }
    int characterCount() const override { return static_cast<int>(title().size()); }
    QRect characterRect(int offset) const override {
        const QFontMetrics metrics(label()->font());
        const QRect area(label()->mapToGlobal(QPoint()), label()->size());
        return {area.left() + metrics.horizontalAdvance(title().left(offset)), area.top(),
                metrics.averageCharWidth(), area.height()};
    }
    int offsetAtPoint(const QPoint& point) const override {
        const QFontMetrics metrics(label()->font());
        const int x = label()->mapFromGlobal(point).x();
        int offset = 0;
        while (offset < characterCount() &&
               metrics.horizontalAdvance(title().left(offset + 1)) <= x)
            ++offset;
        return offset;
    }
    QString attributes(int, int* start, int* end) const override {
        *start = 0;
        *end = characterCount();
        return {};
    }

    // It cannot be edited, and what is selected in it means nothing.
    void selection(int, int* start, int* end) const override { *start = *end = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override {}
    void scrollToSubstring(int, int) override {}

private:
    CurrentStepLabel* label() const { return static_cast<CurrentStepLabel*>(object()); }
    QString title() const { return label()->text(); }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* label = qobject_cast<CurrentStepLabel*>(object);
    return label ? new TitleInterface(label) : nullptr;
}

}  // namespace

CurrentStepLabel::CurrentStepLabel(QWidget* parent) : QLabel(parent) {
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    // Not for translation: outside programs look for it (as for all names of
    // values).
    setAccessibleName(QStringLiteral("current step"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

void CurrentStepLabel::setTitle(const QString& title) {
    if (title == text())
        return;
    const QString before = text();
    setText(title);
    QAccessibleTextUpdateEvent event(this, 0, before, title);
    QAccessible::updateAccessibility(&event);
}

QSize CurrentStepLabel::sizeHint() const {
    // The title of a dock does not ask for the height at its width.
    const int line = fontMetrics().horizontalAdvance(text()) + 2 * margin() + 1;
    return {line, heightForWidth(width() > 0 ? width() : line)};
}

QSize CurrentStepLabel::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 8, sizeHint().height()};
}

void CurrentStepLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

}  // namespace stepgrad
