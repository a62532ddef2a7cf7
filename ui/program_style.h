#pragma once

#include <QProxyStyle>

namespace stepgrad {

/// How Qt's own widgets look beneath the style sheet: Fusion, with boxes to check and
/// to choose in the colours of the palette, which stand out in the dark too, without
/// icons on the buttons of dialogs, and with tips that are plain text: names and paths of
/// files stand in them, and are never taken for markup.
class ProgramStyle : public QProxyStyle {
public:
    ProgramStyle() : QProxyStyle(QStringLiteral("fusion")) {}

    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

}  // namespace stepgrad
