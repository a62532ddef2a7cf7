#include <QPainter>
#include <algorithm>

#include "ui/appearance.h"
#include "ui/graph/node_item.h"

// What stands for folded neurons.

namespace stepgrad {

void NodeItem::paintStandIns(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    const GraphLayout& layout = m_picture.layout;
    const qreal unit = layout.metrics.unit;
    for (int c = 0; c < static_cast<int>(layout.standIns.size()); ++c) {
        const QRectF& rect = layout.standIns[static_cast<std::size_t>(c)];
        if (rect.isEmpty())
            continue;
        const qreal round = 0.5 * rect.height();
        const Mark mark = markOfFolded(c);
        const bool isMeant = m_picture.pointedStandIn == c ||
                             (m_picture.hasFocus && m_picture.focusedStandIn == c) ||
                             (m_picture.pointed && layout.standInFor(*m_picture.pointed) == rect);
        // It can be clicked at any time, so it never fades as far as the others.
        painter.setOpacity(m_picture.paths ? 0.5 : std::max(0.5, m_picture.state.strengthOf(mark)));
        painter.setBrush(Qt::NoBrush);
        if (mark == Mark::Current || isMeant) {
            const qreal by = 0.18 * unit;
            QColor halo = isMeant ? palette.primary : m_picture.state.flowColor();
            halo.setAlphaF(0.3f);
            painter.setPen(QPen(halo, 0.3 * unit));
            painter.drawRoundedRect(rect.adjusted(-by, -by, by, by), round + by, round + by);
        }
        painter.setBrush(palette.panel);
        painter.setPen(QPen(isMeant ? palette.primary : palette.border, 0.08 * unit));
        painter.drawRoundedRect(rect, round, round);
        painter.setFont(m_picture.fonts.value);
        painter.setPen(isMeant ? palette.text : palette.quiet);
        painter.drawText(rect, Qt::AlignCenter, moreText(layout.shape.hiddenIn(c)));
    }
    painter.setOpacity(1.0);
}

}  // namespace stepgrad
