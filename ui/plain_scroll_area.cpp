#include "ui/plain_scroll_area.h"

#include <QScrollArea>

namespace stepgrad {

QScrollArea* plainScrollArea(QWidget* inside) {
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(inside);
    area->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return area;
}

}  // namespace stepgrad
