#include "ui/program_style.h"

#include <QLabel>
#include <QPainter>
#include <QStyleOption>
#include <algorithm>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

/// A check mark, in a square of side 1.
constexpr QPointF kCheck[] = {{0.22, 0.52}, {0.42, 0.72}, {0.78, 0.3}};

void paintMark(QPainter& painter, const QRectF& box, bool isRound, bool isPart) {
    const Palette& palette = Appearance::instance().palette();
    const double side = box.width();
    if (isRound) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.onPrimary);
        painter.drawEllipse(box.center(), 0.2 * side, 0.2 * side);
        return;
    }
    painter.setPen(
        QPen(palette.onPrimary, 0.13 * side, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](const QPointF& point) { return box.topLeft() + side * point; };
    if (isPart)
        painter.drawLine(at({0.25, 0.5}), at({0.75, 0.5}));
    else
        painter.drawPolyline(QPolygonF{at(kCheck[0]), at(kCheck[1]), at(kCheck[2])});
}

void paintBox(QPainter& painter, const QStyleOption& option, bool isRound) {
    const Palette& palette = Appearance::instance().palette();
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isPart = option.state & QStyle::State_NoChange;
    const bool isOn = isPart || option.state & QStyle::State_On;
    const double side = std::min(option.rect.width(), option.rect.height()) - 1.0;
    const QRectF box(QRectF(option.rect).center() - QPointF(0.5, 0.5) * side, QSizeF(side, side));
    const bool isPointedAt = option.state & QStyle::State_MouseOver;
    const QColor line = !isEnabled            ? palette.faint
                        : isOn || isPointedAt ? palette.primary
                                              : palette.quiet;
    const double round = isRound ? 0.5 * side : 0.18 * side;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.2));
    painter.setBrush(isOn ? line : palette.panel);
    painter.drawRoundedRect(box, round, round);
    if (isOn)
        paintMark(painter, box, isRound, isPart);
    painter.restore();
}

}  // namespace

void ProgramStyle::polish(QWidget* widget) {
    // Before it gets its first text.
    if (auto* tip = qobject_cast<QLabel*>(widget); tip && tip->windowType() == Qt::ToolTip)
        tip->setTextFormat(Qt::PlainText);
    QProxyStyle::polish(widget);
}

int ProgramStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* answer) const {
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, answer);
}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const {
    switch (element) {
        case PE_IndicatorCheckBox:
        case PE_IndicatorItemViewItemCheck:
            paintBox(*painter, *option, false);
            return;
        case PE_IndicatorRadioButton:
            paintBox(*painter, *option, true);
            return;
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

}  // namespace stepgrad
