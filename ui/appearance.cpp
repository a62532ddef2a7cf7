#include "ui/appearance.h"

namespace stepgrad {

Appearance& Appearance::instance() {
    static Appearance appearance;
    return appearance;
}

void Appearance::setDark(bool dark) {
    const Palette* palette = dark ? &Palette::dark() : &Palette::light();
    if (palette == m_palette)
        return;
    m_palette = palette;
    emit changed();
}

void Appearance::setNotation(const Notation& notation) {
    if (notation == m_notation)
        return;
    m_notation = notation;
    emit changed();
}

void Appearance::setAnimated(bool animated) {
    if (animated == m_animated)
        return;
    m_animated = animated;
    emit changed();
}

}  // namespace stepgrad
