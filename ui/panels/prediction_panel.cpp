#include "ui/panels/prediction_panel.h"

#include <QFontMetrics>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/appearance.h"
#include "ui/panels/prediction_view.h"

namespace stepgrad {
namespace {

constexpr int kLinesAtLeast = 3;

}  // namespace

PredictionPanel::PredictionPanel(QWidget* parent)
    : QWidget(parent), m_area(new QScrollArea(this)), m_view(new PredictionView) {
    setAccessibleName(tr("Prediction"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::TabFocus);
    m_area->setAccessibleName(tr("Prediction"));
    m_area->setWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_area);
    connect(&Appearance::instance(), &Appearance::changed, this, &PredictionPanel::refresh);
    refresh();
}

void PredictionPanel::refresh() {
    QPalette background = m_area->palette();
    background.setColor(QPalette::Window, Appearance::instance().palette().panel);
    m_area->setPalette(background);
    m_view->refresh();
    setAccessibleDescription(m_view->description());
    setToolTip(m_view->tip());
    updateGeometry();
}

void PredictionPanel::showStill(const Still& still) {
    m_view->setStill(still);
    refresh();
}

QSize PredictionPanel::sizeHint() const {
    return m_view->sizeHint();
}

/// A little of it: the rest can be scrolled to.
QSize PredictionPanel::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {metrics.averageCharWidth() * 22,
            std::min(sizeHint().height(), kLinesAtLeast * metrics.height())};
}

}  // namespace stepgrad
